"""Picture -> what makes it pleasant to look at: its colours, and a subject that stands out.

Pictures are small, (height, width, 3) RGB; parts of them are in shares of the picture.
"""

import cv2
import numpy as np

from slideshow.inspect.detection import RGB
from slideshow.model.geometry import Rect

# Hasler and Süsstrunk call 109 "extremely colourful".
_MOST_COLOURFUL = 110.0
_SIDE = 128
# A subject is compared with what is around it, up to this share of its own size away.
_RING = 0.45
# CIELAB distance of the means at which a subject could not stand out more.
_FAR = 38.0
_LEAST_PIXELS = 12


def colourfulness(pixels: RGB) -> float:
    """How colourful the picture is, 0 to 1: 0.3 is moderately so.

    Hasler and Süsstrunk, Measuring colourfulness in natural images (2003), in the form of their section 6:
    spread and mean of the opponent channels R - G and (R + G) / 2 - B.
    """
    red, green, blue = (channel.astype(np.float32) for channel in cv2.split(_small(pixels)))
    red_green = red - green
    yellow_blue = (red + green) / 2 - blue
    spread = float(np.hypot(red_green.std(), yellow_blue.std()))
    mean = float(np.hypot(red_green.mean(), yellow_blue.mean()))
    return round(min(1.0, (spread + 0.3 * mean) / _MOST_COLOURFUL), 4)


def distinctness(pixels: RGB, subject: Rect | None) -> float:
    """How far a subject's colours are from those around it, 0 to 1; 0 without one."""
    if subject is None:
        return 0.0
    small = _small(pixels)
    height, width = small.shape[:2]
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    inner = _mask(subject, 0.0, width, height)
    ring = _mask(subject, _RING, width, height) & ~inner
    if inner.sum() < _LEAST_PIXELS or ring.sum() < _LEAST_PIXELS:
        return 0.0
    apart = lab[inner].mean(axis=0) - lab[ring].mean(axis=0)
    return round(min(1.0, float(np.linalg.norm(apart)) / _FAR), 4)


def _small(pixels: RGB) -> RGB:
    scale = min(1.0, _SIDE / max(pixels.shape[:2]))
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _mask(part: Rect, margin: float, width: int, height: int) -> np.ndarray:
    """The pixels of a part and a share of its size around it."""
    across, down = margin * part.width, margin * part.height
    left, right = round((part.x - across) * width), round((part.right + across) * width)
    top, bottom = round((part.y - down) * height), round((part.bottom + down) * height)
    mask = np.zeros((height, width), bool)
    mask[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = True
    return mask
