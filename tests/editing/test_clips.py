"""Clips that a person turns are shown turned, the same part of them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slideshow.editing.film import EditedFilm
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from tests.media.clips.films import clip, number_in
from tests.photos import save


def grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(picture.mean(axis=2), np.uint8)


def test_a_clip_that_is_turned_plays_the_same_part_turned(tmp_path: Path) -> None:
    folder = tmp_path / "trip"
    folder.mkdir()
    for index in (1, 3):
        save(folder, f"IMG_{index}.jpg", (300, 400), taken=f"2026:04:03 09:0{index}:00", seed=index)
    # In the frame's own shape, so that it fills it upright and on its head.
    clip(folder / "IMG_2.mp4", 240, size=(180, 320))
    with EditedFilm(folder, Brief(canvas=Size(180, 320), title="", length_seconds=14.0)) as film:
        slide = next(slide for slide in film.slides if slide.name == "IMG_2")
        film.layout("IMG_2", "fill")
        film.motion("IMG_2", "still")
        start, moment = film.slides[slide.number - 1].shot.starts, slide.span.start + len(slide.span) // 2
        upright = number_in(grey(film.frame(moment, 180)))
        assert upright > 0
        film.rotate("IMG_2", 180)
        assert film.slides[slide.number - 1].shot.starts == start
        assert number_in(grey(film.frame(moment, 180))[::-1, ::-1]) == upright
        film.rotate("IMG_2", 90)
        shot = film.slides[slide.number - 1].shot
        assert shot.starts == start
        assert shot.photos[0].size == Size(320, 180)
