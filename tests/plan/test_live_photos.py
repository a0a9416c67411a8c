"""Photos that play before they come to rest: photos in every other way."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.model.album import Album, Photo
from slideshow.model.brief import Brief
from slideshow.model.clip import Clip
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.model.storyboard import Shot
from slideshow.plan.clip_excerpt import is_moving, starts_of
from slideshow.plan.weights import weights
from tests.plan.albums import LANDSCAPE, PORTRAIT, album, directed, looks

FILM = Size(1440, 1080)


def lively(photo: Photo, still_seconds: float = 1.5) -> Photo:
    moment = Fraction(still_seconds)
    clip = Clip(
        Path("trip/a.mov"), Fraction(3), Fraction(30), FILM, FILM, has_sound=True, still_seconds=moment
    )
    return replace(photo, clip=clip)


def trip(count: int = 4, size: Size = PORTRAIT) -> Album:
    found = album(*[size] * count, minutes=300)
    return replace(found, photos=tuple(lively(photo) for photo in found.photos))


def shot(still_seconds: float, seconds: float, count: int = 1) -> Shot:
    photos = album(*[PORTRAIT] * count).photos
    return Shot(tuple(lively(one, still_seconds) for one in photos), seconds=Fraction(seconds))


@pytest.mark.parametrize(
    ("still_seconds", "seconds", "start"),
    [(1.5, 4.0, 0), (2.0, 4.0, 0.5), (1.0, 4.0, 0), (1.5, 2.0, 0.5), (0.1, 4.0, None)],
)
def test_a_second_and_a_half_is_played_where_there_is_that(
    still_seconds: float, seconds: float, start: float | None
) -> None:
    assert starts_of(shot(still_seconds, seconds), {}) == (start,)


def test_photos_that_share_the_frame_stay_stills() -> None:
    assert starts_of(shot(1.5, 4.0, count=2), {}) == (None, None)


def test_the_films_first_photo_is_at_rest_as_it_is_the_cover() -> None:
    facts = [looks(index) for index in range(4)]
    shots = directed(trip(), facts).shots
    assert shots[0].starts == (None,)
    assert all(one.starts and one.starts[0] is not None for one in shots[1:])


def test_of_one_photo_the_film_plays() -> None:
    (only,) = directed(trip(1), [looks(0)]).shots
    assert only.starts == (Fraction(0),)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_it_is_framed_and_moved_as_the_photo_that_it_is(size: Size) -> None:
    facts = [looks(index) for index in range(4)]
    moving = directed(trip(size=size), facts).shots
    resting = directed(album(*[size] * 4, minutes=300), facts).shots
    assert [(one.layout, one.focus, one.motion) for one in moving] == [
        (one.layout, one.focus, one.motion) for one in resting
    ]


def test_what_plays_all_the_time_keeps_the_camera_still_and_a_photo_that_comes_to_rest_does_not() -> None:
    photo = lively(album(PORTRAIT).photos[0])
    assert not is_moving(photo, Facts())
    assert photo.clip
    assert is_moving(replace(photo, format="GIF", clip=replace(photo.clip, loops=True)), Facts())


def test_it_stands_a_little_longer() -> None:
    def share(photos: tuple[Photo, ...]) -> float:
        return weights([[one] for one in photos], lambda photo: Facts(detail=0.5), Brief(), 3.0)[1]

    found = trip(3).photos
    assert share(found) == pytest.approx(1.15 * share(tuple(replace(one, clip=None) for one in found)))
