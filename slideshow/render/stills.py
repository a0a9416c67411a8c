"""Timeline + frame numbers -> pictures: single frames of the film, drawn as the film's are."""

from collections.abc import Iterator, Sequence

from slideshow.model.frame import Frame
from slideshow.model.timeline import Timeline
from slideshow.render.camera import Card
from slideshow.render.colour import RGB, rgb
from slideshow.render.compose import compose
from slideshow.render.projector import Projector


def stills(timeline: Timeline, frames: Sequence[int]) -> Iterator[RGB]:
    """Each of these frames of the film, in order of time, as an (H, W, 3) picture.

    Raises PhotoError when a photo cannot be decoded.
    """
    composed: dict[int, Card] = {}

    def cards(first: int, last: int) -> list[Card]:
        for over in [index for index in composed if index < first]:
            composed.pop(over).close()
        for index in range(first, last + 1):
            if index not in composed:
                slide = timeline.slides[index]
                composed[index] = compose(slide, timeline.canvas, timeline.look, fps=timeline.fps)
        return [composed[index] for index in range(first, last + 1)]

    projector = Projector(timeline, cards)
    frame = Frame(timeline.canvas)
    try:
        for number in sorted(frames):
            projector.draw(number, frame)
            yield rgb(frame)
    finally:
        for card in composed.values():
            card.close()
