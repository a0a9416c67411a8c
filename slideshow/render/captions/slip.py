"""A text's place -> the strip of paper that it is written on: a little askew, torn ends, a soft shadow."""

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.geometry import Rect, Size

# Around the letters, in shares of the frame's shorter side.
PADDING = 0.032
_TILT_DEGREES = 1.3
_SHADOW = 0.38
_BLUR, _DROP = 0.011, 0.007

Shares = NDArray[np.float32]


def slip(
    place: Rect, canvas: Size, colour: tuple[int, int, int]
) -> tuple[int, int, Shares, NDArray[np.uint8]]:
    """Left and top (even), shares (H, W) of shadow, and the paper as premultiplied RGBA (H, W, 4).

    `place` is the paper's, in pixels of the canvas; what would be outside is cut off.
    """
    side = min(canvas.width, canvas.height)
    reach = round(3 * _BLUR * side + abs(np.tan(np.radians(_TILT_DEGREES))) * place.width)
    left, top = (max(0, 2 * (int(edge - reach) // 2)) for edge in (place.x, place.y))
    right, bottom = (
        min(most, 2 * (int(edge + reach) // 2))
        for most, edge in ((canvas.width, place.right), (canvas.height, place.bottom))
    )
    shape = (max(2, bottom - top), max(2, right - left))
    outline = _outline(place) - (left, top)
    paper = _filled(outline, shape)
    shadow = _filled(outline + np.array((0.4, 1.0)) * _DROP * side, shape)
    shadow = cv2.GaussianBlur(shadow, (0, 0), max(0.6, _BLUR * side)) * _SHADOW
    coloured = np.zeros((*shape, 4), np.uint8)
    # Light from above on the left, as on the table.
    light = np.linspace(1.015, 0.965, shape[0], dtype=np.float32)[:, None, None]
    lit = np.clip(np.array(colour, np.float32) * light, 0, 255)
    coloured[:, :, :3] = np.rint(lit * paper[:, :, None])
    coloured[:, :, 3] = np.rint(255.0 * paper)
    return left, top, np.asarray(shadow, np.float32), coloured


def _outline(place: Rect) -> NDArray[np.float64]:
    """Points around the paper: its short ends are torn, the same for the same size."""
    random = np.random.default_rng(54)
    count = 17
    tear = 0.022 * place.height
    along = np.linspace(-place.height / 2, place.height / 2, count)
    ends = [
        np.stack([place.width / 2 + random.uniform(-tear, tear, count), along], axis=1),
        np.stack([-place.width / 2 + random.uniform(-tear, tear, count), along[::-1]], axis=1),
    ]
    angle = np.radians(-_TILT_DEGREES)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = place.centre
    return np.asarray(np.concatenate(ends) @ turn + (middle.x, middle.y), np.float64)


def _filled(points: NDArray[np.float64], shape: tuple[int, int]) -> Shares:
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
    return np.asarray(mask, np.float32) / np.float32(255.0)
