"""A spectrum in, where notes and hits begin out: onset strength per frame, in three registers."""

import numpy as np

from slideshow.sound.beats.spectrum import Floats, Spectrum

# Low: kick and bass. Middle: voices, chords, the snare's body. High: the snare's noise, hats.
_BORDERS_HERTZ = (170.0, 1_800.0)
_WEIGHTS = np.array([1.0, 1.0, 0.6], dtype=np.float32)
_LAG_FRAMES = 2
_COMPRESSION = 40.0
_MEMORY_SECONDS = 6.0
# Bands this far below the loudest one in the piece hold nothing to hear.
_FLOOR = 2e-4


def onsets(found: Spectrum) -> Floats:
    """(frames, 3): how much begins at each frame in the low, middle and high register.

    Spectral flux of log-compressed bands, each first divided by its own recent peak (adaptive whitening:
    Stowell and Plumbley, ICMC 2007), against the strongest neighbouring band a moment before, so that
    vibrato does not count (SuperFlux: Böck and Widmer, DAFx 2013).
    """
    levels = whiten(found.bands, found.frame_seconds)
    around = np.maximum(levels[:, :-1], levels[:, 1:])
    before = levels.copy()
    before[:, :-1] = np.maximum(before[:, :-1], around)
    before[:, 1:] = np.maximum(before[:, 1:], around)
    rise = np.zeros_like(levels)
    rise[_LAG_FRAMES:] = np.maximum(0, levels[_LAG_FRAMES:] - before[:-_LAG_FRAMES])
    registers = np.digitize(found.centres_hertz, _BORDERS_HERTZ)
    return np.stack([rise[:, registers == register].sum(axis=1) / 3 for register in range(3)], axis=1).astype(
        np.float32
    )


def strength(flux: Floats, frame_seconds: float) -> Floats:
    """(frames,): the registers together, free of slow swells, of variance 1 in every stretch of 8 s."""
    usual = np.sqrt(np.square(flux).mean(axis=0))
    scaled = flux / (np.sqrt(_around(np.square(flux), 8.0, frame_seconds)) + 0.1 * usual + 1e-3)
    joined: Floats = scaled @ _WEIGHTS
    joined -= _around(joined[:, None], 1.0, frame_seconds)[:, 0]
    np.maximum(joined, 0, out=joined)
    spread = _around(np.square(joined)[:, None], 8.0, frame_seconds)[:, 0] ** 0.5
    return np.asarray(joined / (spread + 0.1 * float(spread.max(initial=0.0)) + 1e-6))


def whiten(bands: Floats, frame_seconds: float) -> Floats:
    """The bands, 0 to 1: each against its recent and coming peak, then compressed."""
    block = max(1, round(0.25 / frame_seconds))
    count = -(-len(bands) // block)
    padded = np.pad(bands, ((0, count * block - len(bands)), (0, 0)))
    peaks = padded.reshape(count, block, -1).max(axis=1)
    keep = np.float32(np.exp(-0.25 / _MEMORY_SECONDS))
    for way in (range(1, count), range(count - 2, -1, -1)):
        step = way.step
        for place in way:
            peaks[place] = np.maximum(peaks[place], keep * peaks[place - step])
    peaks = np.maximum(peaks, _FLOOR * float(bands.max(initial=0.0)) + 1e-7)
    levels = bands / np.repeat(peaks, block, axis=0)[: len(bands)]
    levels *= _COMPRESSION
    return np.asarray(np.log1p(levels) / np.log1p(_COMPRESSION), dtype=np.float32)


def _around(values: Floats, seconds: float, frame_seconds: float) -> Floats:
    """The mean over `seconds` around each frame; (frames, columns)."""
    half = max(1, round(seconds / frame_seconds / 2))
    sums = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=sums[1:])
    places = np.arange(len(values))
    first, last = np.maximum(0, places - half), np.minimum(len(values), places + half + 1)
    return np.asarray((sums[last] - sums[first]) / (last - first)[:, None], dtype=np.float32)
