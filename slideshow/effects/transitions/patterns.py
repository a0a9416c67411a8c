"""Transitions in which `after` comes through a texture: luma patterns."""

import math
from collections.abc import Mapping
from functools import partial

import cv2
import numpy as np

from slideshow.effects.transitions.kind import Transition
from slideshow.effects.transitions.reveal import Floats, Pattern, reveal


def noise(across: Floats, down: Floats, aspect: float, *, grains: float, seed: float) -> Floats:
    """Smooth noise, so many grains across: the same grains at any size of frame."""
    random = np.random.default_rng(round(seed))
    columns = max(2, round(grains))
    rows = max(2, round(grains / aspect))
    small = random.random((rows, columns), np.float32)
    size = (across.shape[1], down.shape[0])
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), np.float32)


def _dissolve(across: Floats, down: Floats, aspect: float, *, seed: float) -> Floats:
    return np.random.default_rng(round(seed)).random((down.shape[0], across.shape[1]), np.float32)


def clouds(across: Floats, down: Floats, aspect: float, *, seed: float) -> Floats:
    """Noise of halving sizes, each half as strong (fractal noise, Perlin 1985)."""
    total = np.zeros((down.shape[0], across.shape[1]), np.float32)
    for octave in range(4):
        total += noise(across, down, aspect, grains=4 * 2**octave, seed=seed + octave) / 2**octave
    return total


def _cells(across: Floats, down: Floats, aspect: float, count: float) -> tuple[Floats, Floats]:
    return np.floor(across * count), np.floor(down * count / aspect)


def _checkerboard(across: Floats, down: Floats, aspect: float, *, count: float) -> Floats:
    column, row = _cells(across, down, aspect, count)
    return np.asarray(np.mod(column + row, 2.0) + np.mod(across * count, 1.0) * 0.9)


def _tiles(across: Floats, down: Floats, aspect: float, *, count: float, seed: float) -> Floats:
    column, row = _cells(across, down, aspect, count)
    lots = np.random.default_rng(round(seed)).random((int(row.max()) + 1, int(column.max()) + 1), np.float32)
    return np.asarray(lots[row.astype(int), column.astype(int)], np.float32)


def _tiles_diagonal(across: Floats, down: Floats, aspect: float, *, count: float) -> Floats:
    column, row = _cells(across, down, aspect, count)
    return column + row + 0.8 * np.mod(across * count, 1.0)


def _spiral(across: Floats, down: Floats, aspect: float, *, turns: float) -> Floats:
    x, y = (across - 0.5) * aspect, down - 0.5
    radius = np.hypot(x, y)
    around = np.arctan2(y, x) / (2 * math.pi)
    return radius + 0.35 / turns * np.mod(around + turns * radius * 2.0, 1.0)


def _ripples(across: Floats, down: Floats, aspect: float, *, rings: float) -> Floats:
    x, y = (across - 0.5) * aspect, down - 0.5
    radius = np.hypot(x, y)
    return radius + 0.12 * np.sin(2 * math.pi * rings * radius)


def _drips(across: Floats, down: Floats, aspect: float, *, count: float, seed: float) -> Floats:
    lots = np.random.default_rng(round(seed)).random((1, round(count)), np.float32)
    late = np.asarray(cv2.resize(lots, (across.shape[1], 1), interpolation=cv2.INTER_CUBIC), np.float32)
    return np.asarray(down + 0.55 * late)


def _brush(across: Floats, down: Floats, aspect: float, *, strokes: float, seed: float) -> Floats:
    row = np.floor(down * strokes)
    bristles = noise(across, down, aspect, grains=60, seed=seed)
    odd = np.mod(row, 2.0)
    way = across * (1.0 - odd) + (1.0 - across) * odd
    return row * 0.9 + way + 0.12 * bristles


def _scanlines(across: Floats, down: Floats, aspect: float, *, count: float) -> Floats:
    return np.mod(np.floor(down * count), 2.0) * 0.8 + down + 0.0 * across


def _by(pattern: Pattern, softness: float, **params: float) -> Transition:
    return partial(reveal, pattern=pattern, softness=softness, params=tuple(sorted(params.items())))


TABLE: Mapping[str, Transition] = {
    "dissolve": _by(_dissolve, 0.15, seed=1),
    "clouds": _by(clouds, 0.15, seed=2),
    "ink": _by(clouds, 0.03, seed=7),
    "grains": _by(noise, 0.1, grains=26, seed=3),
    "checkerboard": _by(_checkerboard, 0.1, count=6),
    "tiles": _by(_tiles, 0.2, count=7, seed=4),
    "tiles_diagonal": _by(_tiles_diagonal, 0.08, count=6),
    "spiral": _by(_spiral, 0.05, turns=3),
    "ripples": _by(_ripples, 0.05, rings=5),
    "drips": _by(_drips, 0.03, count=22, seed=5),
    "brush_strokes": _by(_brush, 0.05, strokes=7, seed=6),
    "scanlines": _by(_scanlines, 0.04, count=48),
}
