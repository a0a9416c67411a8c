"""What stands behind a photo is lit as the photo is."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from slideshow.documents.template_files import DEFAULT, load
from slideshow.media.pictures import Picture, decode
from slideshow.model.album import Photo
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Backdrop
from slideshow.render.backdrop import ground
from slideshow.scan.photo_header import read_photo

CARD = Size(864, 1536)
LOOK = Backdrop()
LUMA = np.array([0.2126, 0.7152, 0.0722])


def picture_of(folder: Path, pixels: NDArray[np.uint8]) -> Picture:
    Image.fromarray(pixels).save(folder / "photo.png")
    photo = read_photo(folder / "photo.png")
    assert isinstance(photo, Photo)
    return decode(photo)


def scene(colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    random = np.random.default_rng(5)
    light = cv2.GaussianBlur(random.random((300, 400)).astype(np.float32), (0, 0), 9)
    light = 0.7 + 0.6 * (light - light.mean()) / light.std() * 0.2
    return np.asarray(np.clip(np.array(colour) * light[:, :, None], 0, 255), np.uint8)


def lab_mean(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    lab = cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return np.asarray(lab.reshape(-1, 3).mean(axis=0))


@pytest.mark.parametrize("colour", [(60, 110, 190), (210, 130, 60), (70, 130, 60), (150, 145, 140)])
def test_a_backdrop_has_three_quarters_of_the_photo_s_light_and_all_of_its_colour(
    colour: tuple[int, int, int], tmp_path: Path
) -> None:
    pixels = scene(colour)
    behind = ground(picture_of(tmp_path, pixels), CARD, LOOK, None)
    assert 0.7 <= (behind @ LUMA).mean() / (pixels @ LUMA).mean() <= 0.8
    own, its = lab_mean(pixels), lab_mean(behind)
    assert np.hypot(*its[1:]) >= 0.95 * np.hypot(*own[1:])
    # Of the same hue.
    assert np.degrees(np.abs(np.arctan2(its[2], its[1]) - np.arctan2(own[2], own[1]))) < 12


def test_the_quiet_template_uses_it() -> None:
    assert 0.7 <= load(DEFAULT).look.backdrop.brightness <= 0.8


def test_a_slow_gradient_does_not_band(tmp_path: Path) -> None:
    rows = np.linspace(40, 56, 400)[:, None, None]
    pixels = np.asarray(np.rint(rows + np.zeros((400, 300, 3))), np.uint8)
    behind = ground(picture_of(tmp_path, pixels), CARD, LOOK, None)[:, :, 1]
    # In no row but those of a whole level everything is the same: levels mix where one gives way to the next.
    mixed = [len(set(row.tolist())) > 1 for row in behind]
    assert np.mean(mixed) > 0.6


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    picture = picture_of(tmp_path, scene((60, 110, 190)))
    covered = Rect(100.0, 400.0, 664.0, 500.0)
    assert np.array_equal(ground(picture, CARD, LOOK, covered), ground(picture, CARD, LOOK, covered))
