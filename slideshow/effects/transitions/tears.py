"""Transitions in which `before` is torn, burnt or peeled away."""

from collections.abc import Mapping
from functools import lru_cache, partial

import cv2
import numpy as np

from slideshow.effects.transitions.blend import copy_frame
from slideshow.effects.transitions.kind import Transition
from slideshow.effects.transitions.patterns import clouds, noise
from slideshow.effects.transitions.reveal import Floats, Pattern, orders, rimmed
from slideshow.model.frame import Frame, Plane

_PAPER = (228, 127, 129)
# What lies from the unburnt film to the hole, from 0 to 1 of the rim: limited-range Y, U, V and how much of
# the film is still seen there. It browns, chars, glows, and then the lamp shines through.
_BURNING = (
    (0.0, (110, 112, 142), 1.0),
    (0.3, (70, 112, 148), 0.55),
    (0.52, (28, 124, 136), 0.06),
    (0.6, (58, 104, 178), 0.0),
    (0.7, (148, 62, 186), 0.0),
    (0.82, (214, 84, 150), 0.0),
    (1.0, (233, 122, 131), 0.0),
)
_RIM = 0.16
# From here on the next picture comes through the light.
_THROUGH = 0.5


def _ragged(across: Floats, down: Floats, aspect: float, *, upright: float) -> Floats:
    way = across if upright else down
    rough = noise(across, down, aspect, grains=14, seed=11) + 0.4 * noise(
        across, down, aspect, grains=70, seed=12
    )
    return way + 0.06 * rough


def _burning(across: Floats, down: Floats, aspect: float, *, seed: float) -> Floats:
    """From one hot spot outward, in blisters: large ones, and a finely gnawed edge."""
    far = np.hypot(across - 0.42, (down - 0.56) / aspect)
    fine = noise(across, down, aspect, grains=90, seed=seed + 9)
    return 1.25 * far + 0.34 * clouds(across, down, aspect, seed=seed) + 0.05 * fine


def burnt(
    before: Frame,
    after: Frame,
    progress: float,
    *,
    out: Frame,
    pattern: Pattern,
    params: tuple[tuple[str, float], ...],
) -> None:
    """`before` held in the projector's gate: it burns away, the lamp shines through, and `after` comes."""
    if progress <= 0.0 or progress >= 1.0:
        copy_frame(before if progress <= 0.0 else after, out)
        return
    opened = progress**0.8 * (1.0 + _RIM)
    keeps, paints = _burning_tables()
    through = max(0.0, (progress - _THROUGH) / (1.0 - _THROUGH))
    through = through * through * (3.0 - 2.0 * through)
    found = orders(pattern, params, before.size, 0.0)
    for index, (plane, result) in enumerate(zip(before.planes, out.planes, strict=True)):
        order, target = found[0 if index == 0 else 1], after.planes[index]
        # How far a place is beyond the edge, 0 to 255 within the rim.
        beyond = cv2.subtract((opened * 65_535.0,), order)  # type: ignore[call-overload]
        place = np.asarray(cv2.convertScaleAbs(beyond, alpha=255.0 / (_RIM * 65_535.0)), np.uint8)
        cv2.multiply(plane, cv2.LUT(place, keeps), dst=result, scale=1.0 / 255.0)
        cv2.add(result, cv2.LUT(place, paints[index]), dst=result)
        if through > 0.0:
            cv2.addWeighted(result, 1.0 - through, target, through, 0.0, dst=result)


@lru_cache(maxsize=1)
def _burning_tables() -> tuple[Plane, tuple[Plane, Plane, Plane]]:
    """For each of 256 places across the rim: how much of the film is seen, and what is added per plane."""
    at = np.linspace(0.0, 1.0, 256)
    stops = [stop for stop, _, _ in _BURNING]
    kept = np.interp(at, stops, [share for _, _, share in _BURNING])
    paints = [
        np.rint((1.0 - kept) * np.interp(at, stops, [colour[index] for _, colour, _ in _BURNING]))
        for index in range(3)
    ]
    luma, u, v = (one.astype(np.uint8) for one in paints)
    return np.rint(255.0 * kept).astype(np.uint8), (luma, u, v)


TABLE: Mapping[str, Transition] = {
    "tear_across": partial(rimmed, pattern=_ragged, params=(("upright", 1.0),), rim=_PAPER, rim_width=0.025),
    "tear_down": partial(rimmed, pattern=_ragged, params=(("upright", 0.0),), rim=_PAPER, rim_width=0.02),
    "burn_away": partial(burnt, pattern=_burning, params=(("seed", 21.0),)),
}
