"""Files that end early are found without decoding, and none that decodes is turned away."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from slideshow.model.album import LeftOut, Photo
from slideshow.scan.photo_header import read_photo

SavePhoto = Callable[..., Path]


def cut(path: Path, kept: float | int) -> Path:
    """The file with its end cut off: a part of it kept, or all but some bytes."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)] if isinstance(kept, float) else data[:-kept])
    return path


def reason(path: Path) -> str:
    result = read_photo(path)
    return result.reason if isinstance(result, LeftOut) else ""


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.98])
@pytest.mark.parametrize(
    ("name", "size"),
    [
        *((name, (64, 48)) for name in ("a.jpg", "a.png", "a.webp", "a.heic", "a.avif")),
        # Larger than what is read of their ends.
        *((name, (500, 400)) for name in ("a.jpg", "a.png")),
    ],
)
def test_a_file_cut_off_is_left_out(
    save_photo: SavePhoto, name: str, kept: float | int, size: tuple[int, int]
) -> None:
    path = save_photo(name, size=size)
    assert reason(cut(path, kept)) == "cannot be read (the file ends early)."


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.heic", "a.avif"])
def test_two_missing_bytes_are_noticed(save_photo: SavePhoto, name: str) -> None:
    assert reason(cut(save_photo(name), 2)) == "cannot be read (the file ends early)."


@pytest.mark.parametrize("progressive", [False, True])
def test_a_cut_jpeg_is_found_in_spite_of_the_thumbnail_in_its_metadata(
    save_photo: SavePhoto, progressive: bool
) -> None:
    thumbnail = io.BytesIO()
    Image.new("RGB", (160, 120)).save(thumbnail, "JPEG")
    exif = Image.Exif().tobytes() + thumbnail.getvalue()
    path = save_photo("a.jpg", size=(300, 200), progressive=progressive, exif=exif)
    assert b"\xff\xd9" in path.read_bytes()[:5000]
    assert isinstance(read_photo(path), Photo)
    assert reason(cut(path, 0.9)) == "cannot be read (the file ends early)."


def test_a_jpeg_filled_up_with_zeros_after_a_broken_transfer_is_left_out(save_photo: SavePhoto) -> None:
    path = save_photo("a.jpg", size=(500, 400))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + bytes(len(data) // 2))
    assert reason(path) == "cannot be read (the file ends early)."


@pytest.mark.parametrize(
    "trailer",
    [b"\0" * 100_000, b"\0\0\0\x18ftypmp42" + b"\x55" * 3_000_000, b"\xff" * 70_000, b"\n", b"SEFT" * 20],
    ids=["zeros", "motion photo", "ones", "newline", "samsung"],
)
def test_what_follows_a_jpeg_does_no_harm(save_photo: SavePhoto, trailer: bytes) -> None:
    path = save_photo("a.jpg", size=(300, 200))
    path.write_bytes(path.read_bytes() + trailer)
    assert isinstance(read_photo(path), Photo)


def test_the_second_picture_of_an_mpo_may_be_cut(save_photo: SavePhoto) -> None:
    second = Image.effect_noise((400, 300), 90).convert("RGB")
    path = save_photo("a.jpg", format="MPO", size=(300, 200), save_all=True, append_images=[second])
    photo = read_photo(cut(path, 0.7))
    assert isinstance(photo, Photo)
    assert (photo.size.width, photo.size.height) == (300, 200)


def test_a_png_without_its_closing_chunk_is_used(save_photo: SavePhoto) -> None:
    assert isinstance(read_photo(cut(save_photo("a.png"), 12)), Photo)


def test_the_film_behind_a_motion_heic_may_be_cut(save_photo: SavePhoto) -> None:
    path = save_photo("a.heic")
    path.write_bytes(path.read_bytes() + (5000).to_bytes(4, "big") + b"mpvd" + b"film")
    assert isinstance(read_photo(path), Photo)


def test_exif_behind_the_pixels_of_a_png_is_read(save_photo: SavePhoto) -> None:
    path = save_photo("a.png", size=(48, 32))
    exif = Image.Exif()
    exif[0x0112] = 6
    chunk = b"eXIf" + exif.tobytes().removeprefix(b"Exif\0\0")
    chunk = (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    data = path.read_bytes()
    path.write_bytes(data[:-12] + chunk + data[-12:])
    photo = read_photo(path)
    assert isinstance(photo, Photo)
    assert photo.orientation == 6
