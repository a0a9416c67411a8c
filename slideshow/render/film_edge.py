"""The edges of a strip of film, with their holes, over a frame."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Size
from slideshow.render.colour import planes

# An edge in shares of the frame's width, its holes in shares of that edge.
_EDGE = 0.085
_HOLE = (0.46, 0.34)
_HOLE_STEP = 0.86

Shares = NDArray[np.float32]


def lay_strip(out: Frame) -> None:
    """Draws the two edges of a strip of film; what lies between is not touched."""
    left, right = _strip(out.size)
    width = left[0].shape[1]
    for index, plane in enumerate(out.planes):
        wide = width if index == 0 else width // 2
        for part, (paint, cover) in (
            (plane[:, :wide], (left[index], left[index + 3])),
            (plane[:, -wide:], (right[index], right[index + 3])),
        ):
            cv2.multiply(part, cover, dst=part, scale=1.0 / 255.0)
            cv2.add(part, paint, dst=part)


@lru_cache(maxsize=2)
def _strip(size: Size) -> tuple[tuple[Plane, ...], tuple[Plane, ...]]:
    """Both edges: what is added per plane, then what is kept. Dark film, holes that the light shines through,
    and the rounded gate that the picture was seen through."""
    edge = 2 * round(_EDGE * size.width / 2)
    wide = 2 * edge
    scale = 4
    paint = np.zeros((scale * size.height, scale * wide, 3), np.uint8)
    paint[:] = (22, 18, 16)
    cover = np.full((scale * size.height, scale * wide), 255, np.uint8)
    radius = round(0.35 * edge * scale)
    gate = scale * edge
    _rounded(cover, gate, 0, 2 * scale * wide, scale * size.height, radius, (0,))
    hole_width, hole_height = round(_HOLE[0] * edge * scale), round(_HOLE[1] * edge * scale)
    count = max(1, round(size.height / (_HOLE_STEP * edge)))
    for number in range(count):
        middle = round((number + 0.5) * scale * size.height / count)
        left = round((0.5 * edge * scale) - hole_width / 2)
        top = middle - hole_height // 2
        _rounded(paint, left, top, left + hole_width, top + hole_height, hole_height // 4, (238, 226, 205))
    small = np.asarray(cv2.resize(paint, (wide, size.height), interpolation=cv2.INTER_AREA), np.uint8)
    share = (
        np.asarray(cv2.resize(cover, (wide, size.height), interpolation=cv2.INTER_AREA), np.float32) / 255.0
    )
    return _edge(small, share), _edge(small[:, ::-1], share[:, ::-1])


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
