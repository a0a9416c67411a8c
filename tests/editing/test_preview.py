"""The preview shows what the film shows, at once, and lets go of what an edit has overtaken."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import ImageFilter

from slideshow.editing.film import EditedFilm
from slideshow.editing.preview import Overtaken
from slideshow.errors import InputError
from slideshow.media.mp4 import read
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.render import stills
from slideshow.system import ffmpeg
from tests.photos import save, scene

BRIEF = Brief(canvas=Size(540, 960), length_seconds=12.0, title="A trip")


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pillow_heif.register_heif_opener()
    folder = tmp_path_factory.mktemp("albums") / "trip"
    folder.mkdir()
    for number, (suffix, size) in enumerate(
        [
            ("jpg", (1200, 1600)),
            ("jpg", (1600, 1200)),
            ("jpg", (1500, 1500)),
            ("heic", (1600, 1200)),
            ("png", (900, 1600)),
        ]
    ):
        # Grain as fine as a pixel is another grain in every size.
        picture = scene(*size, seed=number).filter(ImageFilter.GaussianBlur(2))
        taken = f"2026:04:03 09:{number:02}:00"
        save(folder, f"IMG_{number}.{suffix}", taken=taken, picture=picture)
    return folder


@pytest.fixture
def film(trip: Path) -> Iterator[EditedFilm]:
    with EditedFilm(trip, BRIEF, fresh=True) as opened:
        yield opened


def similarity(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """SSIM of two pictures' greys, by Gaussian windows (Wang et al. 2004)."""
    a, b = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float64) for picture in (one, other))

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5), np.float64)

    mean_a, mean_b = mean(a), mean(b)
    spread_a, spread_b = mean(a * a) - mean_a**2, mean(b * b) - mean_b**2
    shared = mean(a * b) - mean_a * mean_b
    luminance, contrast = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    found = ((2 * mean_a * mean_b + luminance) * (2 * shared + contrast)) / (
        (mean_a**2 + mean_b**2 + luminance) * (spread_a + spread_b + contrast)
    )
    return float(found.mean())


def test_every_slide_looks_as_in_the_film(film: EditedFilm) -> None:
    film.rotate(2, 90)
    film.window(3, (0.1, 0.1, 0.7, 0.7), (0.3, 0.3, 0.4, 0.4))
    film.caption(4, "At noon")
    moments = sorted(
        moment
        for slide in film.slides
        for moment in (slide.span.start + 20, (slide.span.start + slide.span.stop) // 2)
    )
    for moment, picture in zip(moments, stills(film.timeline, moments), strict=True):
        small = film.frame(moment, 360)
        assert small.shape == (640, 360, 3)
        wanted = np.asarray(cv2.resize(picture, (360, 640), interpolation=cv2.INTER_AREA), np.uint8)
        assert similarity(small, wanted) >= 0.98


def test_what_plays_looks_as_the_film(trip: Path, tmp_path: Path) -> None:
    full = Brief(canvas=Size(1080, 1920), length_seconds=12.0, title="A trip")
    with EditedFilm(trip, full, fresh=True) as film:
        film.rotate(2, 90)
        film.window(3, (0.1, 0.1, 0.7, 0.7), (0.3, 0.3, 0.4, 0.4))
        moments = sorted((slide.span.start + slide.span.stop) // 2 for slide in film.slides)
        wanted = {
            moment: np.asarray(cv2.resize(picture, (360, 640), interpolation=cv2.INTER_AREA), np.uint8)
            for moment, picture in zip(moments, stills(film.timeline, moments), strict=True)
        }
        for number, piece in enumerate(film.segments(360)):
            file = tmp_path / f"{number}.mp4"
            file.write_bytes(piece.content)
            for moment in [one for one in wanted if one in piece.span]:
                assert similarity(picture_of(file, moment - piece.span.start), wanted.pop(moment)) >= 0.98
    assert not wanted


def picture_of(file: Path, number: int) -> NDArray[np.uint8]:
    """The picture of that number of a film 360 × 640, RGB."""
    to_rgb = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=accurate_rnd+full_chroma_int"
    command = [
        ffmpeg.executable(),
        "-v",
        "error",
        "-i",
        str(file),
        "-vf",
        f"select=eq(n\\,{number}),{to_rgb}",
    ]
    command += ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    content = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(content, np.uint8).reshape(640, 360, 3)


def test_pictures_come_in_any_order_and_are_the_same_again(film: EditedFilm) -> None:
    first = film.frame(100, 180)
    film.frame(10, 180)
    assert np.array_equal(film.frame(100, 180), first)


def test_an_edit_is_seen_and_undone(film: EditedFilm) -> None:
    moment = film.slides[1].span.start + 30
    before = film.frame(moment, 180)
    film.rotate(2, 180)
    assert not np.array_equal(film.frame(moment, 180), before)
    film.undo()
    assert np.array_equal(film.frame(moment, 180), before)


def test_there_is_no_picture_beyond_the_film(film: EditedFilm) -> None:
    with pytest.raises(InputError, match="the film has"):
        film.frame(len(film.timeline.span))


def test_pieces_come_from_where_one_looks_and_make_up_the_film(film: EditedFilm, tmp_path: Path) -> None:
    start = film.slides[2].span.start + 20
    pieces = list(film.segments(180, start))
    assert start in pieces[0].span
    assert sum(len(piece.span) for piece in pieces) == len(film.timeline.span)
    assert len({piece.span.start for piece in pieces}) == len(pieces)
    file = tmp_path / "piece.mp4"
    file.write_bytes(pieces[0].content)
    (track,) = read(file).of_kind("video")
    assert track.samples.count == len(pieces[0].span)


def test_pieces_can_be_jumped_into_every_sixth_picture(film: EditedFilm, tmp_path: Path) -> None:
    file = tmp_path / "piece.mp4"
    file.write_bytes(next(film.segments(180)).content)
    probe = [ffmpeg.executable(), "-v", "error", "-skip_frame", "nokey", "-i", str(file)]
    keys = subprocess.run(
        [*probe, "-f", "framemd5", "-"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    pictures = [line for line in keys if not line.startswith("#")]
    assert len(pictures) >= len(next(film.segments(180)).span) // 6


def test_pieces_of_a_film_that_was_changed_are_dropped(film: EditedFilm) -> None:
    pieces = film.segments(180)
    next(pieces)
    film.take_out(2)
    with pytest.raises(Overtaken):
        list(pieces)


def test_after_an_edit_pieces_that_did_not_change_are_the_same_ones(film: EditedFilm) -> None:
    before = {piece.content for piece in film.segments(180)}
    film.caption(2, "New")
    after = {piece.content for piece in film.segments(180)}
    assert len(after - before) <= 2


def test_the_sound_is_as_long_as_the_film_and_the_draft_plays(film: EditedFilm, tmp_path: Path) -> None:
    film.music("calm")
    draft = film.preview.film_path(tmp_path / "draft.mp4", 180)
    movie = read(draft)
    (picture,), (sound,) = movie.of_kind("video"), movie.of_kind("audio")
    assert picture.samples.count == len(film.timeline.span)
    seconds = sound.samples.total_ticks / sound.time_scale
    assert seconds == pytest.approx(float(film.timeline.duration_seconds), abs=0.05)
