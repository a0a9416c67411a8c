"""Which part of a clip is shown, how long, and where the camera then moves."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.model.album import VIDEO, Album, Photo
from slideshow.model.clip import Clip
from slideshow.model.facts import Course, Facts
from slideshow.model.geometry import Size
from tests.plan.albums import LANDSCAPE, album, directed, filmed, looks

FILM = Size(1920, 1080)


def clip(seconds: float, size: Size = FILM) -> Clip:
    return Clip(Path("trip/a.mp4"), Fraction(seconds), Fraction(30), size, size, has_sound=True)


def with_clip(count: int, place: int, seconds: float, size: Size = FILM) -> Album:
    """An album of photos with a clip at a place."""
    trip = album(*[LANDSCAPE] * count, minutes=300)
    photos = list(trip.photos)
    photos[place] = replace(photos[place], format=VIDEO, size=size, clip=clip(seconds, size))
    return replace(trip, photos=tuple(photos))


def course(*worth: float, movement: float = 0.5, step: float = 0.5) -> Course:
    return Course(0.0, step, worth, 0.0, movement)


def facts_of(trip: Album, course: Course) -> list[Facts]:
    return [looks(index, course=course if photo.clip else None) for index, photo in enumerate(trip.photos)]


def its_shot(trip: Album, facts: list[Facts]):  # type: ignore[no-untyped-def]
    return next(shot for shot in directed(trip, facts).shots if shot.photos[0].clip)


def test_the_best_part_is_shown() -> None:
    worth = [0.1] * 40
    worth[20:28] = [0.9] * 8
    trip = with_clip(4, 2, 20.0)
    shot = its_shot(trip, facts_of(trip, course(*worth)))
    (start,) = shot.starts
    middle = float(start + shot.seconds / 2)
    assert middle == pytest.approx(12.0, abs=0.5)


def test_of_a_short_clip_all_is_shown_and_no_more() -> None:
    trip = with_clip(4, 2, 1.5)
    shot = its_shot(trip, facts_of(trip, course(0.5, 0.5, 0.5)))
    assert shot.starts == (0,)
    assert float(shot.seconds) == pytest.approx(1.5, abs=0.1)


def test_a_part_never_reaches_beyond_its_clip() -> None:
    trip = with_clip(4, 2, 4.0)
    shot = its_shot(trip, facts_of(trip, course(*[0.1] * 7, 0.9)))
    (start,) = shot.starts
    assert 0 <= start <= Fraction(4) - shot.seconds


def test_the_camera_rests_while_things_move_and_moves_while_they_rest() -> None:
    trip = with_clip(4, 2, 8.0)
    moving = its_shot(trip, facts_of(trip, course(*[0.5] * 16, movement=0.5)))
    resting = its_shot(trip, facts_of(trip, course(*[0.5] * 16, movement=0.02)))
    assert moving.motion == "still"
    assert resting.motion != "still"


def test_two_clips_never_share_a_frame() -> None:
    trip = album(*[LANDSCAPE] * 6, minutes=1)
    photos = tuple(replace(one, format=VIDEO, size=FILM, clip=clip(6.0)) for one in trip.photos)
    trip = replace(trip, photos=photos)
    facts = [looks(index, like=7, course=course(*[0.5] * 12)) for index in range(6)]
    for shot in directed(trip, facts, keep_all=True).shots:
        assert sum(photo.clip is not None for photo in shot.photos) == 1


def test_a_clip_is_no_second_try_at_a_photo() -> None:
    trip = with_clip(3, 1, 6.0, LANDSCAPE)
    facts = [looks(index, like=7) for index in range(3)]
    facts[1] = replace(facts[1], course=course(*[0.5] * 12))
    shown = [photo for shot in directed(trip, facts).shots for photo in shot.photos]
    assert any(photo.clip for photo in shown)
    assert any(photo.clip is None for photo in shown)


def test_what_stands_for_a_clip_is_a_moment_that_is_seen() -> None:
    trip = with_clip(4, 2, 20.0)
    photos = tuple(_standing_at(photo, Fraction(19)) for photo in trip.photos)
    trip = replace(trip, photos=photos)
    line = filmed(trip, facts_of(trip, course(*[0.9] * 8, *[0.1] * 32)))
    slide = next(slide for slide in line.slides if slide.has_clips)
    (start,) = slide.starts
    (photo,) = slide.photos
    assert start is not None
    assert photo.clip is not None
    assert start <= photo.clip.still_seconds <= start + len(slide.span) / line.fps


def _standing_at(photo: Photo, seconds: Fraction) -> Photo:
    return replace(photo, clip=replace(photo.clip, still_seconds=seconds)) if photo.clip else photo
