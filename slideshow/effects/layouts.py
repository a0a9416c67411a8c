"""Where photos lie on a card: `photos, canvas, params -> Arrangement`. Geometry only.

A card is a still a little larger than the canvas, in pixels of its own: where the camera comes closest,
CLOSEST card pixels make one pixel of the film. Above 1, so that every frame is a slight reduction of
the card: detail stays even while the camera glides between pixels.

`focus` holds a point for each photo, across and down in shares of it: (x, y, x, y, ...). What has to be cut
is cut around that point, as far as the photo's edges allow.

Where a photo does not fill the frame there are two ways. In an opening, a part of the frame that stands
still, the photo moves: the card is then what is behind the opening. Without one the camera moves over all of
the card, the photo and what it lies on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from slideshow.model.geometry import Point, Rect, Size, around

CLOSEST = 1.15
# Beyond what the photo holds plus 80 %, enlarging only shows blur.
MOST_ENLARGED = 1.8
# Eyes forgive more of what moves, and films sent from phone to phone are small: 320 x 568 fill the frame.
MOST_ENLARGED_CLIP = 3.7
# Between photos of one card: wide enough to tell them apart, as a share of the canvas's shorter side.
GAP = 0.009
# The shapes that a photo is cut to where it does not fill the frame, width over height; "whole" is its own.
WHOLE = "whole"
CROPS: Mapping[str, float] = {
    "9:16": 9 / 16,
    "2:3": 2 / 3,
    "3:4": 3 / 4,
    "4:5": 4 / 5,
    "1:1": 1.0,
    "5:4": 5 / 4,
    "4:3": 4 / 3,
    "3:2": 3 / 2,
    "16:9": 16 / 9,
}
# The width of a photo that lies over another one, as a share of the canvas's.
INSET = 0.6
# How much closer one window on a photo may be than both together: the card holds these, in full detail. A
# window that is enlarged for that may make both together larger, so it is looked at again.
_MOST_CLOSER = 3.0
_WINDOW_STEPS = 8

Focus = Sequence[float]
_MIDDLE = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Placement:
    """`crop` of the upright photo, in its pixels, fills `box` on the card, in whole card pixels."""

    crop: Rect
    box: Rect

    @property
    def enlarged(self) -> float:
        """Pixels of the film to a pixel of the photo, where the camera comes closest."""
        return self.box.width / self.crop.width / CLOSEST

    def on_card(self, point: Point) -> Point:
        """Where a point of the photo, in its pixels, lies on the card."""
        scale_x, scale_y = self.box.width / self.crop.width, self.box.height / self.crop.height
        return Point(
            self.box.x + (point.x - self.crop.x) * scale_x, self.box.y + (point.y - self.crop.y) * scale_y
        )


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The card's size and where each photo lies on it.

    With `has_backdrop` the one photo leaves a part of the frame free; otherwise only gaps between photos are.
    `opening` is the part of the frame that shows the card, in its pixels, between even ones; None is all.
    """

    card: Size
    placements: tuple[Placement, ...]
    has_backdrop: bool
    opening: Rect | None = None

    def view(self, canvas: Size) -> Size:
        """The shape of the camera's windows on the card: that of the opening, or of all of the frame."""
        return Size(int(self.opening.width), int(self.opening.height)) if self.opening else canvas

    def beyond(self, window: Rect, canvas: Size) -> Rect:
        """A window of the camera, extended over what the whole frame would show of the card and around it."""
        return beyond(window, self.opening, canvas)


Layout = Callable[..., Arrangement]


def arranged(
    layout: str, photos: Sequence[Size], canvas: Size, *, bars: float = 0.0, **params: Any
) -> Arrangement:
    """The layout of that name, between bars of so much of the frame's height above and below.

    Raises KeyError for a name that is not in LAYOUTS.
    """
    if bars <= 0.0:
        return LAYOUTS[layout](photos, canvas, **params)
    top = _even(bars * canvas.height)
    between = Size(canvas.width, max(2, canvas.height - 2 * top))
    arrangement = LAYOUTS[layout](photos, between, **params)
    opening = arrangement.opening or between.whole
    return replace(arrangement, opening=replace(opening, y=opening.y + top))


def beyond(window: Rect, opening: Rect | None, canvas: Size) -> Rect:
    """What the whole frame would show where its opening shows the window of a card."""
    if opening is None:
        return window
    step = window.width / opening.width
    return Rect(
        window.x - opening.x * step, window.y - opening.y * step, canvas.width * step, canvas.height * step
    )


