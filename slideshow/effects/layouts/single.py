"""Layouts of one photo: it fills the frame, is larger than it, or leaves a part of it free."""

from collections.abc import Sequence
from dataclasses import replace

from slideshow.effects.layouts.arrangement import (
    CLOSEST,
    MIDDLE,
    MOST_ENLARGED,
    Arrangement,
    Focus,
    Placement,
)
from slideshow.effects.layouts.cutting import (
    around_focus,
    card_for,
    centred_box,
    closest,
    cover_box,
    cut,
    within_room,
)
from slideshow.model.geometry import Point, Rect, Size


def fill(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = MIDDLE) -> Arrangement:
    """One photo covers the card. `room` is how much larger the widest view is than the closest."""
    return cover_box(card_for(canvas, room, room), photos[0], focus)


def pan(
    photos: Sequence[Size], canvas: Size, *, across: float = 0.0, down: float = 0.0, focus: Focus = MIDDLE
) -> Arrangement:
    """One photo covers a card that is larger than the canvas by shares of it, one way or the other."""
    return cover_box(card_for(canvas, across, down), photos[0], focus)


def fit(
    photos: Sequence[Size],
    canvas: Size,
    *,
    room: float = 0.0,
    margin: float = 0.0,
    below: float = 0.0,
    enlarged: float = MOST_ENLARGED,
    focus: Focus = MIDDLE,
    shape: float = 0.0,
    in_opening: bool = False,
    across: float = 0.0,
    down: float = 0.0,
    hang: float = 0.0,
    above: float = 0.0,
) -> Arrangement:
    """The photo, or the part of it of a `shape` (width over height), as large as the frame allows.

    The margin around it is a share of the canvas's shorter side; `below`, a share of its height, is left free
    at the foot: the photo then stands in the middle of the rest. `enlarged` is the most pixels that one
    becomes. It stays whole in the closest view, or moves behind an opening: `across` and `down` are then how
    much larger than that it is, beside the `room` for a zoom. Where it hangs, its upper edge is at a share
    `hang` of the canvas's height, and the card is wider than the canvas by `across`. `above` is what is left
    free at its head instead.
    """
    photo = photos[0]
    crop = around_focus(photo, *_largest(photo, shape or photo.aspect), focus or MIDDLE)
    if in_opening:
        free = _free(canvas, margin, below, above)
        return _behind_opening(photo, canvas, crop, room, free, enlarged, (across, down))
    card = card_for(canvas, room + across, room)
    close = closest(canvas)
    top, foot, side = _free(close, margin, below, above)
    top = max(top, hang * close.height)
    scale = min((close.width - 2 * side) / crop.width, (close.height - top - foot) / crop.height)
    scale = min(scale, enlarged * CLOSEST)
    box = centred_box(card, crop.width * scale, crop.height * scale, down=round((top - foot) / 2))
    if hang:
        box = replace(box, y=float(round(hang * close.height)))
    return Arrangement(card, (Placement(crop, box),), not box.contains(card.whole))


def _behind_opening(
    photo: Size,
    canvas: Size,
    crop: Rect,
    room: float,
    free: tuple[float, float, float],
    enlarged: float,
    travel: tuple[float, float],
) -> Arrangement:
    top, foot, side = free
    scale = min((canvas.width - 2 * side) / crop.width, (canvas.height - top - foot) / crop.height)
    scale = min(scale, enlarged / (1.0 + room))
    size = Size(
        within_room(crop.width * scale, canvas.width), within_room(crop.height * scale, canvas.height)
    )
    left = 2 * round((canvas.width - size.width) / 4)
    down = 2 * round((canvas.height - size.height + top - foot) / 4)
    opening = Rect(float(left), float(down), float(size.width), float(size.height))
    card = card_for(size, room + travel[0], room + travel[1])
    whole = opening == canvas.whole
    placement = Placement(cut(photo, card.whole, _in_shares(crop.centre, photo)), card.whole)
    return Arrangement(card, (placement,), not whole, None if whole else opening)


def _free(frame: Size, margin: float, below: float, above: float) -> tuple[float, float, float]:
    """What stays free above, below and on each side."""
    side = margin * min(frame.width, frame.height)
    if above:
        return max(side, above * frame.height), side, side
    return max(side, below * frame.height / 12), max(side, below * frame.height), side


def _largest(photo: Size, shape: float) -> tuple[float, float]:
    """Width and height of the largest part of a shape."""
    return min(float(photo.width), photo.height * shape), min(float(photo.height), photo.width / shape)


def _in_shares(point: Point, photo: Size) -> Focus:
    return point.x / photo.width, point.y / photo.height


def ground(photos: Sequence[Size], canvas: Size, *, room: float, focus: Focus = MIDDLE) -> Arrangement:
    """The template's ground alone, for a text: of the photo, only what the ground takes from it."""
    return Arrangement(card_for(canvas, room, room), (), True)


def band(
    photos: Sequence[Size],
    canvas: Size,
    *,
    travel: float,
    least_height: float = 0.5,
    focus: Focus = MIDDLE,
) -> Arrangement:
    """A panorama behind an opening as wide as the canvas, larger than that by `travel`, a share of its width.

    The band is as high as lets the camera see all of the photo on its way, but no lower than
    `least_height` of the canvas: a long panorama loses its ends instead.
    """
    photo = photos[0]
    height = max(canvas.width * (1.0 + travel) / photo.aspect, least_height * canvas.height)
    height = min(height, canvas.height, photo.height * MOST_ENLARGED)
    width = min(canvas.width, photo.width * MOST_ENLARGED / (1.0 + travel))
    size = Size(within_room(width, canvas.width), within_room(height, canvas.height))
    card = card_for(size, travel, 0.0)
    left, top = (2 * round(free / 4) for free in (canvas.width - size.width, canvas.height - size.height))
    opening = Rect(float(left), float(top), float(size.width), float(size.height))
    whole = opening == canvas.whole
    placement = Placement(cut(photo, card.whole, focus), card.whole)
    return Arrangement(card, (placement,), not whole, None if whole else opening)
