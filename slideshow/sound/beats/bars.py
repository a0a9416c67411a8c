"""Beats in, which of them begin a bar out, in three or in four."""

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.beats.metrical_level import nearby
from slideshow.sound.beats.spectrum import PITCH_STEP, Floats, Spectrum

METRES = (3, 4)
_SLIP_COST = 9.0
_REPEAT_WEIGHT = 2.0
# What each sign of a bar's first beat counts: harmony turns, the bass moves, something low is struck,
# something is struck at all, it is louder.
_SIGNS = np.array([1.0, 0.8, 0.6, 0.3, 0.6])
# Where nothing differs by more than this, nothing is meant by it: harmony, onsets, power (log10).
_LEAST_TURN, _LEAST_ACCENT, _LEAST_LOUDER = 0.06, 0.1, 0.1
_BACKBEAT_WEIGHT = 0.35


def downbeats(found: Spectrum, flux: Floats, beats: Floats) -> NDArray[np.intp]:
    """Which beats begin a bar, by their numbers; `beats` are in seconds.

    The best path (Viterbi) through the places of bars of three and of four, as in the bar pointer of
    Whiteley, Cemgil and Godsill (ISMIR 2006), scored by harmonic change and accent (Goto, JNMR 2001). A
    bar that loses or gains a beat, or another metre, costs as much as several clear bars earn.
    """
    if len(beats) < 8:
        return np.arange(0, len(beats), 4)
    turns = np.stack([_turns(found.pitches, beats, found), _turns(found.bass, beats, found)], axis=1)
    accents = _accents(flux, beats, found.frame_seconds)
    turns, accents = _standard(turns, _LEAST_TURN), _standard(accents, _LEAST_ACCENT)
    louder = _standard(_louder(found, beats), _LEAST_LOUDER)
    signs = np.concatenate([turns, accents[:, [0, 3]], louder], axis=1)
    first = np.clip(signs, -1.5, 3.0) @ _SIGNS
    first -= first.mean()
    back = np.clip((accents[:, 2] + accents[:, 1] - accents[:, 0]) / 2, -2, 2)
    repeats = _repeats(np.concatenate([accents, turns, louder], axis=1))

    scores = np.concatenate(
        [_places(first, back, metre) + _REPEAT_WEIGHT * repeats[metre] for metre in METRES], axis=1
    )
    path = _best_path(scores)
    starts = np.cumsum([0, *METRES[:-1]])
    return np.flatnonzero(np.isin(path, starts))


def _places(first: Floats, back: Floats, metre: int) -> Floats:
    """(beats, metre): how well each beat stands at each place of a bar."""
    scores = np.zeros((len(first), metre))
    scores[:, 0] = first
    scores[:, 1:] = -first[:, None] / (metre - 1)
    if metre == 4:
        scores += _BACKBEAT_WEIGHT * back[:, None] * np.array([-1, 1, -1, 1])
    return scores


def _best_path(scores: Floats) -> NDArray[np.intp]:
    count, states = scores.shape
    # States are the places of a bar of three, then those of a bar of four; each follows one other.
    follows = np.array([2, 0, 1, 6, 3, 4, 5])
    best = scores[0].copy()
    came = np.zeros((count, states), dtype=np.intp)
    for beat in range(1, count):
        straight = best[follows]
        slip = best.argmax()
        slipped = best[slip] - _SLIP_COST > straight
        came[beat] = np.where(slipped, slip, follows)
        best = np.where(slipped, best[slip] - _SLIP_COST, straight) + scores[beat]
    path = np.empty(count, dtype=np.intp)
    path[-1] = best.argmax()
    for beat in range(count - 1, 0, -1):
        path[beat - 1] = came[beat, path[beat]]
    return path


def _turns(pitches: Floats, beats: Floats, found: Spectrum) -> Floats:
    """(beats,): how different the harmony is after each beat from before it, 0 to 1."""
    # Faint remains between clicks have no harmony.
    held = per_stretch(pitches, beats, found) + 0.3 * float(pitches.mean())
    sums = np.cumsum(np.concatenate([np.zeros((1, 12)), held]), axis=0)
    count = len(beats)
    places = np.arange(count)
    total = np.zeros(count)
    for reach in (1, 2, 3):
        after = sums[np.minimum(count, places + reach)] - sums[places]
        before = sums[places] - sums[np.maximum(0, places - reach)]
        alike = (after * before).sum(axis=1)
        alike /= np.linalg.norm(after, axis=1) * np.linalg.norm(before, axis=1) + 1e-9
        total += 1 - alike
    total[0] = total[1:].mean()
    return total / 3


def per_stretch(values: Floats, borders: Floats, found: Spectrum) -> Floats:
    """(borders, columns): means of what moves like pitch, from each border (in seconds) to the next."""
    places = np.clip(np.round(borders / (found.frame_seconds * PITCH_STEP)).astype(int), 0, len(values))
    ends = np.append(places[1:], len(values))
    # A stretch shorter than a look has that one look.
    places = np.clip(places, 0, max(0, len(values) - 1))
    ends = np.maximum(ends, places + 1)
    sums = np.cumsum(np.concatenate([np.zeros((1, values.shape[1])), values]), axis=0)
    return np.asarray((sums[ends] - sums[places]) / (ends - places)[:, None])


def _accents(flux: Floats, beats: Floats, frame_seconds: float) -> Floats:
    """(beats, 4): what begins on each beat, in each register and altogether, against the 16 beats around."""
    near = nearby(np.concatenate([flux, flux.sum(axis=1, keepdims=True)], axis=1))
    frames = np.clip(np.round(beats / frame_seconds).astype(int), 0, len(flux) - 1)
    accents = near[frames]
    kernel = np.ones(17) / 17
    even = np.stack(
        [
            np.convolve(np.pad(column, 8, mode="reflect" if len(column) > 8 else "edge"), kernel, "valid")
            for column in accents.T
        ],
        axis=1,
    )
    return np.asarray(accents / (even + 0.2 * accents.mean(axis=0) + 1e-4))


def _repeats(signs: Floats) -> dict[int, float]:
    """How alike beats are to those one, two and three bars of each metre later; -1 to 1."""
    found = {}
    for metre in METRES:
        alike = [
            float((signs[lag:] * signs[:-lag]).mean())
            for lag in (metre, 2 * metre, 3 * metre)
            if lag < len(signs)
        ]
        found[metre] = float(np.mean(alike)) if alike else 0.0
    return found


def _louder(found: Spectrum, beats: Floats) -> Floats:
    """(beats, 1): the power at each beat (log10) against the 16 beats around."""
    frames = np.clip(np.round(beats / found.frame_seconds).astype(int), 0, len(found.powers) - 1)
    floor = 1e-5 * found.powers.mean() + 1e-12
    loud = np.log10(nearby(found.powers[:, None])[frames, 0] + floor)
    around = np.convolve(np.pad(loud, 8, mode="edge"), np.full(17, 1 / 17), "valid")
    return np.asarray((loud - around)[:, None])


def _standard(values: Floats, least: float) -> Floats:
    return np.asarray((values - values.mean(axis=0)) / np.maximum(values.std(axis=0), least))
