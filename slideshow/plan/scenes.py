"""Two photos -> whether they are of one scene: what is cut between, and not faded."""

from collections.abc import Callable
from datetime import timedelta

from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.plan.photo_quality import colour_distance

# Taken within this time of one another, and as similar in colour (CIELAB).
_SOON = timedelta(minutes=4)
_COLOURS_APART = 32.0
# Without times, colours alone have to tell.
_COLOURS_ALONE = 14.0


def is_same_scene(before: Photo, after: Photo, facts_of: Callable[[Photo], Facts]) -> bool:
    """Whether two neighbours show the same place at the same time, as far as can be told."""
    one, other = facts_of(before), facts_of(after)
    if not one.layout or not other.layout:
        return False
    gap = _gap(before, after)
    if gap is not None and gap > _SOON:
        return False
    return colour_distance(one, other, exposure=False) <= (_COLOURS_ALONE if gap is None else _COLOURS_APART)


def _gap(before: Photo, after: Photo) -> timedelta | None:
    """The time between two photos; None where either tells none, or only one of them its offset."""
    first, second = before.captured, after.captured
    if first is None or second is None or (first.tzinfo is None) != (second.tzinfo is None):
        return None
    return abs(second - first)
