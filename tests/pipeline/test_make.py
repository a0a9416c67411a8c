"""Films from end to end: made, decoded again and measured."""

import hashlib
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from slideshow.events import Event, Finished, PhotoLeftOut
from slideshow.media.film_mark import is_ours
from slideshow.media.mp4 import read
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.system import ffmpeg
from tests.films import make_film
from tests.photos import album, save

SMALL = Size(270, 480)


def film(folder: Path, out: Path, events: list[Event] | None = None, **options: object) -> Finished:
    brief = {"canvas": SMALL, "title": "", "order": "name"} | options
    if "length_seconds" not in brief:
        brief.setdefault("seconds_per_photo", 3.0)
    heard: list[Event] = [] if events is None else events
    return make_film(folder, out, Brief(**brief), quality="fast", report=heard.append)  # type: ignore[arg-type]


def decoded(path: Path, size: Size = SMALL) -> NDArray[np.uint8]:
    """(frames, height, width, 3) in RGB, by the matrix and range that the film is tagged with."""
    raw, _ = ffmpeg.run(
        [
            *("-i", str(path), "-vf", "scale=sws_flags=accurate_rnd+full_chroma_int"),
            *("-f", "rawvideo", "-pix_fmt", "rgb24", "-"),
        ]
    )
    return np.frombuffer(raw, np.uint8).reshape(-1, size.height, size.width, 3)


