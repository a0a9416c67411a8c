"""Rain on a mountain: gullies and fans cut into a height field by many small drops of water."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from .noise import Array, fbm, ridged


def _gather(field: Array, x: Array, y: Array) -> tuple[Array, Array, Array]:
    """Height and gradient at free points of a raster (bilinear)."""
    ix, iy = x.astype(np.int64), y.astype(np.int64)
    u, v = x - ix, y - iy
    a, b, c, d = field[iy, ix], field[iy, ix + 1], field[iy + 1, ix], field[iy + 1, ix + 1]
    height = a * (1 - u) * (1 - v) + b * u * (1 - v) + c * (1 - u) * v + d * u * v
    return height, (b - a) * (1 - v) + (d - c) * v, (c - a) * (1 - u) + (d - b) * u


def _scatter(field: Array, x: Array, y: Array, amount: Array) -> None:
    ix, iy = x.astype(np.int64), y.astype(np.int64)
    u, v = x - ix, y - iy
    width = field.shape[1]
    spots = np.concatenate(
        [iy * width + ix, iy * width + ix + 1, (iy + 1) * width + ix, (iy + 1) * width + ix + 1]
    )
    shares = np.concatenate(
        [amount * (1 - u) * (1 - v), amount * u * (1 - v), amount * (1 - u) * v, amount * u * v]
    )
    field += np.bincount(spots, shares, field.size).reshape(field.shape)


def rain(height: Array, seed: int, drops: int, *, steps: int = 48, batch: int = 12000) -> Array:
    """Droplet erosion (after H. T. Beyer, 2015), a batch of drops at a time so that NumPy can carry it.

    ``height`` is in cells. What the drops take is spread over a small brush, or they would drill holes.
    """
    random = np.random.default_rng(seed)
    height = height.copy()
    cells = height.shape[0]
    for _ in range(drops // batch):
        x, y = random.uniform(2, cells - 4, (2, batch))
        way_x, way_y = np.zeros(batch), np.zeros(batch)
        speed, water, load = np.ones(batch), np.ones(batch), np.zeros(batch)
        change = np.zeros_like(height)
        for _ in range(steps):
            here, slope_x, slope_y = _gather(height, x, y)
            way_x, way_y = way_x * 0.12 - slope_x * 0.88, way_y * 0.12 - slope_y * 0.88
            length = np.maximum(np.hypot(way_x, way_y), 1e-9)
            next_x = np.clip(x + way_x / length, 1, cells - 3)
            next_y = np.clip(y + way_y / length, 1, cells - 3)
            there, _, _ = _gather(height, next_x, next_y)
            fall = there - here
            capacity = np.maximum(-fall, 0.01) * speed * water * 5.0
            settle = np.where(fall > 0, np.minimum(fall, load), np.maximum(load - capacity, 0.0) * 0.22)
            taken = np.where(
                fall > 0, 0.0, np.minimum(np.maximum(capacity - load, 0.0) * 0.28, np.maximum(-fall, 0.0))
            )
            _scatter(change, x, y, settle - taken)
            load += taken - settle
            speed = np.sqrt(np.maximum(speed * speed - fall * 3.0, 0.02))
            water *= 0.975
            x, y = next_x, next_y
        height += np.clip(cv2.GaussianBlur(change, (0, 0), 1.0), -1.2, 1.2)
    return height


@lru_cache(maxsize=4)
def massif(seed: int, cells: int, span: float, relief: float) -> Array:
    """Old volcanic mountains, ``span`` metres wide: broad ridges worn round and furrowed by rain."""
    x, y = np.meshgrid(np.linspace(0.0, span, cells), np.linspace(0.0, span, cells))
    unit = span / 5.2
    warp = 0.35 * fbm(x / unit, y / unit, seed + 60, 4)
    base = 0.62 * ridged(x / unit + warp, y / unit - warp, seed, 5, 0.42)
    base += 0.30 * fbm(x / unit * 0.7, y / unit * 0.7, seed + 3, 3) + 0.03 * fbm(
        x / unit * 9, y / unit * 9, seed + 5, 4
    )
    size = span / cells
    return rain(base * relief / size, seed, int(0.55 * cells * cells)) * size


def sample(field: Array, span: float, x: Array, y: Array) -> Array:
    """Smooth (bicubic) reading of a raster centred on the origin, held at its borders."""
    cells = field.shape[0]
    u = ((x / span + 0.5) * (cells - 1)).astype(np.float32).reshape(len(x), -1)
    v = ((y / span + 0.5) * (cells - 1)).astype(np.float32).reshape(len(x), -1)
    lines = [
        cv2.remap(
            field.astype(np.float32),
            u[i : i + 30000],
            v[i : i + 30000],
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REFLECT,
        )
        for i in range(0, len(u), 30000)
    ]
    return np.concatenate(lines).astype(np.float64).reshape(x.shape)
