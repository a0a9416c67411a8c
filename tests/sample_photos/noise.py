"""Gradient noise on arbitrary points, and the sums of it that landscapes are made of.

The points are free (not a raster) because the ground meshes are fans that get coarser with the distance from
the camera; a raster noise would have to be resampled there and would blur close to the lens.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def _hash_angle(ix: npt.NDArray[np.int64], iy: npt.NDArray[np.int64], seed: int) -> Array:
    """A pseudo-random angle for each lattice point (integer mixing after the xxHash avalanche)."""
    h = (ix * 374761393 + iy * 668265263 + seed * 2246822519) & 0xFFFFFFFF
    h = ((h ^ (h >> 15)) * 2246822519) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 3266489917) & 0xFFFFFFFF
    h = h ^ (h >> 16)
    return h.astype(np.float64) * (2.0 * np.pi / 4294967296.0)


def perlin(x: Array, y: Array, seed: int) -> Array:
    """Perlin's improved gradient noise (2002), about -1 to 1."""
    fx, fy = np.floor(x), np.floor(y)
    ix, iy = fx.astype(np.int64), fy.astype(np.int64)
    dx, dy = x - fx, y - fy
    u = dx * dx * dx * (dx * (dx * 6.0 - 15.0) + 10.0)
    v = dy * dy * dy * (dy * (dy * 6.0 - 15.0) + 10.0)

    def corner(ox: int, oy: int) -> Array:
        angle = _hash_angle(ix + ox, iy + oy, seed)
        return np.asarray(np.cos(angle) * (dx - ox) + np.sin(angle) * (dy - oy))

    low = corner(0, 0) * (1.0 - u) + corner(1, 0) * u
    high = corner(0, 1) * (1.0 - u) + corner(1, 1) * u
    return np.asarray((low * (1.0 - v) + high * v) * 1.5)


def fbm(x: Array, y: Array, seed: int, octaves: int = 6, gain: float = 0.5) -> Array:
    """Fractional Brownian motion: octaves of noise, each half as large and twice as fine."""
    total = np.zeros(np.broadcast(x, y).shape)
    amplitude, frequency = 1.0, 1.0
    for octave in range(octaves):
        total += amplitude * perlin(x * frequency, y * frequency, seed + 101 * octave)
        amplitude *= gain
        frequency *= 2.03
    return total


def ridged(x: Array, y: Array, seed: int, octaves: int = 6, gain: float = 0.5) -> Array:
    """Musgrave's ridged multifractal: sharp crests, and rough only where the coarser octaves are high."""
    total = np.zeros(np.broadcast(x, y).shape)
    weight = np.ones_like(total)
    amplitude, frequency = 1.0, 1.0
    for octave in range(octaves):
        signal = (1.0 - np.abs(perlin(x * frequency, y * frequency, seed + 101 * octave))) ** 2 * weight
        weight = np.clip(signal * 1.6, 0.0, 1.0)
        total += amplitude * signal
        amplitude *= gain
        frequency *= 2.03
    return total


def smoothstep(low: float, high: float, value: Array) -> Array:
    """0 below ``low``, 1 above ``high``, smooth in between (``low`` may be the larger one)."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))


def blend(first: Array, second: Array, share: Array) -> Array:
    """Mixes two colours (or colour fields) by a scalar field."""
    return np.asarray(first + (second - first) * share[..., None])
