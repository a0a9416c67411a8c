"""Onsets and beats in, how far to trust the beats out."""

import math

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.beats.metrical_level import nearby
from slideshow.sound.beats.spectrum import Floats

_PLACES = 16
# Music repeats itself by 0.78 to 0.99, made or not; speech, noise, drones and playing without a pulse by 0.45
# at most. Half way the confidence is 0.5.
_EVEN_ODDS, _SLOPE = 0.6, 0.07
# A hum has no onsets but the rounding of its numbers.
_LEAST_FLUX = 0.05
# Music may repeat its rhythm with the beat or only with the bar, two or four of them.
_LAGS = (1, 2, 3, 4, 6, 8, 12, 16)
_FEWEST_BEATS = 8


def confidence(flux: Floats, strength: Floats, beats: Floats, frame_seconds: float) -> float:
    """0 to 1: whether what happens from one beat to the next happens again later.

    The course of onset strength over each beat is compared with that some beats later.
    Where there is a pulse these are alike, whatever is played; where one was only fitted, they are not.
    """
    if len(beats) <= _FEWEST_BEATS:
        return 0.0
    repeated = repetition(strength, beats, frame_seconds)
    on_beats = nearby(flux.sum(axis=1, keepdims=True))[_frames(beats, frame_seconds, len(flux)), 0]
    audible = min(1.0, float(np.median(on_beats)) / _LEAST_FLUX)
    return round(audible / (1 + math.exp((_EVEN_ODDS - repeated) / _SLOPE)), 3)


def repetition(strength: Floats, beats: Floats, frame_seconds: float) -> float:
    """The correlation of each beat's course of onsets with that some beats later, where it is greatest."""
    parts = np.arange(_PLACES) / _PLACES
    grid = beats[:-1, None] + np.diff(beats)[:, None] * parts
    courses = nearby(strength[:, None])[_frames(grid, frame_seconds, len(strength)), 0]
    courses = courses - courses.mean(axis=1, keepdims=True)
    courses = courses / (np.linalg.norm(courses, axis=1, keepdims=True) + 1e-6)
    lags = [lag for lag in _LAGS if lag + _FEWEST_BEATS <= len(beats)] or [1]
    alike = [(courses[lag:] * courses[:-lag]).sum(axis=1).mean() for lag in lags]
    return float(max(alike))


def _frames(times: Floats, frame_seconds: float, count: int) -> NDArray[np.intp]:
    return np.clip(np.round(times / frame_seconds).astype(np.intp), 0, count - 1)
