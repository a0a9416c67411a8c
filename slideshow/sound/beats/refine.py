"""Beats to the nearest frame in, beats to the millisecond out: each is moved to the onset it stands on."""

import numpy as np

from slideshow.sound.beats.spectrum import Floats

_WINDOW_SECONDS = 0.0116
_STEP_SECONDS = 0.0025
_REACH_SECONDS = 0.045
# Registers of their own, so that a kick under a hiss is seen.
_BORDERS_HERTZ = (0.0, 250.0, 1_000.0, 3_000.0, 12_000.0)
# How far an onset may draw a beat: likely within a hundredth of a second, hardly beyond three.
_SPREAD_SECONDS = 0.018
# A short window sees a hit begin this much before its middle is over it.
_LATENCY_SECONDS = 0.0025


def refine(samples: Floats, sample_rate: int, beats: Floats) -> Floats:
    """The beats in seconds, at the steepest rise of log energy near each; unmoved where nothing rises."""
    window = max(16, round(sample_rate * _WINDOW_SECONDS))
    step = max(1, round(sample_rate * _STEP_SECONDS))
    half = round(_REACH_SECONDS * sample_rate / step)
    places = np.arange(-half - 4, half + 1)
    middles = np.round(beats[:, None] * sample_rate).astype(int) + places * step
    padded = np.pad(samples, (window + (half + 5) * step, 2 * window + (half + 1) * step))
    starts = middles - window // 2 + window + (half + 5) * step
    starts = np.clip(starts, 0, len(padded) - window)
    shape = np.hanning(window).astype(np.float32)
    hertz = np.arange(window // 2 + 1) * sample_rate / window
    registers = np.digitize(hertz, _BORDERS_HERTZ) - 1
    weights = np.stack([registers == register for register in range(4)], axis=1).astype(np.float32)
    levels = np.empty((*starts.shape, 4), dtype=np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)
    for first in range(0, len(beats), 64):
        part = frames[starts[first : first + 64]] * shape
        found = np.fft.rfft(part, axis=-1)
        levels[first : first + 64] = (np.square(found.real) + np.square(found.imag)) @ weights
    loudest = levels.max(axis=(0, 1), initial=0.0)
    levels = np.log10(levels + 1e-4 * loudest + 1e-12)
    rise = np.maximum(0, levels[:, 4:] - levels[:, :-4]).sum(axis=2)
    offsets = (places[4:] - 2) * step / sample_rate
    likely = rise * np.exp(-0.5 * np.square(offsets / _SPREAD_SECONDS)).astype(np.float32)
    best = likely.argmax(axis=1)
    rows = np.arange(len(beats))
    inner = np.clip(best, 1, likely.shape[1] - 2)
    left, top, right = likely[rows, inner - 1], likely[rows, inner], likely[rows, inner + 1]
    bend = left - 2 * top + right
    shift = np.where(bend < 0, 0.5 * (left - right) / np.minimum(bend, -1e-9), 0.0)
    moved = offsets[inner] + np.clip(shift, -0.5, 0.5) * step / sample_rate + _LATENCY_SECONDS
    clear = likely[rows, best] > 0.4
    return np.where(clear, beats + moved, beats)
