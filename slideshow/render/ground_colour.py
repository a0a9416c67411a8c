"""A photo -> the bright colour that it gives to the ground it lies on."""

import cv2
import numpy as np

from slideshow.media.pictures import Picture
from slideshow.model.geometry import Size

_SIDE = 48
_HUES = 18
# A ground for children is bright, and not as heavy as paint.
_SATURATION, _VALUE = 0.58, 0.97
# With less colour than this (mean saturation times its share) the photo has none to give.
_LEAST = 0.05


def own_colour(picture: Picture, given: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    """The hue that there is most of in the photo, made bright, mixed by a share into the given colour."""
    small = np.asarray(picture.sample(picture.size.whole, Size(_SIDE, _SIDE)), np.float32) / 255.0
    hsv = cv2.cvtColor(small, cv2.COLOR_RGB2HSV).reshape(-1, 3)
    # What is dark or grey has a hue that nobody sees.
    weight = hsv[:, 1] * hsv[:, 2]
    if float(weight.mean()) < _LEAST:
        return given
    step = 360.0 / _HUES
    counts = np.bincount((hsv[:, 0] / step).astype(int) % _HUES, weight, _HUES)
    smooth = counts + 0.5 * (np.roll(counts, 1) + np.roll(counts, -1))
    hue = (float(np.argmax(smooth)) + 0.5) * step
    bright = cv2.cvtColor(np.array([[[hue, _SATURATION, _VALUE]]], np.float32), cv2.COLOR_HSV2RGB)[0, 0]
    mixed = np.array(given, np.float32) * (1.0 - share) + bright * (255.0 * share)
    red, green, blue = (int(value) for value in np.rint(mixed))
    return red, green, blue
