"""A photo's own film: it plays, stands still at the photo's moment, and gives way to the photo."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from slideshow.effects.grades import GRADES
from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.model.span import FrameSpan
from slideshow.model.template import Grade, Look
from slideshow.model.timeline import EffectRef, Slide
from slideshow.render.camera import Card
from slideshow.render.compose import compose
from slideshow.render.players.live_photo_player import at_rest
from slideshow.scan import scan
from tests.live_photos import RGB, film, numbered, scene, seen, still
from tests.media.clips.films import number_in, rewritten

CANVAS = Size(180, 320)
FPS = Fraction(30)
# A second up to the photo, and a little beyond.
LAST, COUNT = 30, 40


def photo_in(folder: Path) -> Photo:
    (photo,) = scan(folder, live=True).photos
    return photo


def moment(photo: Photo) -> Photo:
    """The photo with the moment of its film that it was taken at."""
    assert photo.clip
    return replace(photo, clip=replace(photo.clip, still_seconds=Fraction(LAST, 30)))


def card(photo: Photo, look: Look | None = None) -> Card:
    slide = Slide(
        (photo,),
        FrameSpan(0, 90),
        EffectRef.of("fill", room=0.0, focus=(0.5, 0.5)),
        EffectRef.of("still"),
        (Fraction(0),),
    )
    return compose(slide, CANVAS, look or Look(), fps=FPS)


def lumas(shown: Card, frames: range) -> list[np.ndarray]:
    found = []
    for number in frames:
        shown.play(number)
        found.append(shown._detail.planes[0].astype(np.int16).copy())
    shown.close()
    return found


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Photo:
    """A photo whose film counts, in the photo's own view."""
    folder = tmp_path_factory.mktemp("counted")
    frames = numbered(COUNT, (CANVAS.width, CANVAS.height))
    film(folder / "IMG_1.mov", frames)
    still(folder / "IMG_1.jpg", frames[LAST])
    return moment(photo_in(folder))


def shaken(number: int) -> tuple[float, float]:
    """How far a hand has moved off the photo's view."""
    return 12 * np.sin((number - LAST) / 7), 9 * np.sin((number - LAST) / 5)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Photo:
    """A photo whose film shows less than it, is a little darker, and was held in a hand."""
    folder = tmp_path_factory.mktemp("held")
    picture = scene(480, 640)
    frames: list[RGB] = []
    for number in range(COUNT):
        view = seen(picture, (270, 360), 0.65, shaken(number))
        frames.append(np.asarray(view * 0.84 + 4, np.uint8))
    film(folder / "IMG_1.mov", frames)
    still(folder / "IMG_1.jpg", picture)
    return moment(photo_in(folder))


def test_each_frame_is_the_films_up_to_the_photos_moment_and_then_stays(counted: Photo) -> None:
    found = [number_in(luma.astype(np.uint8)) for luma in lumas(card(counted), range(0, 80))]
    assert found == [min(number, LAST) for number in range(80)]


def test_a_film_that_was_stored_lying_down_stands_upright_too(tmp_path: Path) -> None:
    frames = numbered(COUNT, (CANVAS.width, CANVAS.height))
    lying = film(tmp_path / "lying.mp4", [np.ascontiguousarray(np.rot90(frame)) for frame in frames])
    folder = tmp_path / "album"
    folder.mkdir()
    rewritten(lying, folder / "IMG_1.mov", before=("-display_rotation:v", "-90"))
    still(folder / "IMG_1.jpg", frames[LAST])
    found = lumas(card(moment(photo_in(folder))), range(0, 36, 5))
    assert [number_in(luma.astype(np.uint8)) for luma in found] == [0, 5, 10, 15, 20, 25, 30, 30]


def test_in_the_end_the_photo_is_seen_to_the_last_bit(held: Photo) -> None:
    assert held.clip
    rest = at_rest(held.clip, Fraction(0), FPS)
    assert rest <= 62
    shown = card(held)
    (last,) = lumas(shown, range(rest, rest + 1))
    shown.play(None)
    assert np.array_equal(last, shown._detail.planes[0])


