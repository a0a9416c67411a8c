"""A length and a style in, the shape of the piece out: phrases of whole bars, and the time of every beat."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from slideshow.sound.composed.score import Cadence, Phrase, PhraseKind
from slideshow.sound.composed.styles import Style

_PHRASE_BARS = 4
# From here on a piece has an intro and at least one whole phrase; below, it is a figure and its cadence.
_FIRST_PHRASE_BARS = 5
_MOST_FIGURE_BARS = 4
# A movement has its own key and tunes, so that an hour does not sing one tune a hundred times.
_MOVEMENT_PHRASES = 14
# The last chord of a short piece gets at least and at most these shares of it.
_SHORT_RING, _LONG_RING = 0.3, 0.5

# What the phrases of a movement sing, by their number: the seed chooses. "+" is the build-up, "~" a break
# with the tune nearly alone, "-" a rest before a new key.
_ORDERS: Mapping[int, tuple[str, ...]] = {
    1: ("A",),
    2: ("AA", "AB"),
    3: ("A+A", "ABA", "AAB", "A~A"),
    4: ("AB+A", "AABA", "AA+A", "AB~A"),
    5: ("AAB+A", "ABA+A", "AAB~A", "AB~+A"),
    6: ("AABA+A", "ABAB+A", "AAB~+A", "ABAC+A"),
    7: ("AABA+AA", "AABAB+A", "ABAC~+A", "AAB~A+A"),
    8: ("AABAC+AA", "AABAB~+A", "ABACAB+A", "AAB~AC+A"),
}
_LONG_HEADS, _LONG_CYCLE, _LONG_TAILS = ("AABA", "ABAB"), "CCBA", ("B+AA", "C~+A", "BA+A")
# How a piece begins: bars before the first tune. 0 starts with the tune itself.
_INTRO_BARS = (0, 1, 2)
_UNLIKE_INTRO, _UNLIKE_TAG = 0.04, 0.03


@dataclass(frozen=True, slots=True)
class Form:
    """`beat_seconds` holds every beat up to and with the last chord's, which rings out to the end."""

    beats_per_bar: int
    phrases: tuple[Phrase, ...]
    beat_seconds: tuple[float, ...]
    beats_per_minute: float
    seconds: float

    @property
    def bar_count(self) -> int:
        """Whole bars before the last chord."""
        return (len(self.beat_seconds) - 1) // self.beats_per_bar

    def time(self, beat: float) -> float:
        """The moment of a place between beats; behind the last one the tempo goes on."""
        whole = min(int(beat), len(self.beat_seconds) - 2)
        here, there = self.beat_seconds[whole], self.beat_seconds[whole + 1]
        return here + (there - here) * (beat - whole)


@dataclass(frozen=True, slots=True)
class _Fit:
    """One way to fill the length: its bars, its tempo, how long the last chord rings, how far from ideal."""

    beats_per_bar: int
    intro_bars: int
    phrase_count: int
    tag_bars: int
    beats_per_minute: float
    cost: float

    @property
    def bar_count(self) -> int:
        return self.intro_bars + _PHRASE_BARS * self.phrase_count + self.tag_bars


def shape(style: Style, seconds: float, dice: Random) -> Form:
    """The form that fits the length with whole bars and the least bent tempo."""
    ideal = dice.uniform(style.slowest_bpm, style.fastest_bpm)
    liked = (dice.choice((0, 1, 2, 2)), dice.choice((0, 1, 2)))
    fit = min(_fits(style, seconds, ideal, liked), key=lambda fit: fit.cost)
    beat_count = fit.bar_count * fit.beats_per_bar
    beat = 60.0 / fit.beats_per_minute
    times = [0.0]
    for stretch in _stretches(style, beat_count):
        times.append(times[-1] + beat * stretch)
    phrases = tuple(_phrases(fit, dice))
    return Form(fit.beats_per_bar, phrases, tuple(times), fit.beats_per_minute, seconds)


def _fits(style: Style, seconds: float, ideal: float, liked: tuple[int, int]) -> Iterator[_Fit]:
    """`liked` are the bars of intro and tag that the seed would like best."""
    bars = seconds * ideal / 240
    if bars < _FIRST_PHRASE_BARS + 3:
        # In 2/4 a figure can be half a bar of 4/4 long, or one and a half.
        for count in (1, 3):
            yield _fit(style, seconds, ideal, 2, (0, 0, count), liked)
        for count in range(1, _MOST_FIGURE_BARS + 1):
            yield _fit(style, seconds, ideal, 4, (0, 0, count), liked)
    around = int(bars / _PHRASE_BARS)
    for phrase_count in range(max(1, around - 2), around + 1):
        for intro_bars in _INTRO_BARS:
            for tag_bars in (0, 1, 2):
                yield _fit(style, seconds, ideal, 4, (intro_bars, phrase_count, tag_bars), liked)


