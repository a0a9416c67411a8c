"""Where the camera looks: `card, canvas, progress, params -> Rect` on the card, in card pixels.

Every window has the canvas's shape and lies on the card. `progress` is the slide's own, 0 to 1; the
easing is applied here.
"""

from collections.abc import Callable, Mapping, Sequence

from slideshow.effects.easing import glide
from slideshow.effects.layouts import CLOSEST
from slideshow.model.geometry import Rect, Size

Motion = Callable[..., Rect]


def zoom_in(card: Size, canvas: Size, progress: float, *, focus_x: float = 0.5, focus_y: float = 0.5) -> Rect:
    """From the widest view to the closest, toward the focus: shares of the card's free width and height."""
    return _widest(card, canvas).toward(_close(card, canvas, focus_x, focus_y), glide(progress))


def zoom_out(
    card: Size, canvas: Size, progress: float, *, focus_x: float = 0.5, focus_y: float = 0.5
) -> Rect:
    """From the closest view at the focus to the widest."""
    return _close(card, canvas, focus_x, focus_y).toward(_widest(card, canvas), glide(progress))


def pan_right(card: Size, canvas: Size, progress: float, *, focus_y: float = 0.5) -> Rect:
    """Along the card from its left edge to its right one."""
    return _close(card, canvas, 0.0, focus_y).toward(_close(card, canvas, 1.0, focus_y), glide(progress))


def pan_left(card: Size, canvas: Size, progress: float, *, focus_y: float = 0.5) -> Rect:
    """Along the card from its right edge to its left one."""
    return pan_right(card, canvas, 1.0 - progress, focus_y=focus_y)


def pan_down(card: Size, canvas: Size, progress: float, *, focus_x: float = 0.5) -> Rect:
    """Along the card from its top to its foot."""
    return _close(card, canvas, focus_x, 0.0).toward(_close(card, canvas, focus_x, 1.0), glide(progress))


def pan_up(card: Size, canvas: Size, progress: float, *, focus_x: float = 0.5) -> Rect:
    """Along the card from its foot to its top."""
    return pan_down(card, canvas, 1.0 - progress, focus_x=focus_x)


def still(card: Size, canvas: Size, progress: float) -> Rect:
    """The widest view, all the time."""
    return _widest(card, canvas)


def travel(
    card: Size, canvas: Size, progress: float, *, start: Sequence[float] = (), stop: Sequence[float] = ()
) -> Rect:
    """From one window to another: left, top and width in shares of the card's. From the widest view, and to
    the closest in the middle, where they are not given."""
    first = _at(card, canvas, start) if start else _widest(card, canvas)
    last = _at(card, canvas, stop) if stop else _close(card, canvas, 0.5, 0.5)
    return first.toward(last, glide(progress))


MOTIONS: Mapping[str, Motion] = {
    "zoom_in": zoom_in,
    "zoom_out": zoom_out,
    "pan_right": pan_right,
    "pan_left": pan_left,
    "pan_down": pan_down,
    "pan_up": pan_up,
    "still": still,
    "travel": travel,
}


def _at(card: Size, canvas: Size, shares: Sequence[float]) -> Rect:
    x, y, share = shares
    width = min(share * card.width, float(card.width), card.height * canvas.aspect)
    height = width / canvas.aspect
    return Rect(
        min(max(0.0, x * card.width), card.width - width),
        min(max(0.0, y * card.height), card.height - height),
        width,
        height,
    )


def _widest(card: Size, canvas: Size) -> Rect:
    scale = min(card.width / canvas.width, card.height / canvas.height)
    return _window(card, canvas, scale, 0.5, 0.5)


def _close(card: Size, canvas: Size, focus_x: float, focus_y: float) -> Rect:
    scale = min(CLOSEST, card.width / canvas.width, card.height / canvas.height)
    return _window(card, canvas, scale, focus_x, focus_y)


def _window(card: Size, canvas: Size, scale: float, focus_x: float, focus_y: float) -> Rect:
    width, height = canvas.width * scale, canvas.height * scale
    return Rect((card.width - width) * focus_x, (card.height - height) * focus_y, width, height)
