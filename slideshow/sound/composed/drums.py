"""A touch and a take in, one hit out: percussion, made of sines and of noise with a colour.

Each is a pure function `(touch, take) -> Mono`. `touch` runs from 0, soft, to 1, hard: a harder hit is
brighter and rings longer. `take` is one of TAKES: no two hits of a hand are the same, so no two takes are.
"""

from collections.abc import Callable, Mapping

import numpy as np

from slideshow.sound.composed.modal_synthesis import Mono, ring, sink, swell
from slideshow.sound.loudness import SAMPLE_RATE

TAKES = 4
Drum = Callable[[float, int], Mono]


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


def _burst(seconds: float, band: tuple[float, float], decay_seconds: float, seed: int) -> Mono:
    """Noise that dies away from about 1."""
    sound = _noise(seconds, *band, seed)
    return sound * _falling(seconds, decay_seconds) / np.float32(2.5 * np.sqrt(np.mean(np.square(sound))))


def _spread(take: int, number: int, width: float) -> float:
    """A factor near 1 that differs from take to take: where on the skin it was hit."""
    return float(1 + width * np.sin(2.4 * take + 1.7 * number))


def _drop(low: float, above: float, fall_seconds: float, decay_seconds: float, seconds: float) -> Mono:
    """A sine that drops to `low` from `above` it."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    # The integral of low + above exp(-t / fall).
    turns = low * t + above * fall_seconds * (1 - np.exp(-t / fall_seconds))
    return (np.sin(2 * np.pi * turns) * np.exp(-t / decay_seconds)).astype(np.float32)


def _kick(touch: float, take: int) -> Mono:
    """A skin that drops from 150 to 52 Hz, a felt beater on top."""
    sound = _drop(
        52 * _spread(take, 0, 0.02),
        (70 + 40 * touch) * _spread(take, 1, 0.2),
        0.022,
        0.10 + 0.03 * touch,
        0.42,
    )
    beater = _burst(0.02, (700, 2500 + 1500 * touch), 0.004, 100 + take)
    sound[: len(beater)] += (0.06 + 0.10 * touch) * beater
    return sink(swell(sound, 0.0015), 0.12)


def _thump(touch: float, take: int) -> Mono:
    """A kick under a blanket: low, short, no beater."""
    sound = _drop(58 * _spread(take, 0, 0.02), 42 * _spread(take, 1, 0.25), 0.03, 0.10, 0.34)
    knock = _burst(0.05, (180, 700), 0.012, 110 + take)
    sound[: len(knock)] += (0.10 + 0.16 * touch) * knock
    return sink(swell(sound, 0.003), 0.12)


def _cajon(touch: float, take: int) -> Mono:
    """The palm in the middle of a wooden box."""
    modes = np.array([78.0, 121.0, 204.0, 318.0]) * _spread(take, 1, 0.02)
    sound = ring(modes, [1.0, 0.45, 0.3, 0.14 + 0.1 * touch], [0.11, 0.07, 0.05, 0.03], 0.4)
    palm = _burst(0.05, (400, 1800 + 1500 * touch), 0.008, 120 + take)
    sound[: len(palm)] += (0.10 + 0.12 * touch) * palm
    return sink(swell(sound, 0.002), 0.1)


def _slap(touch: float, take: int) -> Mono:
    """Fingers at the edge of the box, its wires rattling."""
    sound = _burst(0.22, (1500, 6500 + 3000 * touch), 0.028 + 0.03 * touch, 130 + take)
    box = ring([196.0 * _spread(take, 2, 0.02), 410.0], [0.5, 0.3], [0.045, 0.03], 0.2)
    sound[: len(box)] += box
    return sink(swell(sound, 0.002), 0.08)


def _snare(touch: float, take: int) -> Mono:
    """A snare drum: two modes of the skin, wires that answer."""
    wires = _burst(0.30, (1800, 8500 + 2500 * touch), 0.05 + 0.05 * touch, 140 + take)
    skin = ring(
        np.array([187.0, 331.0, 512.0]) * _spread(take, 3, 0.012),
        [0.8, 0.45, 0.2 * touch],
        [0.075, 0.05, 0.03],
        0.3,
    )
    return sink(swell((0.75 * wires + skin[: len(wires)]).astype(np.float32), 0.0015), 0.1)


def _rim(touch: float, take: int) -> Mono:
    """The stick laid across, knocked on the rim."""
    modes = np.array([430.0, 1120.0, 1730.0, 2650.0, 4100.0]) * _spread(take, 4, 0.012)
    heights = [0.5, 1.0, 0.6, 0.3, 0.1 + 0.15 * touch]
    return sink(swell(ring(modes, heights, [0.03, 0.022, 0.018, 0.012, 0.008], 0.16), 0.001), 0.05)


def _dusty_snare(touch: float, take: int) -> Mono:
    """A snare from an old record: short, without its top."""
    wires = _burst(0.22, (700, 3600 + 1200 * touch), 0.045 + 0.02 * touch, 150 + take)
    skin = ring([171.0 * _spread(take, 5, 0.012), 298.0], [0.7, 0.3], [0.07, 0.04], 0.22)
    return sink(swell((0.7 * wires + skin[: len(wires)]).astype(np.float32), 0.002), 0.08)


def _clap(touch: float, take: int) -> Mono:
    """Several hands, nearly together."""
    sound = np.zeros(round(0.30 * SAMPLE_RATE), dtype=np.float32)
    for hand, (late, strength) in enumerate(((0.0, 0.6), (0.009, 0.8), (0.017, 1.0))):
        decay = 0.045 if hand == 2 else 0.007
        part = swell(_burst(0.26, (900, 2800 + 3000 * touch), decay, 200 + 10 * take + hand), 0.002)
        start = round(late * _spread(take, hand, 0.25) * SAMPLE_RATE)
        sound[start : start + len(part)] += strength * part
    return sink(sound, 0.08)


def _snap(touch: float, take: int) -> Mono:
    """Two fingers."""
    sound = _burst(0.14, (1900, 3800 + 3000 * touch), 0.014, 160 + take)
    tone = ring([2250.0 * _spread(take, 6, 0.04)], [0.5], [0.02], 0.14)
    return sink(swell(sound + tone[: len(sound)], 0.001), 0.05)


def _shaker(touch: float, take: int) -> Mono:
    """Grains in a gourd: away from the body and back, by turns."""
    back = take % 2
    sound = _noise(0.11, 4800, 9000 + 3000 * touch, 170 + take) * _falling(0.11, 0.024 + 0.008 * touch)
    return sink(swell(sound, 0.018 if back else 0.010), 0.03)


def _tambourine(touch: float, take: int) -> Mono:
    """Jingles of brass, a dozen modes each, falling one after another."""
    dice = np.random.default_rng(180 + take)
    sound = np.zeros(round(0.30 * SAMPLE_RATE), dtype=np.float32)
    for late, strength in ((0.0, 0.7), (0.011, 1.0), (0.027, 0.6)):
        modes = dice.uniform(4300, 11_500, 12)
        part = ring(
            modes,
            dice.uniform(0.3, 1, 12),
            dice.uniform(0.02, 0.05 + 0.05 * touch, 12),
            0.26,
            dice.uniform(0, 2 * np.pi, 12),
        )
        start = round(late * SAMPLE_RATE)
        sound[start : start + len(part)] += strength * swell(part, 0.003)
    return sink(sound, 0.08)


def _metal(seconds: float, decay_seconds: float, seed: int, low: float, high: float) -> Mono:
    """A cymbal: noise, and modes that stand out of it."""
    dice = np.random.default_rng(seed)
    modes = dice.uniform(low, high, 24)
    tones = ring(
        modes,
        dice.uniform(0.2, 1, 24),
        decay_seconds * dice.uniform(0.5, 1.2, 24),
        seconds,
        dice.uniform(0, 2 * np.pi, 24),
    )
    air = _burst(seconds, (low, high), decay_seconds, seed + 1)
    sound: Mono = tones / np.abs(tones).max() + np.float32(0.6) * air
    return sound


def _hat(touch: float, take: int) -> Mono:
    return sink(swell(_metal(0.12, 0.016 + 0.016 * touch, 300 + 2 * take, 5200, 11_000), 0.001), 0.04)


def _open_hat(touch: float, take: int) -> Mono:
    return sink(swell(_metal(0.36, 0.09 + 0.04 * touch, 320 + 2 * take, 4800, 11_000), 0.002), 0.12)


def _dusty_hat(touch: float, take: int) -> Mono:
    return sink(
        swell(_metal(0.10, 0.014 + 0.012 * touch, 340 + 2 * take, 3600, 6000 + 1500 * touch), 0.002), 0.04
    )


def _ride(touch: float, take: int) -> Mono:
    bell = ring([2890.0, 4310.0, 5930.0], [0.25, 0.3, 0.2], [0.25, 0.18, 0.12], 0.8)
    sound = _metal(0.8, 0.16 + 0.08 * touch, 360 + 2 * take, 3400, 9500)
    return sink(swell(sound + bell, 0.002), 0.3)


def _crash(touch: float, take: int) -> Mono:
    return sink(swell(_metal(2.2, 0.38 + 0.14 * touch, 380 + 2 * take, 2600, 10_500), 0.004), 0.9)


def _tom(hertz: float, seed: int) -> Drum:
    def hit(touch: float, take: int) -> Mono:
        low = hertz * _spread(take, seed, 0.012)
        sound = _drop(low, 0.35 * low, 0.03, 0.12 + 0.05 * touch, 0.5)
        stick = _burst(0.03, (600, 2600 + 2500 * touch), 0.006, 400 + 10 * seed + take)
        sound[: len(stick)] += (0.10 + 0.14 * touch) * stick
        return sink(swell(sound, 0.0015), 0.15)

    return hit


def _brush(touch: float, take: int) -> Mono:
    """A sweep over the skin."""
    return sink(swell(_noise(0.32, 1500, 5000 + 3500 * touch, 500 + take) * _falling(0.32, 0.13), 0.05), 0.15)


def _brush_snare(touch: float, take: int) -> Mono:
    """A tap with the brush, the skin just heard."""
    sound = _burst(0.24, (1200, 6500 + 3000 * touch), 0.045 + 0.02 * touch, 510 + take)
    sound += 0.35 * ring([185.0 * _spread(take, 7, 0.012), 278.0], [1.0, 0.5], [0.05, 0.035], 0.24)
    return sink(swell(sound, 0.003), 0.08)


def _riser(touch: float, take: int) -> Mono:
    """Air that rises over four seconds, before a full entry."""
    sound = _noise(4.0, 900, 5500, 71)
    rise = (np.arange(len(sound)) / len(sound)).astype(np.float32)
    return sink(sound * rise * rise, 0.06)


DRUMS: Mapping[str, Drum] = {
    "kick": _kick,
    "thump": _thump,
    "cajon": _cajon,
    "slap": _slap,
    "snare": _snare,
    "dustysnare": _dusty_snare,
    "rim": _rim,
    "clap": _clap,
    "snap": _snap,
    "shaker": _shaker,
    "tambourine": _tambourine,
    "hat": _hat,
    "openhat": _open_hat,
    "dustyhat": _dusty_hat,
    "ride": _ride,
    "crash": _crash,
    "hightom": _tom(148.0, 1),
    "lowtom": _tom(98.0, 2),
    "brush": _brush,
    "brushsnare": _brush_snare,
    "riser": _riser,
}
