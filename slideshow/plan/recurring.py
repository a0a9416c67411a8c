"""Photos with faces -> how much of the album each one's people are in: who it is about."""

from collections.abc import Callable, Sequence
from itertools import islice

from slideshow.model.album import Photo
from slideshow.model.facts import Facts

# Faces of so many photos stand for all: thousands are not compared with thousands.
_MOST_COMPARED = 240
# CIELAB distances of hair, skin and clothes at which two faces are as likely as not of one person.
_HAIR, _SKIN, _CLOTHES = 26.0, 22.0, 24.0
_LEAST_HEIGHT = 0.05
_COLOURS = ((0, _HAIR), (3, _SKIN), (6, _CLOTHES))

_Wear = tuple[float, ...]


def recurrence(photos: Sequence[Photo], facts_of: Callable[[Photo], Facts]) -> dict[str, float]:
    """For each photo with people, by digest, the share of all such photos that one of them is in, 0 to 1."""
    people = {photo.digest: wears for photo in photos if (wears := _wears(facts_of(photo)))}
    if len(people) < 2:
        return dict.fromkeys(people, 1.0)
    step = -(-len(people) // _MOST_COMPARED)
    compared = list(islice(people.items(), 0, None, step))
    return {
        digest: max(
            sum(any(_alike(one, other) for other in others) for name, others in compared if name != digest)
            for one in wears
        )
        / max(1, len(compared) - 1)
        for digest, wears in people.items()
    }


def _wears(facts: Facts) -> list[_Wear]:
    return [
        wear
        for face, wear in zip(facts.faces, facts.wears, strict=False)
        if face.box.height >= _LEAST_HEIGHT and len(wear) == 9
    ][:4]


def _alike(one: _Wear, other: _Wear) -> bool:
    """Whether the mean of the three distances, each in what it may be, is at most 1, and none far off."""
    total = 0.0
    for first, scale in _COLOURS:
        # Lightness changes with the light, so that it counts for less.
        lighter = 0.5 * (one[first] - other[first])
        redder, yellower = one[first + 1] - other[first + 1], one[first + 2] - other[first + 2]
        share = (lighter * lighter + redder * redder + yellower * yellower) ** 0.5 / scale
        if share > 1.6:
            return False
        total += share
    return total <= 2.4
