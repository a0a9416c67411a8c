"""What a layout gives: the card's size, and where each photo lies on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from slideshow.model.geometry import Point, Rect, Size

CLOSEST = 1.15
# Beyond what the photo holds plus 80 %, enlarging only shows blur.
MOST_ENLARGED = 1.8
# Eyes forgive more of what moves, and films sent from phone to phone are small: 320 x 568 fill the frame.
MOST_ENLARGED_CLIP = 3.7
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
Focus = Sequence[float]
MIDDLE = (0.5, 0.5)


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


def beyond(window: Rect, opening: Rect | None, canvas: Size) -> Rect:
    """What the whole frame would show where its opening shows the window of a card."""
    if opening is None:
        return window
    step = window.width / opening.width
    return Rect(
        window.x - opening.x * step, window.y - opening.y * step, canvas.width * step, canvas.height * step
    )
