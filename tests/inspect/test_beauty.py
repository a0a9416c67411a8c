"""Colours and subjects that please."""

import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.inspect.beauty import colourfulness, distinctness
from slideshow.inspect.people import wear
from slideshow.inspect.tone import tone
from slideshow.model.geometry import Rect
from tests.plan.albums import face

MIDDLE = Rect(0.35, 0.35, 0.3, 0.3)


def even(*colour: int) -> NDArray[np.uint8]:
    return np.full((120, 160, 3), colour, np.uint8)


def with_subject(ground: tuple[int, int, int], subject: tuple[int, int, int]) -> NDArray[np.uint8]:
    picture = even(*ground)
    picture[42:78, 56:104] = subject
    return picture


def sunset() -> NDArray[np.uint8]:
    rows = np.linspace(0.0, 1.0, 120)[:, None, None]
    return np.asarray(
        np.array([30, 40, 110]) * (1 - rows) + np.array([250, 120, 40]) * rows + np.zeros((120, 160, 3)),
        np.uint8,
    )


def test_greys_have_no_colour_and_a_sunset_has_much() -> None:
    assert colourfulness(even(120, 120, 120)) == 0.0
    assert colourfulness(sunset()) > 0.5


def test_the_same_view_in_haze_is_less_colourful() -> None:
    hazy = np.asarray(0.4 * sunset() + 0.6 * 180, np.uint8)
    assert colourfulness(hazy) < 0.6 * colourfulness(sunset())


def test_a_red_boat_on_blue_water_stands_out_more_than_a_grey_one_on_grey() -> None:
    boat = distinctness(with_subject((40, 90, 160), (200, 40, 40)), MIDDLE)
    grey = distinctness(with_subject((120, 120, 120), (140, 140, 140)), MIDDLE)
    assert boat > 0.9 > 0.4 > grey > 0.0


def test_a_view_without_a_subject_has_nothing_that_stands_out() -> None:
    assert distinctness(sunset(), None) == 0.0


def test_the_tone_tells_haze_from_a_photo_with_blacks_and_whites() -> None:
    ramp = np.repeat(np.linspace(0, 255, 160).astype(np.uint8)[None, :, None], 120, axis=0).repeat(3, axis=2)
    full = tone(ramp, ())
    hazy = tone(np.asarray(90 + 0.4 * ramp, np.uint8), ())
    assert full.black == pytest.approx(0.01, abs=0.02)
    assert full.white == pytest.approx(0.99, abs=0.02)
    assert hazy.black > 0.3
    assert hazy.white < 0.78


def test_the_tone_knows_warm_light_by_what_would_be_grey() -> None:
    assert tone(even(140, 128, 112), ()).cast[1] > 6
    assert tone(even(112, 128, 140), ()).cast[1] < -4
    assert tone(even(128, 128, 128), ()).cast == pytest.approx((0, 0), abs=0.1)


def test_skin_is_looked_at_in_the_largest_face() -> None:
    picture = even(40, 90, 160)
    picture[40:80, 60:100] = (220, 170, 140)
    found = tone(picture, (face(0.5, 0.5, 0.3),))
    assert found.skin is not None
    assert found.skin == pytest.approx((220 / 255, 170 / 255, 140 / 255), abs=0.02)
    assert tone(picture, ()).skin is None


def test_people_are_known_again_by_their_clothes() -> None:
    picture = even(200, 200, 200)
    picture[30:55, 65:95] = (220, 170, 140)
    picture[62:, 50:110] = (180, 20, 30)
    red = wear(picture, Rect(65 / 160, 30 / 120, 30 / 160, 25 / 120))
    picture[62:, 50:110] = (20, 30, 180)
    blue = wear(picture, Rect(65 / 160, 30 / 120, 30 / 160, 25 / 120))
    assert len(red) == 9
    assert red[:6] == blue[:6]
    assert np.hypot(red[7] - blue[7], red[8] - blue[8]) > 50
