"""Onsets and the beats of several tempi in, how likely people tap each out."""

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.beats.spectrum import Floats
from slideshow.sound.beats.tempo import pulse

_FACTORS = (1.0, 2.0, 0.5, 3.0, 1 / 3, 1.5, 2 / 3)
_SLOWEST_BPM, _FASTEST_BPM = 52.0, 205.0
_USUAL_BPM = 115.0
_NEAR_FRAMES = 3
# On made tracks the tapped level has 0.63 of the clearest one's pulse or more, three for two mostly less.
_LEAST_PULSE = 0.4
_PLACES = (0.0, 0.25, 1 / 3, 0.5, 2 / 3, 0.75)

# What speaks for a tempo, and how much: fitted (logistic regression over the candidates of each piece) to
# made tracks of 60 to 180 BPM, whose seeds are not those of the benchmark.
_WEIGHTS = {
    "octaves from usual": 1.076,
    "octaves squared": -1.216,
    "low, beat over half": 0.797,
    "middle, beat over half": 1.700,
    "high, beat over half": -0.062,
    "all, beat over half": 0.396,
    "at thirds": -0.932,
    "at quarters": -3.421,
    "low, every second": -1.952,
    "middle, every second": -1.055,
    "high, every second": 0.262,
    "all, every second": -1.811,
    "pulse": 8.185,
}


def candidates(likeness: Floats, path: Floats, frame_seconds: float) -> Floats:
    """(candidates, looks): the path at every metrical level that somebody could tap.

    Without those at which the onsets are not like themselves a beat later, such as three beats for two.
    """
    median = 60 / float(np.median(path))
    paths = [path / f for f in _FACTORS if f == 1.0 or _SLOWEST_BPM <= median * f <= _FASTEST_BPM]
    pulses = [pulse(likeness, one, frame_seconds) for one in paths]
    # Without a beat there is no pulse at all.
    least = min(_LEAST_PULSE * max(pulses), max(pulses))
    return np.stack([one for one, strong in zip(paths, pulses, strict=True) if strong >= least])


def score(
    flux: Floats,
    strength: Floats,
    likeness: Floats,
    path: Floats,
    beats: NDArray[np.intp],
    frame_seconds: float,
) -> float:
    """How well these beats, in frames, stand at the level where people tap; comparable within a piece.

    People tap near 2 Hz (Parncutt 1994), where beats carry more than what lies between them, and where
    every second beat is not simply stronger than the rest in all registers: kick and snare take turns.
    """
    if len(beats) < 4:
        return -np.inf
    found = features(flux, strength, likeness, path, beats, frame_seconds)
    return float(sum(weight * found[name] for name, weight in _WEIGHTS.items()))


def features(
    flux: Floats,
    strength: Floats,
    likeness: Floats,
    path: Floats,
    beats: NDArray[np.intp],
    frame_seconds: float,
) -> dict[str, float]:
    """The numbers that are weighed: onsets on the beats and between them, low, middle, high and all."""
    onsets = np.concatenate([flux, strength[:, None]], axis=1)
    near = nearby(onsets / (onsets.mean(axis=0) + 1e-4))
    gaps = np.diff(beats)
    at = {place: near[np.round(beats[:-1] + place * gaps).astype(int)] for place in _PLACES}
    on, between = at[0.0].mean(axis=0), at[0.5].mean(axis=0)
    over = (on - between) / (on + between + 0.2)
    thirds = np.maximum(at[1 / 3], at[2 / 3]).mean(axis=0)[3] / (on[3] + 0.2)
    quarters = np.maximum(at[0.25], at[0.75]).mean(axis=0)[3] / (on[3] + 0.2)
    even, odd = at[0.0][::2].mean(axis=0), at[0.0][1::2].mean(axis=0)
    turn = (even - odd) / (even + odd + 0.2)
    turn *= np.sign(turn.sum())
    octaves = np.log2(60 / (float(np.median(gaps)) * frame_seconds) / _USUAL_BPM)
    values = (
        *(octaves, octaves**2),
        *(*over, thirds, quarters),
        *turn,
        pulse(likeness, path, frame_seconds),
    )
    return {name: float(value) for name, value in zip(_WEIGHTS, values, strict=True)}


def nearby(values: Floats) -> Floats:
    """The greatest of each column within 30 ms of each frame."""
    best = values.copy()
    for shift in range(1, _NEAR_FRAMES + 1):
        best[shift:] = np.maximum(best[shift:], values[:-shift])
        best[:-shift] = np.maximum(best[:-shift], values[shift:])
    return best
