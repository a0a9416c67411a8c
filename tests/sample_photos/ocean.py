"""Sea surfaces: a spectrum of waves on tiles, summed on a fan mesh, with a breaker when one is wanted."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.fft import ifft2

from .noise import Array, fbm, smoothstep

GRAVITY = 9.81


@dataclass(frozen=True)
class Sea:
    """Wind in m/s, the direction it blows to in degrees from +Y, and how choppy the crests are drawn."""

    wind: float
    heading: float
    chop: float = 1.0
    scale: float = 1.0


def _tile(size: float, cells: int, sea: Sea, time: float, seed: int) -> tuple[Array, Array, Array]:
    """Height and sideways displacement of one periodic patch (Tessendorf, "Simulating Ocean Water", 2001)."""
    k = 2.0 * math.pi * np.fft.fftfreq(cells, size / cells)
    kx, ky = np.meshgrid(k, k)
    length = np.maximum(np.hypot(kx, ky), 1e-6)
    reach = sea.wind**2 / GRAVITY
    turn = math.radians(sea.heading)
    towards = (kx * math.sin(turn) + ky * math.cos(turn)) / length
    spectrum = np.exp(-1.0 / (length * reach) ** 2) / length**4 * towards**2
    spectrum = np.where(towards < 0.0, 0.12 * spectrum, spectrum) * np.exp(-((length * 0.02) ** 2))
    random = np.random.default_rng(seed)
    draw = random.standard_normal((cells, cells)) + 1j * random.standard_normal((cells, cells))
    start = draw * np.sqrt(spectrum * 0.5 * 0.0081) * 2.0 * math.pi / size
    phase = np.exp(1j * np.sqrt(GRAVITY * length) * time)
    waves = start * phase
    height = np.real(ifft2(waves)) * cells**2
    side_x = np.real(ifft2(-1j * kx / length * waves)) * cells**2
    side_y = np.real(ifft2(-1j * ky / length * waves)) * cells**2
    return height, side_x, side_y


def _sample(tile: Array, size: float, x: Array, y: Array) -> Array:
    """Bilinear reading of a periodic tile."""
    cells = tile.shape[0]
    u, v = x / size * cells, y / size * cells
    iu, iv = np.floor(u).astype(np.int64), np.floor(v).astype(np.int64)
    du, dv = u - iu, v - iv
    left, right, low, high = iu % cells, (iu + 1) % cells, iv % cells, (iv + 1) % cells
    return np.asarray(
        (tile[low, left] * (1 - du) + tile[low, right] * du) * (1 - dv)
        + (tile[high, left] * (1 - du) + tile[high, right] * du) * dv
    )


def surface(
    x: Array, y: Array, spacing: Array, sea: Sea, time: float, seed: int
) -> tuple[Array, Array, Array, Array]:
    """The moved points x, y, z of the sea, and a 0-1 measure of how sharp each crest is (for whitecaps).

    Three tiles whose sizes share no multiple hide the repetition; each fades where the mesh is too coarse.
    """
    moved_x, moved_y, height = x.copy(), y.copy(), np.zeros_like(x)
    for number, (size, cells, share) in enumerate(((211.0, 512, 1.0), (47.0, 512, 0.85), (9.7, 256, 0.7))):
        tile, side_x, side_y = _tile(size, cells, sea, time, seed + number)
        if number > 0:
            # The larger tile already holds the long waves; keep only those it is too coarse for.
            tile, side_x, side_y = (
                t - _long_waves(t, size, 14.0 / 4.0 ** (number - 1)) for t in (tile, side_x, side_y)
            )
        turn = 0.4 * number
        u = x * math.cos(turn) - y * math.sin(turn)
        v = x * math.sin(turn) + y * math.cos(turn)
        fade = share * smoothstep(size / 14.0, size / 60.0, spacing) * sea.scale
        height += fade * _sample(tile, size, u, v)
        moved_x += fade * sea.chop * _sample(side_x, size, u, v)
        moved_y += fade * sea.chop * _sample(side_y, size, u, v)
    slope = np.hypot(np.gradient(height, axis=0), np.gradient(height, axis=1)) / np.maximum(spacing, 1e-3)
    crest = smoothstep(0.25, 0.9, height / max(1e-6, float(height.std())) * 0.35 + 0.25 * slope)
    return moved_x, moved_y, height, crest


def _long_waves(tile: Array, size: float, limit: float) -> Array:
    """The part of a tile whose waves are longer than ``limit`` metres."""
    k = np.fft.fftfreq(tile.shape[0], size / tile.shape[0])
    keep = np.hypot(*np.meshgrid(k, k)) < 1.0 / limit
    return np.asarray(np.real(np.fft.ifft2(np.fft.fft2(tile) * keep)))


def lace(x: Array, y: Array, seed: int, cell: float = 1.0) -> Array:
    """The net of foam left on the water behind a breaker: the borders of drifting cells, 0 to 1."""
    bend_x = x + 0.5 * cell * fbm(x / cell / 1.7, y / cell / 1.7, seed, 3)
    bend_y = y + 0.5 * cell * fbm(x / cell / 1.7, y / cell / 1.7, seed + 50, 3)
    coarse = 1.0 - np.abs(fbm(bend_x / cell, bend_y / cell, seed + 1, 2)) * 2.6
    fine = 1.0 - np.abs(fbm(bend_x / cell * 2.7, bend_y / cell * 2.7, seed + 2, 3)) * 2.2
    return np.asarray(np.clip(0.65 * np.clip(coarse, 0, 1) ** 2 + 0.55 * np.clip(fine, 0, 1) ** 2, 0.0, 1.0))
