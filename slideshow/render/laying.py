"""Paper on a ground: its shadow, its pixels turned and laid there, and what is written on it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Plane
from slideshow.model.geometry import Rect
from slideshow.model.template import Look
from slideshow.render.colour import RGB, rgb_of
from slideshow.render.lettering import typeset

# Shadows, by how high the paper lies: an outline close to it, and the dark around; sizes as shares of the
# frame's shorter side, (right, down, blur, strength).
_SHADOWS = ((0.002, 0.004, 0.004, 0.55), (0.009, 0.016, 0.02, 0.7))
_COARSE = 4
_WRITTEN = 0.84  # of the foot's height
# What the kernel reads around a paper, in pixels.
_BEYOND = 2

Matrix = NDArray[np.float64]


def turning(width: int, height: int, left: float, top: float, degrees: float) -> Matrix:
    """From pixels of a paper, turned about its middle, to those of what it lies on."""
    matrix = np.asarray(
        cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1.0), np.float64
    )
    matrix[:, 2] += (left, top)
    return matrix


def corners_of(paper: Rect, degrees: float) -> NDArray[np.float64]:
    """(4, 2): where the corners of a paper are that is turned about its middle."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    half_x, half_y = paper.width / 2, paper.height / 2
    offsets = np.array([(-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)])
    turn = np.array([(cosine, sine), (-sine, cosine)])
    return np.asarray(offsets @ turn + (paper.centre.x, paper.centre.y), np.float64)


def lay_on(ground: RGB, pixels: RGB, cover: Plane, matrix: Matrix) -> None:
    """Lays a paper's pixels on the ground, as far as they cover it, moved by the matrix."""
    height, width = pixels.shape[:2]
    corners = np.array([(0, 0, 1), (width, 0, 1), (0, height, 1), (width, height, 1)]) @ matrix.T
    left, top = (max(0, int(edge)) for edge in np.floor(corners.min(axis=0)) - _BEYOND)
    right, bottom = (int(edge) for edge in np.ceil(corners.max(axis=0)) + _BEYOND)
    part = ground[top:bottom, left:right]
    if not part.size:
        return
    way = matrix.copy()
    way[:, 2] -= (left, top)
    size, kernel = (part.shape[1], part.shape[0]), cv2.INTER_CUBIC
    laid = cv2.warpAffine(pixels, way, size, flags=kernel, borderMode=cv2.BORDER_REPLICATE)
    share = cv2.cvtColor(cv2.warpAffine(cover, way, size, flags=cv2.INTER_LINEAR), cv2.COLOR_GRAY2RGB)
    cv2.multiply(laid, share, dst=laid, scale=1.0 / 255.0)
    cv2.bitwise_not(share, dst=share)
    cv2.multiply(part, share, dst=part, scale=1.0 / 255.0)
    cv2.add(part, laid, dst=part)


def write(text: str, paper: RGB, foot: int, side: float, look: Look) -> None:
    """Handwriting in the middle of the paper's foot, one line."""
    kind, height = look.caption, _WRITTEN * foot
    lines = typeset(
        text,
        family=kind.family,
        weight=kind.weight,
        size=min(kind.size * side, height),
        room=0.9 * paper.shape[1],
        most_lines=1,
        align="centre",
    )
    if not lines.lines:
        return
    ink = lines.draw(1)
    line = lines.lines[0]
    # By the middle of the small letters, so that all feet are written on the same height.
    top = paper.shape[0] - foot / 2 - (line.baseline - 0.24 * lines.size)
    left = 0.05 * paper.shape[1] + ink.origin[0]
    x, y = max(0, round(left)), max(0, round(top + ink.origin[1]))
    part = paper[y : y + ink.mask.shape[0], x : x + ink.mask.shape[1]]
    share = (ink.mask[: part.shape[0], : part.shape[1]].astype(np.float32) / 255.0)[:, :, None]
    part[:] = np.rint(part + (np.array(rgb_of(kind.colour), np.float32) - part) * share).astype(np.uint8)


def shade(table: RGB, corners: NDArray[np.float64], strength: float) -> None:
    """Takes the light away around a paper that lies there."""
    height, width = table.shape[:2]
    side = min(height, width)
    keep = np.ones((height // _COARSE, width // _COARSE), np.float32)
    for right, down, blur, share in _SHADOWS:
        shape = np.zeros(keep.shape, np.uint8)
        points = (corners + np.array((right, down)) * side) / _COARSE
        cv2.fillPoly(shape, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
        soft = cv2.GaussianBlur(shape.astype(np.float32) / 255.0, (0, 0), max(0.4, blur * side / _COARSE))
        keep *= 1.0 - strength * share * soft
    levels = cv2.cvtColor(np.rint(255.0 * keep).astype(np.uint8), cv2.COLOR_GRAY2RGB)
    full = cv2.resize(levels, (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.multiply(table, full, dst=table, scale=1.0 / 255.0)
