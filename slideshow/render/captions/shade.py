"""Letters -> the soft shadow behind them: full where they are, and gone a little way around."""

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Plane
from slideshow.model.geometry import Size

# Of the heading's size: close to the letters the shadow follows their shapes, farther off it is a cloud.
_CLOSE, _CLOSE_BLUR = 0.16, 0.1
_CLOUD, _CLOUD_BLUR = 0.35, 0.8
# How strong the cloud is beside the letters' own shadow.
_CLOUD_SHARE = 0.6
# Weaker than this nobody sees it.
_LEAST = 0.02
# Drawn at such a shorter side of the frame: what is soft needs no more.
_SIDE = 270

Shares = NDArray[np.float32]


def shade(
    ink: Plane, left: int, top: int, canvas: Size, text_size: float, strength: float
) -> tuple[int, int, Shares] | None:
    """Left, top and the shares (H, W) of the frame's pixels that it covers; None for none at all.

    `ink` (0 to 255) are the letters, which begin at (`left`, `top`) of the frame; `text_size` is the
    heading's as a share of the frame's shorter side. It has its full `strength` wherever there is ink.
    """
    if strength <= _LEAST or not ink.any():
        return None
    size = text_size * min(canvas.width, canvas.height)
    reach = int((_CLOUD + 2.5 * _CLOUD_BLUR) * size)
    height, width = ink.shape[0] + 2 * reach, ink.shape[1] + 2 * reach
    step = max(1, min(canvas.width, canvas.height) // _SIDE)
    small = (max(2, width // step), max(2, height // step))
    # Begun beyond the frame's edge where letters come close to it: a shadow does not end there.
    whole = np.zeros((height, width), np.uint8)
    whole[reach : reach + ink.shape[0], reach : reach + ink.shape[1]] = ink
    letters = np.asarray(cv2.resize(whole, small, interpolation=cv2.INTER_AREA) > 8, np.float32)
    close = _grown(letters, _CLOSE * size / step, _CLOSE_BLUR * size / step)
    cloud = _grown(letters, _CLOUD * size / step, _CLOUD_BLUR * size / step)
    shares = _CLOUD_SHARE * cloud + (1.0 - _CLOUD_SHARE * cloud) * np.clip(1.06 * close, 0.0, 1.0)
    full = cv2.resize(np.asarray(shares, np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    first, last = (max(0, 2 * ((edge - reach + 1) // 2)) for edge in (left, top))
    right, bottom = (
        min(most, 2 * ((edge + reach + length) // 2))
        for most, edge, length in ((canvas.width, left, ink.shape[1]), (canvas.height, top, ink.shape[0]))
    )
    if right - first < 2 or bottom - last < 2:
        return None
    inner = full[last - top + reach : bottom - top + reach, first - left + reach : right - left + reach]
    return first, last, np.ascontiguousarray(inner * strength, np.float32)


def _grown(letters: Shares, radius: float, blur: float) -> Shares:
    """The letters with so much around them, and soft edges."""
    side = 2 * max(1, round(radius)) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return np.asarray(cv2.GaussianBlur(cv2.dilate(letters, kernel), (0, 0), max(0.6, blur)), np.float32)
