"""Samples in, what tells sounds apart out: for each hundredth of a second its bands, its voice, its tone.

A voice and an instrument have a pitch: their spectrum repeats itself every so many hertz, which noise of no
colour does. Wind is all at the low end; in a crowd each band moves on its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.loudness import SAMPLE_RATE, Floats
from slideshow.sound.music_file import Samples

Values = NDArray[np.float64]

RATE = 16_000
STEP_SECONDS = 0.01
_STEP = round(STEP_SECONDS * RATE)
# 50 ms hold three periods of a deep voice and are shorter than most syllables.
_WINDOW = 800
_FFT = 2048
_HERTZ = np.fft.rfftfreq(_FFT, 1 / RATE)
_BLOCK_STEPS = 200

# Where voices and instruments have their harmonics, above most of what wind and hands bring.
_VOICED = (_HERTZ >= 180) & (_HERTZ < 3600)
_PITCHES = (75.0, 420.0)
_ENVELOPE_HERTZ = 500.0
_TONES = (_HERTZ >= 180) & (_HERTZ < 7500)
_TONE_BINS = 6  # to both sides: all that the window spreads a steady tone over
# A third of an octave each.
_BAND_EDGES = np.geomspace(300, 6000, 14)


@dataclass(frozen=True, slots=True)
class Traits:
    """Values for one step of 10 ms after another; powers are those of full scale 1.

    `low` is the power at 20-200 Hz, `middle` at 250-4000, `upper` at 500-4000, `high` at 1000-6000, `bands`
    (steps, 13) of thirds of an octave between 300 and 6000 Hz, `whole` of all above 20. `voicing` is how well
    the spectrum repeats itself: 0.2 for noise, 1 for a voice, at `pitch` hertz. `tone` is the share of the
    strongest tone in all above 180 Hz; it is at `tone_hertz`.
    """

    low: Values
    middle: Values
    upper: Values
    high: Values
    whole: Values
    bands: Values
    voicing: Values
    pitch: Values
    tone: Values
    tone_hertz: Values


def traits(samples: Samples) -> Traits:
    """The traits of stereo sound at 48 kHz; of at least one step, silent where there is less."""
    mono = _at_our_rate(samples.mean(axis=1))
    mono = np.pad(mono, (0, max(0, _WINDOW - len(mono))))
    windows = np.lib.stride_tricks.sliding_window_view(mono, _WINDOW)[::_STEP]
    found = [_of(windows[start : start + _BLOCK_STEPS]) for start in range(0, len(windows), _BLOCK_STEPS)]
    names = Traits.__dataclass_fields__
    return Traits(**{name: np.concatenate([getattr(one, name) for one in found]) for name in names})


def _at_our_rate(sound: Floats) -> Values:
    count = round(len(sound) * RATE / SAMPLE_RATE)
    spectrum = np.fft.rfft(sound)[: count // 2 + 1]
    return np.asarray(np.fft.irfft(spectrum, count) * (count / max(1, len(sound)))) if count else np.zeros(0)


_SHAPE = np.hanning(_WINDOW)
_SHAPE_POWER = np.abs(np.fft.rfft(_SHAPE, _FFT)) ** 2
# What the window itself does to a repetition after so many samples.
_FADING = np.fft.irfft(_SHAPE_POWER)
_FADING = np.maximum(_FADING / _FADING[0], 0.1)


def _of(windows: Floats) -> Traits:
    powers = np.abs(np.fft.rfft(windows * _SHAPE, _FFT)) ** 2 * (2 / (np.square(_SHAPE).sum() * _FFT))
    voicing, pitch = _voicing(powers)
    tone, tone_hertz = _tone(powers)
    edges = np.searchsorted(_HERTZ, _BAND_EDGES)
    return Traits(
        low=_band(powers, 20, 200),
        middle=_band(powers, 250, 4000),
        upper=_band(powers, 500, 4000),
        high=_band(powers, 1000, 6000),
        whole=_band(powers, 20, RATE),
        bands=np.add.reduceat(powers[:, : edges[-1]], edges[:-1], axis=1),
        voicing=voicing,
        pitch=pitch,
        tone=tone,
        tone_hertz=tone_hertz,
    )


def _band(powers: Values, low: float, high: float) -> Values:
    return np.asarray(powers[:, (low <= _HERTZ) & (high > _HERTZ)].sum(axis=1))


def _voicing(powers: Values) -> tuple[Values, Values]:
    """How well each spectrum repeats itself, by autocorrelation of the sound made white, and its pitch."""
    width = round(_ENVELOPE_HERTZ / _HERTZ[1]) | 1
    sums = np.cumsum(np.pad(powers, ((0, 0), (width // 2 + 1, width // 2))), axis=1)
    envelope = (sums[:, width:] - sums[:, :-width]) / width
    floor = 1e-5 * powers.sum(axis=1, keepdims=True) + 1e-14
    white = np.where(_VOICED, powers / (envelope + floor), 0.0)
    repeats = np.fft.irfft(white, axis=1) / _FADING
    shortest, longest = int(RATE / _PITCHES[1]), int(RATE / _PITCHES[0])
    likely = repeats[:, shortest - 1 : longest + 1] / (repeats[:, :1] + 1e-12)
    steps = np.arange(len(likely))
    best = likely[:, 1:-1].argmax(axis=1) + 1
    before, height, after = likely[steps, best - 1], likely[steps, best], likely[steps, best + 1]
    # The top of the parabola through three values: pitch glides by less than a sample.
    bend = before - 2 * height + after
    off = np.where(bend < -1e-9, (before - after) / 2 / np.where(bend < -1e-9, bend, 1.0), 0.0)
    return height, RATE / (best + shortest - 1 + np.clip(off, -0.5, 0.5))


def _tone(powers: Values) -> tuple[Values, Values]:
    inside = powers[:, _TONES]
    strongest = inside.argmax(axis=1)
    steps = np.arange(len(inside))
    sums = np.cumsum(np.pad(inside, ((0, 0), (1, 0))), axis=1)
    low = np.maximum(strongest - _TONE_BINS, 0)
    high = np.minimum(strongest + _TONE_BINS + 1, inside.shape[1])
    share = (sums[steps, high] - sums[steps, low]) / (sums[:, -1] + 1e-14)
    return share, _HERTZ[_TONES][strongest]
