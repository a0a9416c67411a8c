"""Weights of shots + a rhythm -> when each gives way to the next: on beats, as evenly as these allow."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from statistics import median

from slideshow.model.music import LOUDNESS_STEP_SECONDS, Rhythm

# What a cut costs, beside shots that are longer or shorter than they should be.
_HALF_BAR, _OFF_BAR = 0.1, 0.35
_CHAPTER_OFF_DOWNBEAT = 0.8
_ON_SECTION = -0.35
_UNEVEN = 3.0
# Outside of the range a shot costs so much, and more the farther.
_OUT_OF_RANGE = 20.0
# Where the music is so many LU louder than the rest, shots are half as long.
_HALVED_BY_LU = 14.0
_FULLEST, _THINNEST = 0.72, 1.35
# Of beats, 1, 2, 4, 8 make phrases, other numbers do not.
_UNPHRASED = 0.6
# Of the film's median, the last shot may be so long; a clip is never held for longer than it has pictures.
_LONGEST_LAST, _NEVER = 1.35, 400.0
# No shot is longer than this many times its share of the time.
_LONGER = 1.15
# A shot begins no farther from where its weight alone would have it. In an hour of music, all others would be
# looked at in vain.
_FARTHEST_SECONDS = 90.0
_SAME = 0.004
_HALF_SECONDS = 0.08
_PHRASES = frozenset((1, 2, 4, 8))
# So many last beats tell how it would go on.
_REGULAR = 5
# For so many seconds a last chord has one photo to itself.
_LAST_CHORD = 3.5


@dataclass(frozen=True, slots=True)
class Range:
    """How long a shot may stand alone, from the middle of one join to the middle of the next, in seconds."""

    least: float
    most: float


def cuts_on_beats(
    weights: Sequence[float],
    end_seconds: float,
    rhythm: Rhythm,
    range_: Range,
    special: Collection[int] = (),
    longest: Sequence[float | None] = (),
) -> tuple[float, ...] | None:
    """When each shot begins, the first at 0: on beats of the rhythm, up to the film's end.

    Shots share the time by their weights, less of it where the music is fuller. `special` are the indices of
    shots that want a downbeat, `longest` the most seconds of those that have one. A shot of less weight than
    1 may be as much shorter than the range. None where there are fewer beats than shots.

    The best sequence by dynamic programming over (shot, beat), as in Bellman, Dynamic Programming (1957).
    """
    beats = [time for time in rhythm.beats if range_.least / 2 < time < end_seconds - range_.least / 2]
    count = len(weights)
    if count == 1:
        return (0.0,)
    if len(beats) < count - 1:
        return None
    worth = _worths(beats, rhythm)
    share = end_seconds / sum(weights)
    usual = [weight * share for weight in weights]
    lengths = _Fullness(rhythm, end_seconds)

    least = [range_.least * min(1.0, weight) for weight in weights]
    most = [max(range_.most, _LONGER * one) for one in usual]
    most[-1] = _LONGEST_LAST * median(usual)
    # The last is seen for as long as most at least: it is what stays in mind.
    least[-1] = max(least[-1], 0.95 * median(usual))
    held = [*longest, *[None] * (count - len(longest))]

    def cost(shot: int, start: float, stop: float) -> float:
        length = stop - start
        wanted = usual[shot] * lengths(start, stop)
        price = _UNEVEN * ((length - wanted) / wanted) ** 2
        if length < least[shot] - _SAME:
            price += _OUT_OF_RANGE * (1.0 + (least[shot] - length) / least[shot])
        elif length > most[shot] + _SAME:
            price += _OUT_OF_RANGE * (length / most[shot] - 1.0)
        limit = held[shot]
        if limit is not None and length > limit:
            price += _NEVER * (length - limit)
        return price

    far = max(_FARTHEST_SECONDS, 4.0 * max(usual))
    near = [
        range(bisect_left(beats, begin - far), bisect_left(beats, begin + far))
        for begin in accumulate(usual, initial=0.0)
    ]

    # best[beat]: the cheapest way for the shots so far to end on that beat; `came` the beat they began on.
    best = [cost(0, 0.0, time) + _price(1, worth[index], special) for index, time in enumerate(beats)]
    came: list[dict[int, int]] = []
    for shot in range(1, count - 1):
        fresh = [float("inf")] * len(beats)
        origin: dict[int, int] = {}
        reach = 4.0 * max(usual[shot], range_.most)
        for index in near[shot + 1]:
            time = beats[index]
            first = max(near[shot].start, bisect_left(beats, time - reach))
            for before in range(first, min(near[shot].stop, index)):
                price = best[before] + cost(shot, beats[before], time)
                if index - before not in _PHRASES:
                    price += _UNPHRASED
                if price < fresh[index]:
                    fresh[index], origin[index] = price, before
            fresh[index] += _price(shot + 1, worth[index], special)
        best = fresh
        came.append(origin)
    final = [price + cost(count - 1, time, end_seconds) for price, time in zip(best, beats, strict=True)]
    at = min(range(len(beats)), key=final.__getitem__)
    if final[at] == float("inf"):
        return None
    chosen = [at]
    for origin in reversed(came):
        at = origin[at]
        chosen.append(at)
    return (0.0, *(beats[index] for index in reversed(chosen)))


def continue_beats(rhythm: Rhythm, end_seconds: float) -> Rhythm:
    """The rhythm with regular beats up to a moment, where its last chord rings on beyond its own."""
    if len(rhythm.beats) < 2 or not rhythm.downbeats or end_seconds - rhythm.beats[-1] <= _LAST_CHORD:
        return rhythm
    last = rhythm.beats[-_REGULAR:]
    step = (last[-1] - last[0]) / (len(last) - 1)
    count = int((end_seconds - last[-1]) / step)
    if count < 1:
        return rhythm
    beats = [round(last[-1] + step * (one + 1), 4) for one in range(count)]
    in_bar = _beats_in_bar(rhythm)
    begun = sum(beat >= rhythm.downbeats[-1] - _SAME for beat in rhythm.beats)
    bars = [beat for number, beat in enumerate(beats, start=begun) if number % in_bar == 0]
    return replace(rhythm, beats=(*rhythm.beats, *beats), downbeats=(*rhythm.downbeats, *bars))


def _beats_in_bar(rhythm: Rhythm) -> int:
    """How many beats there are from one downbeat to the next, nearly always."""
    counts = [
        bisect_left(rhythm.beats, stop - _SAME) - bisect_left(rhythm.beats, start - _SAME)
        for start, stop in pairwise(rhythm.downbeats)
    ]
    return max(1, round(median(counts))) if counts else 4


def nearest_beat(time: float, beats: Sequence[float]) -> float:
    """How far, in seconds and with its sign, a time is from the beat nearest to it."""
    at = bisect_left(beats, time)
    near = beats[max(0, at - 1) : at + 1]
    return min((time - beat for beat in near), key=abs)


def _price(shot: int, worth: tuple[float, bool], special: Collection[int]) -> float:
    off_bar, on_section = worth
    price = _ON_SECTION if on_section else 0.0
    return price + off_bar + (_CHAPTER_OFF_DOWNBEAT if off_bar and shot in special else 0.0)


def _worths(beats: Sequence[float], rhythm: Rhythm) -> list[tuple[float, bool]]:
    """For each beat what it costs to cut there instead of on a downbeat, and whether a section begins."""
    downbeats, sections = sorted(rhythm.downbeats), sorted(rhythm.sections)
    found = []
    for time in beats:
        on_section = _among(time, sections)
        if _among(time, downbeats):
            found.append((0.0, on_section))
            continue
        at = bisect_left(downbeats, time)
        half = 0 < at < len(downbeats) and abs((downbeats[at - 1] + downbeats[at]) / 2 - time) < _HALF_SECONDS
        found.append((_HALF_BAR if half else _OFF_BAR, on_section))
    return found


def _among(time: float, times: Sequence[float]) -> bool:
    at = bisect_left(times, time - _SAME)
    return at < len(times) and times[at] <= time + _SAME


class _Fullness:
    """How much longer than usual a shot should stand between two times: less than 1 where music is full."""

    def __init__(self, rhythm: Rhythm, end_seconds: float) -> None:
        levels = [max(-20.0, level) for level in rhythm.loudness] or [0.0]
        shown = levels[: max(1, round(end_seconds / LOUDNESS_STEP_SECONDS))]
        mean = sum(shown) / len(shown)
        # Sums up to each step, so that a mean over any stretch is one subtraction.
        self._sums = [0.0]
        for level in levels:
            share = min(_THINNEST, max(_FULLEST, 2.0 ** ((mean - level) / _HALVED_BY_LU)))
            self._sums.append(self._sums[-1] + share)

    def __call__(self, start: float, stop: float) -> float:
        last = len(self._sums) - 1
        first = min(last - 1, int(start / LOUDNESS_STEP_SECONDS))
        after = min(last, max(first + 1, round(stop / LOUDNESS_STEP_SECONDS)))
        return (self._sums[after] - self._sums[first]) / (after - first)
