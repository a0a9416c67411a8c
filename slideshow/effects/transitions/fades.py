"""Transitions in which one picture gives way to the other everywhere at once, or by how light it is."""

from collections.abc import Mapping
from functools import partial

import cv2
import numpy as np

from slideshow.effects.transitions.blend import (
    blend_masked,
    copy_frame,
    ease,
    halve_mask,
    mix_frames,
    there_and_back,
    tint_frame,
)
from slideshow.effects.transitions.kind import Transition
from slideshow.effects.transitions.reveal import mask
from slideshow.model.frame import Frame

_BLACK, _WHITE, _GREY = (16, 128, 128), (235, 128, 128), (96, 128, 128)


def crossfade(before: Frame, after: Frame, progress: float, *, out: Frame) -> None:
    """`before` dissolved into `after`, evenly."""
    mix_frames(before, after, progress, out)


def dip(
    before: Frame,
    after: Frame,
    progress: float,
    *,
    out: Frame,
    colour: tuple[int, int, int] = _BLACK,
    depth: float = 0.94,
) -> None:
    """Through a colour: `before` goes into it, `after` comes out of it. `depth` is how far they go."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    # They change places around the middle, where hardly anything is seen of either.
    mix_frames(before, after, min(1.0, max(0.0, (progress - 0.42) / 0.16)), out)
    tint_frame(out, colour, depth * min(1.0, 1.15 * ease(1.0 - abs(2.0 * progress - 1.0))), out)


def flash(before: Frame, after: Frame, progress: float, *, out: Frame, strength: float = 0.85) -> None:
    """A flash of light: white at once, `after` out of it slowly."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    peak = 0.28
    bright = progress / peak if progress < peak else ((1.0 - progress) / (1.0 - peak)) ** 1.6
    mix_frames(before, after, min(1.0, max(0.0, (progress - 0.2) / 0.16)), out)
    tint_frame(out, _WHITE, strength * bright, out)


def by_light(
    before: Frame, after: Frame, progress: float, *, out: Frame, light_first: bool, softness: float = 0.35
) -> None:
    """The light parts of `before` give way first, or the dark ones."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    levels = cv2.blur(before.y, (9, 9))
    if light_first:
        levels = cv2.bitwise_not(levels)
    order = levels.astype(np.uint16) * np.uint16(257 * (1.0 - softness))
    shares = mask(order, progress, softness)
    blend_masked(before, after, (shares, halve_mask(shares), halve_mask(shares)), out)


def burn(before: Frame, after: Frame, progress: float, *, out: Frame, strength: float = 0.5) -> None:
    """Both lights add up on the way, as in a double exposure."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    more = strength * there_and_back(progress)
    first, second = (1.0 - progress) + 0.5 * more, progress + 0.5 * more
    mix_frames(before, after, progress, out)
    # 16 is black: only what is above it is light.
    offset = 16.0 * (1.0 - first - second)
    cv2.addWeighted(before.y, first, after.y, second, offset, dst=out.y)


def monochrome(before: Frame, after: Frame, progress: float, *, out: Frame) -> None:
    """The colours of `before` go, the pictures change, the colours of `after` come."""
    mix_frames(before, after, ease(progress), out)
    grey = there_and_back(progress)
    for plane in (out.u, out.v):
        cv2.convertScaleAbs(plane, dst=plane, alpha=1.0 - grey, beta=128.0 * grey)


TABLE: Mapping[str, Transition] = {
    "crossfade": crossfade,
    "dip_to_black": partial(dip, colour=_BLACK),
    "dip_to_white": partial(dip, colour=_WHITE),
    "dip_to_grey": partial(dip, colour=_GREY),
    "flash": flash,
    "light_first": partial(by_light, light_first=True),
    "dark_first": partial(by_light, light_first=False),
    "double_exposure": burn,
    "monochrome_fade": monochrome,
}
