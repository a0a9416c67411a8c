"""Onset strength and tempo paths in, beats out: one frame number for each, for several paths at once."""

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.beats.spectrum import Floats
from slideshow.sound.beats.tempo import LOOK_SECONDS

_TIGHTNESS = 300.0
_MOST_RATIO, _RATIOS = 1.35, 41


def follow(strength: Floats, paths: Floats, frame_seconds: float) -> list[NDArray[np.intp]]:
    """For each path (a row: seconds from beat to beat) the frames that carry most onsets a tempo's gap apart.

    Dynamic programming of Ellis, "Beat Tracking by Dynamic Programming", JNMR 36 (2007), along a tempo
    that moves. All paths go through one loop: it is the loop that takes the time.
    """
    ratios = np.exp(np.linspace(-np.log(_MOST_RATIO), np.log(_MOST_RATIO), _RATIOS))
    gaps = paths / frame_seconds
    looks = np.minimum(
        (np.arange(len(strength)) * frame_seconds / LOOK_SECONDS + 0.5).astype(int), len(gaps[0]) - 1
    )
    steps = np.round(gaps[:, :, None] * ratios).astype(np.intp)
    costs = -_TIGHTNESS * np.square(np.log(steps / gaps[:, :, None]))
    count, lead = len(strength), int(steps.max()) + 1
    # A beat may be the first one anywhere: what lies before the sound scores 0.
    scores = np.zeros((len(paths), lead + count))
    came = np.full((len(paths), count), -1, dtype=np.intp)
    rows = np.arange(len(paths))
    row_starts = (rows * (lead + count))[:, None]
    flat = scores.reshape(-1)
    strengths = strength.astype(float).tolist()
    steps, costs = np.moveaxis(steps, 1, 0).copy(), np.moveaxis(costs, 1, 0).copy()
    for frame, look in enumerate(looks.tolist()):
        options = flat[row_starts + (frame + lead) - steps[look]]
        options += costs[look]
        taken = options.argmax(axis=1)
        scores[:, frame + lead] = options[rows, taken] + strengths[frame]
        came[:, frame] = frame - steps[look, rows, taken]
    beats = (_traced(scores[row, lead:], came[row], gaps[row]) for row in range(len(paths)))
    return [_heard(strength, row) for row in beats]


def _traced(scores: Floats, came: NDArray[np.intp], gaps: Floats) -> NDArray[np.intp]:
    # The song may end before the sound does: the last beat is the best of the last stretch.
    tail = len(scores) - 1 - int(1.5 * gaps[-1])
    frame = int(max(0, tail) + scores[max(0, tail) :].argmax())
    beats = []
    while frame >= 0:
        beats.append(frame)
        frame = int(came[frame])
    return np.array(beats[::-1], dtype=np.intp)


def _heard(strength: Floats, beats: NDArray[np.intp]) -> NDArray[np.intp]:
    """The beats from the first to the last at which something begins: beats do not go on in silence."""
    near = strength.copy()
    for shift in (1, 2, 3):
        near[shift:] = np.maximum(near[shift:], strength[:-shift])
        near[:-shift] = np.maximum(near[:-shift], strength[shift:])
    struck = np.flatnonzero(near[beats] > 0.4 * np.median(near[beats]))
    return beats[struck[0] : struck[-1] + 1] if struck.size else beats[:0]
