"""Drums: patterns of a bar as text, one sign a sixteenth; fills that lead into the next section.

"X" is an accent, "x" a hit, "o" a soft one, "." nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slideshow.sound.composed.arrangements.arrangement import Choice, Part
from slideshow.sound.composed.arrangements.parts import energy_of
from slideshow.sound.composed.score import Bar, Note

_STRENGTHS = {"X": 1.0, "x": 0.8, "o": 0.5}
_STEP = 0.25
# From this energy on a groove is full, and at its fullest.
_FULL, _FULLEST = 0.7, 0.9


@dataclass(frozen=True, slots=True)
class Groove:
    """What each drum plays when the band is light, full, at its fullest, and in rests: "" for nothing."""

    light: Mapping[str, str]
    full: Mapping[str, str]
    fullest: Mapping[str, str]
    rest: Mapping[str, str]


# The last bar of a phrase, or what of it differs: each drum's sixteenths, " " for what the groove plays.
Fill = Mapping[str, str]


def kit(
    grooves: Sequence[Groove],
    fills: Sequence[Fill],
    *,
    roll: str = "",
    crash: str = "",
    riser: str = "",
    level: float = 0.7,
    above: float = 0.0,
) -> Part:
    """One groove a tune, a fill before each new section, a roll through build-ups.

    `roll` is the drum that grows denser, `crash` what opens a section, `riser` what leads out of a build-up.
    """

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if energy_of(bar) < above and not bar.is_thin:
            return
        patterns = dict(_patterns(choice(f"groove {bar.phrase.theme == 'B'}", grooves), bar))
        if bar.build and roll:
            patterns[roll] = _rolled(bar)
        elif bar.is_last and _leads_on(bar):
            fill = choice(f"fill {bar.start_beat}", fills)
            for drum, signs in fill.items():
                patterns[drum] = _over(patterns.get(drum, ""), signs)
        for drum, signs in patterns.items():
            yield from _struck(bar, drum, signs, level)
        if (
            crash
            and bar.index == 0
            and bar.phrase.kind in ("theme", "contrast", "intro")
            and bar.energy > 0.6
        ):
            yield Note(crash, bar.start_beat, 4.0, 0, level * (0.55 + 0.3 * bar.energy))
        if riser and bar.phrase.kind == "build" and bar.index == bar.phrase.bar_count - 2:
            yield Note(riser, bar.start_beat, 8.0, 0, 0.6)

    return play


def _patterns(groove: Groove, bar: Bar) -> Mapping[str, str]:
    if bar.is_thin:
        return groove.rest
    energy = energy_of(bar)
    return groove.fullest if energy >= _FULLEST else groove.full if energy >= _FULL else groove.light


def _leads_on(bar: Bar) -> bool:
    """Whether a new section begins behind this bar, a whole one."""
    return bar.following is not None and bar.beats == 4


def _over(pattern: str, signs: str) -> str:
    return "".join(
        below if above == " " else above
        for below, above in zip(pattern.ljust(16, "."), signs.rjust(16), strict=True)
    )


def _rolled(bar: Bar) -> str:
    """Denser from bar to bar, and a breath before the full entry."""
    rolls = ("x...x...x...x...", "x.o.x.o.x.o.x.o.", "xoxoxoxoxoxoxoxo", "xoxoxoxoXxXx....")
    return rolls[min(3, round(4 * bar.build) - 1)]


def _struck(bar: Bar, drum: str, signs: str, level: float) -> Iterator[Note]:
    for number, sign in enumerate(signs[: bar.beats * 4]):
        if sign in _STRENGTHS:
            grown = 0.55 + 0.45 * bar.build if bar.build else 0.85 + 0.2 * energy_of(bar)
            velocity = level * _STRENGTHS[sign] * grown
            yield Note(drum, bar.start_beat + number * _STEP, _STEP, 0, velocity)
