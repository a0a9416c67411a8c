"""When something else is heard in, how far the music goes down meanwhile out: softly there and back."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from slideshow.sound.limiter import Levels
from slideshow.sound.loudness import FRAME_SAMPLES, SAMPLE_RATE, Floats

# Down before the sound starts, as a hand on the fader that knows what comes; slower up, as people expect it.
DOWN_SECONDS = 0.25
UP_SECONDS = 0.6
# Music that came back for less than this would only flutter.
SHORTEST_RETURN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Duck:
    """The music is `decibels` lower from `start` to `stop`, in seconds of the film."""

    start: float
    stop: float
    decibels: float


def duck_gains(ducks: Sequence[Duck], frame_count: int) -> Levels:
    """The music's gain at the `frame_count + 1` borders of the film's frames, 1 where it is heard alone."""
    borders = np.arange(frame_count + 1, dtype=np.float64) * (FRAME_SAMPLES / SAMPLE_RATE)
    depths = np.zeros(frame_count + 1)
    for duck in _held(ducks):
        down = _soft((borders - duck.start) / DOWN_SECONDS + 1)
        up = _soft((duck.stop - borders) / UP_SECONDS + 1)
        np.maximum(depths, duck.decibels * np.minimum(down, up), out=depths)
    return np.asarray(10 ** (-depths / 20), dtype=np.float32)


def _held(ducks: Sequence[Duck]) -> list[Duck]:
    """The same, and what holds the music down in short gaps between them."""
    held: list[Duck] = []
    heard_until = -np.inf
    depth = 0.0
    for duck in sorted(ducks, key=lambda one: one.start):
        if 0 < duck.start - heard_until < SHORTEST_RETURN_SECONDS:
            held.append(Duck(heard_until, duck.start, min(depth, duck.decibels)))
        if duck.stop > heard_until:
            heard_until, depth = duck.stop, duck.decibels
        held.append(duck)
    return held


def _soft(progress: Floats) -> Floats:
    """From 0 to 1 along a raised cosine."""
    return np.asarray((1 - np.cos(np.pi * np.clip(progress, 0, 1))) / 2)
