"""Letters and what is behind them -> how readable they are, and the scrim that makes them so.

Relative luminance and contrast as in WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Frame, Plane
from slideshow.model.geometry import Rect
from slideshow.render.colour import rgb_planes

LEAST = 4.5
# A little more than asked, for what eight bits and the encoder take away.
_AIM = 4.8
_MOST_SCRIM = 0.92
# The brightest places count, single sparks do not.
_PERCENTILE = 97.0
# A pixel with so much ink, of 255, is a part of a letter.
_INKED = 48

Channels = NDArray[np.float64]
_Colours = NDArray[Any]


def luminance(colours: _Colours) -> Channels:
    """Relative luminance, 0 to 1, of sRGB colours (..., 3) from 0 to 255."""
    shares = np.asarray(colours, np.float64) / 255.0
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def ratio(one: float, other: float) -> float:
    """The contrast of two luminances: 1 to 21."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def is_light(colour: tuple[int, int, int]) -> bool:
    """Whether letters of this colour want a dark ground: black gives them more contrast than white."""
    own = float(luminance(np.array(colour)))
    return ratio(own, 0.0) >= ratio(own, 1.0)


def scrim_needed(
    frames: Sequence[Frame], area: Rect, colour: tuple[int, int, int], ink: Plane | None = None
) -> float:
    """How strong a scrim, black behind light letters and white behind dark ones, must be in `area`.

    `area` is in pixels of the frames; 0 to 1. With `ink`, a mask of the area, what is behind that counts.
    """
    own = float(luminance(np.array(colour)))
    seen = [luminance(_colours(frame, area)) for frame in frames]
    if ink is not None and seen and seen[0].shape != (0, 0):
        height, width = seen[0].shape
        inked = cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA) > _INKED
        seen = [one[inked] for one in seen] if inked.any() else seen
    if is_light(colour):
        worst = _grey(max(float(np.percentile(one, _PERCENTILE)) for one in seen))
        allowed = _grey(max(0.0, (own + 0.05) / _AIM - 0.05))
        needed = 1.0 - allowed / worst if worst > allowed else 0.0
    else:
        worst = _grey(min(float(np.percentile(one, 100.0 - _PERCENTILE)) for one in seen))
        allowed = _grey(min(1.0, (own + 0.05) * _AIM - 0.05))
        needed = (allowed - worst) / (1.0 - worst) if worst < allowed else 0.0
    return min(_MOST_SCRIM, needed)


def _colours(frame: Frame, area: Rect) -> NDArray[np.uint8]:
    """The area at half its resolution, (H, W, 3)."""
    left, top = max(0, int(area.x) // 2), max(0, int(area.y) // 2)
    right = min(frame.u.shape[1], max(left + 1, int(area.right) // 2))
    bottom = min(frame.u.shape[0], max(top + 1, int(area.bottom) // 2))
    luma = frame.y[2 * top : 2 * bottom, 2 * left : 2 * right]
    small = cv2.resize(luma, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    return rgb_planes(
        np.asarray(small, np.uint8), frame.u[top:bottom, left:right], frame.v[top:bottom, left:right]
    )


def _grey(light: float) -> float:
    """The sRGB grey, 0 to 1, of a luminance."""
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
