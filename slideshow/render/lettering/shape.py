"""A line of clean text and its fonts → glyphs in their places: runs of a direction, font and script, shaped.

All lengths are in ems, x rightwards from the line's left end, y upwards from its baseline.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

import uharfbuzz as hb

from slideshow.render.lettering import bidi
from slideshow.render.lettering.clusters import clusters, is_coloured, script, visible_letters
from slideshow.render.lettering.fonts import EM, Chain, Font

# Words of these are not set in two fonts: a letter from elsewhere among its likes is an eyesore.
_OF_ONE_HAND = frozenset({"Latn", "Grek", "Cyrl", "Armn", "Geor", "Hebr", "Arab"})
# What of the text around a run HarfBuzz may look at.
_CONTEXT = 5
# Full-width punctuation that meets its like is set closer.
_FEATURES = {"chws": True}
_HAN, _KANA, _HANGUL = "Hani", frozenset({"Hira", "Kana"}), "Hang"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a font at its place; `start` is the first character of its cluster."""

    font: Font
    number: int
    x: float
    y: float
    advance: float
    start: int


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font, script and level."""

    font: Font
    script: str
    level: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text between line feeds. Cluster n is `text[starts[n]:starts[n + 1]]`, as wide as `widths[n]`."""

    text: str
    base: int
    language: str
    runs: tuple[Run, ...]
    starts: tuple[int, ...]
    widths: tuple[float, ...]

    def shape_text(self, start: int, stop: int) -> tuple[tuple[Glyph, ...], float]:
        """The glyphs of a part of the text, set on one line, from left to right, and how wide it is."""
        reached = bisect_right(self.runs, start, key=lambda run: run.stop)
        runs = list(takewhile(lambda run: max(start, run.start) < stop, self.runs[reached:]))
        glyphs: list[Glyph] = []
        x = 0.0
        for place in bidi.visual([run.level for run in runs]):
            run = runs[place]
            for glyph in _glyphs(
                run, self.text, self.language, max(start, run.start), min(stop, run.stop), x
            ):
                glyphs.append(glyph)
                x += glyph.advance
        return tuple(glyphs), x


def paragraph(text: str, base: int, fonts: Chain) -> tuple[Paragraph, frozenset[str]]:
    """A line of clean text, measured, and the characters that no font has: those are not in it."""
    settled, missing = _settled(text, fonts)
    text = "".join(cluster for cluster, _ in settled)
    own = bidi.direction(text)
    base = base if own is None else own
    language = _language(text)
    runs = tuple(_runs(settled, bidi.levels(text, base)))
    glyphs = [glyph for run in runs for glyph in _glyphs(run, text, language, run.start, run.stop, 0.0)]
    begun = {glyph.start for glyph in glyphs}
    # A ligature is one piece, whatever it is made of.
    starts = [start for start in accumulate((len(one) for one, _ in settled), initial=0) if start in begun]
    widths = [0.0] * len(starts)
    for glyph in glyphs:
        widths[bisect_right(starts, glyph.start) - 1] += glyph.advance
    return Paragraph(text, base, language, runs, (*starts, len(text)), tuple(widths)), missing


def _settled(text: str, fonts: Chain) -> tuple[list[tuple[str, Font]], frozenset[str]]:
    """The text's clusters with a font for each, without what no font has."""
    found: list[tuple[str, Font]] = []
    missing: set[str] = set()
    for cluster in clusters(text):
        whole = fonts.font(cluster)
        parts = [(cluster, whole)] if whole is not None else _parts(cluster, fonts)
        for part, font in parts:
            if font is None:
                missing |= set(visible_letters(part))
            # Where something is left out, the spaces on both its sides are one.
            elif part != " " or (found and found[-1][0] != " "):
                found.append((part, font))
    while found and found[-1][0] == " ":
        found.pop()
    return _of_one_hand(_with_company(found)), frozenset(missing)


