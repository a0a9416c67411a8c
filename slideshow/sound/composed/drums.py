"""Soft percussion, made of sines and of noise with a colour: one sound each, the same every time."""

from collections.abc import Callable, Mapping

import numpy as np

from slideshow.sound.composed.modal_synthesis import Mono, ring, sink, swell
from slideshow.sound.loudness import SAMPLE_RATE


def _noise(seconds: float, low_hertz: float, high_hertz: float, seed: int) -> Mono:
    """Noise between two frequencies, its edges falling softly by an octave."""
    count = round(seconds * SAMPLE_RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    octaves = np.log2(np.maximum(np.fft.rfftfreq(count, 1 / SAMPLE_RATE), 1.0))
    rising = np.clip(octaves - np.log2(low_hertz) + 1, 0, 1)
    falling = np.clip(np.log2(high_hertz) + 1 - octaves, 0, 1)
    return np.fft.irfft(spectrum * rising**2 * falling**2, count).astype(np.float32)


def _falling(seconds: float, decay_seconds: float) -> Mono:
    return np.exp(-np.arange(round(seconds * SAMPLE_RATE)) / (decay_seconds * SAMPLE_RATE)).astype(np.float32)


def _kick() -> Mono:
    """A sine that drops from 150 to 52 Hz, a soft beater on top."""
    t = np.arange(round(0.42 * SAMPLE_RATE)) / SAMPLE_RATE
    # The integral of 52 + 98 exp(-t / 0.022).
    turns = 52 * t + 98 * 0.022 * (1 - np.exp(-t / 0.022))
    sound = (np.sin(2 * np.pi * turns) * np.exp(-t / 0.12)).astype(np.float32)
    beater = _noise(0.02, 700, 2500, 11) * _falling(0.02, 0.004)
    sound[: len(beater)] += 0.12 * beater / np.abs(beater).max()
    return sink(swell(sound, 0.0015), 0.12)


def _clap() -> Mono:
    """Several hands, nearly together."""
    sound = np.zeros(round(0.30 * SAMPLE_RATE), dtype=np.float32)
    for remote_worker, (late, strength) in enumerate(((0.0, 0.6), (0.009, 0.8), (0.017, 1.0))):
        part = swell(
            _noise(0.26, 900, 2800, 20 + remote_worker)
            * _falling(0.26, 0.045 if remote_worker == 2 else 0.007),
            0.002,
        )
        start = round(late * SAMPLE_RATE)
        sound[start : start + len(part)] += strength * part
    return sink(sound, 0.08)


def _shaker() -> Mono:
    return sink(swell(_noise(0.09, 4500, 8500, 31) * _falling(0.09, 0.030), 0.012), 0.03)


def _hat() -> Mono:
    return sink(swell(_noise(0.10, 6000, 9500, 41) * _falling(0.10, 0.026), 0.002), 0.04)


def _brush() -> Mono:
    """A sweep over the skin."""
    return sink(swell(_noise(0.32, 1500, 5000, 51) * _falling(0.32, 0.14), 0.05), 0.15)


def _brush_snare() -> Mono:
    """A tap with the brush, the skin just heard."""
    sound = _noise(0.24, 1100, 5500, 61) * _falling(0.24, 0.055)
    sound /= np.abs(sound).max()
    sound[: len(sound)] += 0.35 * ring([185.0, 278.0], [1.0, 0.5], [0.05, 0.035], 0.24)[: len(sound)]
    return sink(swell(sound, 0.003), 0.08)


def _riser() -> Mono:
    """Air that rises over four seconds, before a full entry."""
    sound = _noise(4.0, 900, 4500, 71)
    rise = (np.arange(len(sound)) / len(sound)).astype(np.float32)
    return sink(sound * rise * rise, 0.06)


DRUMS: Mapping[str, Callable[[], Mono]] = {
    "kick": _kick,
    "clap": _clap,
    "shaker": _shaker,
    "hat": _hat,
    "brush": _brush,
    "brushsnare": _brush_snare,
    "riser": _riser,
}
