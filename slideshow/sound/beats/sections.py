"""Bars in, what each sounds like and where the music changes out."""

import numpy as np

from slideshow.sound.beats.bars import per_stretch
from slideshow.sound.beats.spectrum import PITCH_STEP, Floats, Spectrum

_REACH_BARS = 8
_LEAST_BARS = 4
_BANDS = 6


def bar_sounds(found: Spectrum, downbeats: Floats) -> Floats:
    """(bars, 18): for each bar the shares of 12 pitch classes, then six bands' levels; both of length 1."""
    pitches = per_stretch(found.pitches, downbeats, found)
    count = len(found.bands) // PITCH_STEP
    bands = found.bands[: count * PITCH_STEP].reshape(count, PITCH_STEP, -1).mean(axis=1)
    levels = np.stack([part.mean(axis=1) for part in np.array_split(bands, _BANDS, axis=1)], axis=1)
    levels = per_stretch(levels, downbeats, found)
    pitches = pitches / (np.linalg.norm(pitches, axis=1, keepdims=True) + 1e-9)
    # Bands differ by orders of magnitude: each is taken against its own mean.
    levels = levels / (levels.mean(axis=0) + 1e-9)
    levels = levels / (np.linalg.norm(levels, axis=1, keepdims=True) + 1e-9)
    return np.concatenate([pitches, levels], axis=1)


def sections(found: Spectrum, downbeats: Floats) -> Floats:
    """The downbeats, in seconds, at which the music changes for longer.

    Peaks of novelty: how much more alike the bars before a bar line are among themselves, and those after
    it, than across it (Foote, ICME 2000), in harmony, timbre and loudness.
    """
    count = len(downbeats)
    if count < 2 * _LEAST_BARS:
        return downbeats[:0]
    sounds = bar_sounds(found, downbeats)
    powers = np.log10(found.powers + 1e-4 * found.powers.mean() + 1e-12)
    frames = np.clip(np.round(downbeats / found.frame_seconds).astype(int), 0, len(powers) - 1)
    loud = np.add.reduceat(powers, frames) / np.maximum(1, np.diff(np.append(frames, len(powers))))
    described = np.concatenate([sounds[:, :12] * 0.7, sounds[:, 12:] * 2.0, loud[:, None] * 1.0], axis=1)
    apart = np.linalg.norm(described[:, None] - described, axis=2)
    alike = np.exp(-apart / (np.median(apart) + 1e-6))
    novelty = _novelty(alike)
    limit = novelty.mean() + 0.8 * novelty.std()
    taken: list[int] = []
    for bar in np.argsort(novelty)[::-1]:
        if novelty[bar] < limit:
            break
        inside = _LEAST_BARS <= bar <= count - _LEAST_BARS
        if inside and all(abs(bar - other) >= _LEAST_BARS for other in taken):
            taken.append(int(bar))
    return downbeats[sorted(taken)]


def _novelty(alike: Floats) -> Floats:
    count = len(alike)
    reach = min(_REACH_BARS, count // 2)
    sides = np.arange(-reach, reach) + 0.5
    bell = np.exp(-0.5 * np.square(sides / (reach / 2)))
    kernel = np.outer(np.sign(sides) * bell, np.sign(sides) * bell)
    padded = np.pad(alike, reach, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * reach, 2 * reach))
    return np.array([float((windows[bar, bar] * kernel).sum()) for bar in range(count)])
