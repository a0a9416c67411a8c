"""Layouts of several photos: edge to edge, or one over the other."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import log

from slideshow.effects.layouts.arrangement import CLOSEST, MOST_ENLARGED, Arrangement, Focus, Placement
from slideshow.effects.layouts.cutting import card_for, closest, cut, even, shared
from slideshow.model.geometry import Rect, Size

# Between photos of one card: wide enough to tell them apart, as a share of the canvas's shorter side.
GAP = 0.009
# The width of a photo that lies over another one, as a share of the canvas's.
INSET = 0.6

# How many photos stand in each row of a mosaic of so many.
_DIVISIONS: Mapping[int, tuple[tuple[int, ...], ...]] = {
    3: ((1, 2), (2, 1), (1, 1, 1)),
    4: ((2, 2), (1, 2, 1), (1, 1, 2), (2, 1, 1)),
    5: ((2, 1, 2), (1, 2, 2), (2, 2, 1), (1, 2, 1, 1)),
}
# The paper around a booth's photos and between them, what is free beyond it, and the widest shape of a photo.
BOOTH_EDGE = 0.024
_BOOTH_MARGIN, _BOOTH_SIDE, _BOOTH_WIDEST = 0.05, 0.045, 1.45


def stack(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """Photos one above the other, edge to edge; each is cut by the same share."""
    return _column(photos, card_for(canvas, room, room), _gap(canvas), focus)


def row(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """Photos side by side, edge to edge; each is cut by the same share."""
    card = card_for(canvas, room, room)
    gap = _gap(canvas)
    widths = shared(card.width - gap * (len(photos) - 1), [photo.aspect for photo in photos])
    left, placements = 0, []
    for index, (photo, width) in enumerate(zip(photos, widths, strict=True)):
        box = Rect(float(left), 0.0, float(width), float(card.height))
        placements.append(Placement(cut(photo, box, focus[2 * index : 2 * index + 2]), box))
        left += width + gap
    return Arrangement(card, tuple(placements), False)


def grid(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """Four photos, two by two, edge to edge."""
    card = card_for(canvas, room, room)
    gap = _gap(canvas)
    width, height = (card.width - gap) // 2, (card.height - gap) // 2
    placements = []
    for index, photo in enumerate(photos):
        left, top = (card.width - width) * (index % 2), (card.height - height) * (index // 2)
        box = Rect(float(left), float(top), float(width), float(height))
        placements.append(Placement(cut(photo, box, focus[2 * index : 2 * index + 2]), box))
    return Arrangement(card, tuple(placements), False)


def inset(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """The first photo covers the card; the second lies over its lower half, whole and smaller."""
    first, second = photos
    card = card_for(canvas, room, room)
    close = closest(canvas)
    across, down = INSET * close.width, INSET * close.height / 2
    scale = min(across / second.width, down / second.height, MOST_ENLARGED * CLOSEST)
    size = Size(max(1, round(second.width * scale)), max(1, round(second.height * scale)))
    # Clear of what an app lays over the lower and the right edge.
    left = (card.width - close.width) // 2 + round(0.09 * close.width)
    top = (card.height - close.height) // 2 + round(0.74 * close.height) - size.height
    box = Rect(float(left), float(top), float(size.width), float(size.height))
    return Arrangement(
        card, (Placement(cut(first, card.whole, focus[:2]), card.whole), Placement(second.whole, box)), False
    )


def mosaic(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """Three to five photos in rows of one and two, edge to edge, divided so that least of them is cut."""
    card, gap = card_for(canvas, room, room), _gap(canvas)
    rows = _rows(photos, card)
    heights = shared(card.height - gap * (len(rows) - 1), [1 / sum(aspects) for aspects in rows])
    top = 0
    placements: list[Placement] = []
    for aspects, height in zip(rows, heights, strict=True):
        left = 0
        for width in shared(card.width - gap * (len(aspects) - 1), aspects):
            number = len(placements)
            box = Rect(float(left), float(top), float(width), float(height))
            placements.append(Placement(cut(photos[number], box, focus[2 * number : 2 * number + 2]), box))
            left += width + gap
        top += height + gap
    return Arrangement(card, tuple(placements), False)


def _rows(photos: Sequence[Size], card: Size) -> list[list[float]]:
    """The shapes of the photos of each row, in the division that has nearly the card's own shape."""
    found = []
    for counts in _DIVISIONS.get(len(photos), ((1,) * len(photos),)):
        edges = accumulate(counts, initial=0)
        found.append([[photo.aspect for photo in photos[start:stop]] for start, stop in pairwise(edges)])

    def strain(rows: list[list[float]]) -> float:
        heights = [card.width / sum(aspects) for aspects in rows]
        return abs(log(sum(heights) / card.height)) + 0.2 * log(max(heights) / min(heights))

    return min(found, key=strain)


def booth(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = ()) -> Arrangement:
    """Photos of one shape, one below the other in the middle of the card, as a photo booth prints them."""
    card, close = card_for(canvas, room, room), closest(canvas)
    side, count = min(close.width, close.height), len(photos)
    edge, margin = even(BOOTH_EDGE * side), _BOOTH_MARGIN * side
    height = even((close.height - 2 * margin - (count + 1) * edge) / count)
    width = even(min(close.width - 2 * (_BOOTH_SIDE * side + edge), _BOOTH_WIDEST * height))
    left, top = even((card.width - width) / 2), even((card.height - count * height - (count - 1) * edge) / 2)
    placements = []
    for index, photo in enumerate(photos):
        box = Rect(float(left), float(top + index * (height + edge)), float(width), float(height))
        placements.append(Placement(cut(photo, box, focus[2 * index : 2 * index + 2]), box))
    return Arrangement(card, tuple(placements), True)


def strip(photos: Sequence[Size], canvas: Size, *, down: float, focus: Focus = ()) -> Arrangement:
    """Photos one below the other on a card higher than the canvas by `down`, a share of its height."""
    return _column(photos, card_for(canvas, 0.0, down), _gap(canvas), focus)


def _column(photos: Sequence[Size], card: Size, gap: int, focus: Focus) -> Arrangement:
    """Photos from the card's top to its foot, as wide as it, each cut by the same share."""
    heights = shared(card.height - gap * (len(photos) - 1), [1 / photo.aspect for photo in photos])
    top, placements = 0, []
    for index, (photo, height) in enumerate(zip(photos, heights, strict=True)):
        box = Rect(0.0, float(top), float(card.width), float(height))
        placements.append(Placement(cut(photo, box, focus[2 * index : 2 * index + 2]), box))
        top += height + gap
    return Arrangement(card, tuple(placements), False)


def _gap(canvas: Size) -> int:
    return even(GAP * min(canvas.width, canvas.height) * CLOSEST)
