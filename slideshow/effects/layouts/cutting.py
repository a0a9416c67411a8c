"""Cards, the parts of photos that fill boxes on them, and lengths in whole pixels."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from slideshow.effects.layouts.arrangement import CLOSEST, MIDDLE, Arrangement, Focus, Placement
from slideshow.model.geometry import Rect, Size


def closest(canvas: Size) -> Size:
    """The smallest window of the camera, in card pixels."""
    return Size(even(canvas.width * CLOSEST), even(canvas.height * CLOSEST))


def card_for(canvas: Size, across: float, down: float) -> Size:
    close = closest(canvas)
    return Size(even(close.width * (1.0 + across)), even(close.height * (1.0 + down)))


def cover_box(card: Size, photo: Size, focus: Focus) -> Arrangement:
    return Arrangement(card, (Placement(cut(photo, card.whole, focus), card.whole),), False)


def cut(photo: Size, box: Rect, focus: Focus) -> Rect:
    """The largest part of the photo with the shape of the box, around the focus."""
    scale = max(box.width / photo.width, box.height / photo.height)
    return around_focus(photo, box.width / scale, box.height / scale, focus or MIDDLE)


def around_focus(photo: Size, width: float, height: float, focus: Focus) -> Rect:
    x = min(max(0.0, focus[0] * photo.width - width / 2), photo.width - width)
    y = min(max(0.0, focus[1] * photo.height - height / 2), photo.height - height)
    return Rect(x, y, width, height)


def shared(length: int, weights: Sequence[float]) -> list[int]:
    """A length in whole pixels shared out by weight: boundaries are rounded, so nothing is lost."""
    # Beside a photo as thin as a line, any other would have no room left.
    weights = [max(weight, max(weights) / 4) for weight in weights]
    edges = [round(length * upto / sum(weights)) for upto in accumulate(weights, initial=0)]
    return [stop - start for start, stop in pairwise(edges)]


def even(length: float) -> int:
    return 2 * round(length / 2)


def within_room(length: float, most: int) -> int:
    """The nearest even number of pixels that there is room for."""
    return min(most - most % 2, max(2, even(length)))


def centred_box(card: Size, width: float, height: float, down: int = 0) -> Rect:
    """Whole pixels, as near to the given lengths as can be: at least one, for photos as thin as a line."""
    whole = Size(max(1, round(width)), max(1, round(height)))
    left, top = (card.width - whole.width) // 2, (card.height - whole.height) // 2 + down
    return Rect(float(left), float(top), float(whole.width), float(whole.height))
