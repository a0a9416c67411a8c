"""Weights of shots -> the same in phrases: some brief, most usual, one long, as 1, 2 and 4 beats are."""

from collections.abc import Callable, Collection, Sequence

from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.plan.pace import LEAST_SECONDS
from slideshow.plan.photo_quality import quality
from slideshow.plan.scenes import is_same_scene

# Beats of a shot, of which two are usual.
_BRIEF, _USUAL, _LONG = 0.5, 1.0, 2.0
# A phrase of fewer shots has no room for it; a longer run is several.
_LEAST_SHOTS, _MOST_SHOTS = 4, 6
# So many faces, and a photo as busy as this, take time to look at.
_CROWD, _BUSY = 3, 0.8
# What a shot weighs by itself already.
_LONG_BY_ITSELF = 1.3


def phrase_slides(
    shots: Sequence[Sequence[Photo]],
    weights: Sequence[float],
    facts_of: Callable[[Photo], Facts],
    least_seconds: float,
    read: Collection[int] = (),
) -> list[float]:
    """The weights with the rhythm of phrases, their mean as it was.

    In each phrase the best shot stands twice as long as usual, and two that are soon seen half as long, one
    after the other. `least_seconds` is the time of a shot of weight 1 at its briefest: none is seen for less
    than can be seen. The first and the last shot, and clips, keep their own time; so do those with something
    to be `read`, by their indices.
    """
    last = len(shots) - 1
    brief = max(_BRIEF, float(LEAST_SECONDS) / least_seconds)
    found = list(weights)
    for start, stop in _runs(shots, facts_of):
        free = [
            index
            for index in range(start, stop)
            if 0 < index < last and not any(photo.moves or photo.is_live for photo in shots[index])
        ]
        if len(free) < _LEAST_SHOTS:
            continue
        worth = {index: _worth(shots[index], facts_of) for index in free}
        long = max(free, key=lambda index: worth[index])
        # Two neighbours that are soon seen, together worth least.
        pairs = [
            (one, one + 1)
            for one in free
            if one + 1 in worth
            and long not in (one, one + 1)
            and not {one, one + 1} & set(read)
            and all(_is_soon_seen(shots[index], facts_of) for index in (one, one + 1))
        ]
        if not pairs:
            continue
        for index in min(pairs, key=lambda pair: worth[pair[0]] + worth[pair[1]]):
            found[index] *= brief
        if found[long] < _LONG_BY_ITSELF:
            # What the brief ones give up.
            found[long] = min(_LONG, found[long] * (_LONG - 2 * (brief - _BRIEF)))
    return found


def _runs(shots: Sequence[Sequence[Photo]], facts_of: Callable[[Photo], Facts]) -> list[tuple[int, int]]:
    """Where phrases begin and end: with scenes where these are of a phrase's length, else in between."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(shots) + 1):
        length = index - start
        if index == len(shots) or length == _MOST_SHOTS:
            is_end = True
        else:
            same = is_same_scene(shots[index - 1][-1], shots[index][0], facts_of)
            is_end = length > _LEAST_SHOTS and not same
        if is_end:
            runs.append((start, index))
            start = index
    return runs


def _worth(photos: Sequence[Photo], facts_of: Callable[[Photo], Facts]) -> float:
    return sum(quality(facts_of(photo)) for photo in photos) / len(photos)


def _is_soon_seen(photos: Sequence[Photo], facts_of: Callable[[Photo], Facts]) -> bool:
    if len(photos) > 1:
        return False
    facts = facts_of(photos[0])
    return len(facts.faces) < _CROWD and facts.detail <= _BUSY and photos[0].size.aspect < 2.0
