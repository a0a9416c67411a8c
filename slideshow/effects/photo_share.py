"""Slide -> how much of the frame shows photo, and how much of a photo's part is seen: geometry only."""

from slideshow.effects.layouts import Arrangement, arrange
from slideshow.effects.motions import MOTIONS
from slideshow.model.geometry import EVERYWHERE, Point, Rect, Size
from slideshow.model.timeline import Slide

# So many moments tell a slide's mean: its motion is even.
_MOMENTS = 9


def photo_share(slide: Slide, canvas: Size) -> float:
    """The share of the frame that shows photo, 0 to 1: the mean over the slide."""
    arrangement, views = _views(slide, canvas)
    open_ = _open(arrangement, canvas)
    shares = [
        sum(_in_frame(one.box, view).common(open_).area for one in arrangement.placements) for view in views
    ]
    return min(1.0, sum(shares) / len(shares))


def cut_share(slide: Slide, canvas: Size, part: Rect, index: int = 0) -> float:
    """How much of a part of one of its photos, in shares of that, is out of the frame at the best moment."""
    return min(_cut(slide, canvas, part, index))


def most_cut_share(slide: Slide, canvas: Size, part: Rect, index: int = 0) -> float:
    """The same at the worst moment."""
    return max(_cut(slide, canvas, part, index))


def _cut(slide: Slide, canvas: Size, part: Rect, index: int) -> list[float]:
    arrangement, views = _views(slide, canvas)
    open_, placement, photo = _open(arrangement, canvas), arrangement.placements[index], slide.photos[index]
    first = placement.on_card(Point(part.x * photo.size.width, part.y * photo.size.height))
    last = placement.on_card(Point(part.right * photo.size.width, part.bottom * photo.size.height))
    on_card = Rect(first.x, first.y, last.x - first.x, last.y - first.y)
    return [
        1.0 - _in_frame(on_card, view).share_inside(_in_frame(placement.box, view).common(open_))
        for view in views
    ]


def _views(slide: Slide, canvas: Size) -> tuple[Arrangement, list[Rect]]:
    """The windows of the whole frame at some moments."""
    sizes = [photo.size for photo in slide.photos]
    arrangement = arrange(slide.layout.name, sizes, canvas, **slide.layout.arguments)  # type: ignore[arg-type]
    move, view = MOTIONS[slide.motion.name], arrangement.view(canvas)
    windows = [
        move(arrangement.card, view, step / (_MOMENTS - 1), **slide.motion.arguments)
        for step in range(_MOMENTS)
    ]
    return arrangement, [arrangement.beyond(window, canvas) for window in windows]


def _open(arrangement: Arrangement, canvas: Size) -> Rect:
    """The part of the frame that shows the card, in shares of it."""
    part = arrangement.opening
    if part is None:
        return EVERYWHERE
    width, height = canvas.width, canvas.height
    return Rect(part.x / width, part.y / height, part.width / width, part.height / height)


def _in_frame(part: Rect, view: Rect) -> Rect:
    return Rect(
        (part.x - view.x) / view.width,
        (part.y - view.y) / view.height,
        part.width / view.width,
        part.height / view.height,
    )