def fill(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = _MIDDLE) -> Arrangement:
    """One photo covers the card. `room` is how much larger the widest view is than the closest."""
    return _covered(_card(canvas, room, room), photos[0], focus)


def pan(
    photos: Sequence[Size], canvas: Size, *, across: float = 0.0, down: float = 0.0, focus: Focus = _MIDDLE
) -> Arrangement:
    """One photo covers a card that is larger than the canvas by shares of it, one way or the other."""
    return _covered(_card(canvas, across, down), photos[0], focus)


def fit(
    photos: Sequence[Size],
    canvas: Size,
    *,
    room: float = 0.0,
    margin: float = 0.0,
    below: float = 0.0,
    enlarged: float = MOST_ENLARGED,
    focus: Focus = _MIDDLE,
    shape: float = 0.0,
    in_opening: bool = False,
    across: float = 0.0,
    down: float = 0.0,
) -> Arrangement:
    """The photo, or the part of it of a `shape` (width over height), as large as the frame allows.

    The margin around it is a share of the canvas's shorter side; `below`, a share of its height, is left free
    at the foot: the photo then stands in the middle of the rest. `enlarged` is the most pixels that one
    becomes. It stays whole in the closest view, or moves behind an opening: `across` and `down` are then how
    much larger than that it is, beside the `room` for a zoom.
    """
    photo = photos[0]
    crop = _around(photo, *_largest(photo, shape or photo.aspect), focus or _MIDDLE)
    if in_opening:
        return _behind_opening(photo, canvas, crop, room, margin, below, enlarged, (across, down))
    card = _card(canvas, room, room)
    close = closest(canvas)
    top, foot, side = _free(close, margin, below)
    scale = min((close.width - 2 * side) / crop.width, (close.height - top - foot) / crop.height)
    scale = min(scale, enlarged * CLOSEST)
    box = _centred_box(card, crop.width * scale, crop.height * scale, down=round((top - foot) / 2))
    return Arrangement(card, (Placement(crop, box),), not box.contains(card.whole))


def _behind_opening(
    photo: Size,
    canvas: Size,
    crop: Rect,
    room: float,
    margin: float,
    below: float,
    enlarged: float,
    travel: tuple[float, float],
) -> Arrangement:
    top, foot, side = _free(canvas, margin, below)
    scale = min((canvas.width - 2 * side) / crop.width, (canvas.height - top - foot) / crop.height)
    scale = min(scale, enlarged / (1.0 + room))
    size = Size(_within(crop.width * scale, canvas.width), _within(crop.height * scale, canvas.height))
    left = 2 * round((canvas.width - size.width) / 4)
    down = 2 * round((canvas.height - size.height + top - foot) / 4)
    opening = Rect(float(left), float(down), float(size.width), float(size.height))
    card = _card(size, room + travel[0], room + travel[1])
    whole = opening == canvas.whole
    placement = Placement(_cut(photo, card.whole, _shares(crop.centre, photo)), card.whole)
    return Arrangement(card, (placement,), not whole, None if whole else opening)


def _free(frame: Size, margin: float, below: float) -> tuple[float, float, float]:
    """What stays free above, below and on each side."""
    side = margin * min(frame.width, frame.height)
    return max(side, below * frame.height / 4), max(side, below * frame.height), side


def _largest(photo: Size, shape: float) -> tuple[float, float]:
    """Width and height of the largest part of a shape."""
    return min(float(photo.width), photo.height * shape), min(float(photo.height), photo.width / shape)


def _shares(point: Point, photo: Size) -> Focus:
    return point.x / photo.width, point.y / photo.height


def ground(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = _MIDDLE) -> Arrangement:
    """The template's ground alone, for a text: of the photo, only what the ground takes from it."""
    return Arrangement(_card(canvas, room, room), (), True)


def band(
    photos: Sequence[Size],
    canvas: Size,
    *,
    travel: float,
    least_height: float = 0.5,
    focus: Focus = _MIDDLE,
) -> Arrangement:
    """A panorama behind an opening as wide as the canvas, larger than that by `travel`, a share of its width.

    The band is as high as lets the camera see all of the photo on its way, but no lower than
    `least_height` of the canvas: a long panorama loses its ends instead.
    """
    photo = photos[0]
    height = max(canvas.width * (1.0 + travel) / photo.aspect, least_height * canvas.height)
    height = min(height, canvas.height, photo.height * MOST_ENLARGED)
    width = min(canvas.width, photo.width * MOST_ENLARGED / (1.0 + travel))
    size = Size(_within(width, canvas.width), _within(height, canvas.height))
    card = _card(size, travel, 0.0)
    left, top = (2 * round(free / 4) for free in (canvas.width - size.width, canvas.height - size.height))
    opening = Rect(float(left), float(top), float(size.width), float(size.height))
    whole = opening == canvas.whole
    placement = Placement(_cut(photo, card.whole, focus), card.whole)
    return Arrangement(card, (placement,), not whole, None if whole else opening)


