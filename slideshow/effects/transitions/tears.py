"""Transitions in which `before` is torn, burnt or peeled away."""

from collections.abc import Mapping
from functools import partial

import cv2
import numpy as np

from slideshow.effects.transitions.blend import blended, copied
from slideshow.effects.transitions.kind import Transition
from slideshow.effects.transitions.patterns import clouds, noise
from slideshow.effects.transitions.reveal import Floats, Pattern, mask, orders
from slideshow.model.frame import Frame

_PAPER = (228, 127, 129)
_EMBERS = (150, 80, 205)


def _ragged(across: Floats, down: Floats, aspect: float, *, upright: float) -> Floats:
    way = across if upright else down
    rough = noise(across, down, aspect, grains=14, seed=11) + 0.4 * noise(
        across, down, aspect, grains=70, seed=12
    )
    return way + 0.06 * rough


def _burning(across: Floats, down: Floats, aspect: float, *, seed: float) -> Floats:
    return clouds(across, down, aspect, seed=seed) + 0.9 * np.hypot(across - 0.4, (down - 0.6) / aspect)


def torn(
    before: Frame,
    after: Frame,
    progress: float,
    *,
    out: Frame,
    pattern: Pattern,
    params: tuple[tuple[str, float], ...],
    rim: tuple[int, int, int],
    rim_width: float,
) -> None:
    """`after` behind a rough edge, which has a rim of a colour (limited-range Y, U, V) before it."""
    if progress <= 0.0 or progress >= 1.0:
        copied(before if progress <= 0.0 else after, out)
        return
    edge = 0.01
    luma, _ = orders(pattern, params, before.size, rim_width + edge)
    # The rim runs ahead of the edge, and is gone at both ends.
    opened = mask(luma, max(0.0, progress - rim_width), edge)
    rimmed = mask(luma, progress, edge)
    half = (out.size.width // 2, out.size.height // 2)
    planes = zip(before.planes, out.planes, rim, strict=True)
    for index, (plane, result, level) in enumerate(planes):
        share = rimmed if index == 0 else cv2.resize(rimmed, half, interpolation=cv2.INTER_AREA)
        cv2.multiply(plane, cv2.bitwise_not(share), dst=result, scale=1.0 / 255.0)
        cv2.add(result, cv2.convertScaleAbs(share, alpha=level / 255.0), dst=result)
    small = np.asarray(cv2.resize(opened, half, interpolation=cv2.INTER_AREA), np.uint8)
    blended(out, after, (opened, small, small), out)


TABLE: Mapping[str, Transition] = {
    "tear_across": partial(torn, pattern=_ragged, params=(("upright", 1.0),), rim=_PAPER, rim_width=0.025),
    "tear_down": partial(torn, pattern=_ragged, params=(("upright", 0.0),), rim=_PAPER, rim_width=0.02),
    "burn_away": partial(torn, pattern=_burning, params=(("seed", 21.0),), rim=_EMBERS, rim_width=0.05),
}
