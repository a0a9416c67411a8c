"""Transitions in which an edge travels over the picture."""

import math
from collections.abc import Mapping
from functools import partial

import numpy as np

from slideshow.effects.transitions.kind import Transition
from slideshow.effects.transitions.reveal import Floats, Pattern, reveal
from slideshow.model.frame import Frame


def _edge(across: Floats, down: Floats, aspect: float, *, angle_degrees: float) -> Floats:
    angle = math.radians(angle_degrees)
    return across * aspect * math.cos(angle) + down * math.sin(angle)


def _doors(across: Floats, down: Floats, aspect: float, *, upright: float, inward: float) -> Floats:
    apart = np.abs((across if upright else down) - 0.5) + 0.0 * (down if upright else across)
    return -apart if inward else apart


def _blinds(across: Floats, down: Floats, aspect: float, *, upright: float, count: float) -> Floats:
    way = across if upright else down
    # Each opens in turn, a little after the one before.
    return np.mod(way * count, 1.0) + 0.6 * way + 0.0 * (down if upright else across)


def _clock(across: Floats, down: Floats, aspect: float, *, x: float, y: float) -> Floats:
    return np.mod(np.arctan2((across - x) * aspect, y - down), 2 * math.pi).astype(np.float32)


def _fan(across: Floats, down: Floats, aspect: float) -> Floats:
    return np.abs(np.arctan2((across - 0.5) * aspect, 1.05 - down)).astype(np.float32)


def _zigzag(across: Floats, down: Floats, aspect: float, *, teeth: float) -> Floats:
    return across + 0.12 * np.abs(2.0 * np.mod(down * teeth, 1.0) - 1.0)


def _wave(across: Floats, down: Floats, aspect: float, *, waves: float) -> Floats:
    return down + 0.07 * np.sin(2 * math.pi * waves * across)


def _stairs(across: Floats, down: Floats, aspect: float, *, steps: float) -> Floats:
    return np.floor(across * steps) / steps + 0.15 * down


def _strips(across: Floats, down: Floats, aspect: float, *, count: float) -> Floats:
    # Every other strip comes from the other side.
    odd = np.mod(np.floor(down * count), 2.0)
    return across * (1.0 - odd) + (1.0 - across) * odd


def wipe(
    before: Frame,
    after: Frame,
    progress: float,
    *,
    out: Frame,
    angle_degrees: float = 0.0,
    softness: float = 0.06,
) -> None:
    """`after` uncovered along a straight edge.

    `angle_degrees` is the way the edge travels: 0 = rightwards, clockwise.
    """
    params = (("angle_degrees", angle_degrees),)
    reveal(before, after, progress, out=out, pattern=_edge, softness=softness, params=params)


def _by(pattern: Pattern, softness: float, **params: float) -> Transition:
    return partial(reveal, pattern=pattern, softness=softness, params=tuple(sorted(params.items())))


TABLE: Mapping[str, Transition] = {
    "wipe_right": wipe,
    "wipe_left": partial(wipe, angle_degrees=180.0),
    "wipe_down": partial(wipe, angle_degrees=90.0),
    "wipe_up": partial(wipe, angle_degrees=270.0),
    "wipe_diagonal": partial(wipe, angle_degrees=45.0),
    "wipe_soft": partial(wipe, angle_degrees=20.0, softness=0.5),
    "barn_doors_open": _by(_doors, 0.04, upright=1, inward=0),
    "barn_doors_close": _by(_doors, 0.04, upright=1, inward=1),
    "split_open": _by(_doors, 0.04, upright=0, inward=0),
    "split_close": _by(_doors, 0.04, upright=0, inward=1),
    "blinds": _by(_blinds, 0.08, upright=0, count=9),
    "blinds_upright": _by(_blinds, 0.08, upright=1, count=6),
    "clock_wipe": _by(_clock, 0.03, x=0.5, y=0.5),
    "fan_wipe": _by(_fan, 0.06),
    "zigzag_wipe": _by(_zigzag, 0.02, teeth=9),
    "wave_wipe": _by(_wave, 0.05, waves=2),
    "stairs_wipe": _by(_stairs, 0.05, steps=7),
    "strips_wipe": _by(_strips, 0.03, count=8),
}
