"""Reader of sounds: bytes are what is played when, and how odd it is; beats are heard in it."""

import math
import struct
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.beats import hear_rhythm
from tests.fuzz.reader import Reader

_SAMPLE_RATE = 22_050
_MOST_SOUNDS = 40
# Samples of an input: a quarter of the number that its first two bytes say.
_STEP = 4
_HEAD, _SOUND = struct.Struct(">H"), struct.Struct(">BHHB")

_SILENCE, _SAME, _TONE, _NOISE, _CLICKS, _CLIPPED, _RISING, _ALTERNATING = range(8)

Floats = NDArray[np.float32]


def sound_reader() -> Reader:
    """Of beats in sounds."""
    five_seconds = 5 * _SAMPLE_RATE // _STEP
    music = _written(five_seconds, (_CLICKS, 0, 65535, 120), (_TONE, 0, 30000, 60), (_NOISE, 30000, 65535, 9))
    return Reader(
        (
            music,
            _written(0),
            _written(1, (_SAME, 0, 65535, 255)),
            _written(five_seconds),
            _written(five_seconds, (_SAME, 0, 65535, 200)),
            _written(five_seconds, (_NOISE, 0, 65535, 255), (_CLIPPED, 0, 65535, 255)),
            _written(five_seconds, (_CLICKS, 20000, 30000, 200), (_RISING, 0, 65535, 3)),
            _written(five_seconds // 2, (_ALTERNATING, 0, 65535, 255)),
        ),
        lambda content, _: _heard(content),
    )


def _written(steps: int, *sounds: tuple[int, int, int, int]) -> bytes:
    return _HEAD.pack(steps) + b"".join(_SOUND.pack(*sound) for sound in sounds)


def _played(content: bytes) -> Floats:
    """The sounds one over the other: kind, from where to where (in 65535ths), how loud or fast."""
    count = (_HEAD.unpack_from(content)[0] if len(content) >= _HEAD.size else len(content)) * _STEP
    # One and two samples can be had, too.
    count = max(0, count - _STEP + 1) if len(content) % _SOUND.size else count
    samples = np.zeros(count, np.float32)
    for index in range(min(_MOST_SOUNDS, max(0, len(content) - _HEAD.size) // _SOUND.size)):
        kind, start, stop, much = _SOUND.unpack_from(content, _HEAD.size + index * _SOUND.size)
        part = samples[count * start // 65535 : count * stop // 65535]
        _add(part, kind % 8, much, index)
    return samples


def _add(part: Floats, kind: int, much: int, seed: int) -> None:
    level = much / 255
    match kind:
        case 0:
            part[:] = 0
        case 1:
            part += level
        case 2:
            part += np.sin(np.arange(len(part)) * (much + 1) * 20 * math.tau / _SAMPLE_RATE)
        case 3:
            part += np.random.default_rng(seed).normal(0, level, len(part))
        case 4:
            part[:: max(1, round(_SAMPLE_RATE * 60 / (much + 20)))] += 1
        case 5:
            np.clip(part * (much + 1), -1, 1, out=part)
        case 6:
            part *= np.linspace(0, much, len(part))
        case 7:
            # As loud as floats can be, and beyond all that is music.
            part[::2] += np.float32(10.0) ** min(much, 30)


def _heard(content: bytes) -> None:
    samples = _played(content)
    with np.errstate(all="ignore"):
        found = hear_rhythm(samples, _SAMPLE_RATE)
    numbers = (*found.beats, *found.downbeats, *found.sections, *found.loudness, found.bpm, found.confidence)
    assert all(map(math.isfinite, numbers)), "something that is no number"
    assert all(math.isfinite(one) for bar in found.bar_sounds for one in bar), "a bar that is no number"
    assert all(before < after for before, after in pairwise(found.beats)), "beats that are out of order"
    assert set(found.downbeats) <= set(found.beats), "bars that begin between beats"
    assert all(0 <= beat <= found.duration_seconds for beat in found.beats), "beats outside the sound"
