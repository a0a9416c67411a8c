"""Building blocks: boxes, beams along a path and sheets between curves."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from .noise import Array
from .stage import Stage, Vector

Faces = npt.NDArray[np.int64]

_BOX = np.array([[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]])


def box(
    stage: Stage, low: Vector, high: Vector, material: Any, *, turn: float = 0.0, bevel: float = 0.0
) -> Any:
    """An upright box between two corners, turned about its middle, its edges rounded by ``bevel``."""
    a, b = np.array(low), np.array(high)
    middle, half = (a + b) / 2, (b - a) / 2
    signs = np.array(
        [[-1, -1, -1], [1, -1, -1], [1, 1, -1], [-1, 1, -1], [-1, -1, 1], [1, -1, 1], [1, 1, 1], [-1, 1, 1]]
    )
    thing = stage.mesh("box", signs * half, _BOX, material, smooth=False)
    thing.location, thing.rotation_euler = tuple(middle), (0.0, 0.0, math.radians(turn))
    if bevel > 0.0:
        rounding = thing.modifiers.new("bevel", "BEVEL")
        rounding.width, rounding.segments = bevel, 3
    return thing


def tube_mesh(path: Array, radius: Array | float, sides: int = 10, flat: float = 1.0) -> tuple[Array, Faces]:
    """Points and faces of a tube along ``path``; ``flat`` squashes it upright (a plank instead of a pole)."""
    count = len(path)
    tangent = np.gradient(path, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    up = np.where(np.abs(tangent[:, 2:3]) > 0.95, np.array([[0.0, 1.0, 0.0]]), np.array([[0.0, 0.0, 1.0]]))
    side = np.cross(tangent, up)
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    over = np.cross(side, tangent)
    angle = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)[None, :, None]
    wide = np.broadcast_to(np.asarray(radius, float), (count,))[:, None, None]
    ring = wide * (np.cos(angle) * side[:, None] + flat * np.sin(angle) * over[:, None])
    points = (path[:, None] + ring).reshape(-1, 3)
    index = np.arange(count * sides).reshape(count, sides)
    following = np.roll(index, -1, axis=1)
    faces = np.stack([index[:-1], following[:-1], following[1:], index[1:]], axis=-1).reshape(-1, 4)
    return points, faces


def beam(
    stage: Stage, path: Array, radius: Array | float, material: Any, *, flat: float = 1.0, sides: int = 10
) -> Any:
    """A pole, rope or plank along a path."""
    points, faces = tube_mesh(path, radius, sides, flat)
    return stage.mesh("beam", points, faces, material)


def sheet_from_curves(stage: Stage, points: Array, material: Any, colour: Array | None = None) -> Any:
    """A smooth sheet through rows of points (rows, columns, 3)."""
    paint = None if colour is None else {"Col": colour}
    return stage.sheet("sheet", points[..., 0], points[..., 1], points[..., 2], material, paint)
