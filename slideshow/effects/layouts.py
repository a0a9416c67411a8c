"""Where photos lie on a card: `photos, canvas, params -> Arrangement`. Geometry only.

A card is a still a little larger than the canvas, in pixels of its own: where the camera comes closest,
CLOSEST card pixels make one pixel of the film. Above 1, so that every frame is a slight reduction of
the card: detail stays even while the camera glides between pixels.

`focus` holds a point for each photo, across and down in shares of it: (x, y, x, y, ...). What has to be cut
is cut around that point, as far as the photo's edges allow.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from slideshow.model.geometry import Point, Rect, Size, around

CLOSEST = 1.15
# Beyond what the photo holds plus 25 %, enlarging only shows blur.
MOST_ENLARGED = 1.25
# Eyes forgive more of what moves, and films sent from phone to phone are small.
MOST_ENLARGED_CLIP = 2.25
# Between photos of one card: wide enough to tell them apart, as a share of the canvas's shorter side.
GAP = 0.009
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

    With `has_backdrop` the one photo leaves a part of the card free; otherwise only gaps between photos are.
    """

    card: Size
    placements: tuple[Placement, ...]
    has_backdrop: bool


Layout = Callable[..., Arrangement]


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
    room: float,
    margin: float = 0.0,
    below: float = 0.0,
    enlarged: float = MOST_ENLARGED,
    focus: Focus = _MIDDLE,
) -> Arrangement:
    """The whole photo, as large as stays whole in the closest view, with `margin` around it.

    The margin is a share of the canvas's shorter side; `below`, a share of its height, is left free at the
    foot: the photo then stands in the middle of the rest. `enlarged` is the most pixels that one becomes.
    """
    photo = photos[0]
    card = _card(canvas, room, room)
    close = closest(canvas)
    free = margin * min(close.width, close.height)
    top, foot = max(free, below * close.height / 4), max(free, below * close.height)
    scale = min((close.width - 2 * free) / photo.width, (close.height - top - foot) / photo.height)
    scale = min(scale, enlarged * CLOSEST)
    box = _centred_box(card, photo.width * scale, photo.height * scale, down=round((top - foot) / 2))
    return Arrangement(card, (Placement(photo.whole, box),), not box.contains(card.whole))


def ground(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = _MIDDLE) -> Arrangement:
    """The template's ground alone, for a text: of the photo, only what the ground takes from it."""
    return Arrangement(_card(canvas, room, room), (), True)


def band(
    photos: Sequence[Size],
    canvas: Size,
    *,
    travel: float,
    least_height: float = 0.24,
    focus: Focus = _MIDDLE,
) -> Arrangement:
    """A panorama across a card that is wider than the canvas by `travel`, a share of the canvas's width.

    The band is as high as lets the camera see all of the photo on its way, but no lower than
    `least_height` of the canvas: a very long panorama loses its ends instead.
    """
    photo = photos[0]
    close = closest(canvas)
    card = _card(canvas, travel, 0.0)
    height = max(card.width / photo.aspect, least_height * close.height)
    height = min(height, close.height, photo.height * MOST_ENLARGED * CLOSEST)
    width = min(card.width, height * photo.aspect)
    crop = _around(photo, min(photo.width, width / height * photo.height), photo.height, focus)
    box = _centred_box(card, width, height)
    return Arrangement(card, (Placement(crop, box),), not box.contains(card.whole))


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
