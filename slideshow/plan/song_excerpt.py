"""A rhythm and the film's length in, which part of the song to play out. Pure functions."""

from collections.abc import Sequence
from statistics import fmean

from slideshow.model.music import LOUDNESS_STEP_SECONDS, Rhythm
from slideshow.model.soundtrack import TRUSTED

_PHRASE_BARS = 4
_FEWEST_LOOP_BARS = 4
# What an ending on a section, or on a phrase counted from one, is worth: bars away from where it was asked.
_SECTION_BARS, _PHRASE_WORTH_BARS = 3.0, 1.2


def best_part(rhythm: Rhythm, length_seconds: float) -> float:
    """The start, in seconds, of the part of the song that suits a film of this length.

    On a downbeat, a section's start where one fits; such that the part ends near a section's end, begins
    audibly and is full. 0.0 when the song is no longer than the film, or its bars are not known.
    """
    latest = rhythm.duration_seconds - length_seconds
    starts = [time for time in rhythm.downbeats if time <= latest]
    if latest <= 0 or not starts or rhythm.confidence < TRUSTED:
        return 0.0
    return max(starts, key=lambda start: _worth(rhythm, start, start + length_seconds))


def loop_points(rhythm: Rhythm) -> tuple[float, float] | None:
    """From where to where, in seconds, the song can be repeated: at the second it goes on as after the first.

    Both are bar lines with alike bars on their two sides, a whole number of phrases apart where possible,
    and far apart. None where no bars are known.
    """
    bars = rhythm.bar_sounds
    if len(bars) < _FEWEST_LOOP_BARS + 2 or rhythm.confidence < TRUSTED:
        return None
    best, found = float("-inf"), None
    # The last bar may be cut off: it is no place to go on from.
    for last in range(_FEWEST_LOOP_BARS, len(bars) - 1):
        for first in range(last - _FEWEST_LOOP_BARS + 1):
            worth = _seam(rhythm, first, last) + 2.0 * (last - first) / len(bars)
            worth += 0.3 * ((last - first) % _PHRASE_BARS == 0)
            if worth > best:
                best, found = worth, (rhythm.downbeats[first], rhythm.downbeats[last])
    return found


def phrase_end(rhythm: Rhythm, near_seconds: float) -> float:
    """The downbeat to end on: a section's end or a phrase's where one is near, else the nearest.

    `near_seconds` itself where there are no downbeats.
    """
    if len(rhythm.downbeats) < 2:
        return near_seconds
    bar_seconds = (rhythm.downbeats[-1] - rhythm.downbeats[0]) / (len(rhythm.downbeats) - 1)
    changes = [index for index, time in enumerate(rhythm.downbeats) if index == 0 or time in rhythm.sections]

    def cost(index: int) -> float:
        away = abs(rhythm.downbeats[index] - near_seconds) / bar_seconds
        since = index - max(change for change in changes if change <= index)
        if index > 0 and since == 0:
            return away - _SECTION_BARS
        return away - _PHRASE_WORTH_BARS * (since % _PHRASE_BARS == 0)

    return rhythm.downbeats[min(range(len(rhythm.downbeats)), key=cost)]


def _worth(rhythm: Rhythm, start: float, end: float) -> float:
    sections = {*rhythm.sections, rhythm.downbeats[0]}
    endings = [*rhythm.sections, rhythm.beats[-1]]
    begins = 1.5 * (start in sections)
    away = min(abs(end - time) for time in endings)
    ends = 1.2 * max(0.0, 1 - away / 4) + 0.4 * max(0.0, 1 - _away(rhythm.downbeats, end) / 0.5)
    fullness = _level(rhythm, start, end) / 4
    faint = max(0.0, -12 - _level(rhythm, start, start + 2)) / 4
    # The last thing heard stays: a part that grows is better than one that thins out.
    grows = (_level(rhythm, (start + end) / 2, end) - _level(rhythm, start, (start + end) / 2)) / 12
    early = 0.2 * start / rhythm.duration_seconds
    return begins + ends + fullness - faint + max(-0.5, min(0.5, grows)) - early


def _away(times: Sequence[float], moment: float) -> float:
    return min(abs(time - moment) for time in times)


def _level(rhythm: Rhythm, start: float, end: float) -> float:
    """The mean loudness between two times, in LU above the whole's; what is silent counts as 20 below."""
    first, last = int(start / LOUDNESS_STEP_SECONDS), int(end / LOUDNESS_STEP_SECONDS)
    return fmean([max(-20.0, level) for level in rhythm.loudness[first : max(first + 1, last)]] or [-20.0])


def _seam(rhythm: Rhythm, first: int, last: int) -> float:
    """How little a jump from bar line `last` to bar line `first` is noticed: 3 at most."""
    sides = [(first + step, last + step) for step in (-1, 0, 1)]
    pairs = [(one, other) for one, other in sides if one >= 0 and other < len(rhythm.bar_sounds) - 1]
    alike = fmean([_alike(rhythm.bar_sounds[one], rhythm.bar_sounds[other]) for one, other in pairs] or [0.0])
    before, after = rhythm.downbeats[first], rhythm.downbeats[last]
    louder = abs(_level(rhythm, before, before + 2) - _level(rhythm, after, after + 2))
    return 3 * alike - louder / 6


def _alike(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(left * right for left, right in zip(one, other, strict=True)) / 2
