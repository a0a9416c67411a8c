"""What is measured agrees with what a person would say."""

import cv2
import numpy as np
import pytest

from slideshow.inspect import measure
from slideshow.plan.photo_quality import BLURRED
from tests.inspect.pictures import RGB, blurred, foliage, screenshot, shaken, sky


def bits_apart(one: RGB, other: RGB) -> int:
    return (measure.difference_hash(one) ^ measure.difference_hash(other)).bit_count()


def test_a_sharp_photo_is_called_sharp_and_a_blurred_one_blurred() -> None:
    assert measure.sharpness(foliage()) > 1.5 * BLURRED
    for soft in (blurred(foliage(), 3.0), shaken(foliage(), 15)):
        assert measure.sharpness(soft) < measure.sharpness(foliage())
    assert measure.sharpness(blurred(foliage(), 4.0)) < BLURRED


def test_the_more_blurred_the_less_sharp() -> None:
    values = [measure.sharpness(foliage()), *(measure.sharpness(blurred(foliage(), s)) for s in (1, 2, 4))]
    assert values == sorted(values, reverse=True)


def test_a_sharp_thing_before_a_blurred_garden_is_sharp() -> None:
    picture = blurred(foliage(), 8.0)
    picture[250:450, 400:560] = foliage()[250:450, 400:560]
    assert measure.sharpness(picture) > 1.5 * BLURRED


def test_an_evening_sky_is_not_called_blurred() -> None:
    assert measure.sharpness(sky()) > BLURRED


def test_a_plain_card_has_a_sharpness_too() -> None:
    assert 0.0 <= measure.sharpness(np.full((40, 30, 3), 90, np.uint8)) <= 1.0


@pytest.mark.parametrize(("value", "black", "white"), [(0, 1.0, 0.0), (255, 0.0, 1.0), (128, 0.0, 0.0)])
def test_black_and_blown_out_parts_are_counted(value: int, black: float, white: float) -> None:
    found = measure.light(np.full((20, 30, 3), value, np.uint8))
    assert (found.black, found.white) == (black, white)
    assert found.brightness == pytest.approx(value / 255, abs=0.001)


def test_foliage_is_busier_than_a_sky() -> None:
    assert measure.detail(foliage()) > 3 * measure.detail(sky())


def test_a_screenshot_is_told_from_photographs() -> None:
    assert measure.is_screen(screenshot())
    snow = np.clip(sky().astype(int) // 8 + 224, 0, 255).astype(np.uint8)
    night = (sky() // 12).astype(np.uint8)
    for photo in (foliage(), sky(), snow, night, np.zeros((90, 90, 3), np.uint8), blurred(foliage(), 6)):
        assert not measure.is_screen(photo)


def test_the_same_photo_smaller_brighter_or_packed_again_has_nearly_the_same_hash() -> None:
    photo = foliage()
    small = np.asarray(cv2.resize(photo, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA), np.uint8)
    bright = np.clip(photo * 1.2 + 8, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, 50])
    again = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    for copy in (small, bright, again):
        assert bits_apart(photo, copy) <= 6
    assert bits_apart(photo, foliage(seed=2)) > 36
    assert bits_apart(photo, sky()) > 36


def test_the_dominant_colour_comes_first() -> None:
    picture = np.zeros((60, 60, 3), np.uint8)
    picture[:] = (200, 30, 30)
    picture[:20] = (20, 40, 200)
    first, *others = measure.colours(picture)
    assert first == "#c81e1e"
    assert "#1428c8" in others


def test_the_layout_knows_what_is_where() -> None:
    picture = np.zeros((80, 80, 3), np.uint8)
    picture[:20, 60:] = 255
    layout = measure.layout(picture)
    assert len(layout) == 48
    lightness = layout[::3]
    assert lightness[3] == pytest.approx(100, abs=0.5)
    assert max(value for index, value in enumerate(lightness) if index != 3) < 1
