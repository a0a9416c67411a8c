"""A film that changes -> any picture of it, in any order: cards are kept as long as they are of use."""

from collections import OrderedDict

from slideshow.model.frame import Frame
from slideshow.model.timeline import Timeline
from slideshow.render.camera import Card
from slideshow.render.colour import RGB, rgb
from slideshow.render.compose import compose
from slideshow.render.prints import Decode
from slideshow.render.projector import Projector
from slideshow.render.segment_renderer import Recipe, recipe_of


class FilmFrames:
    """Draws pictures of one film after another. Not for several threads at once.

    The cards that were looked at last are kept, `most_cards` of them, by what they are made of: after an edit
    only those of slides that look different now are made anew.
    """

    def __init__(self, most_cards: int = 20) -> None:
        self._cards: OrderedDict[Recipe, Card] = OrderedDict()
        self._most_cards = most_cards
        self._timeline: Timeline | None = None
        self._projector: Projector | None = None
        self._frame: Frame | None = None
        self._decode: Decode | None = None
        self._last = -1

    def picture(self, timeline: Timeline, number: int, decode: Decode) -> RGB:
        """The picture of that number, (H, W, 3). Raises PhotoError when a photo cannot be decoded."""
        if self._timeline is not timeline or self._projector is None or self._frame is None:
            self._timeline = timeline
            self._projector = Projector(timeline, self._of)
            if self._frame is None or self._frame.size != timeline.canvas:
                self._frame = Frame(timeline.canvas)
            self._last = -1
        if number < self._last:
            # What plays goes forward only.
            for recipe in [recipe for recipe in self._cards if recipe.plays]:
                self._cards.pop(recipe).close()
        self._decode, self._last = decode, number
        self._projector.draw(number, self._frame)
        return rgb(self._frame)

    def prepare(self, timeline: Timeline, index: int, decode: Decode) -> None:
        """Makes the card of a slide ahead of time. Raises PhotoError."""
        self._card(timeline, index, decode)

    def close(self) -> None:
        """Lets all cards go."""
        for card in self._cards.values():
            card.close()
        self._cards.clear()
        self._timeline = self._projector = None

    def _of(self, first: int, last: int) -> list[Card]:
        assert self._timeline is not None
        assert self._decode is not None
        return [self._card(self._timeline, index, self._decode) for index in range(first, last + 1)]

    def _card(self, timeline: Timeline, index: int, decode: Decode) -> Card:
        slide = timeline.slides[index]
        recipe = recipe_of(slide, timeline)
        card = self._cards.get(recipe)
        if card is None:
            card = compose(slide, timeline.canvas, timeline.look, decode, timeline.fps)
            self._cards[recipe] = card
            while len(self._cards) > max(2, self._most_cards):
                self._cards.popitem(last=False)[1].close()
        self._cards.move_to_end(recipe)
        return card
