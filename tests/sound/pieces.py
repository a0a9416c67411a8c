"""Pieces of our own music as samples, and what there is to measure of them."""

from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.sound.composed import STYLES, Piece, StyleName, compose

RATE = 48_000
NAMES = tuple(STYLES)
SHORT, LONG = 30.0, 40.25
SEEDS = range(6)
Values = NDArray[np.float64]

# Styles whose instruments and hands are bright, as a recording of them would be.
BRIGHT = ("bright", "pulse", "acoustic")

every_style = pytest.mark.parametrize("style", NAMES)


def heard(style: StyleName, seconds: float, seed: int = 1) -> tuple[Piece, Values]:
    """A piece and its samples, (count, 2)."""
    piece, samples = _made(style, seconds, seed)
    return piece, samples.astype(np.float64)


@lru_cache(maxsize=32)
def _made(style: StyleName, seconds: float, seed: int) -> tuple[Piece, NDArray[np.float32]]:
    piece = compose(style, seconds, seed)
    return piece, piece.samples()


def band_power(samples: Values, low_hertz: float, high_hertz: float) -> float:
    """The share of all power that lies between two frequencies."""
    powers = np.square(np.abs(np.fft.rfft(samples.mean(axis=1))))
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    return float(powers[(hertz >= low_hertz) & (hertz < high_hertz)].sum() / powers.sum())


def centre(sound: NDArray[np.floating]) -> float:
    """The middle of a sound's spectrum, in Hz."""
    powers = np.square(np.abs(np.fft.rfft(sound, 1 << 17)))
    return float((powers * np.fft.rfftfreq(1 << 17, 1 / RATE)).sum() / powers.sum())


def loudness(samples: Values, seconds: float) -> Values:
    """The level of one window after another, in decibels."""
    width = round(seconds * RATE)
    windows = samples[: len(samples) // width * width].reshape(-1, width * 2)
    return np.asarray(10 * np.log10(np.square(windows).mean(axis=1) + 1e-12))
