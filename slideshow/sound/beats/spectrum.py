"""Mono samples in, their spectrum every 10 ms out: bands, pitch classes, power."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

FRAME_SECONDS = 0.01
_WINDOW_SECONDS = 0.046
_PITCH_WINDOW_SECONDS = 0.186
# Pitch and harmony move more slowly than beats: one look every tenth of a second.
PITCH_STEP = 10
_BANDS = 36
_LOWEST_HERTZ, _HIGHEST_HERTZ = 30.0, 10_000.0
_PITCH_HERTZ = (55.0, 2_000.0)
_BASS_HERTZ = (40.0, 260.0)
_BLOCK_FRAMES = 1_000


@dataclass(frozen=True, slots=True)
class Spectrum:
    """The sound at frame n is that around n × `frame_seconds`.

    `bands`: (frames, bands), amplitudes, around `centres_hertz`. `powers`: (frames,), K-weighted. `pitches`,
    `bass`: (frames / PITCH_STEP, 12), amplitudes of the pitch classes in the middle and at the bottom.
    """

    frame_seconds: float
    bands: Floats
    centres_hertz: Floats
    powers: Floats
    pitches: Floats
    bass: Floats


def spectrum(samples: Floats, sample_rate: int) -> Spectrum:
    """The spectrum of sound of any sample rate from 4 kHz on."""
    hop = round(sample_rate * FRAME_SECONDS)
    window = _power_of_two(sample_rate * _WINDOW_SECONDS)
    centres, mel = _mel(sample_rate, window)
    weights = _k_weights(sample_rate, window)
    frame_count = len(samples) // hop
    bands = np.empty((frame_count, _BANDS), dtype=np.float32)
    powers = np.empty(frame_count, dtype=np.float32)
    for start, power in _powers(samples, hop, window, frame_count):
        stop = start + len(power)
        powers[start:stop] = power @ weights
        bands[start:stop] = np.sqrt(power @ mel)

    long_window = _power_of_two(sample_rate * _PITCH_WINDOW_SECONDS)
    classes = _classes(sample_rate, long_window, *_PITCH_HERTZ)
    deep = _classes(sample_rate, long_window, *_BASS_HERTZ)
    pitch_count = frame_count // PITCH_STEP
    pitches = np.empty((pitch_count, 12), dtype=np.float32)
    bass = np.empty((pitch_count, 12), dtype=np.float32)
    for start, power in _powers(samples, hop * PITCH_STEP, long_window, pitch_count):
        stop = start + len(power)
        amplitude = np.sqrt(power)
        pitches[start:stop] = amplitude @ classes
        bass[start:stop] = amplitude @ deep
    return Spectrum(hop / sample_rate, bands, centres, powers, pitches, bass)


def _powers(samples: Floats, hop: int, window: int, count: int) -> Iterator[tuple[int, Floats]]:
    """Blocks of power spectra, each with its first frame's number; frames are centred on their time."""
    shape = np.hanning(window + 1)[:-1].astype(np.float32)
    shape *= math.sqrt(2 / float(np.square(shape).sum()) / window)
    for start in range(0, count, _BLOCK_FRAMES):
        stop = min(start + _BLOCK_FRAMES, count)
        first, last = start * hop - window // 2, (stop - 1) * hop + window // 2
        part = samples[max(0, first) : last]
        part = np.pad(part, (max(0, -first), last - max(0, first) - len(part)))
        frames = np.lib.stride_tricks.sliding_window_view(part, window)[::hop]
        found = np.fft.rfft(frames * shape, axis=1)
        yield start, np.square(found.real) + np.square(found.imag)


def _power_of_two(samples: float) -> int:
    return int(2 ** round(math.log2(samples)))


def _mel(sample_rate: int, window: int) -> tuple[Floats, Floats]:
    """Where the bands are, and (bins, bands): triangles, even on the mel scale (O'Shaughnessy 1987)."""
    top = min(_HIGHEST_HERTZ, 0.48 * sample_rate)
    mels = np.linspace(_to_mel(_LOWEST_HERTZ), _to_mel(top), _BANDS + 2)
    edges = 700 * (np.exp(mels / 1127) - 1)
    width = sample_rate / window
    hertz = np.arange(window // 2 + 1) * width
    centres = edges[1:-1]
    # At the bottom the bands are narrower than the bins: each is to hold some of its neighbours.
    below = np.maximum(centres - edges[:-2], 1.2 * width)
    above = np.maximum(edges[2:] - centres, 1.2 * width)
    distance = hertz[:, None] - centres
    triangles = np.maximum(0, 1 - np.where(distance < 0, -distance / below, distance / above))
    return centres.astype(np.float32), triangles.astype(np.float32)


def _to_mel(hertz: float) -> float:
    return 1127 * math.log(1 + hertz / 700)


def _classes(sample_rate: int, window: int, low_hertz: float, high_hertz: float) -> Floats:
    """(bins, 12): which pitch class each bin belongs to, shared between neighbours."""
    hertz = np.arange(window // 2 + 1) * sample_rate / window
    within = (hertz >= low_hertz) & (hertz <= min(high_hertz, 0.45 * sample_rate))
    notes = 69 + 12 * np.log2(np.maximum(hertz, 1.0) / 440)
    distance = (notes[:, None] - np.arange(12) + 6) % 12 - 6
    shares = np.maximum(0, 1 - np.abs(distance)) * within[:, None]
    return np.asarray(shares, dtype=np.float32)


def _k_weights(sample_rate: int, window: int) -> Floats:
    """The power response of BS.1770's two filters, which are given there for 48 kHz, at the window's bins."""
    turn = np.exp(-2j * np.pi * np.arange(window // 2 + 1) * (sample_rate / window) / 48_000)
    shelf = np.polyval([1.19839281085285, -2.69169618940638, 1.53512485958697], turn)
    shelf /= np.polyval([0.73248077421585, -1.69065929318241, 1.0], turn)
    cut = np.polyval([1.0, -2.0, 1.0], turn)
    cut /= np.polyval([0.99007225036621, -1.99004745483398, 1.0], turn)
    return np.asarray(np.square(np.abs(shelf * cut)), dtype=np.float32)
