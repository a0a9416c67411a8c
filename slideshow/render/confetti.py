"""Paper that falls along both sides of a frame, turning over as it falls: drawn over the film."""

import math
from functools import lru_cache

import cv2
import numpy as np

from slideshow.model.frame import Frame, Plane
from slideshow.render.colour import rgb_of, ycbcr

_COLOURS = ("#ff4f81", "#ffd23f", "#3bceac", "#4d8bff", "#ff8c42", "#b45bff")
# With a strength of 1 there are so many at a time; each side's lane in shares of the frame's width.
_MOST, _LANE = 40, 0.17
# A piece's sides, and how far it falls in a frame, in shares of the frame's height.
_LONG, _SHORT, _FALL = 0.011, 0.006, (0.0032, 0.0066)


def lay_confetti(frame: int, strength: float, out: Frame) -> None:
    """Draws the pieces of this frame of the film."""
    width, height = out.size.width, out.size.height
    for lane, start, fall, sway, turn, phase, colour in _pieces(round(strength * _MOST)):
        down = (start + fall * frame) % 1.12 - 0.06
        across = lane + 0.018 * math.sin(sway * frame + phase)
        angle = turn * frame + phase
        # Turning over, it is seen from its edge now and then.
        wide, high = _LONG * height / 2, _SHORT * height / 2 * abs(math.cos(0.11 * frame + phase)) + 0.4
        _lay(out, across * width, down * height, wide, high, angle, ycbcr(rgb_of(colour)))


@lru_cache(maxsize=4)
def _pieces(count: int) -> tuple[tuple[float, float, float, float, float, float, str], ...]:
    """For each its lane, where it starts, how it falls, sways and turns, and its colour."""
    random = np.random.default_rng(57)
    found = []
    for number in range(count):
        lane = float(random.beta(1.2, 2.2)) * _LANE
        found.append(
            (
                lane if number % 2 else 1.0 - lane,
                float(random.uniform(0.0, 1.12)),
                float(random.uniform(*_FALL)),
                float(random.uniform(0.03, 0.08)),
                float(random.uniform(-0.1, 0.1)),
                float(random.uniform(0.0, 6.28)),
                _COLOURS[number % len(_COLOURS)],
            )
        )
    return tuple(found)


def _lay(
    out: Frame, x: float, y: float, wide: float, high: float, angle: float, paint: tuple[int, int, int]
) -> None:
    reach = math.ceil(math.hypot(wide, high)) + 2
    left, top = max(0, 2 * (int(x - reach) // 2)), max(0, 2 * (int(y - reach) // 2))
    right, bottom = (
        min(most, 2 * (int(edge + reach) // 2)) for most, edge in ((out.size.width, x), (out.size.height, y))
    )
    if right - left < 2 or bottom - top < 2:
        return
    cosine, sine = math.cos(angle), math.sin(angle)
    corners = [
        (x - left + a * wide * cosine - b * high * sine, y - top + a * wide * sine + b * high * cosine)
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    mask: Plane = np.zeros((bottom - top, right - left), np.uint8)
    points = np.round((np.array(corners) - 0.5) * 16).astype(np.int32)
    cv2.fillConvexPoly(mask, points, 255, cv2.LINE_AA, shift=4)
    half = np.ascontiguousarray(mask[::2, ::2])
    for plane, level, cover, step in zip(out.planes, paint, (mask, half, half), (1, 2, 2), strict=True):
        part = plane[top // step : bottom // step, left // step : right // step]
        cv2.multiply(part, cv2.bitwise_not(cover), dst=part, scale=1.0 / 255.0)
        cv2.add(part, cv2.convertScaleAbs(cover, alpha=level / 255.0), dst=part)
