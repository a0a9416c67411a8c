"""A slide's camera -> the few moments that tell it to an editor: how large a photo is seen, and where."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from slideshow.effects.layouts import Arrangement, Placement
from slideshow.effects.motions import MOTIONS
from slideshow.model.geometry import Rect, Size
from slideshow.model.timeline import Slide

# So far may the straight way between two keyframes be from the camera's: what nobody sees.
_SLACK_PIXELS = 0.25


class Keyframe(NamedTuple):
    """How a photo is seen at a frame of its slide.

    `scale` is in pixels of the film to a pixel of the photo; `x` and `y` say where the middle of the photo
    is, in pixels from the middle of the film, right and down.
    """

    frame: int
    scale: float
    x: float
    y: float


def keyframes(
    slide: Slide, arrangement: Arrangement, placement: Placement, photo: Size, canvas: Size
) -> tuple[Keyframe, ...]:
    """The first, the last, and as many between as it takes for straight lines to follow the camera."""
    motion, view = MOTIONS[slide.motion.name], arrangement.view(canvas)
    every = []
    for frame in range(len(slide.span)):
        progress = slide.span.progress(slide.span.start + frame)
        window = motion(arrangement.card, view, progress, **slide.motion.arguments)
        every.append(_seen(frame, placement, photo, arrangement.beyond(window, canvas), canvas))
    reach = math.hypot(canvas.width, canvas.height) / 2
    kept = {0, len(every) - 1}
    waiting = [(0, len(every) - 1)]
    while waiting:
        first, last = waiting.pop()
        apart = {frame: _apart(every, first, frame, last, reach) for frame in range(first + 1, last)}
        worst = max(apart, key=lambda frame: apart[frame], default=first)
        if apart.get(worst, 0.0) > _SLACK_PIXELS:
            kept.add(worst)
            waiting += [(first, worst), (worst, last)]
    return tuple(every[frame] for frame in sorted(kept))


def between(before: Keyframe, after: Keyframe, frame: int) -> Keyframe:
    """How the photo is seen at a frame between two keyframes."""
    share = (frame - before.frame) / (after.frame - before.frame)
    _, scale, x, y = (start + (stop - start) * share for start, stop in zip(before, after, strict=True))
    return Keyframe(frame, scale, x, y)


def _seen(frame: int, placement: Placement, photo: Size, window: Rect, canvas: Size) -> Keyframe:
    zoom = canvas.width / window.width
    middle = placement.on_card(photo.whole.centre)
    return Keyframe(
        frame,
        scale=placement.box.width / placement.crop.width * zoom,
        x=(middle.x - window.centre.x) * zoom,
        y=(middle.y - window.centre.y) * zoom,
    )


def _apart(every: Sequence[Keyframe], first: int, frame: int, last: int, reach: float) -> float:
    """How many pixels of the film lie between the straight way and the camera's own, at most."""
    true, drawn = every[frame], between(every[first], every[last], frame)
    moved = math.hypot(true.x - drawn.x, true.y - drawn.y)
    # A photo that is seen too large by a share is off by that share of the way from its middle.
    return moved + abs(drawn.scale / true.scale - 1.0) * (reach + math.hypot(true.x, true.y))
