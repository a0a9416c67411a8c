"""Timeline + frame numbers -> pictures: single frames of the film, drawn as the film's are."""

from collections.abc import Iterator, Sequence

from slideshow.model.frame import Frame
from slideshow.model.timeline import Slide, Timeline
from slideshow.render.camera import Card
from slideshow.render.colour import RGB, rgb
from slideshow.render.compose import compose
from slideshow.render.projector import Projector
from slideshow.render.segment_renderer import Recipe, recipe_of


class CardShelf:
    """The card that a still was drawn from last, for the same still of another film. Empty to begin with."""

    def __init__(self) -> None:
        self._kept: tuple[Recipe, Card] | None = None

    def card(self, slide: Slide, timeline: Timeline) -> Card:
        """The slide's card. Raises PhotoError when a photo cannot be decoded."""
        recipe = recipe_of(slide, timeline)
        if self._kept and self._kept[0] == recipe:
            return self._kept[1]
        card = compose(slide, timeline.canvas, timeline.look, fps=timeline.fps)
        # One that plays ends with its film.
        if not recipe.plays:
            self._kept = recipe, card
        return card


def stills(timeline: Timeline, frames: Sequence[int], shelf: CardShelf | None = None) -> Iterator[RGB]:
    """Each of these frames of the film, in order of time, as an (H, W, 3) picture.

    A card is taken from the `shelf` where it lies there. Raises PhotoError when a photo cannot be decoded.
    """
    shelf = shelf or CardShelf()
    composed: dict[int, Card] = {}

    def cards(first: int, last: int) -> list[Card]:
        for over in [index for index in composed if index < first]:
            composed.pop(over).close()
        for index in range(first, last + 1):
            if index not in composed:
                composed[index] = shelf.card(timeline.slides[index], timeline)
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
