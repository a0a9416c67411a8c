"""Transitions in which `after` grows out of shapes, or `before` shrinks into one."""

import math
from collections.abc import Mapping
from functools import partial

import numpy as np

from slideshow.effects.transitions.kind import Transition
from slideshow.effects.transitions.reveal import Floats, Pattern, reveal, rimmed

_WHITE = (232, 128, 128)


def _centred(across: Floats, down: Floats, aspect: float) -> tuple[Floats, Floats]:
    """Coordinates around the middle in which circles are round."""
    return (across - 0.5) * min(aspect, 1.0) * 2, (down - 0.5) * 2 / max(aspect, 1.0)


def _circle(across: Floats, down: Floats, aspect: float, *, closing: float = 0.0) -> Floats:
    x, y = _centred(across, down, aspect)
    return np.hypot(x, y) * (-1.0 if closing else 1.0)


def _diamond(across: Floats, down: Floats, aspect: float) -> Floats:
    x, y = _centred(across, down, aspect)
    return np.abs(x) + np.abs(y)


def _box(across: Floats, down: Floats, aspect: float) -> Floats:
    return np.maximum(np.abs(across - 0.5), np.abs(down - 0.5))


def _cross(across: Floats, down: Floats, aspect: float) -> Floats:
    x, y = _centred(across, down, aspect)
    return np.minimum(np.abs(x), np.abs(y))


def _star(across: Floats, down: Floats, aspect: float, *, points: float) -> Floats:
    x, y = _centred(across, down, aspect)
    turn = np.abs(np.mod(np.arctan2(x, -y), 2 * math.pi / points) - math.pi / points)
    # Straight from each tip to the notches beside it, which lie at 0.45 of the way out.
    tip = math.pi / points
    slope = (math.cos(tip) / 0.45 - 1.0) / math.sin(tip)
    return np.hypot(x, y) * (np.cos(turn) / 0.45 - slope * np.sin(turn))


def _heart(across: Floats, down: Floats, aspect: float) -> Floats:
    x, y = _centred(across, down, aspect)
    # The level sets of the heart curve, around a point a little above its tip.
    y = -(y - 0.06) * 1.05
    bend = y - 0.62 * np.sqrt(np.abs(x) + 1e-4)
    return np.sqrt(x * x + bend * bend)


def _petals(across: Floats, down: Floats, aspect: float, *, count: float) -> Floats:
    x, y = _centred(across, down, aspect)
    return np.hypot(x, y) / (1.0 + 0.35 * np.cos(count * np.arctan2(y, x)))


def _hexagons(across: Floats, down: Floats, aspect: float, *, across_count: float) -> Floats:
    x, y = across * across_count, down * across_count / aspect
    # The nearer of the two square grids that make a hexagonal one.
    first = np.maximum(np.abs(_off(x, 1.0)), np.abs(_off(y, 1.732)) / 1.15)
    second = np.maximum(np.abs(_off(x + 0.5, 1.0)), np.abs(_off(y + 0.866, 1.732)) / 1.15)
    return np.minimum(first, second) + 0.7 * (across + down)


def _dots(across: Floats, down: Floats, aspect: float, *, across_count: float) -> Floats:
    x, y = across * across_count, down * across_count / aspect
    return np.hypot(_off(x, 1.0), _off(y, 1.0)) + 0.8 * across + 0.2 * down


def _off(value: Floats, step: float) -> Floats:
    """How far a value is from the nearest multiple of a step."""
    return value - step * np.round(value / step)


def _by(pattern: Pattern, softness: float = 0.03, **params: float) -> Transition:
    return partial(reveal, pattern=pattern, softness=softness, params=tuple(sorted(params.items())))


def _rimmed(pattern: Pattern, **params: float) -> Transition:
    """With a white edge: what comes may have the colour of what goes."""
    return partial(rimmed, pattern=pattern, params=tuple(sorted(params.items())), rim=_WHITE, rim_width=0.035)


TABLE: Mapping[str, Transition] = {
    "iris_open": _by(_circle),
    "iris_close": _by(_circle, closing=1),
    "iris_soft": _by(_circle, 0.45),
    "iris_diamond": _by(_diamond),
    "iris_box": _by(_box),
    "iris_cross": _by(_cross),
    "iris_star": _rimmed(_star, points=5),
    "iris_heart": _rimmed(_heart),
    "iris_petals": _by(_petals, 0.04, count=6),
    "hexagons": _by(_hexagons, 0.06, across_count=6),
    "dots": _by(_dots, 0.06, across_count=12),
}