def _within(length: float, most: int) -> int:
    """The nearest even number of pixels that there is room for."""
    return min(most - most % 2, max(2, _even(length)))


def stack(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """Photos one above the other, edge to edge; each is cut by the same share."""
    return _column(photos, _card(canvas, room, room), _gap(canvas), focus)


def row(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """Photos side by side, edge to edge; each is cut by the same share."""
    card = _card(canvas, room, room)
    gap = _gap(canvas)
    widths = _shared(card.width - gap * (len(photos) - 1), [photo.aspect for photo in photos])
    left, placements = 0, []
    for index, (photo, width) in enumerate(zip(photos, widths, strict=True)):
        box = Rect(float(left), 0.0, float(width), float(card.height))
        placements.append(Placement(_cut(photo, box, focus[2 * index : 2 * index + 2]), box))
        left += width + gap
    return Arrangement(card, tuple(placements), False)


def grid(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """Four photos, two by two, edge to edge."""
    card = _card(canvas, room, room)
    gap = _gap(canvas)
    width, height = (card.width - gap) // 2, (card.height - gap) // 2
    placements = []
    for index, photo in enumerate(photos):
        left, top = (card.width - width) * (index % 2), (card.height - height) * (index // 2)
        box = Rect(float(left), float(top), float(width), float(height))
        placements.append(Placement(_cut(photo, box, focus[2 * index : 2 * index + 2]), box))
    return Arrangement(card, tuple(placements), False)


def inset(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """The first photo covers the card; the second lies over its lower half, whole and smaller."""
    first, second = photos
    card = _card(canvas, room, room)
    close = closest(canvas)
    across, down = INSET * close.width, INSET * close.height / 2
    scale = min(across / second.width, down / second.height, MOST_ENLARGED * CLOSEST)
    size = Size(max(1, round(second.width * scale)), max(1, round(second.height * scale)))
    # Clear of what an app lays over the lower and the right edge.
    left = (card.width - close.width) // 2 + round(0.09 * close.width)
    top = (card.height - close.height) // 2 + round(0.74 * close.height) - size.height
    box = Rect(float(left), float(top), float(size.width), float(size.height))
    return Arrangement(
        card, (Placement(_cut(first, card.whole, focus[:2]), card.whole), Placement(second.whole, box)), False
    )


def strip(photos: Sequence[Size], canvas: Size, *, down: float, focus: Focus = ()) -> Arrangement:
    """Photos one below the other on a card higher than the canvas by `down`, a share of its height."""
    return _column(photos, _card(canvas, 0.0, down), _gap(canvas), focus)


def window(
    photos: Sequence[Size],
    canvas: Size,
    *,
    start: Sequence[float] = (),
    stop: Sequence[float] = (),
    focus: Focus = _MIDDLE,
) -> Arrangement:
    """What two windows on one photo see, and what lies between: left, top, width, height in shares of it.

    Without windows the largest one around the focus.
    """
    photo = photos[0]
    if not (start and stop):
        return _covered(closest(canvas), photo, focus)
    seen = windows_on(photo, canvas, start, stop)
    whole, narrow = around(seen), min(seen, key=lambda one: one.width)
    close = closest(canvas)
    card = Size(
        max(close.width, _even(close.width * whole.width / narrow.width)),
        max(close.height, _even(close.height * whole.height / narrow.height)),
    )
    return Arrangement(card, (Placement(whole, card.whole),), False)


def windows_on(photo: Size, canvas: Size, start: Sequence[float], stop: Sequence[float]) -> tuple[Rect, Rect]:
    """Two windows on a photo in pixels of it, each as near to what is asked for as it can be: of the canvas's
    shape, on the photo, and neither so much smaller than both together that the card would be huge."""
    one, other = (_window_on(photo, canvas, part) for part in (start, stop))
    for _ in range(_WINDOW_STEPS):
        least = around((one, other)).width / _MOST_CLOSER, around((one, other)).height / _MOST_CLOSER
        width = max(least[0], least[1] * canvas.aspect)
        if min(one.width, other.width) >= width * 0.999:
            break
        one, other = (
            part if part.width >= width else _shaped(photo, canvas, part.centre, width)
            for part in (one, other)
        )
    return one, other


def _window_on(photo: Size, canvas: Size, shares: Sequence[float]) -> Rect:
    x, y, width, height = shares
    centre = Point((x + width / 2) * photo.width, (y + height / 2) * photo.height)
    return _shaped(photo, canvas, centre, max(width * photo.width, height * photo.height * canvas.aspect))


def _shaped(photo: Size, canvas: Size, centre: Point, width: float) -> Rect:
    """The window of that width around a point, as far as the photo's edges allow."""
    width = min(max(width, 1.0), float(photo.width), photo.height * canvas.aspect)
    return _around(photo, width, width / canvas.aspect, (centre.x / photo.width, centre.y / photo.height))


LAYOUTS: Mapping[str, Layout] = {
    "fill": fill,
    "pan": pan,
    "fit": fit,
    "band": band,
    "stack": stack,
    "row": row,
    "grid": grid,
    "inset": inset,
    "strip": strip,
    "ground": ground,
    "window": window,
}
# How many photos a layout can hold.
HOLDS: Mapping[str, tuple[int, int]] = dict.fromkeys(LAYOUTS, (1, 1)) | {
    "stack": (2, 4),
    "row": (2, 4),
    "grid": (4, 4),
    "inset": (2, 2),
    "strip": (2, 5),
}


def closest(canvas: Size) -> Size:
    """The smallest window of the camera, in card pixels."""
    return Size(_even(canvas.width * CLOSEST), _even(canvas.height * CLOSEST))


def _card(canvas: Size, across: float, down: float) -> Size:
    close = closest(canvas)
    return Size(_even(close.width * (1.0 + across)), _even(close.height * (1.0 + down)))


def _covered(card: Size, photo: Size, focus: Focus) -> Arrangement:
    return Arrangement(card, (Placement(_cut(photo, card.whole, focus), card.whole),), False)


def _column(photos: Sequence[Size], card: Size, gap: int, focus: Focus) -> Arrangement:
    """Photos from the card's top to its foot, as wide as it, each cut by the same share."""
    heights = _shared(card.height - gap * (len(photos) - 1), [1 / photo.aspect for photo in photos])
    top, placements = 0, []
    for index, (photo, height) in enumerate(zip(photos, heights, strict=True)):
        box = Rect(0.0, float(top), float(card.width), float(height))
        placements.append(Placement(_cut(photo, box, focus[2 * index : 2 * index + 2]), box))
        top += height + gap
    return Arrangement(card, tuple(placements), False)


def _cut(photo: Size, box: Rect, focus: Focus) -> Rect:
    """The largest part of the photo with the shape of the box, around the focus."""
    scale = max(box.width / photo.width, box.height / photo.height)
    return _around(photo, box.width / scale, box.height / scale, focus or _MIDDLE)


def _around(photo: Size, width: float, height: float, focus: Focus) -> Rect:
    x = min(max(0.0, focus[0] * photo.width - width / 2), photo.width - width)
    y = min(max(0.0, focus[1] * photo.height - height / 2), photo.height - height)
    return Rect(x, y, width, height)


def _gap(canvas: Size) -> int:
    return _even(GAP * min(canvas.width, canvas.height) * CLOSEST)


def _shared(length: int, weights: Sequence[float]) -> list[int]:
    """A length in whole pixels shared out by weight: boundaries are rounded, so nothing is lost."""
    # Beside a photo as thin as a line, any other would have no room left.
    weights = [max(weight, max(weights) / 4) for weight in weights]
    edges = [round(length * upto / sum(weights)) for upto in accumulate(weights, initial=0)]
    return [stop - start for start, stop in pairwise(edges)]


def _even(length: float) -> int:
    return 2 * round(length / 2)


def _centred_box(card: Size, width: float, height: float, down: int = 0) -> Rect:
    """Whole pixels, as near to the given lengths as can be: at least one, for photos as thin as a line."""
    whole = Size(max(1, round(width)), max(1, round(height)))
    left, top = (card.width - whole.width) // 2, (card.height - whole.height) // 2 + down
    return Rect(float(left), float(top), float(whole.width), float(whole.height))
