"""Corrected light as it is seen."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from slideshow.inspect.tone import tone
from slideshow.media.pictures import decode
from slideshow.model.album import Photo
from slideshow.model.span import FrameSpan
from slideshow.model.timeline import EffectRef, Slide
from slideshow.model.tone import NO_CORRECTION, Correction
from slideshow.plan.skin import kept
from slideshow.plan.tones import lift_tones
from slideshow.render.tone import correct_tone, correcting, table
from slideshow.scan.photo_header import read_photo

# Six of Macbeth's and Fitzpatrick's skins, sRGB.
SKINS = ((244, 208, 177), (231, 180, 143), (210, 158, 124), (186, 120, 81), (165, 94, 43), (60, 32, 29))


def hazy() -> NDArray[np.uint8]:
    random = np.random.default_rng(3)
    scene = cv2.GaussianBlur(random.random((120, 160, 3)).astype(np.float32), (0, 0), 6)
    scene = (scene - scene.min()) / (scene.max() - scene.min())
    return np.asarray(80 + 100 * scene, np.uint8)


def lab(colour: tuple[int, ...]) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(np.array([[colour]], np.float32) / 255, cv2.COLOR_RGB2LAB)[0, 0])


def test_a_hazy_photo_has_more_contrast_and_none_of_it_is_lost() -> None:
    picture = hazy()
    lit = correct_tone(picture, lift_tones(tone(picture, ())))
    assert lit.std() > 1.1 * picture.std()
    assert lit.std() < 1.3 * picture.std()
    assert (lit == 255).mean() < 0.002
    assert (lit == 0).mean() < 0.002


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("gains", [(1.1, 1.1, 1.1), (0.92, 0.92, 0.92), (1.008, 0.997, 0.992)])
@pytest.mark.parametrize("gamma", [1.0, 1.15])
def test_no_face_is_off_its_colour(
    skin: tuple[int, ...], gains: tuple[float, float, float], gamma: float
) -> None:
    before = np.array([[skin]], np.uint8)
    red, green, blue = (value / 255 for value in skin)
    after = correct_tone(before, kept(Correction(0.03, 0.95, gamma, gains), (red, green, blue)))
    _, a, b = lab(tuple(int(value) for value in before[0, 0]))
    _, new_a, new_b = lab(tuple(int(value) for value in after[0, 0]))
    turned = abs(np.degrees(np.arctan2(new_b, new_a) - np.arctan2(b, a)))
    # As far as eight bits go.
    assert turned < 4.0 + 1.5
    assert np.hypot(new_a - a, new_b - b) < 3.0 + 0.7


@pytest.mark.parametrize(
    "correction",
    [
        Correction(gains=(1.16, 1.16, 1.16)),
        Correction(0.1, 0.86, 1.2, (1.1, 1.1, 1.1)),
        Correction(gains=(0.85, 0.85, 0.85)),
    ],
)
def test_lights_keep_their_shape(correction: Correction) -> None:
    levels = table(correction)[0, :, 0].astype(int)
    steps = np.diff(levels)
    assert (steps >= 0).all()
    assert steps.max() <= 4
    assert levels[-1] <= 255
    # Of the upper third of the levels, most are still apart from one another.
    assert len(set(levels[170:].tolist())) > 35


def test_a_photo_without_a_correction_is_not_touched(tmp_path: Path) -> None:
    picture = hazy()
    assert correct_tone(picture, NO_CORRECTION) is picture
    Image.fromarray(picture).save(tmp_path / "a.png")
    photo = read_photo(tmp_path / "a.png")
    assert isinstance(photo, Photo)
    slide = Slide((photo,), FrameSpan(0, 30), EffectRef.of("fill", room=0.0), EffectRef.of("still"))
    assert correcting(decode, slide) is decode


def test_what_stands_behind_a_photo_is_in_the_same_light(tmp_path: Path) -> None:
    Image.fromarray(hazy()).save(tmp_path / "a.png")
    photo = read_photo(tmp_path / "a.png")
    assert isinstance(photo, Photo)
    lit = Correction(0.1, 0.9)
    slide = Slide(
        (photo,), FrameSpan(0, 30), EffectRef.of("fit", room=0.0), EffectRef.of("still"), corrections=(lit,)
    )
    picture = correcting(decode, slide)(photo, 1.0)
    seen = picture.sample(photo.size.whole, photo.size)
    assert np.array_equal(seen, correct_tone(hazy(), lit))
