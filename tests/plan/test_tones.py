"""Light and colour of neighbours, and of photos that are flat or dark."""

import math
from dataclasses import replace

import pytest

from slideshow.documents.template_files import load
from slideshow.model.album import VIDEO
from slideshow.model.tone import NO_CORRECTION, Correction, Tone
from slideshow.plan import finishing
from slideshow.plan.tones import corrections, lift_tones
from tests.plan.albums import LANDSCAPE, PORTRAIT, album, face, filmed, looks, scene

GOOD = Tone(black=0.03, middle=0.45, white=0.95, cast=(0.0, 0.0), grey=0.5)
HAZY = Tone(black=0.28, middle=0.5, white=0.72, grey=0.5)
NIGHT = Tone(black=0.0, middle=0.1, white=0.85)
DARK = Tone(black=0.01, middle=0.18, white=0.5)


def test_a_good_photo_is_left_alone() -> None:
    assert lift_tones(GOOD) == NO_CORRECTION


def test_haze_is_taken_away_gently() -> None:
    lit = lift_tones(HAZY)
    assert 0.03 < lit.black <= 0.12
    assert 0.84 <= lit.white < 0.97
    assert 1.0 / (lit.white - lit.black) <= 1.21


def test_a_dark_photo_is_opened_and_a_night_stays_a_night() -> None:
    assert 1.05 < lift_tones(DARK).gamma <= 1.22
    assert lift_tones(NIGHT) == NO_CORRECTION


def test_a_photo_of_a_single_colour_tells_nothing() -> None:
    assert lift_tones(Tone(0.5, 0.5, 0.52)) == NO_CORRECTION


def after(middle: float, one: Correction) -> float:
    return middle * sum(one.gains) / 3


def test_neighbours_come_a_third_of_the_way_together() -> None:
    bright, dim = replace(GOOD, middle=0.5), replace(GOOD, middle=0.4)
    first, second = corrections([bright, dim], [False, True])
    assert after(0.5, first) - after(0.4, second) == pytest.approx(0.1 * 2 / 3, abs=0.01)


def test_so_do_the_colours_of_their_light() -> None:
    warm, cold = replace(GOOD, cast=(0.0, 6.0)), replace(GOOD, cast=(0.0, -4.0))
    first, second = corrections([warm, cold], [False, True])
    # Less yellow is more blue, against red.
    assert first.gains[2] / first.gains[0] > 1.01
    assert second.gains[2] / second.gains[0] < 0.99


def test_day_and_night_and_chapters_are_not_mixed() -> None:
    day, dusk = replace(GOOD, middle=0.6), replace(GOOD, middle=0.25)
    assert corrections([day, dusk], [False, True])[0] == NO_CORRECTION
    bright, dim = replace(GOOD, middle=0.5), replace(GOOD, middle=0.4)
    assert corrections([bright, dim], [False, False]) == (NO_CORRECTION, NO_CORRECTION)


def test_a_sunset_keeps_its_colours() -> None:
    sunset = replace(GOOD, cast=(8.0, 14.0), grey=0.05)
    first, _ = corrections([sunset, replace(GOOD, cast=(0.0, 0.0))], [False, True])
    assert first.gains == (1.0, 1.0, 1.0)


def test_a_face_is_hardly_moved_in_colour() -> None:
    cold, warm = replace(GOOD, cast=(-3.0, -8.0)), replace(GOOD, cast=(3.0, 6.0))
    person = replace(warm, skin=(0.75, 0.58, 0.48))
    free, _ = corrections([warm, cold], [False, True])
    held, _ = corrections([person, cold], [False, True])
    spread = [max(one.gains) / min(one.gains) for one in (free, held)]
    assert 1.0 < spread[1] < spread[0]
    # CIELAB chroma of what the gains do to a middle grey is below what anybody sees.
    assert math.log(spread[1]) < 0.02


def test_the_same_photos_have_the_same_light_every_time_and_clips_their_own() -> None:
    trip = album(*[PORTRAIT] * 5)
    photos = list(trip.photos)
    facts = [looks(index, tone=replace(GOOD, middle=0.4 + 0.03 * index)) for index in range(5)]
    made = scene(replace(trip, photos=tuple(photos)), facts)
    line = filmed(made.album, facts)
    assert finishing(line, made, has_music=False) == finishing(line, made, has_music=False)
    assert any(slide.corrections for slide in finishing(line, made, has_music=False).slides)
    plain = replace(made, brief=replace(made.brief, tone=False))
    assert not any(slide.corrections for slide in finishing(line, plain, has_music=False).slides)
    assert all(slide.photos[0].format != VIDEO for slide in line.slides)


@pytest.mark.parametrize("name", ["default", "cinema", "gallery", "sunny", "instant", "collage"])
def test_texts_know_where_faces_and_photos_are_in_every_look(name: str) -> None:
    template = load(name)
    trip = album(*[LANDSCAPE, PORTRAIT, LANDSCAPE] * 3, minutes=300)
    facts = [looks(index, faces=(face(0.5, 0.4),)) for index in range(9)]
    made = scene(trip, facts, template=template)
    line = finishing(filmed(trip, facts, template=template), made, has_music=False)
    assert line.captions
    for caption in line.captions:
        if caption.kind != "end":
            assert caption.photos
            for one in caption.faces:
                assert any(photo.contains(one, tolerance=0.02) for photo in caption.photos)
    bars = template.look.overlay.bars
    for photo in line.captions[0].photos:
        assert photo.y >= bars - 0.01
        assert photo.bottom <= 1.0 - bars + 0.01
