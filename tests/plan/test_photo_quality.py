"""What makes a photo worth showing."""

from typing import Any

from slideshow.model.facts import Facts
from slideshow.model.tone import Tone
from slideshow.plan.photo_quality import flaw, is_dark, quality
from tests.plan.albums import face

SHARP: dict[str, Any] = {"sharpness": 0.6, "contrast": 0.2, "detail": 0.4}
NIGHT = Tone(black=0.01, middle=0.12, white=0.85)
UNDEREXPOSED = Tone(black=0.01, middle=0.12, white=0.3)


def test_colours_are_worth_something() -> None:
    assert quality(Facts(**SHARP, colourfulness=0.6)) > quality(Facts(**SHARP, colourfulness=0.1)) + 0.1


def test_a_sunset_is_worth_more_than_a_dull_corner_in_better_light() -> None:
    sunset = Facts(sharpness=0.35, brightness=0.25, contrast=0.25, detail=0.15, colourfulness=0.5, tone=NIGHT)
    corner = Facts(sharpness=0.9, brightness=0.48, contrast=0.2, detail=0.7, colourfulness=0.12)
    assert quality(sunset) > quality(corner)


def test_a_night_with_lights_is_not_punished_for_being_dark_and_a_dark_photo_is() -> None:
    dark: dict[str, Any] = {**SHARP, "brightness": 0.14, "black": 0.3, "colourfulness": 0.2}
    by_day = Facts(**{**dark, "brightness": 0.48, "black": 0.0})
    assert quality(Facts(**dark, tone=NIGHT)) > quality(by_day) - 0.04
    assert quality(Facts(**dark, tone=UNDEREXPOSED)) < quality(by_day) - 0.06


def test_the_largest_face_has_to_be_sharp_not_the_wall_behind_it() -> None:
    people = (face(0.5, 0.4, 0.3),)
    on_face = Facts(faces=people, sharpness=0.5, subject_sharpness=0.5)
    on_wall = Facts(faces=people, sharpness=0.9, subject_sharpness=0.15)
    assert quality(on_face) > quality(on_wall)


def test_bystanders_make_up_for_nobody_who_looks_away() -> None:
    bystanders = tuple(face(0.1 * number, 0.2, 0.05) for number in range(1, 5))
    looks_at_us = Facts(faces=(face(0.5, 0.5, 0.3, frontal=1.0),))
    looks_away = Facts(faces=(face(0.5, 0.5, 0.3, frontal=0.0), *bystanders))
    assert quality(looks_at_us) > quality(looks_away) + 0.05


def test_something_that_stands_out_in_focus_is_worth_more() -> None:
    bloom = Facts(**SHARP, subject_sharpness=0.6, distinctness=0.9)
    hedge = Facts(**SHARP, subject_sharpness=0.2, distinctness=0.1)
    assert quality(bloom) > quality(hedge) + 0.1


def test_a_photo_of_nothing_goes_last_and_a_calm_sea_does_not() -> None:
    assert flaw(Facts(contrast=0.01, detail=0.0))
    assert not flaw(Facts(contrast=0.12, detail=0.1))


def test_a_night_is_dark_for_a_cover() -> None:
    assert is_dark(Facts(brightness=0.15, tone=NIGHT))
    assert not is_dark(Facts(brightness=0.4))
