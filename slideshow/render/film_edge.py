"""The edge of a strip of film, with its holes, and the gate around the picture, over a frame."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Size
from slideshow.render.colour import planes

# An edge in shares of the frame's width, its holes in shares of that edge.
_EDGE = 0.1
# The gate on the other side.
_GATE = 0.022
_HOLE = (0.52, 0.66)
# From hole to hole, in shares of the frame's height: one beside each picture, and halves of the next ones.
_HOLE_STEP = 0.2

Shares = NDArray[np.float32]


def lay_strip(out: Frame) -> None:
    """Draws the edge with the holes on the left, the gate on the right; what lies between is not touched."""
    left, right = _strip(out.size)
    for index, plane in enumerate(out.planes):
        for side, at_left in ((left, True), (right, False)):
            paint, cover = side[index], side[index + 3]
            part = plane[:, : paint.shape[1]] if at_left else plane[:, -paint.shape[1] :]
            cv2.multiply(part, cover, dst=part, scale=1.0 / 255.0)
            cv2.add(part, paint, dst=part)


@lru_cache(maxsize=2)
def _strip(size: Size) -> tuple[tuple[Plane, ...], tuple[Plane, ...]]:
    """Both sides: what is added per plane, then what is kept. Dark film, holes that the light shines through,
    and the rounded gate that the picture was seen through."""
    return _side(size, _EDGE, holes=True), _side(size, _GATE, holes=False)


def _side(size: Size, share: float, *, holes: bool) -> tuple[Plane, ...]:
    edge = 2 * round(share * size.width / 2)
    corner = 0.03 * size.width
    wide = 2 * round((edge + 1.2 * corner) / 2)
    scale = 4
    paint = np.zeros((scale * size.height, scale * wide, 3), np.uint8)
    paint[:] = (20, 16, 14)
    cover = np.full((scale * size.height, scale * wide), 255, np.uint8)
    top = round(0.006 * size.height * scale)
    bottom = scale * size.height - top
    _rounded(cover, scale * edge, top, 3 * scale * wide, bottom, round(corner * scale), (0,))
    if holes:
        hole_width, hole_height = round(_HOLE[0] * edge * scale), round(_HOLE[1] * edge * scale)
        step = _HOLE_STEP * size.height * scale
        for number in range(round(1 / _HOLE_STEP) + 1):
            middle = round(number * step + step / 2)
            left = round((0.48 * edge * scale) - hole_width / 2)
            above = middle - hole_height // 2
            _rounded(
                paint, left, above, left + hole_width, above + hole_height, hole_width // 4, (246, 236, 216)
            )
    small = np.asarray(cv2.resize(paint, (wide, size.height), interpolation=cv2.INTER_AREA), np.uint8)
    shares = np.asarray(
        cv2.resize(cover, (wide, size.height), interpolation=cv2.INTER_AREA), np.float32
    ) / np.float32(255.0)
    if not holes:
        small, shares = small[:, ::-1], shares[:, ::-1]
    return _edge(small, shares)


def _edge(paint: NDArray[np.uint8], share: Shares) -> tuple[Plane, ...]:
    half = np.asarray(
        cv2.resize(
            np.ascontiguousarray(share),
            (share.shape[1] // 2, share.shape[0] // 2),
            interpolation=cv2.INTER_AREA,
        ),
        np.float32,
    )
    adds, keeps = [], []
    for plane, cover in zip(planes(np.ascontiguousarray(paint)), (share, half, half), strict=True):
        adds.append(np.rint(plane * cover).astype(np.uint8))
        keeps.append(np.rint((1.0 - cover) * 255.0).astype(np.uint8))
    return (*adds, *keeps)


def _rounded(
    picture: NDArray[np.uint8],
    left: int,
    top: int,
    right: int,
    bottom: int,
    radius: int,
    colour: tuple[int, ...],
) -> None:
    """A filled rectangle with rounded corners."""
    cv2.rectangle(picture, (left + radius, top), (right - radius, bottom), colour, cv2.FILLED)
    cv2.rectangle(picture, (left, top + radius), (right, bottom - radius), colour, cv2.FILLED)
    for x in (left + radius, right - radius):
        for y in (top + radius, bottom - radius):
            cv2.circle(picture, (x, y), radius, colour, cv2.FILLED)
