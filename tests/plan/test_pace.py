from fractions import Fraction
from itertools import pairwise

import pytest

from slideshow.errors import PlanError
from slideshow.model.brief import Brief
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.model.template import Pace
from slideshow.plan.pace import fastest_length, set_pace
from slideshow.plan.weights import weight
from tests.plan.albums import LANDSCAPE, PANORAMA, face


def length(seconds: list[Fraction], joins: list[Fraction]) -> Fraction:
    return sum(seconds, Fraction(0)) - sum(joins, Fraction(0))


def test_three_seconds_a_photo_with_half_a_second_shared() -> None:
    seconds, joins = set_pace([1, 1, 1], Pace(), Brief())
    assert seconds == [3, 3, 3]
    assert joins == [0, Fraction(1, 2), Fraction(1, 2)]


def test_a_shot_of_twice_the_weight_stands_twice_as_long() -> None:
    seconds, _ = set_pace([1, 2, 1], Pace(), Brief())
    assert seconds == [3, 6, 3]


@pytest.mark.parametrize("count", [1, 2, 7, 240])
def test_a_film_is_as_long_as_asked_to_the_millisecond(count: int) -> None:
    weights = [1.0 + 0.1 * (index % 3) for index in range(count)]
    wanted = round(count * 2.1, 3)
    seconds, joins = set_pace(weights, Pace(), Brief(length_seconds=wanted))
    assert length(seconds, joins) == Fraction(str(wanted))
    assert all(value * 1000 == int(value * 1000) for value in (*seconds, *joins))


@pytest.mark.parametrize("count", [24, 30, 200])
def test_without_a_wish_no_film_is_longer_than_a_minute(count: int) -> None:
    assert length(*set_pace([1.0] * count, Pace(), Brief())) == 60


def test_a_film_of_every_photo_is_as_long_as_they_need() -> None:
    assert length(*set_pace([1.0] * 100, Pace(), Brief(keep_all=True))) == 100 * 3 - 99 * Fraction(1, 2)


def test_a_wish_for_the_time_of_each_photo_is_kept() -> None:
    seconds, _ = set_pace([1.0] * 50, Pace(), Brief(seconds_per_photo=4.0))
    assert set(seconds) == {Fraction(4)}


@pytest.mark.parametrize("seconds_each", [0.8, 1.0, 1.4, 3.0])
def test_short_photos_share_a_third_of_their_time_at_most(seconds_each: float) -> None:
    seconds, joins = set_pace([1.0] * 5, Pace(), Brief(seconds_per_photo=seconds_each))
    # So that never more than two photos are seen at once.
    for (one, other), join in zip(pairwise(seconds), joins[1:], strict=True):
        assert join <= min(one, other) / 3 + Fraction(1, 500)


def test_without_joins_photos_stand_end_to_end() -> None:
    assert set_pace([1, 1, 1, 1], Pace(join_seconds=0.0), Brief())[1] == [0, 0, 0, 0]


def test_a_length_too_short_for_all_names_one_that_would_do() -> None:
    weights = [1.2, *[1.0] * 22, 1.3]
    with pytest.raises(PlanError, match=r"--length 5: too short for 24 slides.*--length (\d+)") as caught:
        set_pace(weights, Pace(), Brief(length_seconds=5, keep_all=True))
    assert caught.value.exit_code == 2
    enough = int(caught.value.hint.split("--length ")[1].split()[0])
    assert min(set_pace(weights, Pace(), Brief(length_seconds=enough, keep_all=True))[0]) >= Fraction("0.799")


def test_the_fastest_film_is_one_of_the_template_s_shortest_photos() -> None:
    assert fastest_length([1.0] * 10, Pace(), Brief()) == 22 - 9 * Fraction(1, 2)
    assert fastest_length([1.0] * 10, Pace(), Brief(seconds_per_photo=5.0)) == 50 - 9 * Fraction(1, 2)


def test_what_needs_time_gets_it() -> None:
    def share(*sizes: Size, first: bool = False, last: bool = False, **facts: object) -> float:
        known = Facts(**facts)  # type: ignore[arg-type]
        return weight(sizes, [known] * len(sizes), Brief(), first=first, last=last)

    usual = share(LANDSCAPE)
    assert share(LANDSCAPE, first=True) > usual
    assert share(LANDSCAPE, last=True) > usual
    assert share(LANDSCAPE, faces=tuple(face(0.1 + 0.15 * index, 0.5) for index in range(6))) > usual
    assert share(LANDSCAPE, detail=0.1) < usual
    assert share(PANORAMA) > usual
    assert share(LANDSCAPE, LANDSCAPE, LANDSCAPE) > share(LANDSCAPE, LANDSCAPE) > usual