def test_it_settles_without_a_jump(held: Photo) -> None:
    found = lumas(card(held), range(0, 70))
    steps = [float(np.abs(after - before).mean()) for before, after in pairwise(found)]
    assert max(steps[LAST:]) <= max(steps[:LAST])
    assert max(after - before for before, after in pairwise(steps[LAST:])) < 0.2 * max(steps)
    assert steps[-1] == 0


def test_who_was_only_in_the_film_fades_away(held: Photo, tmp_path: Path) -> None:
    picture = scene(480, 640)
    somebody = picture.copy()
    somebody[280:360, 200:280] = 250
    film(tmp_path / "IMG_1.mov", [seen(somebody, (480, 640), 1.0)] * COUNT)
    still(tmp_path / "IMG_1.jpg", picture)
    levels = [
        float(luma[145:170, 80:100].mean()) for luma in lumas(card(moment(photo_in(tmp_path))), range(70))
    ]
    whole = levels[0] - levels[-1]
    assert whole > 60
    assert all(abs(level - levels[0]) < 0.1 * whole for level in levels[: LAST + 1])
    assert max(before - after for before, after in pairwise(levels)) < 0.25 * whole
    assert abs(levels[LAST + 12] - levels[-1]) < 0.15 * whole


def test_a_film_that_is_darker_is_shown_as_bright_as_the_photo(held: Photo) -> None:
    playing, dissolved = (luma.mean() for luma in lumas(card(held), range(LAST, LAST + 12))[::11])
    assert abs(playing - dissolved) < 4


def test_the_film_is_seen_where_the_photo_shows_the_same(held: Photo) -> None:
    shown = card(held)
    found = lumas(shown, range(LAST, LAST + 1))[0].astype(np.float32)
    shown.play(None)
    photo = shown._detail.planes[0].astype(np.float32)
    # The photo, as close as the first view is, with its middle where that has it.
    best = max(
        float(cv2.matchTemplate(seen_at(photo, scale), found[100:220, 50:130], cv2.TM_CCOEFF_NORMED).max())
        for scale in np.arange(1.0, 1.5, 0.01)
    )
    assert best > 0.95
    assert abs(found.mean() - photo.mean()) < 8


def seen_at(plane: np.ndarray, scale: float) -> np.ndarray:
    size = (round(plane.shape[1] * scale), round(plane.shape[0] * scale))
    return np.asarray(cv2.resize(plane, size), np.float32)


def test_whoever_begins_in_the_middle_draws_the_same(held: Photo) -> None:
    whole = lumas(card(held), range(0, 66))
    for start in (10, LAST - 1, LAST, LAST + 3, LAST + 20, 65):
        part = lumas(card(held), range(start, 66))
        assert all(np.array_equal(one, other) for one, other in zip(part, whole[start:], strict=True))


@pytest.mark.parametrize("grade", sorted(GRADES)[:3])
def test_the_looks_colours_hold_for_the_film_too(grade: str, held: Photo) -> None:
    shown = card(held, Look(grade=Grade(name=grade)))
    shown.play(LAST)
    playing = [plane.mean() for plane in shown._detail.planes]
    shown.play(None)
    resting = [plane.mean() for plane in shown._detail.planes]
    shown.close()
    assert np.abs(np.subtract(playing, resting)).max() < 9


def test_a_film_that_cannot_be_decoded_leaves_the_photo(held: Photo, tmp_path: Path) -> None:
    assert held.clip
    broken = tmp_path / "broken.mov"
    broken.write_bytes(held.clip.path.read_bytes()[:200])
    photo = replace(held, clip=replace(held.clip, path=broken))
    shown = card(photo)
    first = lumas(shown, range(0, 3))
    shown.play(None)
    assert all(np.array_equal(one, shown._detail.planes[0]) for one in first)
