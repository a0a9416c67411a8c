"""Card + window -> frame: the window of the card, scaled to the frame, exact to a fraction of a pixel.

`cv2.warpAffine` would do it in one call, but only its bilinear kernel is fast, and at scales near 1 that
kernel takes a fifth of the detail and lets the rest shimmer as the camera glides between pixels. The
bicubic kernel of `cv2.resize` keeps the detail and is faster than the bilinear warp, but starts on
a whole pixel of the card. So each frame looks for a pixel boundary of its own that falls on a pixel
boundary of the card, and scales the four quarters around that point outward. The quarters that run left
or up are read from mirrored copies of the card. Among a thousand boundaries one is nearly always
within 0.001 px. `tests/render/test_camera.py` tracks a pattern of dots through this.
"""

import math

import cv2
import numpy as np

from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Rect, Size

_MIRROR_BOTH, _MIRROR_ROWS, _MIRROR_COLUMNS = -1, 0, 1
# The bicubic kernel reads two pixels beyond the last one it makes.
_BEYOND = 3


class Card:
    """A slide's composed still: three planes, each with its mirror images (four times the memory).

    Not for several threads at once: what it scales passes through a place of its own.
    """

    __slots__ = ("_quarters", "_scratch", "size")

    def __init__(self, y: Plane, u: Plane, v: Plane) -> None:
        self.size = Size(y.shape[1], y.shape[0])
        # [plane][rows mirrored][columns mirrored]
        self._quarters = tuple(
            (
                (plane, _mirrored(plane, _MIRROR_COLUMNS)),
                (_mirrored(plane, _MIRROR_ROWS), _mirrored(plane, _MIRROR_BOTH)),
            )
            for plane in (y, u, v)
        )
        self._scratch: Plane = np.empty(0, np.uint8)

    def shoot(self, window: Rect, out: Frame) -> None:
        """Writes the window, which lies on the card and has the frame's shape, into `out`."""
        scale = window.width / out.size.width
        most = (out.size.width + _BEYOND) * (out.size.height + _BEYOND)
        if self._scratch.size < most:
            # Fresh memory for every quarter of every frame would cost a twentieth of the time.
            self._scratch = np.empty(most, np.uint8)
        y, u, v = self._quarters
        _scaled(y, out.y, self._scratch, scale, window.x, window.y, cv2.INTER_CUBIC)
        # Chroma lies on the left pixel of two: half the window, moved by what the scale makes of a quarter.
        # Its detail is beyond what eyes see, so the quicker kernel does.
        x = window.x / 2 - 0.25 * (scale - 1.0)
        _scaled(u, out.u, self._scratch, scale, x, window.y / 2, cv2.INTER_LINEAR)
        _scaled(v, out.v, self._scratch, scale, x, window.y / 2, cv2.INTER_LINEAR)


def _mirrored(plane: Plane, code: int) -> Plane:
    return np.asarray(cv2.flip(plane, code), np.uint8)


_Quarters = tuple[tuple[Plane, Plane], tuple[Plane, Plane]]


def _scaled(
    quarters: _Quarters, out: Plane, scratch: Plane, scale: float, x: float, y: float, kernel: int
) -> None:
    height, width = out.shape
    fraction = 1.0 / scale
    column, card_column = _meeting(width, scale, x)
    row, card_row = _meeting(height, scale, y)
    card_height, card_width = quarters[0][0].shape
    for upward in (False, True):
        rows = row if upward else height - row
        top = card_height - card_row if upward else card_row
        bottom = min(card_height, top + math.ceil(rows * scale) + _BEYOND)
        for leftward in (False, True):
            columns = column if leftward else width - column
            if not rows or not columns:
                continue
            left = card_width - card_column if leftward else card_column
            right = min(card_width, left + math.ceil(columns * scale) + _BEYOND)
            # As OpenCV rounds it: a place of exactly that size is written to, any other replaced.
            shape = round((bottom - top) * fraction), round((right - left) * fraction)
            quarter = cv2.resize(
                quarters[upward][leftward][top:bottom, left:right],
                None,
                dst=scratch[: shape[0] * shape[1]].reshape(shape),
                fx=fraction,
                fy=fraction,
                interpolation=kernel,
            )[:rows, :columns]
            part = out[row - rows if upward else row :, column - columns if leftward else column :]
            part = part[:rows, :columns]
            if upward or leftward:
                code = _MIRROR_BOTH if upward and leftward else _MIRROR_ROWS if upward else _MIRROR_COLUMNS
                cv2.flip(quarter, code, dst=part)
            else:
                part[:] = quarter


def _meeting(length: int, scale: float, offset: float) -> tuple[int, int]:
    """The frame's pixel boundary (0 to `length`) that comes closest to one of the card's, and that one."""
    boundaries = offset + scale * np.arange(length + 1)
    nearest = np.rint(boundaries)
    best = int(np.argmin(np.abs(boundaries - nearest)))
    return best, max(0, int(nearest[best]))
