"""Peaks per frame of 5 ms in, the gain that brings sound to a loudness under a ceiling out."""

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.loudness import FRAME_SAMPLES, SAMPLE_RATE, amplitude, decibels, integrated_lufs

Levels = NDArray[np.float32]

# The gain goes down over the 15 ms before a peak, which is too slow to distort and hidden by the peak, and
# returns by the same share of its decibels each moment: fast from a deep cut, then too slow to be heard.
_LOOKAHEAD_FRAMES = 3
_ATTACK = np.array([1, 4, 6, 4, 1], dtype=np.float32) / 16
_RELEASE_SECONDS = 0.12
_RELEASE_FRAMES = _RELEASE_SECONDS * SAMPLE_RATE / FRAME_SAMPLES
# Far more than any music needs. Lone clicks could be driven without end: their peaks are cut as fast as the
# gain lifts them. So where the target is out of reach, the drive stops short of what is.
_MOST_DRIVE_DECIBELS = 50.0
_SHORT_OF_REACH_LU = 0.5
_CHUNK_FRAMES = 4096


def gains(peaks: Levels, powers: Levels, target_lufs: float, ceiling_dbtp: float) -> tuple[Levels, bool]:
    """The gain at the `len(peaks) + 1` borders of the frames, and whether the target is reached.

    Between borders the gain runs straight; applied so, no peak passes the ceiling. Where the ceiling
    allows it the gain is the same everywhere. `peaks` are true peaks, `powers` K-weighted, each per frame.
    """
    plain = target_lufs - integrated_lufs(powers)
    if decibels(float(peaks.max(initial=0.0))) + plain <= ceiling_dbtp:
        return np.full(len(peaks) + 1, amplitude(plain), dtype=np.float32), True

    low, high = plain, plain + _MOST_DRIVE_DECIBELS
    most_lufs = _loudness(powers, limit_gain(peaks, high, ceiling_dbtp))
    reached = most_lufs >= target_lufs
    wanted_lufs = target_lufs if reached else most_lufs - _SHORT_OF_REACH_LU
    while high - low > 0.02:
        middle = (low + high) / 2
        if _loudness(powers, limit_gain(peaks, middle, ceiling_dbtp)) < wanted_lufs:
            low = middle
        else:
            high = middle
    return limit_gain(peaks, high, ceiling_dbtp), reached


def limit_gain(peaks: Levels, gain_decibels: float, ceiling_dbtp: float) -> Levels:
    """The gain at the borders of the frames: `gain_decibels`, less where a peak would pass the ceiling."""
    cuts = np.maximum(peaks, np.float32(1e-9))
    np.log10(cuts, out=cuts)
    cuts *= -20
    cuts += np.float32(ceiling_dbtp - gain_decibels)
    np.minimum(cuts, 0, out=cuts)
    _release(cuts)
    borders = _approach(cuts)
    borders += np.float32(gain_decibels)
    borders /= 20
    return np.power(np.float32(10), borders, out=borders)


def _release(cuts: Levels) -> None:
    """Lets each cut, in decibels <= 0, fade out over the frames behind it; in place."""
    # y[n] = min(x[n], keep * y[n-1]) is a running minimum of x[n] / keep**n. The powers of a chunk are
    # e**±171 at most, well within a double.
    fade = np.exp(-np.arange(1, _CHUNK_FRAMES + 1) / _RELEASE_FRAMES)
    last = 0.0
    for start in range(0, len(cuts), _CHUNK_FRAMES):
        chunk = cuts[start : start + _CHUNK_FRAMES]
        scale = fade[: len(chunk)]
        held = np.minimum.accumulate(np.minimum(chunk / scale, last)) * scale
        chunk[:] = held
        last = float(held[-1])


def _approach(cuts: Levels) -> Levels:
    """The cuts at the borders of the frames, smooth, and nowhere above those of the frames they touch."""
    # The minimum reaches as far as the smoothing that follows, so that smoothing cannot lift a border.
    around = np.pad(cuts, _LOOKAHEAD_FRAMES + len(_ATTACK) // 2, mode="edge")
    for _ in range(2 * _LOOKAHEAD_FRAMES - 1):
        around = np.minimum(around[:-1], around[1:])
    return np.convolve(around, _ATTACK, "valid").astype(np.float32, copy=False)


def _loudness(powers: Levels, borders: Levels) -> float:
    middles = borders[:-1] + borders[1:]
    middles *= np.float32(0.5)
    middles *= middles
    middles *= powers
    return integrated_lufs(middles)
