"""Films among photos: found, placed by their time, and left out with a reason where they cannot be used."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from slideshow.errors import InputError
from slideshow.media.film_mark import MARK
from slideshow.model.album import VIDEO
from slideshow.scan import scan
from tests.media.clips.films import clip

SavePhoto = Callable[..., Path]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made = clip(
        tmp_path_factory.mktemp("clips") / "made.mp4",
        60,
        30,
        "-metadata",
        "creation_time=2026-04-03T10:00:00Z",
    )
    return made.read_bytes()


def test_a_clip_stands_among_the_photos_with_its_time_and_size(
    tmp_path: Path, save_photo: SavePhoto, film: bytes
) -> None:
    save_photo("IMG_1.jpg")
    (tmp_path / "IMG_2.MP4").write_bytes(film)
    still, clip = scan(tmp_path, clips=True).photos
    assert (still.format, still.clip) == ("JPEG", None)
    assert clip.format == VIDEO
    assert clip.clip is not None
    assert float(clip.clip.seconds) == pytest.approx(2.0, abs=0.05)
    assert clip.captured == datetime(2026, 4, 3, 10, tzinfo=UTC)
    assert (clip.size.width, clip.size.height) == (192, 112)


def test_without_clips_films_are_passed_over(tmp_path: Path, save_photo: SavePhoto, film: bytes) -> None:
    save_photo("IMG_1.jpg")
    (tmp_path / "IMG_2.mp4").write_bytes(film)
    album = scan(tmp_path)
    assert [photo.path.name for photo in album.photos] == ["IMG_1.jpg"]
    assert not album.left_out


def test_a_folder_of_nothing_but_clips_is_an_album(tmp_path: Path, film: bytes) -> None:
    (tmp_path / "a.mp4").write_bytes(film)
    assert len(scan(tmp_path, clips=True).photos) == 1
    with pytest.raises(InputError, match="1 video"):
        scan(tmp_path)


def test_the_few_seconds_around_a_photo_are_not_another_one(
    tmp_path: Path, save_photo: SavePhoto, film: bytes
) -> None:
    save_photo("IMG_1.heic")
    (tmp_path / "IMG_1.MOV").write_bytes(film)
    (tmp_path / "IMG_2.MOV").write_bytes(film)
    assert [photo.path.name for photo in scan(tmp_path, clips=True).photos] == ["IMG_1.heic", "IMG_2.MOV"]


def test_a_film_of_ours_in_the_folder_is_no_clip(tmp_path: Path, save_photo: SavePhoto, film: bytes) -> None:
    save_photo("IMG_1.jpg")
    (tmp_path / "trip.mp4").write_bytes(film + MARK)
    assert [photo.path.name for photo in scan(tmp_path, clips=True).photos] == ["IMG_1.jpg"]


@pytest.mark.parametrize("content", [b"", b"no film at all" * 100, b"\x00\x00\x00\x18ftypmp42" + bytes(2000)])
def test_a_file_that_is_no_film_is_left_out_with_a_reason(
    tmp_path: Path, save_photo: SavePhoto, content: bytes
) -> None:
    save_photo("IMG_1.jpg")
    (tmp_path / "IMG_2.mp4").write_bytes(content)
    (left_out,) = scan(tmp_path, clips=True).left_out
    assert left_out.path.name == "IMG_2.mp4"
    assert left_out.reason.startswith("cannot be read (")
    assert left_out.hint