def _fit(
    style: Style,
    seconds: float,
    ideal: float,
    meter: int,
    bars: tuple[int, int, int],
    liked: tuple[int, int],
) -> _Fit:
    intro_bars, phrase_count, tag_bars = bars
    beats = (intro_bars + _PHRASE_BARS * phrase_count + tag_bars) * meter
    stretched = sum(_stretches(style, beats))
    shortest, longest = style.ring_seconds
    shortest, longest = min(shortest, seconds * _SHORT_RING), min(longest, seconds * _LONG_RING)
    ring = min(max(seconds - stretched * 60 / ideal, shortest), longest)
    tempo = stretched * 60 / (seconds - ring)
    outside = max(0.0, math.log(style.slowest_bpm / tempo), math.log(tempo / style.fastest_bpm))
    unlike = _UNLIKE_INTRO * abs(intro_bars - liked[0]) + _UNLIKE_TAG * abs(tag_bars - liked[1])
    cost = 100 * outside + abs(math.log(tempo / ideal)) + unlike
    return _Fit(meter, intro_bars, phrase_count, tag_bars, tempo, cost)


def _stretches(style: Style, beat_count: int) -> list[float]:
    """How much longer than usual each beat lasts: the last ones slow down."""
    slowed = min(style.slowed_beats, beat_count // 2)
    steady = [1.0] * (beat_count - slowed)
    return steady + [1 + style.slowing * ((step + 1) / slowed) ** 2 for step in range(slowed)]


def _phrases(fit: _Fit, dice: Random) -> Iterator[Phrase]:
    bar = 0
    if fit.intro_bars:
        # The band alone, or with the head of the tune: either way all of it, from the first bar on.
        yield Phrase("intro", dice.choice(("", "A")), 0, 0, fit.intro_bars, 0.65, "half", 0)
        bar = fit.intro_bars
    if not fit.phrase_count:
        yield Phrase("ending", "A", 0, 0, fit.tag_bars, 0.6, "last", 0)
        return
    movements = _movements(fit.phrase_count, dice)
    for movement, order in enumerate(movements):
        turns: dict[str, int] = {}
        for place, sign in enumerate(order):
            tune = {"-": "", "+": "A", "~": "A"}.get(sign, sign)
            turn = turns.get(tune, 0)
            turns[tune] = turn + (sign != "+")
            following = order[place + 1 : place + 2]
            is_final = movement == len(movements) - 1 and not following
            cadence: Cadence = "half"
            if is_final:
                # With bars to come, the phrase must not end the piece yet.
                cadence = "deceptive" if fit.tag_bars else "last"
            elif turn % 2 and following != "+" and sign == "A":
                cadence = "closed"
            energy = _energy(order, place)
            kind = _kind(sign, order[place - 1 : place])
            yield Phrase(kind, tune, turn, bar, _PHRASE_BARS, energy, cadence, movement)
            bar += _PHRASE_BARS
    if fit.tag_bars:
        yield Phrase("ending", "A", 0, bar, fit.tag_bars, 0.75, "last", len(movements) - 1)


def _movements(phrase_count: int, dice: Random) -> Sequence[str]:
    """The order of tunes in each movement."""
    count = max(1, round(phrase_count / _MOVEMENT_PHRASES))
    borders = [round(number * phrase_count / count) for number in range(count + 1)]
    lengths = [stop - start for start, stop in pairwise(borders)]
    orders = [_order(length - 1, dice) + "-" for length in lengths[:-1]]
    return [*orders, _order(lengths[-1], dice)]


def _order(phrase_count: int, dice: Random) -> str:
    if phrase_count in _ORDERS:
        return dice.choice(_ORDERS[phrase_count])
    head, tail = dice.choice(_LONG_HEADS), dice.choice(_LONG_TAILS)
    return head + (_LONG_CYCLE * 9)[: phrase_count - len(head) - len(tail)] + tail


def _energy(order: str, place: int) -> float:
    sign = order[place]
    if sign in "+~-":
        return {"+": 0.8, "~": 0.4, "-": 0.35}[sign]
    if "+" in order[:place] or "~" in order[place - 1 : place]:
        return 1.0
    progress = place / max(1, len(order) - 1)
    return 0.6 + 0.25 * progress + (0.05 if sign != "A" else 0.0)


def _kind(sign: str, before: str) -> PhraseKind:
    if sign in "+~-":
        kinds: Mapping[str, PhraseKind] = {"+": "build", "~": "break", "-": "rest"}
        return kinds[sign]
    if sign == before:
        return "answer"
    return "theme" if sign == "A" else "contrast"
