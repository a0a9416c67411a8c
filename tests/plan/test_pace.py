from fractions import Fraction
from itertools import pairwise

import pytest

from slideshow.errors import PlanError
from slideshow.model.brief import Brief
from slideshow.model.template import Pace
from slideshow.plan.pace import pace


def joins(spans: tuple[object, ...]) -> list[int]:
    return [before.stop - after.start for before, after in pairwise(spans)]  # type: ignore[attr-defined]


def test_three_seconds_a_photo_with_half_a_second_shared() -> None:
    spans = pace(3, Pace(), Brief())
    assert [(span.start, span.stop) for span in spans] == [(0, 90), (75, 165), (150, 240)]


def test_a_single_photo_stands_for_its_time() -> None:
    (span,) = pace(1, Pace(), Brief())
    assert (span.start, span.stop) == (0, 90)


@pytest.mark.parametrize("fps", [Fraction(30), Fraction(25), Fraction(30000, 1001), Fraction(60)])
@pytest.mark.parametrize("count", [1, 2, 7, 240])
def test_a_film_is_as_long_as_asked_to_the_frame(count: int, fps: Fraction) -> None:
    spans = pace(count, Pace(), Brief(fps=fps, length_seconds=count * 2.1))
    assert spans[-1].stop == round(Fraction(str(count * 2.1)) * fps)
    assert max(map(len, spans)) - min(map(len, spans)) <= 1


def test_rounding_does_not_drift() -> None:
    spans = pace(1000, Pace(seconds_per_photo=1.01, join_seconds=0.1), Brief(fps=Fraction(30000, 1001)))
    exact = [index * Fraction(91, 100) * Fraction(30000, 1001) for index in range(1000)]
    assert max(abs(span.start - start) for span, start in zip(spans, exact, strict=True)) <= Fraction(1, 2)


@pytest.mark.parametrize("seconds", [0.8, 1.0, 1.4, 3.0])
def test_short_photos_share_a_third_of_their_time_at_most(seconds: float) -> None:
    spans = pace(5, Pace(), Brief(seconds_per_photo=seconds))
    assert max(joins(spans)) <= len(spans[0]) / 3 + 1
    # So that never more than two photos are seen at once.
    assert all(before.stop <= after.start for before, after in zip(spans, spans[2:], strict=False))


def test_without_joins_photos_stand_end_to_end() -> None:
    spans = pace(4, Pace(join_seconds=0.0), Brief())
    assert joins(spans) == [0, 0, 0]


def test_a_length_too_short_names_one_that_would_do() -> None:
    with pytest.raises(PlanError, match=r"--length 5: too short for 24 photos.*--length 14") as caught:
        pace(24, Pace(), Brief(length_seconds=5))
    assert caught.value.exit_code == 2
    assert pace(24, Pace(), Brief(length_seconds=14))[-1].stop == 420
