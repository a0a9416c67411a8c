"""How loud sound is, by ITU-R BS.1770: of a finished file, and of power still in our hands."""

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from slideshow.errors import FfmpegError
from slideshow.system import ffmpeg

Floats = NDArray[np.floating[Any]]

SAMPLE_RATE = 48_000
# Levels are kept for frames of 5 ms: short enough to follow a limiter, and 20 of them are the 100 ms
# by which the standard's blocks advance.
FRAME_SAMPLES = 240
_STEP_FRAMES = 20
_BLOCK_STEPS = 4

# The weighting of BS.1770-5, tables 1 and 2, for 48 kHz: the head's shelf, then the low cut; b, then a.
_SHELF = (1.53512485958697, -2.69169618940638, 1.19839281085285), (1, -1.69065929318241, 0.73248077421585)
_LOW_CUT = (1, -2, 1), (1, -1.99004745483398, 0.99007225036621)
K_WEIGHTING = ",".join(
    f"biquad=b0={b[0]}:b1={b[1]}:b2={b[2]}:a0={a[0]}:a1={a[1]}:a2={a[2]}:precision=f64"
    for b, a in (_SHELF, _LOW_CUT)
)


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS, -inf where no block passes the gate, and true peak in dBTP."""

    integrated_lufs: float
    true_peak_dbtp: float


def measure(sound: Path) -> Loudness:
    """The loudness of a file's first soundtrack as a player decodes it, to a tenth of a decibel."""
    arguments = ["-loglevel", "info", *ffmpeg.given(sound), "-map", "0:a:0"]
    _, log = ffmpeg.run([*arguments, "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"])
    summary = log[log.rfind("Summary:") :]
    integrated = re.search(r"I:\s+(-?[\d.]+|nan|-inf) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+|nan|-inf) dBFS", summary)
    if integrated is None or peak is None:
        raise FfmpegError(f"ffmpeg did not measure the loudness of {sound}.")
    lufs = float(integrated[1])
    return Loudness(lufs if lufs > -70 else -math.inf, float(peak[1]))


def integrated_lufs(frame_powers: Floats) -> float:
    """The gated loudness of K-weighted power per frame, -inf for silence.

    `frame_powers` are mean squares summed over the channels. Sound shorter than one block of 400 ms is
    taken as one block.
    """
    step_count = -(-len(frame_powers) // _STEP_FRAMES)
    padded = np.zeros(max(step_count, _BLOCK_STEPS) * _STEP_FRAMES)
    padded[: len(frame_powers)] = frame_powers
    steps = padded.reshape(-1, _STEP_FRAMES).mean(axis=1)
    if step_count > _BLOCK_STEPS and len(frame_powers) % _STEP_FRAMES:
        steps = steps[:-1]  # the standard leaves an incomplete block at the end out
    blocks = np.convolve(steps, np.full(_BLOCK_STEPS, 1 / _BLOCK_STEPS), "valid")
    gated = blocks[blocks > _power(-70.0)]
    if gated.size:
        gated = gated[gated > gated.mean() / 10]
    return _lufs(float(gated.mean())) if gated.size else -math.inf


def lufs_of(samples: Floats) -> float:
    """The gated loudness of sound in memory, (count, channels) at 48 kHz."""
    # Both filters fade within a tenth of a second: with zeros behind, the spectrum may be turned as a whole.
    count = len(samples) + SAMPLE_RATE // 10
    delay = np.exp(-2j * np.pi * np.arange(count // 2 + 1) / count)
    response = np.ones_like(delay)
    for b, a in (_SHELF, _LOW_CUT):
        response *= (b[0] + delay * (b[1] + delay * b[2])) / (a[0] + delay * (a[1] + delay * a[2]))
    frame_count = -(-len(samples) // FRAME_SAMPLES)
    powers = np.zeros(frame_count)
    for channel in samples.T:
        weighted = np.zeros(frame_count * FRAME_SAMPLES)
        weighted[: len(samples)] = np.fft.irfft(np.fft.rfft(channel, count) * response, count)[: len(samples)]
        powers += np.square(weighted).reshape(frame_count, FRAME_SAMPLES).mean(axis=1)
    return integrated_lufs(powers)


def decibels(ratio: float) -> float:
    """The level of an amplitude, -inf for 0."""
    return 20 * math.log10(ratio) if ratio > 0 else -math.inf


def amplitude(level_decibels: float) -> float:
    """The amplitude of a level."""
    return float(10 ** (level_decibels / 20))


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))