def fingerprints(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = album(tmp_path_factory.mktemp("albums") / "2026-04_trip", 3, (1200, 1600))
    save(folder, "wide.jpg", (1000, 700), taken="2026:04:03 10:00:00", seed=8)
    save(folder, "panorama.jpg", (2000, 600), taken="2026:04:03 11:00:00", seed=9)
    return folder


@pytest.fixture(scope="module")
def made(trip: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Finished, NDArray[np.uint8]]:
    # In their own light, so that pixels can be compared.
    finished = film(trip, tmp_path_factory.mktemp("films") / "trip.mp4", tone=False)
    return finished, decoded(finished.path)


def test_a_film_is_as_long_as_its_photos(made: tuple[Finished, NDArray[np.uint8]]) -> None:
    finished, frames = made
    # Five photos of 3 s, half a second shared between neighbours.
    assert len(frames) == 5 * 90 - 4 * 15
    assert finished.duration_seconds == pytest.approx(13.0)
    assert (finished.photos_used, finished.photos_left_out) == (5, 0)


def test_picture_and_sound_end_together(made: tuple[Finished, NDArray[np.uint8]]) -> None:
    movie = read(made[0].path)
    (picture,), (sound,) = movie.of_kind("video"), movie.of_kind("audio")
    assert picture.end_seconds == Fraction(13)
    assert abs(picture.end_seconds - sound.end_seconds) < Fraction(25, 1000)


def test_a_film_is_what_phones_play(made: tuple[Finished, NDArray[np.uint8]]) -> None:
    movie = read(made[0].path)
    (track,) = movie.of_kind("video")
    assert track.picture is not None
    assert track.picture.avc is not None
    assert track.picture.colour is not None
    assert movie.is_moov_first
    assert not movie.metadata
    assert (track.picture.avc.profile, track.picture.avc.chroma, track.picture.avc.bit_depth) == (
        100,
        "4:2:0",
        8,
    )
    colour = track.picture.colour
    assert (colour.primaries, colour.transfer, colour.matrix, colour.is_full_range) == (1, 1, 1, False)
    assert b"x264" not in made[0].path.read_bytes()


def test_no_frame_is_black_or_empty_and_none_jumps(made: tuple[Finished, NDArray[np.uint8]]) -> None:
    frames = made[1].astype(np.int16)
    assert min(float(frame.std()) for frame in frames) > 10
    changes = [float(np.abs(after - before).mean()) for before, after in pairwise(frames)]
    # Motions begin and end gently, but nothing stands still for half a second.
    # In an opening only a part of the frame moves.
    assert min(np.convolve(changes, np.ones(15), "valid")) > 0.3
    # A cut would change it by tens; a crossfade over 15 frames by a few levels.
    assert max(changes) < 12


def test_the_first_frame_shows_the_first_photo_in_full_view(
    trip: Path, made: tuple[Finished, NDArray[np.uint8]]
) -> None:
    photos = [Image.open(trip / f"IMG_{number}.jpg") for number in range(3)]
    # What 9:16 keeps of 3:4, wherever it was cut.
    cuts = [photo.crop((left, 0, left + 900, 1600)) for photo in photos for left in range(0, 301, 10)]
    expected = [cut.resize((SMALL.width, SMALL.height), Image.Resampling.LANCZOS) for cut in cuts]
    assert min(np.abs(made[1][0].astype(int) - np.asarray(one, int)).mean() for one in expected) < 6


def test_a_panorama_fills_half_of_the_frame_over_its_blurred_self(
    trip: Path, made: tuple[Finished, NDArray[np.uint8]]
) -> None:
    middle = made[1][4 * 75 + 45].astype(float)
    rows = np.abs(np.diff(middle.mean(axis=2), axis=1)).mean(axis=1)
    height = SMALL.height / 2
    top, bottom = round((SMALL.height - height) / 2), round((SMALL.height + height) / 2)
    # Grain in the photo, none in the blur above and below.
    assert rows[top + 20 : bottom - 20].mean() > 3 * rows[: top - 20].mean()
    # Nearly as light as the photo, so that the film does not go dark with every landscape.
    assert 0.65 < middle[:60].mean() / middle[top + 20 : bottom - 20].mean() < 0.95


def test_the_same_photos_and_seed_give_the_same_bytes(trip: Path, tmp_path: Path) -> None:
    films = [film(trip, tmp_path / name, length_seconds=5, seed=3).path for name in ("a.mp4", "b.mp4")]
    assert films[0].read_bytes() == films[1].read_bytes()


def test_photos_are_left_exactly_as_they_were(trip: Path, tmp_path: Path) -> None:
    before = fingerprints(trip)
    film(trip, tmp_path / "film.mp4", length_seconds=5)
    assert fingerprints(trip) == before


def test_an_unreadable_photo_costs_only_itself(tmp_path: Path) -> None:
    folder = album(tmp_path / "trip", 3)
    whole = (folder / "IMG_1.jpg").read_bytes()
    (folder / "IMG_1.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "notes.jpg").write_text("not a photo")
    events: list[Event] = []
    finished = film(folder, tmp_path / "film.mp4", events)
    assert (finished.photos_used, finished.photos_left_out) == (2, 2)
    left_out = {event.path.name: event for event in events if isinstance(event, PhotoLeftOut)}
    assert set(left_out) == {"IMG_1.jpg", "notes.jpg"}
    assert "ends early" in left_out["IMG_1.jpg"].reason


def test_a_photo_that_only_fails_when_decoded_costs_only_itself(tmp_path: Path) -> None:
    folder = album(tmp_path / "trip", 3)
    # A PNG whose frame is whole and whose compressed pixels are not.
    path = save(folder, "IMG_9.png", picture=Image.effect_noise((300, 400), 60))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(data)
    events: list[Event] = []
    finished = film(folder, tmp_path / "film.mp4", events)
    assert (finished.photos_used, finished.photos_left_out) == (3, 1)
    assert [event.path.name for event in events if isinstance(event, PhotoLeftOut)] == ["IMG_9.png"]
    assert len(decoded(finished.path)) == 3 * 90 - 2 * 15


@pytest.mark.parametrize(
    "patch",
    [
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
        (255, 255, 255),
        (0, 0, 0),
        (128, 128, 128),
        (64, 64, 64),
        (200, 150, 120),
    ],
    ids=str,
)
def test_colours_come_back_as_they_were(tmp_path: Path, patch: tuple[int, int, int]) -> None:
    folder = tmp_path / "colour"
    folder.mkdir()
    save(folder, "patch.png", picture=Image.new("RGB", (600, 1066), patch))
    finished = film(folder, tmp_path / "colour.mp4", length_seconds=1)
    seen = decoded(finished.path)[15, 100:380, 60:210].reshape(-1, 3)
    assert np.abs(seen.astype(int) - patch).max() <= 3


@pytest.mark.parametrize("fps", ["24", "30000/1001", "60"])
def test_other_rates_keep_the_length(trip: Path, tmp_path: Path, fps: str) -> None:
    finished = film(trip, tmp_path / "film.mp4", fps=Fraction(fps), length_seconds=4)
    (track,) = read(finished.path).of_kind("video")
    assert track.samples.count == round(4 * Fraction(fps))
    assert float(track.end_seconds) == pytest.approx(4, abs=0.02)


def test_a_wide_film_is_made_the_same_way(trip: Path, tmp_path: Path) -> None:
    wide = Size(480, 270)
    finished = film(trip, tmp_path / "film.mp4", canvas=wide, length_seconds=5)
    assert decoded(finished.path, wide).shape == (150, 270, 480, 3)


def test_our_own_film_is_replaced_and_nothing_else_is_left(trip: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    film(trip, out, length_seconds=5)
    first = out.read_bytes()
    film(trip, out, length_seconds=6)
    assert is_ours(out)
    assert out.read_bytes() != first
    assert list(tmp_path.iterdir()) == [out]
