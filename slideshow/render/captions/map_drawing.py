"""A route -> its drawing: faint meridians and parallels, the way so far in dots, the next part in a line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.effects.easing import glide
from slideshow.model.frame import Frame
from slideshow.model.geometry import Rect, Size, around
from slideshow.model.route import Route
from slideshow.model.template import Type
from slideshow.render.captions.gestures import through
from slideshow.render.captions.patch import Patch, patch_of
from slideshow.render.colour import rgb_of, ycbcr
from slideshow.render.lettering import typeset

# Shares of the frame's shorter side.
_LINE, _DOT, _RING, _NAME, _GRID_STEP, _HAIR = 0.009, 0.012, 0.021, 0.034, 0.16, 0.0016
_GRID_SHARE, _PAST_SHARE = 0.16, 0.75
# Free around the way within the map.
_MARGIN = 0.06
_SCALE = 4

_Points = NDArray[np.float64]


@dataclass(slots=True)
class MapDrawing:
    """What stands from the start, and what is drawn: `moments` tells when each pixel of that is, 0 to 255."""

    still: Patch
    drawn: Patch
    moments: NDArray[np.uint8]

    def draw(self, progress: float, strength: float, out: Frame) -> None:
        """Lays it over a frame, its line drawn as far as the progress, 0 to 1."""
        self.still.draw(out, strength)
        if progress >= 1.0:
            self.drawn.draw(out, strength)
            return
        pen = 255.0 * glide(progress)
        shares = np.clip((pen - self.moments.astype(np.float32)) * 64.0 + 255.0, 0.0, 255.0)
        shares[self.moments > pen] = 0.0
        through(self.drawn, np.asarray(shares, np.uint8), out)


def map_drawing(
    route: Route, areas: Sequence[Rect], canvas: Size, look: Type, accent: str
) -> MapDrawing | None:
    """The drawing in that of some areas, in pixels of the canvas, where it is largest; None without room."""
    side = min(canvas.width, canvas.height)
    area = max(areas, key=lambda one: _scale(route, one.width, one.height, _MARGIN * side))
    left, top = 2 * math.ceil(area.x / 2), 2 * math.ceil(area.y / 2)
    width, height = 2 * int((area.right - left) // 2), 2 * int((area.bottom - top) // 2)
    if min(width, height) < 0.1 * side:
        return None
    points = _placed(route, width, height, _MARGIN * side)
    stops = [(points[number], name) for number, name in route.stops]
    ink = np.maximum(_grid(width, height, side), _dotted(points[: route.first + 1], width, height, side))
    current = points[route.last]
    for place, _ in stops:
        if math.dist(place, current) > 1.0:
            _disc(ink, place, _DOT * side, 255)
    _names(ink, stops, points, side, look)
    still = patch_of(left, top, ink.astype(np.float32) / 255.0, ycbcr(rgb_of(look.colour)), None)
    line, moments = _line(points[route.first : route.last + 1], width, height, side)
    drawn = patch_of(left, top, line.astype(np.float32) / 255.0, ycbcr(rgb_of(accent)), None)
    return MapDrawing(still, drawn, moments)


def _placed(route: Route, width: int, height: int, margin: float) -> _Points:
    """The points in pixels of the area, the whole way in its middle."""
    points = np.array(route.points, np.float64)
    least, most = points.min(axis=0), points.max(axis=0)
    scale, middle = _scale(route, width, height, margin), np.array((width / 2, height / 2))
    return np.asarray((points - (least + most) / 2) * scale + middle, np.float64)


def _scale(route: Route, width: float, height: float, margin: float) -> float:
    """How many pixels the square of the route's points is wide."""
    points = np.array(route.points, np.float64)
    span = np.maximum(points.max(axis=0) - points.min(axis=0), 1e-6)
    return float(min((width - 2 * margin) / span[0], (height - 2 * margin) / span[1]))


def _grid(width: int, height: int, side: float) -> NDArray[np.uint8]:
    """Meridians and parallels that fade out toward the area's edges."""
    x, y = np.arange(width, dtype=np.float32) + 0.5, np.arange(height, dtype=np.float32) + 0.5
    step, thick = _GRID_STEP * side, max(1.0, _HAIR * side)

    def rules(at: NDArray[np.float32], length: float) -> NDArray[np.float32]:
        off = np.abs((at - length / 2 + step / 2) % step - step / 2)
        return np.asarray(np.clip(thick / 2 + 0.5 - off, 0.0, 1.0), np.float32)

    def fading(at: NDArray[np.float32], length: float) -> NDArray[np.float32]:
        return np.asarray(np.clip(np.minimum(at, length - at) / (0.09 * side), 0.0, 1.0), np.float32)

    lines = np.maximum(rules(x, width)[None, :], rules(y, height)[:, None])
    faded = fading(x, width)[None, :] * fading(y, height)[:, None]
    return np.asarray(np.rint(255.0 * _GRID_SHARE * lines * faded), np.uint8)


