"""A paragraph's measures and the room → where its lines end."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from slideshow.render.lettering.clusters import Break, breaks
from slideshow.render.lettering.shape import Paragraph

_TRIALS = 12
# Lines of more than these are text to read, not a heading: they are filled one after the other.
_MOST_BALANCED = 6
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Measure:
    """Where a paragraph may be divided. Places count its clusters; lengths are in ems.

    `begins[n]` is how far cluster n begins, were all on one line, and `ends[n]` where the last one seen
    before it ends.
    """

    begins: tuple[float, ...]
    ends: tuple[float, ...]
    freely: tuple[int, ...]
    if_needed: tuple[int, ...]

    @property
    def widest(self) -> float:
        """The width of the widest part that is not to be divided."""
        places = sorted({0, *self.freely, *self.if_needed})
        pairs = pairwise(places)
        return max((self.ends[stop] - self.begins[start] for start, stop in pairs), default=0.0)

    def lines(self, room: float) -> list[tuple[int, int]]:
        """Each line as the places where it begins and ends, as full as the room allows."""
        count = len(self.begins) - 1
        result = []
        start = 0
        while start < count:
            limit = self.begins[start] + room + _TOLERANCE
            # Beyond this place a line would be too long.
            furthest = max(start + 1, bisect_right(self.ends, limit) - 1)
            stop = min(furthest, count)
            if stop < count:
                stop = _last(self.freely, start, furthest) or _last(self.if_needed, start, furthest) or stop
            result.append((start, stop))
            start = stop
        return result or [(0, 0)]

    def balance_lines(self, room: float) -> list[tuple[int, int]]:
        """As few lines as the room allows, as even as they can be: no word is left alone at the end."""
        lines = self.lines(room)
        if not 1 < len(lines) <= _MOST_BALANCED or self.widest > room:
            return lines
        least, most = self.widest, room
        for _ in range(_TRIALS):
            middle = (least + most) / 2
            if len(self.lines(middle)) > len(lines):
                least = middle
            else:
                most = middle
        return self.lines(most)


def measure(paragraph: Paragraph) -> Measure:
    """Where the paragraph may be divided."""
    parts = [paragraph.text[start:stop] for start, stop in pairwise(paragraph.starts)]
    begins, ends = [0.0], [0.0]
    for part, width in zip(parts, paragraph.widths, strict=True):
        begins.append(begins[-1] + width)
        ends.append(ends[-1] if part.isspace() else begins[-1])
    freely, if_needed = [], []
    for place in range(1, len(parts)):
        kind = breaks(parts[place - 1], parts[place])
        if kind == Break.FREELY:
            freely.append(place)
        elif kind == Break.IF_NEEDED:
            if_needed.append(place)
    if parts:
        freely.append(len(parts))
    return Measure(tuple(begins), tuple(ends), tuple(freely), tuple(if_needed))


def _last(places: Sequence[int], start: int, furthest: int) -> int | None:
    """The last of the places after `start` that is not beyond `furthest`."""
    index = bisect_right(places, furthest) - 1
    return places[index] if index >= 0 and places[index] > start else None
