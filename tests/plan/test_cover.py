"""What the film begins with, and what it ends on."""

from datetime import timedelta
from typing import Any

from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.model.music import Rhythm
from slideshow.plan import finishing
from slideshow.plan.cover import cover_photo
from slideshow.plan.ending import closing_fade, is_evening
from slideshow.plan.recurring import recurrence
from tests.plan.albums import LANDSCAPE, PORTRAIT, album, directed, face, filmed, looks, scene

CANVAS = Size(1080, 1920)
FATHER = (30.0, 5.0, 10.0, 65.0, 15.0, 18.0, 40.0, 50.0, 30.0)
MOTHER = (60.0, 10.0, 35.0, 70.0, 12.0, 16.0, 30.0, 5.0, -40.0)
PERFORMER = (80.0, -40.0, 60.0, 90.0, 0.0, 0.0, 85.0, -60.0, 60.0)


def of(*wears: tuple[float, ...], **facts: Any) -> Facts:
    people = tuple(face(0.3 + 0.3 * index, 0.4, 0.2) for index in range(len(wears)))
    return looks(1, faces=people, wears=wears, **facts)


def test_a_family_s_film_begins_with_the_family_and_not_with_who_is_seen_once() -> None:
    trip = album(*[PORTRAIT] * 6)
    facts = [of(FATHER), of(MOTHER), of(FATHER, MOTHER), of(FATHER), of(MOTHER), of(PERFORMER, sharpness=1.0)]
    known = {photo.digest: one for photo, one in zip(trip.photos, facts, strict=True)}
    first = cover_photo(trip.photos, lambda photo: known[photo.digest], CANVAS)
    assert first != trip.photos[5]
    often = recurrence(trip.photos, lambda photo: known[photo.digest])
    assert often[trip.photos[5].digest] == 0.0
    assert often[trip.photos[2].digest] >= 0.4


def test_a_film_of_people_begins_with_people() -> None:
    trip = album(*[PORTRAIT] * 4)
    facts = [of(FATHER), of(FATHER), of(FATHER), looks(4, sharpness=1.0, colourfulness=0.7)]
    known = {photo.digest: one for photo, one in zip(trip.photos, facts, strict=True)}
    assert cover_photo(trip.photos, lambda photo: known[photo.digest], CANVAS) != trip.photos[3]


def test_a_cover_is_neither_dark_nor_a_screenshot() -> None:
    trip = album(*[PORTRAIT] * 3)
    best: dict[str, Any] = {
        "sharpness": 1.0,
        "colourfulness": 0.8,
        "distinctness": 1.0,
        "subject_sharpness": 1.0,
    }
    night = looks(1, **{**best, "brightness": 0.1})
    facts = [night, looks(2, **best, is_screen=True), looks(3, sharpness=0.3, colourfulness=0.2)]
    known = {photo.digest: one for photo, one in zip(trip.photos, facts, strict=True)}
    assert cover_photo(trip.photos, lambda photo: known[photo.digest], CANVAS) == trip.photos[2]


def test_a_film_ends_on_the_second_best_photo_of_its_last_chapter() -> None:
    trip = album(*[PORTRAIT] * 12, minutes=30)
    colours = [0.3] * 12
    colours[2], colours[9], colours[10] = 0.9, 0.5, 0.42
    facts = [looks(index, colourfulness=colours[index], detail=0.3) for index in range(12)]
    shots = directed(trip, facts).shots
    assert shots[0].photos == (trip.photos[2],)
    assert shots[-1].photos == (trip.photos[10],)
    rest = [trip.photos.index(shot.photos[0]) for shot in shots[1:-1]]
    assert rest == sorted(rest)


def test_a_chapter_keeps_its_words_when_its_first_photo_ends_the_film() -> None:
    trip = album(*[PORTRAIT] * 10, minutes=180)
    facts = [looks(index, colourfulness=0.3) for index in range(10)]
    days = sorted({photo.captured.date() for photo in trip.photos if photo.captured})
    chapters = [shot.chapter for shot in directed(trip, facts).shots if shot.chapter]
    assert len(chapters) == len(days)


def test_the_last_chord_gets_a_fade_of_at_most_three_seconds() -> None:
    trip = album(*[LANDSCAPE] * 5)
    line = filmed(trip, [looks(index) for index in range(5)])
    end = float(line.duration_seconds)
    for struck in (0.4, 2.0, 6.0):
        rhythm = Rhythm(beats=(end - struck,), downbeats=(end - struck,), confidence=1.0)
        fade = closing_fade(line, rhythm)
        assert fade is not None
        assert fade.stop == line.span.stop
        assert 0.5 < len(fade) / 30 <= 3.0
        assert fade.start > line.slides[-1].span.start


def test_an_end_card_is_not_faded() -> None:
    trip = album(*[PORTRAIT] * 3)
    line = filmed(trip, closing="Thank you", closing_seconds=3.0)
    assert closing_fade(line, None) is None


def test_a_film_without_music_does_not_fade() -> None:
    made = scene(album(*[PORTRAIT] * 3))
    line = filmed(made.album)
    assert finishing(line, made, has_music=False).fade is None
    assert finishing(line, made, has_music=True).fade is not None


# The upper and the lower half of a photo at sunset, and of a lake at noon: CIELAB.
SUNSET, NOON = (70.0, 14.0, 35.0) * 8 + (18.0, 3.0, 3.0) * 8, (72.0, -4.0, -19.0) * 8 + (40.0, -8.0, -6.0) * 8


def test_an_evening_ends_the_film_even_where_it_is_the_best_or_dark() -> None:
    trip = album(*[PORTRAIT] * 12)
    for place, brightness in ((9, 0.45), (10, 0.17)):
        facts = [looks(index, colourfulness=0.35, detail=0.3, layout=NOON) for index in range(12)]
        facts[place] = looks(place, colourfulness=0.45, detail=0.2, layout=SUNSET, brightness=brightness)
        facts[2] = looks(2, colourfulness=0.9, distinctness=0.9, sharpness=0.95, detail=0.3, layout=NOON)
        assert directed(trip, facts).shots[-1].photos == (trip.photos[place],)


def test_warm_rooms_and_skies_of_noon_are_no_evening() -> None:
    assert is_evening(looks(1, layout=SUNSET, detail=0.3))
    assert not is_evening(looks(1, layout=NOON, detail=0.3))
    assert not is_evening(looks(1, layout=SUNSET, detail=0.8))
    assert not is_evening(looks(1, layout=SUNSET, detail=0.3, faces=(face(0.5, 0.5, 0.2),)))
    assert not is_evening(looks(1, layout=(55.0, 20.0, 35.0) * 16, detail=0.3))


def test_recurrence_of_thousands_is_found_by_a_part_of_them() -> None:
    trip = album(*[PORTRAIT] * 900, start=None, minutes=timedelta(minutes=3).total_seconds() / 60)
    known = {photo.digest: of(FATHER if index % 3 else MOTHER) for index, photo in enumerate(trip.photos)}
    often = recurrence(trip.photos, lambda photo: known[photo.digest])
    assert often[trip.photos[1].digest] > 0.55 > often[trip.photos[0].digest] > 0.2
