"""Music made of numbers, and what a track sounds like when it is decoded again."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slideshow.events import Report, ignore
from slideshow.sound import track
from slideshow.system.ffmpeg import run

RATE = 48_000
Samples = NDArray[np.float64]


def write(path: Path, samples: Samples, rate: int = RATE, options: Sequence[str] = ()) -> Path:
    """The samples, (count,) or (count, channels), in the format that the file's name asks for."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    source = ["-f", "f32le", "-ar", str(rate), "-ac", str(channels), "-i", "pipe:0"]
    run(["-y", *source, *options, str(path)], stdin=samples.astype("<f4").tobytes())
    return path


def decoded(track: Path) -> Samples:
    """What a player hears: (samples, 2)."""
    sound, _ = run(["-i", str(track), "-f", "f32le", "pipe:1"])
    return np.frombuffer(sound, dtype="<f4").reshape(-1, 2).astype(np.float64)


def times(seconds: float, rate: int = RATE) -> Samples:
    return np.arange(round(seconds * rate)) / rate


def tone(seconds: float, hertz: float, amplitude: float, rate: int = RATE) -> Samples:
    return amplitude * np.sin(2 * np.pi * hertz * times(seconds, rate))


def noise(seconds: float, amplitude: float, seed: int = 1) -> Samples:
    """Noise without the highest octave, where codecs drop what nobody hears."""
    white = np.random.default_rng(seed).standard_normal(round(seconds * RATE))
    return amplitude * np.convolve(white, np.hanning(9) / np.sqrt(np.square(np.hanning(9)).sum()), "same")


def hits(seconds: float) -> Samples:
    """A hum 50 dB below the loud hit that comes every second, half a second after each full one."""
    sound = tone(seconds, 330, 0.003)
    hit = noise(0.15, 0.35) * np.exp(-times(0.15) / 0.03)
    for start in range(RATE // 2, len(sound) - len(hit), RATE):
        sound[start : start + len(hit)] += hit
    return np.clip(sound, -1, 1)


def levels(sound: Samples, window_seconds: float = 0.01) -> Samples:
    """The root mean square of one window after another."""
    width = round(window_seconds * RATE)
    whole = sound[: len(sound) // width * width]
    powers: Samples = np.square(whole).reshape(-1, width * sound[0].size).mean(axis=1)
    return np.sqrt(powers)


def make_track(music: Path | None, duration_seconds: Fraction, out: Path, report: Report = ignore) -> Path:
    """The film's track of one music file, or of none."""
    return track.make_track(() if music is None else (music,), duration_seconds, out, report)
