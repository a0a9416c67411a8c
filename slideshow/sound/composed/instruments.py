"""A pitch and a touch in, one tone out: the instruments with a pitch.

Each is a pure function `(hertz, touch, side) -> Mono`: the whole tone as it rings when nobody stops it.
`touch` runs from 0, soft, to 1, hard, and decides how bright it is; `side` is 0 for the left ear and 1 for
the right, for instruments that are wide.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.composed.modal_synthesis import Mono, ring, sink, swell
from slideshow.sound.loudness import SAMPLE_RATE

Tone = Callable[[float, float, int], Mono]
_WORN_SAMPLES = 1 << 17  # a worn tape's tones are short


@dataclass(frozen=True, slots=True)
class Instrument:
    """`release_seconds` is how softly a tone ends when its note does; `wide` tones differ from ear to ear."""

    tone: Tone
    release_seconds: float
    wide: bool = False


def _felt(hertz: float, touch: float, side: int) -> Mono:
    """A piano with felt before its strings: few partials, slightly stretched, two strings that beat."""
    n = np.arange(1, 15)
    stretched = hertz * n * np.sqrt(1 + 0.0004 * n * n)
    # The hammer, struck at an eighth of the string, and the felt, which softens what is high.
    strength = np.abs(np.sin(np.pi * n / 8.2)) / n * np.exp(-stretched / (1350 + 2700 * touch))
    decay = 1.9 * (262 / hertz) ** 0.45 / (1 + 0.28 * (n - 1))
    sounds = ring(
        np.concatenate([stretched, stretched + 0.35, [85.0, 190.0]]),
        np.concatenate([strength, 0.45 * strength, [0.05 * touch, 0.03 * touch]]),
        np.concatenate([0.6 * decay, 2.1 * decay, [0.03, 0.015]]),
        min(6.0, 5.5 * float(decay[0])),
    )
    return sink(swell(sounds, 0.006), 0.3)


def _kalimba(hertz: float, touch: float, side: int) -> Mono:
    """A tongue of steel on a wooden box."""
    decay = 0.75 * (440 / hertz) ** 0.5
    sounds = ring(
        [hertz, 2.0 * hertz, 3.01 * hertz, 5.42 * hertz, 210.0],
        [1.0, 0.10, 0.05, 0.05 + 0.10 * touch, 0.05],
        [decay, 0.5 * decay, 0.3 * decay, 0.10 * decay, 0.03],
        3.6 * decay,
    )
    return sink(swell(sounds, 0.003), 0.2)


def _marimba(hertz: float, touch: float, side: int) -> Mono:
    """A wooden bar, its second mode tuned two octaves above, over a tube."""
    decay = 0.42 * (330 / hertz) ** 0.6
    sounds = ring(
        [hertz, 3.98 * hertz, 9.3 * hertz],
        [1.0, 0.10 + 0.16 * touch, 0.02 + 0.04 * touch],
        [decay, 0.22 * decay, 0.08 * decay],
        4.0 * decay,
    )
    return sink(swell(sounds, 0.003), 0.1)


def _glockenspiel(hertz: float, touch: float, side: int) -> Mono:
    """A small bar of steel: the modes of a free bar."""
    sounds = ring(
        [hertz, 2.756 * hertz, 5.404 * hertz],
        [1.0, 0.22 + 0.1 * touch, 0.05],
        [0.85, 0.30, 0.10],
        2.6,
    )
    return sink(swell(sounds, 0.003), 0.3)


def _string(hertz: float, seconds: float, damping: float, plucked_at: float, softness_hertz: float) -> Mono:
    """The string of Karplus and Strong (1983), in closed form.

    Their loop of one period and a two-point mean is linear, so its sound is the sum of its modes: harmonic n
    keeps cos(pi f / rate) of itself each period, and starts as strongly as the burst of noise had it. The sum
    is exactly in tune, which their loop of whole samples is not. `damping` is the loss of the lowest mode.
    """
    n = np.arange(1, min(40, int(12_000 / hertz)) + 1)
    f = hertz * n
    burst = np.random.default_rng(7).uniform(0.75, 1.0, len(n))
    strength = burst * np.sin(np.pi * n * plucked_at) / n * np.exp(-f / softness_hertz)
    # Two means a period, as thicker strings lose more of their height.
    loss = -2 * np.log(np.cos(np.pi * f / SAMPLE_RATE)) * hertz
    return sink(ring(f, strength, 1 / (damping + loss), seconds), 0.25)


def _guitar(hertz: float, touch: float, side: int) -> Mono:
    sounds = _string(hertz, 2.6, 1.1 + hertz / 500, 0.21, 1700 + 1800 * touch)
    body = ring([104.0, 205.0], [0.05, 0.04], [0.05, 0.04], 0.3)
    sounds[: len(body)] += body * np.abs(sounds).max()
    return swell(sounds, 0.003)


def _ukulele(hertz: float, touch: float, side: int) -> Mono:
    return swell(_string(hertz, 1.3, 3.6 + hertz / 200, 0.27, 1800 + 1500 * touch), 0.003)


def _steel(hertz: float, touch: float, side: int) -> Mono:
    """A guitar with strings of steel and a plectrum: long, and bright to the top."""
    sounds = _string(hertz, 2.8, 0.8 + hertz / 600, 0.13, 4200 + 4200 * touch)
    body = ring([98.0, 192.0, 390.0], [0.05, 0.05, 0.02], [0.05, 0.04, 0.03], 0.3)
    sounds[: len(body)] += body * np.abs(sounds).max()
    return swell(sounds, 0.002)


def _mandolin(hertz: float, touch: float, side: int) -> Mono:
    """Two thin strings a hair apart, short."""
    both = [
        _string(hertz * apart, 1.2, 3.0 + hertz / 300, 0.11, 4500 + 3500 * touch)
        for apart in (0.9994, 1.0006)
    ]
    return swell(both[0] + both[1], 0.002)


def _harp(hertz: float, touch: float, side: int) -> Mono:
    return swell(_string(hertz, 3.0, 0.9 + hertz / 700, 0.42, 2300 + 2200 * touch), 0.003)


def _piano(hertz: float, touch: float, side: int) -> Mono:
    """A piano with its lid open: more partials than with felt, three strings a hair apart."""
    n = np.arange(1, 23)
    stretched = hertz * n * np.sqrt(1 + 0.0004 * n * n)
    strength = np.abs(np.sin(np.pi * n / 8.2)) / n**0.85 * np.exp(-stretched / (2300 + 4200 * touch))
    decay = 1.7 * (262 / hertz) ** 0.45 / (1 + 0.22 * (n - 1))
    sounds = ring(
        np.concatenate([stretched, stretched + 0.3, stretched - 0.22, [92.0, 210.0]]),
        np.concatenate([strength, 0.5 * strength, 0.35 * strength, [0.06 * touch, 0.04 * touch]]),
        np.concatenate([0.5 * decay, 1.9 * decay, 1.4 * decay, [0.03, 0.015]]),
        min(4.5, 5 * float(decay[0])),
    )
    return sink(swell(sounds, 0.003), 0.3)


def _vibraphone(hertz: float, touch: float, side: int) -> Mono:
    """Bars of metal over tubes whose lids turn."""
    sounds = ring(
        [hertz, 4.0 * hertz, 9.9 * hertz],
        [1.0, 0.14 + 0.14 * touch, 0.03 + 0.04 * touch],
        [1.5, 0.5, 0.15],
        3.6,
    )
    t = np.arange(len(sounds), dtype=np.float32) / SAMPLE_RATE
    sounds *= 1 + np.float32(0.16) * np.sin(np.float32(2 * np.pi * 4.6) * t)
    return sink(swell(sounds, 0.003), 0.5)


def _music_box(hertz: float, touch: float, side: int) -> Mono:
    """A comb of steel: a clear tone, and the click of the pin far above it."""
    sounds = ring(
        [hertz, 2.01 * hertz, 6.27 * hertz, 9.1 * hertz],
        [1.0, 0.14, 0.16 + 0.1 * touch, 0.06],
        [0.9, 0.4, 0.12, 0.05],
        2.4,
    )
    return sink(swell(sounds, 0.002), 0.3)


def _flute(hertz: float, touch: float, side: int) -> Mono:
    """A wooden flute, its tone shaken as breath does once it stands."""
    t = np.arange(round(2.4 * SAMPLE_RATE)) / SAMPLE_RATE
    t32 = t.astype(np.float32)
    shaken = np.clip((t32 - np.float32(0.25)) * np.float32(2), 0, 1)
    sway = np.float32(2 * np.pi * 5.1) * t32
    angle = _phase(hertz * t) - np.float32(0.0035 * hertz / 5.1) * shaken * np.cos(sway)
    sounds = np.sin(angle)
    for n, height in ((2, 0.30 + 0.2 * touch), (3, 0.10 + 0.12 * touch), (4, 0.03 + 0.05 * touch)):
        if n * hertz < 9000:
            sounds += np.float32(height) * np.sin(np.float32(n) * angle)
    sounds *= (1 + np.float32(0.10) * shaken * np.sin(sway)) * np.exp(t32 / np.float32(-2.6))
    return sink(swell(sounds, 0.035), 0.5)


def _strings(hertz: float, touch: float, side: int) -> Mono:
    """A few bowed strings, each ear its own: brighter than a pad, and sooner there."""
    n = np.arange(1, 19)
    cents = np.array([-5.0, 0.6, 4.4]) if side == 0 else np.array([-4.2, -0.8, 5.3])
    dice = np.random.default_rng(round(hertz * 100) * 2 + side + 77)
    f = (hertz * 2 ** (cents[:, None] / 1200) * n).reshape(-1)
    strength = np.exp(-hertz * n / (1900 + 1500 * touch)) / n
    sounds = ring(f, np.tile(strength, 3), np.full(len(f), 20.0), 7.0, dice.uniform(0, 2 * np.pi, len(f)))
    return sink(swell(sounds, 0.22), 1.5)


def _worn(tone: Tone, depth_seconds: float, keeps_hertz: float) -> Tone:
    """A tone from a worn tape: its pitch sways, its top is gone."""

    def played(hertz: float, touch: float, side: int) -> Mono:
        sounds = tone(hertz, touch, side)[:_WORN_SAMPLES]
        t = np.arange(len(sounds)) / SAMPLE_RATE
        swayed = np.maximum(0.0, t - depth_seconds * (1 - np.cos(2 * np.pi * 0.8 * t)))
        sounds = np.interp(swayed * SAMPLE_RATE, np.arange(len(sounds)), sounds).astype(np.float32)
        curve = 1 / (1 + (np.fft.rfftfreq(_WORN_SAMPLES, 1 / SAMPLE_RATE) / keeps_hertz) ** 2)
        spectrum = np.fft.rfft(sounds, _WORN_SAMPLES) * curve.astype(np.float32)
        kept = np.fft.irfft(spectrum, _WORN_SAMPLES)[: len(sounds)].astype(np.float32, copy=False)
        return sink(swell(kept, 0.004), 0.3)

    return played


def _electric_piano(hertz: float, touch: float, side: int) -> Mono:
    """A tine by frequency modulation (Chowning): the fork with its own pitch, and its strike far above."""
    t = np.arange(round(SAMPLE_RATE * 2.8)) / SAMPLE_RATE
    low, high = _phase(hertz * t), _phase(hertz * min(14.0, round(7000 / hertz)) * t)
    t32 = t.astype(np.float32)
    fork = np.sin(low + np.float32(0.35 + 0.9 * touch) * np.exp(-t32 / np.float32(0.55)) * np.sin(low))
    tine = np.sin(low + np.float32(0.10 + 0.14 * touch) * np.exp(-t32 / np.float32(0.07)) * np.sin(high))
    tremolo = 1 + np.float32(0.10) * np.sin(np.float32(4.4 * 2 * np.pi) * t32)
    decay = 1.25 * (262 / hertz) ** 0.3
    sounds = (fork + np.float32(0.5) * tine) * np.exp(-t32 / np.float32(decay)) * tremolo
    return sink(swell(sounds.astype(np.float32, copy=False), 0.004), 0.4)


def _phase(turns: NDArray[np.float64]) -> Mono:
    """Turns as an angle, small enough for single precision."""
    turns -= np.floor(turns)
    turns *= 2 * np.pi
    return turns.astype(np.float32)


def _soft_bass(hertz: float, touch: float, side: int) -> Mono:
    n = np.arange(1, 6)
    sounds = ring(hertz * n, [1.0, 0.42, 0.16, 0.06, 0.03], 1.8 / n**0.5, 4.5)
    return sink(swell(sounds, 0.018), 0.4)


def _plucked_bass(hertz: float, touch: float, side: int) -> Mono:
    n = np.arange(1, 10)
    strength = np.sin(np.pi * n * 0.29) / n * np.exp(-hertz * n / (500 + 500 * touch))
    return sink(swell(ring(hertz * n, strength, 0.85 / (1 + 0.35 * (n - 1)), 2.4), 0.006), 0.3)


def _synth_bass(hertz: float, touch: float, side: int) -> Mono:
    n = np.arange(1, 9)
    sounds = ring(hertz * n, np.exp(-hertz * n / 380) / n**0.5, 0.55 / (1 + 0.3 * (n - 1)), 1.6)
    return sink(swell(sounds, 0.006), 0.2)


def _double_bass(hertz: float, touch: float, side: int) -> Mono:
    """Plucked with a finger, near the end of the board."""
    n = np.arange(1, 15)
    strength = np.sin(np.pi * n * 0.22) / n * np.exp(-hertz * n / (420 + 700 * touch))
    sounds = ring(hertz * n, strength, 0.75 / (1 + 0.22 * (n - 1)), 2.2)
    finger = ring([140.0, 260.0], [0.10, 0.06], [0.03, 0.02], 0.2)
    sounds[: len(finger)] += finger
    return sink(swell(sounds, 0.007), 0.3)


def _synth(hertz: float, touch: float, side: int) -> Mono:
    """A plucked saw: the higher a harmonic, the sooner it is gone, as behind a closing filter."""
    n = np.arange(1, 16)
    strength = np.exp(-hertz * n / (2100 + 2600 * touch)) / n
    sounds = ring(hertz * n, strength, 0.26 / (1 + 0.30 * (n - 1)), 1.0)
    return sink(swell(sounds, 0.004), 0.15)


def _glass(hertz: float, touch: float, side: int) -> Mono:
    """A bell of glass, by frequency modulation with an odd ratio."""
    t = np.arange(round(SAMPLE_RATE * 1.8)) / SAMPLE_RATE
    t32 = t.astype(np.float32)
    low, high = _phase(hertz * t), _phase(3.5 * hertz * t)
    index = np.float32(min(0.5 + 1.1 * touch, 850 / hertz)) * np.exp(-t32 / np.float32(0.16))
    sounds = np.sin(low + index * np.sin(high)) * np.exp(-t32 / np.float32(0.5))
    return sink(swell(sounds.astype(np.float32, copy=False), 0.003), 0.3)


def _lead(hertz: float, touch: float, side: int) -> Mono:
    """A soft voice of odd harmonics, two of it, a little apart."""
    n = np.array([1, 2, 3, 5, 7])
    strength = np.array([1.0, 0.18, 0.20, 0.07, 0.03]) * np.exp(-hertz * n / 5000)
    both = np.concatenate([hertz * n * 1.0012, hertz * n * 0.9988])
    decay = np.concatenate([1.1 / (1 + 0.2 * (n - 1))] * 2)
    return sink(swell(ring(both, np.concatenate([strength] * 2), decay, 3.2), 0.014), 0.5)


def _pad(hertz: float, touch: float, side: int) -> Mono:
    """Three slow saws without an edge, each ear its own: they drift against one another."""
    n = np.arange(1, 11)
    cents = np.array([-6.0, 0.7, 5.3]) if side == 0 else np.array([-5.1, -0.9, 6.4])
    dice = np.random.default_rng(round(hertz * 100) * 2 + side)
    f = (hertz * 2 ** (cents[:, None] / 1200) * n).reshape(-1)
    strength = np.exp(-hertz * n / (620 + 500 * touch)) / n**0.8
    sounds = ring(f, np.tile(strength, 3), np.full(len(f), 30.0), 7.0, dice.uniform(0, 2 * np.pi, len(f)))
    return sink(swell(sounds, 0.55), 1.5)


INSTRUMENTS: Mapping[str, Instrument] = {
    "felt": Instrument(_felt, 0.35),
    "piano": Instrument(_piano, 0.25),
    "kalimba": Instrument(_kalimba, 0.30),
    "marimba": Instrument(_marimba, 0.15),
    "vibes": Instrument(_vibraphone, 0.40),
    "glock": Instrument(_glockenspiel, 0.60),
    "musicbox": Instrument(_music_box, 0.50),
    "harp": Instrument(_harp, 0.60),
    "guitar": Instrument(_guitar, 0.20),
    "steel": Instrument(_steel, 0.18),
    "mandolin": Instrument(_mandolin, 0.12),
    "ukulele": Instrument(_ukulele, 0.10),
    "epiano": Instrument(_electric_piano, 0.22),
    "wornepiano": Instrument(_worn(_electric_piano, 0.0009, 3200), 0.22),
    "wornpiano": Instrument(_worn(_felt, 0.0009, 2600), 0.30),
    "wornguitar": Instrument(_worn(_guitar, 0.0009, 3400), 0.18),
    "flute": Instrument(_flute, 0.12),
    "softbass": Instrument(_soft_bass, 0.25),
    "pluckbass": Instrument(_plucked_bass, 0.10),
    "doublebass": Instrument(_double_bass, 0.12),
    "synthbass": Instrument(_synth_bass, 0.06),
    "synth": Instrument(_synth, 0.15),
    "glass": Instrument(_glass, 0.30),
    "lead": Instrument(_lead, 0.25),
    "pad": Instrument(_pad, 0.9, wide=True),
    "strings": Instrument(_strings, 0.6, wide=True),
}
