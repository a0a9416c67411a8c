"""Transitions in which the photo that comes falls onto what was there, as a print does onto a table."""

from collections.abc import Mapping
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.effects.transitions.blend import copy_frame, ease, halve_mask, mix_frames
from slideshow.effects.transitions.kind import Transition
from slideshow.model.frame import Frame, Plane

# Where it comes from, in shares of the frame beyond its place.
_FROM = {"left": (-1.42, 0.1), "right": (1.42, 0.08), "below": (0.14, 1.25), "above": (-0.1, -1.25)}
# What differs beside the print changes at the end, when that is nearly there.
_LATE = 0.72
_SHADOW, _COARSE = 0.42, 8


def lay_down(
    before: Frame,
    after: Frame,
    progress: float,
    *,
    out: Frame,
    side: str,
    turn_degrees: float = 9.0,
    height: float = 0.22,
    cover: Frame | None = None,
) -> None:
    """`after`'s print comes from one side, turning, from so much closer to the eye, and lies down.

    `cover` says where `after` is print, 0 to 255 in each plane; without one all of it is.
    """
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    left = 1.0 - ease(progress**0.8)
    late = max(0.0, (progress - _LATE) / (1.0 - _LATE))
    late = late * late * (3.0 - 2.0 * late)
    mix_frames(before, after, late, out)
    across, down = _FROM[side]
    size = out.size
    luma = cover.y if cover is not None else np.full((size.height, size.width), 255, np.uint8)
    middle = _middle(luma)
    degrees = turn_degrees * left * (1 if across >= 0 else -1)
    matrix = np.array(cv2.getRotationMatrix2D(middle, degrees, 1.0 + height * left), np.float64)
    matrix[:, 2] += (across * left * size.width, down * left * size.height)
    _shadow(luma, matrix, left, min(1.0, 5.0 * progress) * (1.0 - late) * _SHADOW, out)
    left_edge, top, right, bottom = _reached(luma, matrix)
    if right <= left_edge or bottom <= top:
        return
    covers = cover.planes if cover is not None else (luma, halve_mask(luma), halve_mask(luma))
    for index, (plane, source, mask) in enumerate(zip(out.planes, after.planes, covers, strict=True)):
        half = 1 if index == 0 else 2
        x, y = left_edge // half, top // half
        part = plane[y : bottom // half, x : right // half]
        way = matrix.copy()
        way[:, 2] = way[:, 2] / half - (x, y)
        _lay(source, mask, way, part)


def _lay(source: Plane, mask: Plane, matrix: NDArray[np.float64], part: Plane) -> None:
    """Lays the moved plane over a part of the frame, as far as its mask, moved with it, says."""
    size = (part.shape[1], part.shape[0])
    moved = cv2.warpAffine(source, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    share = cv2.warpAffine(mask, matrix, size, borderMode=cv2.BORDER_CONSTANT)
    cv2.multiply(moved, share, dst=moved, scale=1.0 / 255.0)
    cv2.bitwise_not(share, dst=share)
    cv2.multiply(part, share, dst=part, scale=1.0 / 255.0)
    cv2.add(part, moved, dst=part)


def _reached(cover: Plane, matrix: NDArray[np.float64]) -> tuple[int, int, int, int]:
    """The part of the frame that the print can reach, between even pixels: left, top, right, bottom."""
    left, top, right, bottom = _bounds(cover)
    corners = np.array([(x, y, 1.0) for x in (left - 1, right + 1) for y in (top - 1, bottom + 1)]) @ matrix.T
    first, last = np.floor(corners.min(axis=0)) - 2, np.ceil(corners.max(axis=0)) + 2
    x, y = (max(0, 2 * (int(edge) // 2)) for edge in first)
    height, width = cover.shape
    return x, y, min(width, 2 * (int(last[0]) // 2)), min(height, 2 * (int(last[1]) // 2))


def _bounds(cover: Plane) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(cover.max(axis=1)), np.flatnonzero(cover.max(axis=0))
    if not rows.size:
        return 0, 0, cover.shape[1], cover.shape[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _middle(cover: Plane) -> tuple[float, float]:
    left, top, right, bottom = _bounds(cover)
    return (left + right - 1) / 2, (top + bottom - 1) / 2


def _shadow(cover: Plane, matrix: NDArray[np.float64], left: float, strength: float, out: Frame) -> None:
    """The higher the print, the farther off its shadow is, and the softer."""
    height, width = cover.shape
    side = min(height, width)
    small = (max(1, width // _COARSE), max(1, height // _COARSE))
    coarse = matrix.copy()
    off = (0.008 + 0.09 * min(1.0, left)) * side
    coarse[:, 2] = (coarse[:, 2] + (off * 0.6, off)) / _COARSE
    shape = cv2.warpAffine(cv2.resize(cover, small, interpolation=cv2.INTER_AREA), coarse, small)
    sigma = max(0.5, (0.012 + 0.05 * left) * side / _COARSE)
    soft = cv2.GaussianBlur(shape, (0, 0), sigma)
    keep = cv2.convertScaleAbs(soft, alpha=-strength, beta=0) if strength > 0 else None
    if keep is None:
        return
    light = cv2.resize(cv2.bitwise_not(keep), (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.multiply(out.y, light, dst=out.y, scale=1.0 / 255.0)
    np.maximum(out.y, 16, out=out.y)


TABLE: Mapping[str, Transition] = {
    "lay_left": partial(lay_down, side="left"),
    "lay_right": partial(lay_down, side="right"),
    "lay_below": partial(lay_down, side="below"),
    "lay_above": partial(lay_down, side="above"),
}
# They are told where the frame that comes is print.
NEED_COVER = frozenset(TABLE)
