"""Two windows on one photo, as a person draws them, and the card between them."""

from collections.abc import Sequence

from slideshow.effects.layouts.arrangement import MIDDLE, Arrangement, Focus, Placement
from slideshow.effects.layouts.cutting import around_focus, closest, cover_box, even
from slideshow.model.geometry import Point, Rect, Size, around

# How much closer one window on a photo may be than both together: the card holds these, in full detail. A
# window that is enlarged for that may make both together larger, so it is looked at again.
_MOST_CLOSER = 3.0
_WINDOW_STEPS = 8


def window(
    photos: Sequence[Size],
    canvas: Size,
    *,
    start: Sequence[float] = (),
    stop: Sequence[float] = (),
    focus: Focus = MIDDLE,
) -> Arrangement:
    """What two windows on one photo see, and what lies between: left, top, width, height in shares of it.

    Without windows the largest one around the focus.
    """
    photo = photos[0]
    if not (start and stop):
        return cover_box(closest(canvas), photo, focus)
    seen = windows_on(photo, canvas, start, stop)
    whole, narrow = around(seen), min(seen, key=lambda one: one.width)
    close = closest(canvas)
    card = Size(
        max(close.width, even(close.width * whole.width / narrow.width)),
        max(close.height, even(close.height * whole.height / narrow.height)),
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
    return around_focus(
        photo, width, width / canvas.aspect, (centre.x / photo.width, centre.y / photo.height)
    )
