"""Photos -> a ranking whose first k are the best k for a film: good ones, spread over all there was.

Greedy: each step takes the photo that adds most to those already taken. What a photo adds is its quality,
less what it repeats, times the claim of its day, its place, its moment and its kind (people or views). Claims
are shared out as seats are to parties, by the method of D'Hondt over the square roots of their sizes: a day
of 200 photos gets more than one of 10, not twenty times as much.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from datetime import timedelta
from heapq import heapify, heappop, heapreplace
from pathlib import Path

from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.plan.photo_quality import flaw, likeness, quality
from slideshow.plan.ratings import is_liked
from slideshow.plan.ratings import worth as rated

# A pause as long as this begins another moment.
_PAUSE = timedelta(minutes=25)
# Photos with a flaw come after all others of the album, in the same order among themselves.
_LAST_IN_LINE = 0.02
_REPEATED = 0.75
_UNKNOWN = Facts()


def rank_photos(
    photos: Sequence[Photo],
    facts: Mapping[str, Facts],
    times: Mapping[Path, timedelta | None],
    days: Mapping[Path, Hashable],
    places: Mapping[Path, Hashable],
    count: int,
) -> tuple[Photo, ...]:
    """At most `count` of the photos, given in order of time, those that the film needs most first."""
    moments = _moments(photos, times)
    groups: list[list[Hashable]] = [
        [days.get(photo.path) for photo in photos],
        [places.get(photo.path) for photo in photos],
        list(moments),
        [bool(facts.get(photo.digest, _UNKNOWN).faces) for photo in photos],
    ]
    sizes = [Counter(group) for group in groups]
    taken: list[Counter[Hashable]] = [Counter() for _ in groups]
    known = [facts.get(photo.digest, _UNKNOWN) for photo in photos]
    worth = [
        quality(one) * rated(photo) * (_LAST_IN_LINE if flaw(one) and not is_liked(photo) else 1.0)
        for photo, one in zip(photos, known, strict=True)
    ]
    repeated = [0.0] * len(photos)
    # How many of the ranking each photo was compared with.
    compared = [0] * len(photos)
    ranking: list[int] = []

    def gain(index: int) -> float:
        claim = 1.0
        for group, size, used in zip(groups, sizes, taken, strict=True):
            own = group[index]
            claim *= size[own] ** 0.5 / (1 + used[own])
        return worth[index] * (1.0 - _REPEATED * repeated[index]) * claim

    def compare(index: int) -> None:
        for one in ranking[compared[index] :]:
            repeated[index] = max(repeated[index], likeness(known[index], known[one]))
        compared[index] = len(ranking)

    # A gain never grows, so that one that is still the largest when it is found anew is the largest of all:
    # most photos of thousands are never looked at again (Minoux 1978). The earlier photo among equals, so
    # that the answer is always the same.
    waiting = [(-gain(index), index) for index in range(len(photos))]
    heapify(waiting)
    while waiting and len(ranking) < count:
        best = waiting[0][1]
        if (-gain(best), best) == waiting[0]:
            compare(best)
        anew = -gain(best), best
        if anew != waiting[0]:
            heapreplace(waiting, anew)
            continue
        heappop(waiting)
        ranking.append(best)
        for group, used in zip(groups, taken, strict=True):
            used[group[best]] += 1
    return tuple(photos[index] for index in ranking)


def _moments(photos: Sequence[Photo], times: Mapping[Path, timedelta | None]) -> list[int]:
    """A number for each photo, the same for those without a pause between them."""
    moments: list[int] = []
    last: timedelta | None = None
    for photo in photos:
        time = times.get(photo.path)
        apart = time is None or last is None or time - last > _PAUSE
        moments.append((moments[-1] + 1 if apart else moments[-1]) if moments else 0)
        last = time
    return moments
