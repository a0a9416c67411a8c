"""Dry sound in, the room around it out: convolution with a decaying noise, block by block."""

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.loudness import SAMPLE_RATE

Planes = NDArray[np.float32]  # (2, count)

_FIRST_ECHO_SECONDS = 0.018
_LOWEST_HERTZ = 170.0  # below, a room only makes mud
# From low to high: the middle of each band, and its share of the room's decay time.
_BANDS = ((250.0, 1.0), (700.0, 1.0), (1800.0, 0.8), (4200.0, 0.5), (8000.0, 0.28))


class Room:
    """A stereo reverb that is fed blocks of one size and keeps what rings on."""

    def __init__(self, decay_seconds: float, block_count: int) -> None:
        """`decay_seconds` is the time to fall by 60 dB at low frequencies."""
        response = _response(decay_seconds)
        self._size = 1 << (block_count + response.shape[1] - 1).bit_length()
        self._spectra = np.fft.rfft(response, self._size, axis=1).astype(np.complex64)
        self._block_count = block_count
        self._ringing = np.zeros((2, self._size), dtype=np.float32)

    def answer(self, block: Planes) -> Planes:
        """The reverb during this block, of it and of all blocks before."""
        spectrum = np.fft.rfft(block, self._size, axis=1)
        spectrum *= self._spectra
        self._ringing += np.fft.irfft(spectrum, self._size, axis=1)
        heard = self._ringing[:, : self._block_count].copy()
        self._ringing[:, : -self._block_count] = self._ringing[:, self._block_count :]
        self._ringing[:, -self._block_count :] = 0
        return heard


def _response(decay_seconds: float) -> Planes:
    """What the room makes of a single click: bands of noise, the high ones sooner gone. Energy 1 an ear."""
    count = round(decay_seconds * 0.85 * SAMPLE_RATE)
    t = np.arange(count) / SAMPLE_RATE
    dice = np.random.default_rng(3)
    octaves = np.log2(np.maximum(np.fft.rfftfreq(count, 1 / SAMPLE_RATE), 1.0))
    response = np.zeros((2, count))
    for hertz, share in _BANDS:
        spectrum = np.fft.rfft(dice.standard_normal((2, count)), axis=1)
        # Triangles an octave and a half wide, which overlap to a level whole, falling softly in height.
        band = np.clip(1 - np.abs(octaves - np.log2(hertz)) / 1.4, 0, 1) * hertz**-0.35
        band = band * (octaves > np.log2(_LOWEST_HERTZ))
        response += np.fft.irfft(spectrum * band, count, axis=1) * 10 ** (-3 * t / (share * decay_seconds))
    rise = np.clip((t - _FIRST_ECHO_SECONDS) / 0.012, 0, 1)
    fall = np.clip((t[-1] - t) / 0.2, 0, 1)
    response *= rise * fall
    for ear, late in enumerate((0.0113, 0.0137)):
        response[ear, round(late * SAMPLE_RATE)] += 0.25 * np.abs(response[ear]).max()
    response /= np.sqrt(np.square(response).sum(axis=1, keepdims=True))
    return response.astype(np.float32)
