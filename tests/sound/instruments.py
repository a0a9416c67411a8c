"""Sounds of a band and of a voice, made of numbers, and how they are put into a recording."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RATE = 22_050
Samples = NDArray[np.float64]
Random = np.random.Generator


def add(sound: Samples, start_seconds: float, hit: Samples) -> None:
    start = max(0, round(start_seconds * RATE))
    room = sound[start : start + len(hit)]
    room += hit[: len(room)]


def _decay(seconds: float, time_constant: float) -> tuple[Samples, Samples]:
    time = np.arange(round(seconds * RATE)) / RATE
    return time, np.exp(-time / time_constant) * np.minimum(1, time / 0.001)


def _hertz(note: int) -> float:
    return float(440 * 2 ** ((note - 69) / 12))


def kick(random: Random) -> Samples:
    time, envelope = _decay(0.3, 0.08)
    phase = 2 * np.pi * (50 * time + 100 * 0.03 * (1 - np.exp(-time / 0.03)))
    return np.asarray(envelope * np.sin(phase))


def snare(random: Random) -> Samples:
    time, envelope = _decay(0.25, 0.05)
    return np.asarray(
        envelope * (0.45 * random.standard_normal(len(time)) + 0.4 * np.sin(2 * np.pi * 185 * time))
    )


def hat(random: Random, time_constant: float = 0.025) -> Samples:
    time, envelope = _decay(0.3, time_constant)
    return np.asarray(0.22 * envelope * np.diff(random.standard_normal(len(time) + 1)))


def click(random: Random) -> Samples:
    time, envelope = _decay(0.1, 0.012)
    return np.asarray(0.8 * envelope * (np.sin(2 * np.pi * 2_400 * time) + np.sin(2 * np.pi * 1_100 * time)))


KIT: dict[str, Callable[[Random], Samples]] = {
    "kick": kick,
    "snare": snare,
    "hat": hat,
    "click": click,
    "open hat": lambda random: hat(random, 0.08),
}


def bass(note: int, seconds: float) -> Samples:
    time, envelope = _decay(max(0.05, seconds), 0.5)
    release = np.minimum(1, (time[-1] - time) / 0.02)
    tone = sum((np.sin(2 * np.pi * _hertz(note) * k * time) / k for k in (1, 2, 3)), np.zeros_like(time))
    return np.asarray(envelope * release * np.minimum(1, time / 0.005) * tone)


def piano(note: int, seconds: float, random: Random) -> Samples:
    time, envelope = _decay(max(0.1, seconds) + 0.2, 0.5)
    release = np.minimum(1, (time[-1] - time) / 0.1)
    hertz = _hertz(note)
    tone = np.zeros_like(time)
    for k in range(1, 8):
        if k * hertz < RATE / 2.2:
            tone += np.exp(-time * k * 1.5) * np.sin(2 * np.pi * hertz * k * time) / k**1.3
    return np.asarray(0.6 * envelope * release * np.minimum(1, time / 0.004) * tone)


def pad(note: int, seconds: float, random: Random) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    shape = np.minimum(1, time / 0.06) * np.minimum(1, (time[-1] - time) / 0.06)
    tone = np.zeros_like(time)
    for k in range(1, 6):
        tone += np.sin(2 * np.pi * _hertz(note) * k * time * random.uniform(0.999, 1.001)) / k
    return np.asarray(shape * tone)


def speak(sound: Samples, seconds: float, random: Random) -> None:
    """Syllables of a buzzing voice through moving resonances, words and breaths between."""
    start = 0.2
    while start < seconds - 1:
        for _ in range(random.integers(1, 5)):
            length = random.lognormal(np.log(0.16), 0.35)
            time = np.arange(round(length * RATE)) / RATE
            pitch = random.uniform(95, 170) * (1 + 0.1 * np.sin(2 * np.pi * random.uniform(1, 4) * time))
            phase = 2 * np.pi * np.cumsum(pitch) / RATE
            voice = np.zeros_like(time)
            formants = random.uniform(300, 800), random.uniform(900, 2300), random.uniform(2400, 3200)
            for k in range(1, 30):
                heights = [np.exp(-(((k * 125 - f) / 180) ** 2)) for f in formants]
                voice += (
                    (0.05 + heights[0] + 0.5 * heights[1] + 0.25 * heights[2]) * np.sin(k * phase) / k**0.3
                )
            if random.random() < 0.5:
                add(sound, start - 0.05, random.uniform(0.2, 0.8) * hat(random, 0.04))
            add(sound, start, random.uniform(0.4, 1) * np.sin(np.pi * time / length) ** 0.7 * voice)
            start += length * random.uniform(0.9, 1.2)
        start += random.choice([random.uniform(0.03, 0.15), random.uniform(0.3, 0.9)], p=[0.7, 0.3])
