"""Photos in order -> bursts: the same thing several times, of which a film needs one."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from slideshow.model.album import LeftOut, Photo
from slideshow.model.facts import Facts
from slideshow.plan.photo_quality import colour_distance, hash_distance, quality
from slideshow.plan.ratings import worth

# The closer in time, the less alike two photos need to be: within the time, at most so many bits of the hash
# and so much CIELAB distance apart. Found on bursts, bracketed exposures and repeated tries.
_RULES = (
    (timedelta(seconds=4), 46, 18.0),
    (timedelta(seconds=20), 36, 16.0),
    (timedelta(minutes=3), 28, 14.0),
    # A copy, exported or sent again, with or without its time.
    (timedelta.max, 8, 4.0),
)
# A photo is compared with so many before it.
_BACK = 12


def one_of_each(
    photos: Sequence[Photo], facts: Mapping[str, Facts], times: Mapping[Path, timedelta | None]
) -> tuple[tuple[Photo, ...], tuple[LeftOut, ...]]:
    """The best photo of every burst, in the given order, and the others with what was kept instead."""
    kept, left_out = [], []
    for burst in _bursts(photos, facts, times):
        best = max(burst, key=lambda photo: worth(photo) * quality(facts.get(photo.digest, _UNKNOWN)))
        kept.append(best)
        left_out += [
            LeftOut(photo.path, "much like another", _instead(photo, best, facts))
            for photo in burst
            if photo is not best
        ]
    place = {photo.path: index for index, photo in enumerate(photos)}
    return tuple(sorted(kept, key=lambda photo: place[photo.path])), tuple(left_out)


_UNKNOWN = Facts()


def _bursts(
    photos: Sequence[Photo], facts: Mapping[str, Facts], times: Mapping[Path, timedelta | None]
) -> list[list[Photo]]:
    bursts: list[list[Photo]] = []
    belongs: list[list[Photo]] = []
    for index, photo in enumerate(photos):
        home: list[Photo] | None = None
        for other, burst in zip(
            reversed(photos[max(0, index - _BACK) : index]),
            reversed(belongs[max(0, index - _BACK) :]),
            strict=True,
        ):
            if _same(photo, other, facts, times):
                home = burst
                break
        if home is None:
            home = []
            bursts.append(home)
        home.append(photo)
        belongs.append(home)
    return bursts


def _same(
    one: Photo, other: Photo, facts: Mapping[str, Facts], times: Mapping[Path, timedelta | None]
) -> bool:
    if one.digest == other.digest:
        return True
    first, second = facts.get(one.digest), facts.get(other.digest)
    # A clip is not a try at a photo.
    if one.moves != other.moves:
        return False
    if first is None or second is None or not first.layout or not second.layout:
        return False
    start, stop = times.get(one.path), times.get(other.path)
    apart = abs(stop - start) if start is not None and stop is not None else timedelta.max
    bits = hash_distance(first, second)
    limits = [
        most_colours for within, most_bits, most_colours in _RULES if apart <= within and bits <= most_bits
    ]
    # Last, as it takes longest, and for one pair in a thousand.
    return bool(limits) and colour_distance(first, second, exposure=False) <= max(limits)


def _instead(photo: Photo, best: Photo, facts: Mapping[str, Facts]) -> str:
    name = best.path.name
    one, other = facts.get(photo.digest, _UNKNOWN), facts.get(best.digest, _UNKNOWN)
    if photo.digest == best.digest:
        return f"{name} is the same photo."
    if worth(best) > worth(photo):
        return f"{name} was kept: somebody gave it more stars."
    if other.faces and len(other.faces) >= len(one.faces) and _turned(other) > _turned(one) + 0.1:
        return f"{name} was kept: its faces are turned to us."
    if other.sharpness > one.sharpness + 0.03:
        return f"{name} was kept: it is sharper."
    return f"{name} was kept."


def _turned(facts: Facts) -> float:
    return max((face.frontal for face in facts.faces), default=0.0)