def _dotted(points: _Points, width: int, height: int, side: float) -> NDArray[np.uint8]:
    """The way so far, in dots."""
    ink = np.zeros((height, width), np.uint8)
    step = 2.4 * _LINE * side
    for place in _along(points, step):
        _disc(ink, place, 0.42 * _LINE * side, round(255 * _PAST_SHARE))
    return ink


def _line(
    points: _Points, width: int, height: int, side: float
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The next part of the way with a ring at its end, and when each pixel of it is drawn."""
    ink, moments = np.zeros((height, width), np.uint8), np.full((height, width), 255, np.uint8)
    places = _along(points, max(1.0, 0.4 * _LINE * side))
    reach = round(_LINE * side + 2)
    for number in range(len(places) - 1, -1, -1):
        moment = round(250 * number / max(1, len(places) - 1))
        x, y = round(places[number][0]), round(places[number][1])
        moments[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach] = moment
    for place in places:
        _disc(ink, place, 0.5 * _LINE * side, 255)
    end = tuple(float(one) for one in points[-1])
    _disc(ink, end, _RING * side, 255)
    _disc(ink, end, 0.62 * _RING * side, 0)
    _disc(ink, end, 0.36 * _RING * side, 255)
    ring = round(_RING * side + 2)
    x, y = round(end[0]), round(end[1])
    moments[max(0, y - ring) : y + ring, max(0, x - ring) : x + ring] = 251
    return ink, moments


def _along(points: _Points, step: float) -> list[tuple[float, float]]:
    """Places on the way, so many pixels apart; its corners are rounded."""
    if len(points) < 2:
        return [(float(x), float(y)) for x, y in points]
    lengths = np.hypot(*np.diff(points, axis=0).T)
    upto = np.concatenate([[0.0], np.cumsum(lengths)])
    count = max(2, int(upto[-1] / step))
    at = np.linspace(0.0, upto[-1], count)
    return [
        (float(x), float(y))
        for x, y in zip(np.interp(at, upto, points[:, 0]), np.interp(at, upto, points[:, 1]), strict=True)
    ]


def _disc(ink: NDArray[np.uint8], place: Sequence[float], radius: float, level: int) -> None:
    """A round dot, smooth to a sixteenth of a pixel."""
    centre = (round((place[0] - 0.5) * 16), round((place[1] - 0.5) * 16))
    cv2.circle(ink, centre, max(8, round(radius * 16)), level, cv2.FILLED, cv2.LINE_AA, shift=4)


def _names(
    ink: NDArray[np.uint8], stops: Sequence[tuple[_Points, str]], points: _Points, side: float, look: Type
) -> None:
    """The names of the places beside their dots, where there is room for them; the latest first."""
    height, width = ink.shape
    # Neither on the way nor on another name.
    taken = [Rect(x - 2, y - 2, 4, 4) for x, y in _along(points, 0.02 * side)]
    for place, name in reversed(stops):
        if not name:
            continue
        lines = typeset(
            name, family=look.family, weight=max(500, min(700, look.weight)), size=_NAME * side,
            room=0.6 * width, most_lines=1,
        )  # fmt: skip
        drawn = lines.draw(1)
        high, wide = drawn.mask.shape
        gap = 1.5 * _RING * side
        for x, y in (
            (place[0] + gap, place[1] - high / 2),
            (place[0] - gap - wide, place[1] - high / 2),
            (place[0] - wide / 2, place[1] - gap - high),
            (place[0] - wide / 2, place[1] + gap),
        ):
            box = Rect(round(x), round(y), wide, high)
            if min(box.x, box.y) < 0 or box.right > width or box.bottom > height:
                continue
            if any(one.common(box).area > 0 for one in taken):
                continue
            part = ink[int(box.y) : int(box.bottom), int(box.x) : int(box.right)]
            np.maximum(part, drawn.mask, out=part)
            taken.append(around([box]))
            break
