from dataclasses import replace
from fractions import Fraction

import pytest

from slideshow.errors import PlanError
from slideshow.model.storyboard import Storyboard
from slideshow.plan import in_parts, timeline_of
from tests.plan.albums import PORTRAIT, TEMPLATE, album, directed, looks, scene

BRIEF = scene(album(PORTRAIT)).brief


def long_film(count: int = 40, **changes: object) -> Storyboard:
    """A film of that many slides, of about three seconds each."""
    trip = album(*[PORTRAIT] * count)
    facts = [looks(index) for index in range(count)]
    made = replace(directed(trip, facts, keep_all=True), heading="Trip", detail="April")
    bare = tuple(replace(shot, chapter="") for shot in made.shots)
    return replace(made, shots=bare, **changes)  # type: ignore[arg-type]


def seconds(storyboard: Storyboard) -> float:
    return float(timeline_of(storyboard, TEMPLATE, BRIEF).duration_seconds)


def test_a_short_film_is_its_only_part() -> None:
    storyboard = long_film(5)
    assert in_parts(storyboard, TEMPLATE, BRIEF, 60.0) == (storyboard,)


@pytest.mark.parametrize("limit", [15.0, 30.0, 44.3, 60.0])
def test_parts_keep_the_limit_are_as_few_as_can_be_and_hold_every_slide_once(limit: float) -> None:
    storyboard = long_film()
    parts = in_parts(storyboard, TEMPLATE, BRIEF, limit)
    assert max(map(seconds, parts)) <= limit
    assert len(parts) <= seconds(storyboard) / limit + 2
    photos = [shot.photos for part in parts for shot in part.shots]
    assert photos == [shot.photos for shot in storyboard.shots]
    assert min(map(seconds, parts)) > 0.6 * max(map(seconds, parts))


def test_parts_begin_with_chapters_where_these_are_near() -> None:
    storyboard = long_film(24)
    shots = list(storyboard.shots)
    shots[10] = replace(shots[10], chapter="Sat 4 April · Lisbon")
    first, second = in_parts(replace(storyboard, shots=tuple(shots)), TEMPLATE, BRIEF, 45.0)
    assert len(first.shots) == 10
    # The part's title stands where the chapter's text would.
    assert (second.heading, second.detail) == ("Trip 2/2", "Sat 4 April · Lisbon")


def test_every_part_has_its_number_in_the_title_and_the_last_one_the_end_card() -> None:
    parts = in_parts(long_film(closing="Goodbye"), TEMPLATE, BRIEF, 50.0)
    assert [part.heading for part in parts] == ["Trip 1/3", "Trip 2/3", "Trip 3/3"]
    assert [part.closing for part in parts] == ["", "", "Goodbye"]
    assert all(seconds(part) <= 50.0 for part in parts)
    untitled = in_parts(replace(long_film(), heading=""), TEMPLATE, BRIEF, 60.0)
    assert [part.heading for part in untitled] == ["1/2", "2/2"]


def test_a_slide_that_is_too_long_alone_is_an_error() -> None:
    storyboard = long_film(3)
    shots = (replace(storyboard.shots[0], seconds=Fraction(20)), *storyboard.shots[1:])
    with pytest.raises(PlanError, match="longer than 10 seconds"):
        in_parts(replace(storyboard, shots=shots), TEMPLATE, BRIEF, 10.0)
