"""Where photos lie on a card: `photo, canvas, params -> Arrangement`. Geometry only.

A card is a still a little larger than the canvas, in pixels of its own: where the camera comes closest,
CLOSEST card pixels make one pixel of the film. Above 1, so that every frame is a slight reduction of
the card: detail stays even while the camera glides between pixels.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slideshow.model.geometry import Rect, Size

CLOSEST = 1.15
# Beyond what the photo holds plus 25 %, enlarging only shows blur.
MOST_ENLARGED = 1.25


@dataclass(frozen=True, slots=True)
class Placement:
    """`crop` of the upright photo, in its pixels, fills `box` on the card, in whole card pixels."""

    crop: Rect
    box: Rect


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The card's size and where the photo lies on it. What the photo leaves free is backdrop."""

    card: Size
    placement: Placement

    @property
    def has_backdrop(self) -> bool:
        return not self.placement.box.contains(self.card.whole)


Layout = Callable[..., Arrangement]


def fill(photo: Size, canvas: Size, *, room: float) -> Arrangement:
    """The photo covers the card, cut evenly on the sides that stand over.

    `room` is how much larger the widest view is than the closest.
    """
    card = _card(canvas, room)
    scale = max(card.width / photo.width, card.height / photo.height)
    crop = _centred(photo.whole, card.width / scale, card.height / scale)
    return Arrangement(card, Placement(crop, card.whole))


def fit(photo: Size, canvas: Size, *, room: float) -> Arrangement:
    """The whole photo, as large as stays whole in the closest view."""
    card = _card(canvas, room)
    close = closest(canvas)
    scale = min(close.width / photo.width, close.height / photo.height, MOST_ENLARGED * CLOSEST)
    return Arrangement(
        card, Placement(photo.whole, _centred_box(card, photo.width * scale, photo.height * scale))
    )


def band(photo: Size, canvas: Size, *, travel: float, least_height: float = 0.24) -> Arrangement:
    """A panorama across a card that is wider than the canvas by `travel`, a share of the canvas's width.

    The band is as high as lets the camera see all of the photo on its way, but no lower than
    `least_height` of the canvas: a very long panorama loses its ends instead.
    """
    close = closest(canvas)
    card = Size(_even(close.width * (1.0 + travel)), close.height)
    height = max(card.width / photo.aspect, least_height * close.height)
    height = min(height, close.height, photo.height * MOST_ENLARGED * CLOSEST)
    width = min(card.width, height * photo.aspect)
    crop = _centred(photo.whole, min(photo.width, width / height * photo.height), photo.height)
    return Arrangement(card, Placement(crop, _centred_box(card, width, height)))


LAYOUTS: Mapping[str, Layout] = {"fill": fill, "fit": fit, "band": band}


def closest(canvas: Size) -> Size:
    """The smallest window of the camera, in card pixels."""
    return Size(_even(canvas.width * CLOSEST), _even(canvas.height * CLOSEST))


def _card(canvas: Size, room: float) -> Size:
    close = closest(canvas)
    return Size(_even(close.width * (1.0 + room)), _even(close.height * (1.0 + room)))


def _even(length: float) -> int:
    return 2 * round(length / 2)


def _centred(outer: Rect, width: float, height: float) -> Rect:
    return Rect(outer.x + (outer.width - width) / 2, outer.y + (outer.height - height) / 2, width, height)


def _centred_box(card: Size, width: float, height: float) -> Rect:
    """Whole pixels, as near to the given lengths as can be: at least one, for photos as thin as a line."""
    whole = Size(max(1, round(width)), max(1, round(height)))
    left, top = (card.width - whole.width) // 2, (card.height - whole.height) // 2
    return Rect(float(left), float(top), float(whole.width), float(whole.height))
