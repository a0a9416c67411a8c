"""Onset strength in, how the tempo goes out."""

import math

import numpy as np

from slideshow.sound.beats.spectrum import Floats

LOOK_SECONDS = 0.5
_WINDOW_SECONDS = 9.0
_SLOWEST_BPM, _FASTEST_BPM = 48.0, 215.0
_STEP = 0.015
_USUAL_BPM, _USUAL_OCTAVES = 115.0, 0.9
# A tempo that changes by more (in log tempo) is another way to count the same music.
_GREATEST_STEP, _FORBIDDEN = 0.36, 100.0
_DRIFT_COST, _STEP_COST = 0.1, 3.0
_COMB = np.array([2.4, 1.0, 0.7, 0.7])


def tempo_path(likeness: Floats, frame_seconds: float) -> Floats:
    """Seconds from beat to beat, one number for each `LOOK_SECONDS`, up to a whole factor.

    The best path (Viterbi) through a tempogram, under a log-Gaussian prior of what is usual (Ellis, JNMR
    2007). A change costs in proportion to its size in log tempo, up to that of a step.
    """
    tempi = _SLOWEST_BPM * np.exp(np.arange(0, math.log(_FASTEST_BPM / _SLOWEST_BPM), _STEP))
    scores = np.zeros((len(likeness), len(tempi)))
    for times, weight in enumerate(_COMB, 1):
        scores += weight / _COMB.sum() * _at(likeness, times * 60 / tempi / frame_seconds)
    scores += 0.1 * -0.5 * (np.log2(tempi / _USUAL_BPM) / _USUAL_OCTAVES) ** 2
    distance = np.abs(np.arange(len(tempi))[:, None] - np.arange(len(tempi)))
    change = np.where(
        _STEP * distance < _GREATEST_STEP, np.minimum(_DRIFT_COST * distance, _STEP_COST), _FORBIDDEN
    )
    best = scores[0]
    came = np.zeros(scores.shape, dtype=np.intp)
    for look in range(1, len(scores)):
        options = best - change
        came[look] = options.argmax(axis=1)
        best = options[np.arange(len(tempi)), came[look]] + scores[look]
    path = np.empty(len(scores), dtype=np.intp)
    path[-1] = best.argmax()
    for look in range(len(scores) - 1, 0, -1):
        path[look - 1] = came[look, path[look]]
    return np.asarray(60 / tempi[path], dtype=np.float32)


def pulse(likeness: Floats, path: Floats, frame_seconds: float) -> float:
    """How alike the onsets are to themselves one beat of the path later: at most 1, near 0 by chance."""
    lags = np.round(path / frame_seconds).astype(int)
    return float(likeness[np.arange(len(path)), np.minimum(lags, likeness.shape[1] - 1)].mean())


def tempogram(strength: Floats, frame_seconds: float) -> Floats:
    """(looks, lags): how alike the onsets around each look are to themselves some frames later; 1 at lag 0.

    By autocorrelation (Grosche, Müller and Kurth, ICASSP 2010).
    """
    window = round(_WINDOW_SECONDS / frame_seconds)
    look = LOOK_SECONDS / frame_seconds
    count = max(1, math.ceil(len(strength) / look))
    size = 1 << (2 * window - 1).bit_length()
    padded = np.pad(strength, (window // 2, window))
    starts = np.round(np.arange(count) * look).astype(int)
    shape = np.hanning(window).astype(np.float32)
    parts = np.stack([padded[start : start + window] for start in starts])
    parts = (parts - parts.mean(axis=1, keepdims=True)) * shape
    found = np.fft.irfft(np.square(np.abs(np.fft.rfft(parts, size, axis=1))), axis=1)[:, :window]
    fading = np.fft.irfft(np.square(np.abs(np.fft.rfft(shape, size))))[:window]
    found /= found[:, :1] + 1e-6
    found /= np.maximum(fading / fading[0], 0.15)
    # A bell over the neighbouring lags: hits are not exact.
    bell = np.exp(-0.5 * (np.arange(-3, 4) / 1.2) ** 2)
    bell /= bell.sum()
    padded = np.pad(found, ((0, 0), (3, 3)), mode="edge")
    return np.asarray(sum(weight * padded[:, k : k + window] for k, weight in enumerate(bell)))


def _at(likeness: Floats, lags: Floats) -> Floats:
    """(looks, lags): the tempogram between its whole lags."""
    places = np.minimum(lags, likeness.shape[1] - 2)
    low = places.astype(int)
    rest = places - low
    return np.asarray(likeness[:, low] * (1 - rest) + likeness[:, low + 1] * rest)
