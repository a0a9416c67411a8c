"""Bars in, what each sounds like and where the music changes out."""

import numpy as np

from slideshow.sound.beats.bars import per_stretch
from slideshow.sound.beats.spectrum import PITCH_STEP, Floats, Spectrum

_REACH_BARS = 8
_LEAST_BARS = 4
_BANDS = 6
# The distance at which bars are strangers, and the novelty from which on a change is one.
_APART = 0.6
_LEAST_NOVELTY = 0.1


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


def sections(found: Spectrum, flux: Floats, downbeats: Floats) -> Floats:
    """The downbeats, in seconds, at which the music changes for longer.

    Peaks of novelty: how much more alike the bars before a bar line are among themselves, and those after
    it, than across it (Foote, ICME 2000), in harmony, timbre, loudness and how much is played.
    """
    count = len(downbeats)
    if count < 2 * _LEAST_BARS:
        return downbeats[:0]
    novelty = _novelty(_alike(_described(found, flux, downbeats)))
    around = np.pad(novelty, 1, mode="edge")
    novelty[(novelty < around[:-2]) | (novelty < around[2:])] = 0
    taken: list[int] = []
    for bar in np.argsort(novelty)[::-1]:
        if novelty[bar] < _LEAST_NOVELTY:
            break
        inside = _LEAST_BARS <= bar <= count - _LEAST_BARS
        if inside and all(abs(bar - other) >= _LEAST_BARS for other in taken):
            taken.append(int(bar))
    return downbeats[sorted(taken)]


def _described(found: Spectrum, flux: Floats, downbeats: Floats) -> Floats:
    """(bars, columns): each bar in numbers whose differences weigh about the same."""
    sounds = bar_sounds(found, downbeats)
    # Chords change from bar to bar and come back: what counts is which ones sound within four bars.
    harmony = np.stack([np.convolve(column, np.full(4, 0.25), "same") for column in sounds[:, :12].T], axis=1)
    powers = found.powers + 1e-5 * found.powers.mean() + 1e-12
    frames = np.clip(np.round(downbeats / found.frame_seconds).astype(int), 0, len(flux) - 1)
    lengths = np.maximum(1, np.diff(np.append(frames, len(flux))))[:, None]
    loud = np.log10(np.add.reduceat(powers[:, None], frames) / lengths)
    played = np.add.reduceat(flux, frames) / lengths
    played /= played.mean(axis=0) + 1e-6
    return np.concatenate([harmony, sounds[:, 12:], loud, played], axis=1)


def _alike(described: Floats) -> Floats:
    apart = np.linalg.norm(described[:, None] - described, axis=2)
    return np.asarray(np.exp(-apart / _APART))


def _novelty(alike: Floats) -> Floats:
    count = len(alike)
    reach = min(_REACH_BARS, count // 2)
    sides = np.arange(-reach, reach) + 0.5
    bell = np.exp(-0.5 * np.square(sides / (reach / 2)))
    kernel = np.outer(np.sign(sides) * bell, np.sign(sides) * bell)
    padded = np.pad(alike, reach, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * reach, 2 * reach))
    novelty = np.array([float((windows[bar, bar] * kernel).sum()) for bar in range(count)])
    return np.asarray(novelty / np.abs(kernel).sum())
