"""Photos of one card that come one after the other: until then their places are empty."""

from collections.abc import Sequence

import cv2

from slideshow.model.geometry import Rect
from slideshow.render.colour import ycbcr
from slideshow.render.players.registration import Planes

# From nothing to all of it, out of the light of a flash.
_FRAMES = 4


class BuildUp:
    """Plays a card by itself: `arrivals` are the slide's frames in which its photos begin to be seen, and
    `boxes` where they are on the card."""

    def __init__(self, arrivals: Sequence[int], boxes: Sequence[Rect], empty: tuple[int, int, int]) -> None:
        self._photos = tuple(zip(arrivals, boxes, strict=True))
        self._empty = ycbcr(empty)

    def is_over(self, number: int) -> bool:
        """Whether all photos are there."""
        return all(number >= arrival + _FRAMES - 1 for arrival, _ in self._photos)

    def play(self, number: int, planes: Planes, still: Planes) -> None:
        """Writes the slide's frame of that number over `planes`, from the card's `still`."""
        for arrival, box in self._photos:
            share = min(1.0, max(0.0, (number - arrival + 1) / _FRAMES))
            left, top = (2 * (int(edge) // 2) for edge in (box.x, box.y))
            right, bottom = (2 * ((int(edge) + 1) // 2) for edge in (box.right, box.bottom))
            for index, (plane, source, level) in enumerate(zip(planes, still, self._empty, strict=True)):
                half = 1 if index == 0 else 2
                part = slice(top // half, bottom // half), slice(left // half, right // half)
                plane[part] = cv2.convertScaleAbs(source[part], alpha=share, beta=(1.0 - share) * level)

    def close(self) -> None:
        """Nothing is open."""
