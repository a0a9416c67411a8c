"""Size limits kept by what takes came to, without filming: bytes follow laws that the tests make up."""

import math
from collections.abc import Callable

import pytest

from slideshow.errors import InputError
from slideshow.model.geometry import Size
from slideshow.pipeline.size_search import MOST_CRF, Wanted, Way, Weighed, search_size

CANVAS = Size(1080, 1920)


def wanted(seconds: float = 40.0, *, may_shorten: bool = True, canvas: Size = CANVAS) -> Wanted:
    return Wanted(20.0, canvas, seconds, round(seconds * 30), may_shorten)


def camera(
    film: Wanted, megabytes: float, slope: Callable[[float], float], takes: list[Way]
) -> Callable[[Way], Weighed]:
    """Films that take so many megabytes at rate 20 and less by `slope` for every step from there."""

    def take(way: Way) -> Weighed:
        takes.append(way)
        seconds = way.seconds or film.seconds
        pixels = way.canvas.width * way.canvas.height / (film.canvas.width * film.canvas.height)
        fall = sum(slope(20 + step / 10) / 10 for step in range(round((way.crf - 20) * 10)))
        picture = megabytes * 1e6 * math.exp(-fall) * seconds / film.seconds * pixels**0.75
        return Weighed(round(picture), round(seconds * 4000), seconds, round(seconds * 30))

    return take


def usual(crf: float) -> float:
    return 0.14


def noisy(crf: float) -> float:
    """Noise is kept up to a rate, and then lost all at once."""
    return 0.3 if 23 < crf < 29 else 0.1


@pytest.mark.parametrize("slope", [usual, noisy, lambda crf: 0.11], ids=["usual", "noisy", "flat"])
@pytest.mark.parametrize("megabytes", [4.0, 9.0, 14.0, 25.0, 60.0, 150.0])
@pytest.mark.parametrize("limit", [500_000, 2_000_000, 8_000_000, 10_485_760, 16_000_000])
@pytest.mark.parametrize("may_shorten", [True, False])
def test_a_limit_is_kept_and_used_within_a_few_takes(
    slope: Callable[[float], float], megabytes: float, limit: int, may_shorten: bool
) -> None:
    takes: list[Way] = []
    film = wanted(may_shorten=may_shorten)
    shoot = camera(film, megabytes, slope, takes)
    try:
        way = search_size(limit, film, shoot)
    except InputError:
        assert limit < 3_000_000
        return
    count = len(takes)
    came_to = shoot(way).total_bytes
    assert came_to <= limit
    assert came_to >= 0.8 * limit or way == Way(20.0, None, CANVAS)
    assert count <= 5


def test_a_film_that_is_small_enough_is_filmed_once_and_as_well_as_it_was_wanted() -> None:
    takes: list[Way] = []
    film = wanted()
    assert search_size(16_000_000, film, camera(film, 9.0, usual, takes)) == Way(20.0, None, CANVAS)
    assert len(takes) == 1


def test_quality_is_traded_before_length_and_length_before_pixels() -> None:
    film = wanted()
    ways = [search_size(limit, film, camera(film, 30.0, usual, [])) for limit in (12e6, 6.5e6, 3e6)]  # type: ignore[arg-type]
    assert ways[0].crf > 20
    assert (ways[0].seconds, ways[0].canvas) == (None, CANVAS)
    assert ways[1].seconds is not None
    assert ways[1].canvas == CANVAS
    assert ways[2].canvas.width < 1080
    assert all(way.crf <= MOST_CRF for way in ways)


def test_a_length_that_a_person_decided_is_not_traded() -> None:
    film = wanted(may_shorten=False)
    way = search_size(5_000_000, film, camera(film, 30.0, usual, []))
    assert way.seconds is None
    assert way.canvas.width < 1080


def test_sizes_stay_even_of_the_same_shape_and_not_below_360() -> None:
    seen: list[Way] = []
    film = wanted()
    with pytest.raises(InputError):
        search_size(150_000, film, camera(film, 30.0, usual, seen))
    for way in seen:
        assert way.canvas.width % 2 == way.canvas.height % 2 == 0
        assert way.canvas.width >= 360
        assert way.canvas.aspect == pytest.approx(CANVAS.aspect, abs=0.004)


def test_a_limit_that_cannot_be_kept_names_one_that_can() -> None:
    film = wanted()
    with pytest.raises(InputError, match="150kB: this film cannot be made as small as that") as caught:
        search_size(150_000, film, camera(film, 30.0, usual, []))
    named = caught.value.hint.split("--max-size ")[1].split(";")[0]
    nearest = round(float(named[:-2]) * {"MB": 1e6, "kB": 1e3}[named[-2:]])
    shoot = camera(film, 30.0, usual, [])
    came_to = shoot(search_size(nearest, film, shoot)).total_bytes
    assert 0.8 * nearest <= came_to <= nearest
