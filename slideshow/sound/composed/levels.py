"""A score in, its faders out: how loud each phrase will be is known before a sample is made.

Parts come and go, and with them eight decibels. A listener wants the first bars as loud as the rest, and a
climax that is fuller rather than louder; so each phrase is drawn near to the mean of all.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.composed.form import Form
from slideshow.sound.composed.modal_synthesis import Mono
from slideshow.sound.composed.score import Note
from slideshow.sound.composed.styles import Bus, Track
from slideshow.sound.loudness import SAMPLE_RATE

_WANTED_LUFS = -17.0
# What of a phrase's distance from the mean is left, and how much of it at most.
_KEPT = 0.3
_SOFTEST_DB, _LOUDEST_DB = -0.8, 0.8
# A break is meant to be softer: what follows it is felt.
_KEPT_OF_BREAK, _SOFTEST_BREAK_DB, _LOUDEST_BREAK_DB = 0.7, -3.5, -1.6
_STEP_SECONDS = 0.05
# Before a phrase begins, its fader is already there.
_RAMP_SECONDS = 0.08

# (instrument, pitch) -> its tone at a medium touch, at the common level.
ToneOf = Callable[[str, int], Mono]


@dataclass(frozen=True, slots=True)
class Faders:
    """A gain from each moment on; between two phrases it glides."""

    seconds: tuple[float, ...]
    gains: tuple[float, ...]

    def during(self, start: int, count: int) -> Mono:
        """The gain of `count` samples from `start` on."""
        moments: list[float] = []
        gains: list[float] = []
        for number, (moment, gain) in enumerate(zip(self.seconds, self.gains, strict=True)):
            if number:
                moments.append(moment - _RAMP_SECONDS)
                gains.append(self.gains[number - 1])
            moments.append(moment)
            gains.append(gain)
        at = (start + np.arange(count, dtype=np.float64)) / SAMPLE_RATE
        return np.interp(at, moments, gains).astype(np.float32)


def faders(
    notes: Sequence[Note],
    form: Form,
    tracks: Mapping[str, Track],
    sends: Mapping[Bus, float],
    tone_of: ToneOf,
) -> Faders:
    """The faders that bring a score to its loudness, phrase by phrase."""
    starts = [form.time(phrase.start_bar * form.beats_per_bar) for phrase in form.phrases]
    if form.phrases[-1].kind != "ending":
        starts.append(form.beat_seconds[-1])
    ends = [*starts[1:], form.beat_seconds[-1]]
    energies = _energies(notes, form, tracks, sends, tone_of, starts)
    lengths = [max(0.5, end - start) for start, end in zip(starts, ends, strict=True)]
    powers = [max(1e-9, energy / length) for energy, length in zip(energies, lengths, strict=True)]
    if starts[-1] >= form.beat_seconds[-1]:  # the last chord alone dies away: it goes with what came before
        powers[-1] = powers[-2] if len(powers) > 1 else powers[-1]
    mean = sum(power * length for power, length in zip(powers, lengths, strict=True)) / sum(lengths)
    thin = [phrase.kind in ("rest", "break") for phrase in form.phrases] + [False]
    gains = []
    for power, is_thin in zip(powers, thin, strict=False):
        away = 10 * math.log10(power / mean)
        kept = max(_SOFTEST_DB, _KEPT * away)
        if is_thin:
            kept = min(_LOUDEST_BREAK_DB, max(_SOFTEST_BREAK_DB, _KEPT_OF_BREAK * away))
        wanted = _WANTED_LUFS + 0.691 + min(_LOUDEST_DB, kept)
        gains.append(10 ** ((wanted - 10 * math.log10(power)) / 20))
    return Faders(tuple(starts), tuple(gains))


def _energies(
    notes: Sequence[Note],
    form: Form,
    tracks: Mapping[str, Track],
    sends: Mapping[Bus, float],
    tone_of: ToneOf,
    starts: Sequence[float],
) -> list[float]:
    """The weighted energy that sounds in each phrase, summed over both ears."""
    pitches: dict[str, list[int]] = {}
    for note in notes:
        pitches.setdefault(note.track, []).append(note.pitch)
    grown = {
        name: _grown(tone_of(tracks[name].instrument, sorted(found)[len(found) // 2]))
        for name, found in pitches.items()
    }
    energies = [0.0] * len(starts)
    for note in notes:
        track = tracks[note.track]
        start = form.time(note.start_beat)
        seconds = form.time(note.start_beat + note.beats) - start
        curve = grown[note.track]
        phrase = max(0, bisect_right(starts, start + 1e-6) - 1)
        left = (starts[phrase + 1] if phrase + 1 < len(starts) else form.seconds) - start
        gain = track.gain * note.velocity**1.4
        wet = 2.0 * (1 + sends[track.bus] ** 2)
        held = min(seconds + 0.1, left) if len(curve) > 1 else left
        energies[phrase] += gain * gain * wet * float(curve[min(len(curve) - 1, int(held / _STEP_SECONDS))])
    return energies


def _grown(tone: Mono) -> NDArray[np.float64]:
    """The weighted energy of a tone up to each twentieth of a second."""
    step = round(_STEP_SECONDS * SAMPLE_RATE)
    count = -(-len(tone) // step)
    padded = np.zeros(count * step)
    padded[: len(tone)] = tone
    grown = np.cumsum(np.square(padded).reshape(count, step).sum(axis=1)) / SAMPLE_RATE
    return grown * _weight(tone)


def _weight(tone: Mono) -> float:
    """How much louder a tone is heard than its power says: the curve of BS.1770, roughly."""
    powers = np.square(np.abs(np.fft.rfft(tone[:8192])))
    hertz = np.fft.rfftfreq(min(8192, len(tone)), 1 / SAMPLE_RATE)
    low = hertz**4 / (hertz**2 + 38.0**2) ** 2
    high = 1 + 1.5 / (1 + (1700.0 / np.maximum(hertz, 1.0)) ** 4)
    return float((powers * low * high).sum() / powers.sum())
