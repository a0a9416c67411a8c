"""Chords in, played chords out: every voice moves as little as it can."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from slideshow.sound.composed.score import Chord, Voicing

_BASS_RANGE = (33, 47)
_CLOSEST = 2  # semitones between neighbours: seconds rub
_WIDEST = 16
_PARALLEL_COST = 9.0
_TOP_WEIGHT = 0.5  # the top voice is heard as a line of its own
_DRIFT_WEIGHT = 0.15


def voice(chords: Sequence[Chord], voice_range: tuple[int, int]) -> list[Voicing]:
    """One voicing for each chord: a voice for every tone, within the range, led from the one before."""
    voicings: list[Voicing] = []
    for chord in chords:
        before = voicings[-1] if voicings else None
        bass = _bass(chord, before)
        choices = _choices(chord, voice_range)
        voices = min(choices, key=lambda voices: _cost(voices, bass, before, voice_range))
        voicings.append(Voicing(chord, bass, voices))
    return voicings


def movement(before: Sequence[int], after: Sequence[int]) -> float:
    """Semitones that the voices travel, each to or from its nearest one."""
    there = sum(min(abs(pitch - other) for other in before) for pitch in after)
    back = sum(min(abs(pitch - other) for other in after) for pitch in before)
    return max(there, back)


def has_parallels(before: Voicing, after: Voicing) -> bool:
    """Whether bass and top voice move together in fifths or octaves."""
    low, high = after.bass - before.bass, after.voices[-1] - before.voices[-1]
    intervals = {(played.voices[-1] - played.bass) % 12 for played in (before, after)}
    return low * high > 0 and len(intervals) == 1 and intervals <= {0, 7}


def _bass(chord: Chord, before: Voicing | None) -> int:
    low, high = _BASS_RANGE
    pitches = [pitch for pitch in range(low, high + 1) if pitch % 12 == chord.bass]
    return min(pitches, key=lambda pitch: abs(pitch - (before.bass if before else 40)))


def _choices(chord: Chord, voice_range: tuple[int, int]) -> Iterator[tuple[int, ...]]:
    low, high = voice_range
    octaves = [[pitch for pitch in range(low, high + 1) if pitch % 12 == tone] for tone in chord.tones]
    closest = _CLOSEST
    found = False
    while not found:
        for pitches in product(*octaves):
            voices = tuple(sorted(pitches))
            gaps = [above - below for below, above in pairwise(voices)]
            if min(gaps) >= closest and voices[-1] - voices[0] <= _WIDEST:
                found = True
                yield voices
        closest -= 1


def _cost(voices: tuple[int, ...], bass: int, before: Voicing | None, voice_range: tuple[int, int]) -> float:
    middle = sum(voice_range) / 2
    drift = abs(sum(voices) / len(voices) - middle)
    if before is None:
        return drift
    cost = movement(before.voices, voices) + _TOP_WEIGHT * abs(voices[-1] - before.voices[-1])
    after = Voicing(before.chord, bass, voices)
    return cost + _DRIFT_WEIGHT * drift + _PARALLEL_COST * has_parallels(before, after)
