"""Modes in, a sound out: a sum of decaying sines, which is what struck and plucked things are."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.loudness import SAMPLE_RATE

Mono = NDArray[np.float32]
Values = NDArray[np.floating[Any]] | Sequence[float]

_ROW = 512
# Up to this many multiplications OpenBLAS stays in the thread that asks. Its other threads bring nothing
# here, and cost three times as much where the processors are busy with pictures.
_SMALL_PRODUCT = 1 << 18
# Nothing of ours needs the top octave: it would only be sharp.
_HIGHEST_HERTZ = 15_000.0
_FADED_HERTZ = 10_500.0


def ring(
    hertz: Values, amplitudes: Values, decay_seconds: Values, seconds: float, phases: Values = ()
) -> Mono:
    """The sum of sines, each starting at 0 unless it has a phase, and falling to 1/e in its decay.

    A decaying sine is a geometric series, so z**(512 i + j) is an outer product and the whole sum one
    product of two small matrices: some 50 times faster than sine by sine.
    """
    f, a, tau = (np.asarray(values, dtype=np.float64) for values in (hertz, amplitudes, decay_seconds))
    phase = np.asarray(phases if len(phases) else np.zeros(len(f)), dtype=np.float64)
    a = a * np.clip((_HIGHEST_HERTZ - f) / (_HIGHEST_HERTZ - _FADED_HERTZ), 0, 1)
    heard = np.abs(a) > 1e-5 * np.abs(a).max()
    f, a, tau, phase = f[heard], a[heard], tau[heard], phase[heard]
    count = round(seconds * SAMPLE_RATE)
    rows = -(-count // _ROW)
    pole = (2j * np.pi * f - 1 / tau) / SAMPLE_RATE
    starts = np.exp(np.outer(np.arange(rows) * _ROW, pole) + 1j * (phase - np.pi / 2)) * a
    steps = np.exp(np.outer(pole, np.arange(_ROW)))
    left = np.concatenate([starts.real, -starts.imag], axis=1).astype(np.float32)
    right = np.concatenate([steps.real, steps.imag]).astype(np.float32)
    sound = np.empty((rows, _ROW), dtype=np.float32)
    at_once = max(1, _SMALL_PRODUCT // right.size)
    for start in range(0, rows, at_once):
        np.matmul(left[start : start + at_once], right, out=sound[start : start + at_once])
    return sound.reshape(-1)[:count]


def swell(sound: Mono, seconds: float) -> Mono:
    """The sound with its start raised softly from 0; in place."""
    count = min(len(sound), max(2, round(seconds * SAMPLE_RATE)))
    sound[:count] *= rise(count)
    return sound


@lru_cache(maxsize=64)
def rise(count: int) -> Mono:
    """A gain from 0 towards 1, half a cosine."""
    return (0.5 - 0.5 * np.cos(np.pi * np.arange(count) / count)).astype(np.float32)


def sink(sound: Mono, seconds: float) -> Mono:
    """The sound with its end lowered softly to 0; in place."""
    swell(sound[::-1], seconds)
    return sound