def _parts(cluster: str, fonts: Chain) -> Iterator[tuple[str, Font | None]]:
    """What can be set of a cluster that no font has whole: better a letter without its mark than none."""
    part, font = "", None
    for place, letter in enumerate(cluster):
        if font is None or not font.covers(visible_letters(letter)):
            is_mark = place > 0 and unicodedata.category(letter).startswith("M")
            other = None if is_mark else fonts.font(letter)
            if other is None:
                yield letter, None
                continue
            if font is not None:
                yield part, font
            part, font = "", other
        part += letter
    if font is not None:
        yield part, font


def _with_company(found: list[tuple[str, Font]]) -> list[tuple[str, Font]]:
    """Spaces and punctuation in the font of what they follow, where that has them."""
    result: list[tuple[str, Font]] = []
    for cluster, font in found:
        before = result[-1][1] if result else font
        light = unicodedata.category(cluster[0])[0] in "ZP" and not is_coloured(cluster)
        follows = (
            light
            and before is not font
            and not before.is_coloured
            and before.covers(visible_letters(cluster))
        )
        result.append((cluster, before if follows else font))
    return result


def _of_one_hand(found: list[tuple[str, Font]]) -> list[tuple[str, Font]]:
    """Words whose letters came from several fonts in the one of these that has them all."""
    start = 0
    while start < len(found):
        stop = start
        while stop < len(found) and found[stop][0] != " ":
            stop += 1
        word = found[start:stop]
        letters = [(cluster, font) for cluster, font in word if script(cluster[0])]
        used = list(dict.fromkeys(font for _, font in letters))
        if len(used) > 1 and {script(cluster[0]) for cluster, _ in letters} <= _OF_ONE_HAND:
            for font in used:
                if all(font.covers(visible_letters(cluster)) for cluster, _ in letters):
                    changed = [
                        (
                            cluster,
                            font if font.covers(visible_letters(cluster)) and not old.is_coloured else old,
                        )
                        for cluster, old in word
                    ]
                    found[start:stop] = changed
                    break
        start = stop + 1
    return found


def _runs(settled: Sequence[tuple[str, Font]], levels: Sequence[int]) -> Iterator[Run]:
    """Neighbours of one font, script and level together. What all scripts share goes with what it follows."""
    scripts = [script(cluster[0]) for cluster, _ in settled]
    current = next((one for one in scripts if one), "Zyyy")
    start = place = 0
    run: Run | None = None
    for (cluster, font), own in zip(settled, scripts, strict=True):
        current = own or current
        if run is None or (run.font, run.script, run.level) != (font, current, levels[place]):
            if run is not None:
                yield Run(run.font, run.script, run.level, start, place)
            run = Run(font, current, levels[place], place, place)
            start = place
        place += len(cluster)
    if run is not None:
        yield Run(run.font, run.script, run.level, start, place)


def _glyphs(run: Run, text: str, language: str, start: int, stop: int, x: float) -> Iterator[Glyph]:
    """The glyphs of a part of a run, from left to right, the first at `x`."""
    first = max(0, start - _CONTEXT)
    buffer = hb.Buffer()
    buffer.add_str(text[first : stop + _CONTEXT], start - first, stop - start)
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    buffer.script = run.script
    buffer.language = language
    buffer.flags = hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
    hb.shape(run.font.instance, buffer, _FEATURES)
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        # Number 0 is the box that stands for what a font lacks.
        advance = at.x_advance / EM if info.codepoint else 0.0
        yield Glyph(
            run.font, info.codepoint, x + at.x_offset / EM, at.y_offset / EM, advance, first + info.cluster
        )
        x += advance


def _language(text: str) -> str:
    """How Chinese characters look: as in Japan beside kana, as in Korea beside hangul, else as in China."""
    scripts = {script(letter) for letter in set(text)}
    if _KANA & scripts:
        return "ja"
    if _HANGUL in scripts:
        return "ko"
    return "zh-hans" if _HAN in scripts else "und"
