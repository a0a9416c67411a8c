"""A file of spoken words → what is heard of it, and when: music goes down under words, not under pauses."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slideshow.errors import InputError, printable
from slideshow.events import Report
from slideshow.model.soundtrack import Voice
from slideshow.sound.loudness import FRAME_SAMPLES, SAMPLE_RATE, Floats, integrated_lufs
from slideshow.sound.mix import Part
from slideshow.sound.music_file import check_music, decode, stated_seconds

_FRAMES_A_SECOND = SAMPLE_RATE / FRAME_SAMPLES
_SILENCE_LUFS = -60.0
# Syllables are told from the room by what is so far below the loudest of them, over so long.
_BELOW_LOUDEST_DECIBELS = 24.0
_SMOOTHED_SECONDS = 0.15
# A breath is no pause. Consonants begin and end softer than they are measured.
_PAUSE_SECONDS = 0.9
_BEFORE_SECONDS, _AFTER_SECONDS = 0.12, 0.25
_RAMP_SAMPLES = round(0.02 * SAMPLE_RATE)


def voice_seconds(voice: Path) -> float:
    """How long the file is. Raises InputError for one that cannot be heard or does not say."""
    check_music(voice)
    seconds = stated_seconds(voice)
    if not 0.2 <= seconds < 3600.0:
        raise InputError(
            f"{printable(voice)}: does not say how long it is, or is too long.", "Save it as wav."
        )
    return seconds


def voice_parts(voices: Sequence[Voice], sample_count: int, folder: Path, report: Report) -> tuple[Part, ...]:
    """What is said, phrase by phrase, each voice equally amplified. Raises InputError where nothing is.

    Raw files are written into `folder`.
    """
    return tuple(
        part
        for number, one in enumerate(voices)
        for part in _parts(one, sample_count, folder / f"voice-{number}.f32", report)
    )


def _parts(one: Voice, sample_count: int, raw: Path, report: Report) -> tuple[Part, ...]:
    voice, lead = one.path, round(one.at * SAMPLE_RATE)
    sound = decode(voice, max(FRAME_SAMPLES, sample_count - lead), raw, report)
    if not np.isfinite(sound.powers).all() or (lufs := integrated_lufs(sound.powers)) < _SILENCE_LUFS:
        raise InputError(f"{printable(voice)}: nothing is heard in it.", "Record it again.")
    parts = []
    for start, stop in phrases(sound.powers):
        first = lead + max(0, round(start * SAMPLE_RATE))
        last = min(sample_count, lead + min(sound.sample_count, round(stop * SAMPLE_RATE)))
        ramp = min(_RAMP_SAMPLES, (last - first) // 2)
        if ramp > 0:
            parts.append(Part(sound, lead, first, last, lufs, rise=ramp, fall=ramp))
    return tuple(parts)


def phrases(powers: Floats) -> list[tuple[float, float]]:
    """Where words are, in seconds, from the K-weighted power of frames of 5 ms."""
    width = max(1, round(_SMOOTHED_SECONDS * _FRAMES_A_SECOND))
    smooth = np.convolve(powers, np.full(width, 1.0 / width), "same")
    loudest = float(np.percentile(smooth, 95.0))
    spoken: NDArray[np.bool_] = smooth > loudest * 10 ** (-_BELOW_LOUDEST_DECIBELS / 10)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], spoken.astype(np.int8), [0]])))
    found: list[tuple[float, float]] = []
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        start = float(begin) / _FRAMES_A_SECOND - _BEFORE_SECONDS
        stop = float(end) / _FRAMES_A_SECOND + _AFTER_SECONDS
        if found and start - found[-1][1] < _PAUSE_SECONDS:
            found[-1] = found[-1][0], stop
        else:
            found.append((start, stop))
    return found
