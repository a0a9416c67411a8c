"""A clip and two of its seconds in, whether its sound is worth hearing out: speech, laughter, music, waves.

What is meant to be told from it: wind, hiss, hum, rumble, the hand on the phone, silence.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slideshow.model.clip import Clip
from slideshow.model.soundtrack import ClipSound
from slideshow.sound.audio_features import Traits, Values, traits
from slideshow.sound.clip_audio import samples_of
from slideshow.sound.loudness import SAMPLE_RATE, lufs_of
from slideshow.sound.music_file import Samples

Mask = NDArray[np.bool_]

# Of a longer part the beginning is listened to.
_MOST_SECONDS = 30.0
_SHORTEST_SAMPLES = SAMPLE_RATE // 5
# The noise of a phone in a quiet room lies below. No lift that is decent makes such sound heard beside music.
_SILENCE_LUFS = -50.0
_LIVELY = 0.5

# The share of steps in which noise seems to have a pitch is 0.00 to 0.01 above this.
_VOICING = 0.4
_HEARD_DECIBELS = 20.0  # below the loudest is no part of what is heard
_LEAST_POWER = 1e-8
# Rumble that ends at some frequency rings there; a voice has more above.
_LEAST_UPPER_DECIBELS = -25.0
_PURE = 0.9
_GLIDE_STEPS = 3
_GLIDE_SEMITONES = 0.15
_GLIDING = 0.3
_SPEECH_SHARE = 0.06
_ONSET_STEPS = 3
_ONSET_DECIBELS = 8.0


@dataclass(frozen=True, slots=True)
class Liveliness:
    """`loudness_lufs` is -inf for nothing at all. `score` is 0 to 1; what is lively has at least 0.5.

    Speech is lively. What is silent (below -50 LUFS) is neither.
    """

    loudness_lufs: float
    score: float
    is_speech: bool
    is_silent: bool

    @property
    def is_lively(self) -> bool:
        return self.score >= _LIVELY


def lively(clips: Sequence[ClipSound]) -> tuple[ClipSound, ...]:
    """Those clips whose sound is worth hearing beside music, and those that a person wants louder."""
    return tuple(
        one for one in clips if one.decibels > 0.0 or how_lively(one.clip, one.start, one.stop).is_lively
    )


def how_lively(clip: Clip, start: float, stop: float) -> Liveliness:
    """What is heard from second `start` to `stop` of a clip. Of a longer part, its first 30 s."""
    return liveliness(samples_of(clip, start, min(stop, start + _MOST_SECONDS)))


def liveliness(samples: Samples) -> Liveliness:
    """What is heard in stereo sound at 48 kHz."""
    loudness = lufs_of(samples) if len(samples) >= _SHORTEST_SAMPLES else -math.inf
    if loudness < _SILENCE_LUFS:
        return Liveliness(loudness, 0.0, is_speech=False, is_silent=True)
    found = traits(samples)
    voiced = _voiced(found)
    score = max(_voice(found, voiced), _tone(found), _strokes(found), _swell(found), _crowd(found))
    is_speech = bool(voiced.mean() >= _SPEECH_SHARE and _gliding(found, voiced) >= _GLIDING)
    return Liveliness(loudness, score, is_speech=is_speech and score >= _LIVELY, is_silent=False)


def _heard(found: Traits) -> Mask:
    """The steps in which something is heard."""
    power = np.maximum(found.middle, found.high)
    least = np.percentile(power, 95) * 10 ** (-_HEARD_DECIBELS / 10)
    return np.asarray(power > max(float(least), _LEAST_POWER))


def _voiced(found: Traits) -> Mask:
    upper = _decibels(found.upper) - _decibels(found.whole) > _LEAST_UPPER_DECIBELS
    return np.asarray((found.voicing > _VOICING) & upper & _heard(found))


def _voice(found: Traits, voiced: Mask) -> float:
    """Something with a pitch: a voice, laughter, instruments. A machine has one too, but always the same."""
    if not voiced.any():
        return 0.0
    level = _range(_smooth(found.middle, 5), 10, 95)
    is_machine = level < 2.0 and _texture(found) < 1.0 and float(np.median(found.pitch[voiced])) < 180.0
    return 0.0 if is_machine else _ramp(float(voiced.mean()), 0.02, 0.12)


def _gliding(found: Traits, voiced: Mask) -> float:
    """The share of voiced steps in which the pitch slides: voices do, most instruments do not."""
    if len(voiced) <= _GLIDE_STEPS:
        return 0.0
    through = voiced[:-_GLIDE_STEPS].copy()
    for step in range(1, _GLIDE_STEPS + 1):
        through &= voiced[step : len(voiced) - _GLIDE_STEPS + step]
    slides = 12 * np.abs(np.log2(found.pitch[_GLIDE_STEPS:] / found.pitch[:-_GLIDE_STEPS]))[through]
    slides = slides[slides < 3]  # jumps by more are the finder's
    return float((slides > _GLIDE_SEMITONES).mean()) if len(slides) >= 5 else 0.0


def _tone(found: Traits) -> float:
    """A whistle, a beep, a flute: nothing but a tone, which holds."""
    pure = (found.tone > _PURE) & _heard(found)
    holds = pure[1:] & pure[:-1] & (np.abs(np.log2(found.tone_hertz[1:] / found.tone_hertz[:-1])) < 0.03)
    return _ramp(float(holds.sum()) / len(pure), 0.03, 0.13)


def _strokes(found: Traits) -> float:
    """Claps, steps, dishes, doors: the upper bands set in at once, twice or more."""
    level = _decibels(found.high)
    if len(level) <= _ONSET_STEPS or _is_dull(found):
        return 0.0
    rises = level[_ONSET_STEPS:] - level[:-_ONSET_STEPS] > _ONSET_DECIBELS
    rises &= level[_ONSET_STEPS:] > max(float(np.percentile(level, 97)) - _HEARD_DECIBELS, -80.0)
    count = int((np.diff(rises.astype(int), prepend=0) == 1).sum())
    return _ramp(count, 0.0, 3.0)


def _swell(found: Traits) -> float:
    """A wave that breaks, applause that grows: bright noise that comes and goes within seconds.

    Gusts swell too, but wind falls by 8 dB an octave from 100 Hz or so on: surf has more above 1 kHz.
    """
    return _ramp(_high_share(found), -10.0, -6.0) * _ramp(_range(_smooth(found.high, 30), 3, 97), 5.0, 9.0)


def _crowd(found: Traits) -> float:
    """Many voices, a wood full of birds: each band moves on its own. So it does in gusts, far below."""
    return _ramp(_high_share(found), -14.0, -8.0) * _ramp(_texture(found), 1.1, 1.6)


def _is_dull(found: Traits) -> bool:
    return _high_share(found) < -22.0


def _high_share(found: Traits) -> float:
    return float(_decibels(found.high.mean()) - _decibels((found.low + found.middle).mean()))


def _texture(found: Traits) -> float:
    """How many decibels the bands move against each other, beyond what all of them and their tilt do."""
    bands = np.stack([_smooth(band, 15) for band in found.bands.T], axis=1)
    levels = 10 * np.log10(bands + 1e-6 * bands.max() + 1e-14)
    across = np.linspace(-1, 1, levels.shape[1])
    levels -= levels.mean(axis=1, keepdims=True)
    levels -= np.outer((levels @ across) / np.square(across).sum(), across)
    return float(np.median(levels.std(axis=0)))


def _smooth(powers: Values, steps: int) -> Values:
    steps = min(steps, len(powers))
    return np.convolve(powers, np.full(steps, 1 / steps), "valid")


def _range(powers: Values, low: float, high: float) -> float:
    levels = _decibels(powers)
    return float(np.percentile(levels, high) - np.percentile(levels, low))


def _decibels(powers: Values) -> Values:
    return np.asarray(10 * np.log10(powers + 1e-10))


def _ramp(value: float, none: float, full: float) -> float:
    return min(1.0, max(0.0, (value - none) / (full - none)))
