"""Layouts of several photos: edge to edge, or one over the other."""

from collections.abc import Sequence

from slideshow.effects.layouts.arrangement import CLOSEST, MOST_ENLARGED, Arrangement, Focus, Placement
from slideshow.effects.layouts.cutting import card_for, closest, cut, even, shared
from slideshow.model.geometry import Rect, Size

# Between photos of one card: wide enough to tell them apart, as a share of the canvas's shorter side.
GAP = 0.009
# The width of a photo that lies over another one, as a share of the canvas's.
INSET = 0.6


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
