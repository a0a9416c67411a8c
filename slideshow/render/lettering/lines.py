"""A text, a font family and the room → lines: wrapped, made smaller where they must be, ready to be drawn."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from slideshow.render.lettering import bidi
from slideshow.render.lettering.clusters import clean
from slideshow.render.lettering.draw import Ink, Letter, Placed, ink, letters
from slideshow.render.lettering.fonts import Chain, chain
from slideshow.render.lettering.shape import Glyph, Paragraph, paragraph
from slideshow.render.lettering.wrap import Measure, measure

Align = Literal["start", "centre"]
# From baseline to baseline, of the size; more where marks of one line would touch those of the next.
_LEADING = 1.16
_LEAST_GAP = 0.06
_TRIALS = 10
_LEAST_SIZE = 1.0
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A line in pixels: `left` and `baseline` in the text's own frame, `ascent` and `descent` from there."""

    text: str
    left: float
    width: float
    baseline: int
    ascent: float
    descent: float


@dataclass(frozen=True, slots=True)
class _Set:
    """A line shaped, not yet placed."""

    paragraph: Paragraph
    start: int
    stop: int
    glyphs: tuple[Glyph, ...]
    width: float


@dataclass(frozen=True, eq=False)
class Lines:
    """A text that is set. Its own frame: x from the left edge of the room, y down from the top of line one.

    `size` is what came of the size asked for; `missing` are the characters that no font has, which are left
    out; `is_cut` is true when `most_lines` did not suffice even at the least size, and an ellipsis stands for
    the rest.
    """

    size: float
    lines: tuple[Line, ...]
    missing: frozenset[str]
    is_cut: bool
    _sets: tuple[_Set, ...]

    @property
    def left(self) -> float:
        return min((line.left for line in self.lines), default=0.0)

    @property
    def width(self) -> float:
        """Of all lines together, from `left`."""
        return max((line.left + line.width for line in self.lines), default=0.0) - self.left

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last; ink may reach a little further."""
        return self.lines[-1].baseline + self.lines[-1].descent if self.lines else 0.0

    def draw(self, margin: int = 0) -> Ink:
        """The pixels of all lines, nothing clipped, with `margin` pixels of nothing around the ink."""
        return ink(self._placed, self._letters, margin)

    @cached_property
    def _by_line(self) -> tuple[tuple[Placed, ...], ...]:
        return tuple(
            tuple(
                Placed(glyph, self.size, line.left + glyph.x * self.size, line.baseline - glyph.y * self.size)
                for glyph in one.glyphs
            )
            for line, one in zip(self.lines, self._sets, strict=True)
        )

    @property
    def _placed(self) -> tuple[Placed, ...]:
        return tuple(placed for line in self._by_line for placed in line)

    @property
    def _letters(self) -> tuple[Letter, ...]:
        return tuple(
            letter
            for number, (one, placed) in enumerate(zip(self._sets, self._by_line, strict=True))
            for letter in letters(number, one.paragraph.text, one.paragraph.starts, placed)
        )


def typeset(
    text: str,
    *,
    family: str,
    weight: int,
    size: float,
    room: float,
    least_share: float = 0.5,
    most_lines: int = 0,
    align: Align = "start",
) -> Lines:
    """The text in lines no wider than `room` pixels, in letters of `size` pixels to the em or smaller.

    Line feeds in the text are kept. Letters are made smaller, down to `least_share` of the size, where a
    word is wider than the room or where there would be more than `most_lines` lines (0: any number). A word
    that is too wide even then is divided. "start" is the left edge of the room, for text that runs from
    right to left its right edge.
    """
    fonts = chain(family, weight)
    size = max(size, _LEAST_SIZE)
    room = max(room, 1.0)
    cleaned = clean(text)
    if most_lines and cleaned.count("\n") >= most_lines:
        cleaned = clean(cleaned.replace("\n", " "))
    base = bidi.direction(cleaned.replace("\n", " ")) or 0
    paragraphs, missing = _paragraphs(cleaned, base, fonts)
    measures = [measure(one) for one in paragraphs]
    least = min(size, max(_LEAST_SIZE, size * least_share))
    size = _fitting(measures, size, least, room, most_lines)
    is_cut = bool(most_lines) and _count(measures, room / size) > most_lines
    if is_cut:
        paragraphs = _shortened(paragraphs, base, fonts, room / size, most_lines)
        measures = [measure(one) for one in paragraphs]
    sets = tuple(
        one
        for each, measured in zip(paragraphs, measures, strict=True)
        for one in _lines_of(each, measured, room / size)
    )
    return Lines(size, _placed(sets, fonts, size, room, base, align), missing, is_cut, sets)


def _paragraphs(text: str, base: int, fonts: Chain) -> tuple[list[Paragraph], frozenset[str]]:
    both = [paragraph(line, base, fonts) for line in text.split("\n")] if text else []
    found, missing = [one for one, _ in both], [lacking for _, lacking in both]
    # What is empty since nothing of it could be set leaves no gap at the ends.
    while found and not found[-1].text:
        found.pop()
    while found and not found[0].text:
        found.pop(0)
    return found, frozenset().union(*missing)


def _fitting(measures: list[Measure], size: float, least: float, room: float, most_lines: int) -> float:
    """The largest size at which every word fits and the lines are not too many; `least` when none does."""
    widest = max((one.widest for one in measures), default=0.0)
    if widest * size > room:
        size = max(least, room / widest)
    if not most_lines or _count(measures, room / size) <= most_lines:
        return size
    fits, too_large = least, size
    for _ in range(_TRIALS):
        middle = (fits + too_large) / 2
        if _count(measures, room / middle) > most_lines:
            too_large = middle
        else:
            fits = middle
    return fits


def _count(measures: list[Measure], room: float) -> int:
    return sum(len(one.lines(room)) for one in measures)


def _shortened(
    paragraphs: list[Paragraph], base: int, fonts: Chain, room: float, most_lines: int
) -> list[Paragraph]:
    """As much of the text as fits into the lines, with an ellipsis for the rest."""
    text = "\n".join(one.text for one in paragraphs)
    # Where the clusters of the lines that may stay begin, and where the last of them ends.
    starts, offset, lines_left = [0], 0, most_lines
    for one in paragraphs:
        lines = measure(one).lines(room)[:lines_left]
        most_here = lines[-1][1] + 1 if lines else 0
        starts += [offset + start for start in one.starts[:most_here]]
        lines_left -= len(lines)
        offset += len(one.text) + 1

    def cut(count: int) -> list[Paragraph]:
        kept = text[: starts[count]].rstrip(" \n,;:–—-/")
        return _paragraphs(f"{kept}{_ELLIPSIS}", base, fonts)[0]

    fits, too_many = 0, len(starts)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if _count([measure(one) for one in cut(middle)], room) > most_lines:
            too_many = middle
        else:
            fits = middle
    return cut(fits)


def _lines_of(each: Paragraph, measured: Measure, room: float) -> list[_Set]:
    sets = []
    for first, last in measured.balance_lines(room):
        start, stop = each.starts[first], each.starts[last]
        while stop > start and each.text[stop - 1].isspace():
            stop -= 1
        sets.append(_Set(each, start, stop, *each.shape_text(start, stop)))
    return sets


def _placed(
    sets: tuple[_Set, ...], fonts: Chain, size: float, room: float, base: int, align: Align
) -> tuple[Line, ...]:
    inks = [_ink(one.glyphs) for one in sets]
    # What the family asks for, whatever letters there are; more where its own or another's letters need it.
    reaches = [(max(above, fonts.own.ascent), max(below, fonts.own.descent)) for above, below in inks]
    between = [below + above + _LEAST_GAP for (_, below), (above, _) in pairwise(inks)]
    leading = max([_LEADING, *between])
    lines = []
    for number, (one, (ascent, descent)) in enumerate(zip(sets, reaches, strict=True)):
        spare = room - one.width * size
        left = spare / 2 if align == "centre" else spare if base else 0.0
        # On whole rows the feet of all letters are crisp.
        baseline = round((reaches[0][0] + number * leading) * size)
        text = one.paragraph.text[one.start : one.stop]
        lines.append(Line(text, left, one.width * size, baseline, ascent * size, descent * size))
    return tuple(lines)


def _ink(glyphs: tuple[Glyph, ...]) -> tuple[float, float]:
    """Ems that the glyphs reach above and below their baseline."""
    boxes = [box for glyph in glyphs if (box := Placed(glyph, 1.0, glyph.x, -glyph.y).box) is not None]
    return max((-box.y for box in boxes), default=0.0), max((box.bottom for box in boxes), default=0.0)
