"""Correction -> a picture in another light: one table for each channel, so that it costs a look-up."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.media.pictures import Picture
from slideshow.model.album import Photo
from slideshow.model.geometry import Rect, Size
from slideshow.model.timeline import Slide
from slideshow.model.tone import NO_CORRECTION, Correction
from slideshow.render.colour import RGB

Decode = Callable[..., Picture]


class Corrected(Picture):
    """A picture whose samples are corrected."""

    __slots__ = ("_correction", "_picture")

    def __init__(self, picture: Picture, correction: Correction) -> None:
        self.size = picture.size
        self._picture = picture
        self._correction = correction

    def sample(self, crop: Rect, size: Size) -> NDArray[np.uint8]:
        return correct_tone(self._picture.sample(crop, size), self._correction)

    def standing_for(self, photo: Photo) -> Picture:
        return Corrected(self._picture.standing_for(photo), self._correction)


def correcting(decode: Decode, slide: Slide) -> Decode:
    """`decode` with the slide's corrections in what it gives."""
    wanted = {
        photo.path: one
        for photo, one in zip(slide.photos, slide.corrections, strict=False)
        if one != NO_CORRECTION
    }
    if not wanted:
        return decode

    def decoded(photo: Photo, *given: Any, **options: Any) -> Picture:
        picture = decode(photo, *given, **options)
        correction = wanted.get(photo.path)
        return Corrected(picture, correction) if correction else picture

    return decoded


def correct_tone(picture: RGB, correction: Correction) -> RGB:
    """The picture (H, W, 3) in the light that the correction gives it."""
    if correction == NO_CORRECTION:
        return picture
    return np.asarray(cv2.LUT(picture, table(correction)), np.uint8)


@lru_cache(maxsize=64)
def table(correction: Correction) -> NDArray[np.uint8]:
    """What each level of each channel becomes: (1, 256, 3)."""
    levels = [[correction.level(number / 255.0, channel) for channel in range(3)] for number in range(256)]
    return np.rint(np.array(levels) * 255.0).astype(np.uint8).reshape(1, 256, 3)
