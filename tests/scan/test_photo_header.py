"""What is known of a photo before a pixel of it is decoded."""

import io
import math
import shutil
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from slideshow.media.photo_files import opened
from slideshow.model.album import LeftOut, Photo
from slideshow.model.geometry import Size
from slideshow.scan import photo_header
from slideshow.scan.photo_header import digest_of, read_photo

# Pillow warns of odd metadata; `scan` keeps it quiet.
pytestmark = pytest.mark.filterwarnings("ignore")

SavePhoto = Callable[..., Path]

NAMES = ["a.jpg", "a.png", "a.webp", "a.heic", "a.avif", "a.tif", "a.bmp", "a.gif"]
TAKEN = {0x9003: "2024:05:06 07:08:09", 0x0112: 6}


def read(path: Path) -> Photo:
    photo = read_photo(path)
    assert isinstance(photo, Photo), photo
    return photo


@pytest.mark.parametrize("name", NAMES)
def test_every_format_is_read_without_decoding(
    save_photo: SavePhoto, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_photo(name, size=(48, 32))

    def refuse(image: ImageFile.ImageFile) -> None:
        raise AssertionError("pixels were decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", refuse)
    assert read(path).size == Size(48, 32)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic", "a.avif", "a.tif"])
def test_the_size_is_that_of_the_upright_photo(save_photo: SavePhoto, name: str) -> None:
    photo = read(save_photo(name, size=(48, 32), tags=TAKEN))
    assert photo.size == Size(32, 48)
    assert photo.captured == datetime(2024, 5, 6, 7, 8, 9)


@pytest.mark.parametrize("name", NAMES)
def test_a_misleading_name_does_no_harm(save_photo: SavePhoto, name: str) -> None:
    path = save_photo(name)
    photo = read(path.rename(path.with_suffix(".jpg" if name != "a.jpg" else ".png")))
    assert photo.format == read(save_photo(name)).format


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "cannot be read (the file is empty)."),
        (b"Not a photo, h\xc3\xa9.\n", "is not a photo (its content is text)."),
        (b"%PDF-1.7 \x80\x81", "is not a photo (its content is a PDF)."),
        (b"<!DOCTYPE html><html>Log in", "is not a photo (its content is a web page)."),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "is not a photo (its content is a video)."),
        (b"\x93\0\x01\x02 what is this", "is not a photo inside."),
        (b"\xff\xd8\xff", "cannot be read (the file ends early)."),
        (b"GIF89a", "cannot be read (its data is damaged)."),
        (b"II*\x00\xff\xff\xff\xff", "cannot be read (its data is damaged)."),
    ],
)
def test_a_file_that_is_no_photo_is_left_out_with_its_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    result = read_photo(path)
    assert isinstance(result, LeftOut)
    assert result.reason == reason


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\0\0MM\x13*\0\0\0\x08",
        b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01",
        b"Exif\0\0",
        b"Exif\0\0junk" * 9,
    ],
)
def test_damaged_metadata_does_not_cost_the_photo(save_photo: SavePhoto, name: str, exif: bytes) -> None:
    photo = read(save_photo(name, exif=exif))
    assert (photo.orientation, photo.captured) == (1, None)


def test_damage_anywhere_in_a_header_is_survived(save_photo: SavePhoto) -> None:
    for name in NAMES:
        path = save_photo(name, tags=TAKEN if name[2:] not in ("bmp", "gif") else None)
        data = path.read_bytes()
        for at in range(0, min(len(data), 500), 11):
            path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
            assert isinstance(read_photo(path), Photo | LeftOut)


def test_a_large_jpeg_is_used_and_an_absurd_one_is_not(save_photo: SavePhoto) -> None:
    path = save_photo("a.jpg")
    data = path.read_bytes()
    frame = data.index(b"\xff\xc0") + 5

    def claim(width: int, height: int) -> Photo | LeftOut | None:
        size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
        path.write_bytes(data[:frame] + size + data[frame + 4 :])
        return read_photo(path)

    assert isinstance(claim(20_000, 15_000), Photo)
    absurd = claim(60_000, 60_000)
    assert isinstance(absurd, LeftOut)
    assert absurd.reason == "is too large (60000×60000 pixels; at most 400 megapixels can be used)."


def test_a_large_png_is_not_used(save_photo: SavePhoto, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 700)
    result = read_photo(save_photo("a.png", size=(48, 32)))
    assert result == LeftOut(
        result.path if result else Path(),
        "cannot be read (it has too many pixels).",
        "Export it smaller to include it.",
    )


def test_a_small_webp_that_claims_a_canvas_of_gigabytes_is_not_used(save_photo: SavePhoto) -> None:
    path = save_photo("a.webp", size=(48, 32), save_all=True, append_images=[Image.new("RGB", (48, 32))])
    data = bytearray(path.read_bytes())
    at = data.index(b"VP8X") + 12
    data[at : at + 6] = (10_000 - 1).to_bytes(3, "little") + (12_001 - 1).to_bytes(3, "little")
    path.write_bytes(data)
    result = read_photo(path)
    assert isinstance(result, LeftOut)
    assert result.reason == "is too large (10000×12001 pixels; at most 120 megapixels can be used)."
    assert result.hint == "Export it smaller to include it."


def test_the_digest_goes_with_the_content_and_not_with_the_name(
    save_photo: SavePhoto, tmp_path: Path
) -> None:
    original, other = save_photo("a.jpg"), save_photo("b.jpg")
    copy = Path(shutil.copy(original, tmp_path / "c.jpg"))
    assert read(original).digest == read(copy).digest != read(other).digest
    assert len(read(original).digest) == 32


@pytest.mark.parametrize("name", ["a.bmp", "a.tif"])
def test_a_change_in_the_middle_of_uncompressed_pixels_changes_the_digest(
    save_photo: SavePhoto, name: str
) -> None:
    path = save_photo(name, size=(400, 300))
    before = read(path).digest
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert read(path).digest != before


def test_a_png_as_large_as_can_be_used_is_opened_by_its_decoder_too(save_photo: SavePhoto) -> None:
    path = save_photo("a.png", size=(48, 32))
    data = path.read_bytes()
    header = data.index(b"IHDR")

    def claim(side: int) -> Photo | LeftOut | None:
        size = side.to_bytes(4, "big") * 2
        chunk = data[header : header + 4] + size + data[header + 12 : header + 17]
        path.write_bytes(data[:header] + chunk + zlib.crc32(chunk).to_bytes(4, "big") + data[header + 21 :])
        return read_photo(path)

    largest = math.isqrt(photo_header.MAX_PIXELS)
    assert isinstance(claim(largest), Photo)
    with path.open("rb") as file, opened(file, "PNG") as image:
        assert image.size == (largest, largest)
    too_large = claim(largest + 1)
    assert isinstance(too_large, LeftOut)
    assert "at most 178 megapixels" in too_large.reason or "too many pixels" in too_large.reason


@pytest.mark.parametrize("file_bytes", [300_000, 1_999_999])
def test_a_single_byte_anywhere_in_a_small_file_changes_the_digest(file_bytes: int) -> None:
    content = bytearray(np.random.default_rng(3).bytes(file_bytes))
    before = digest(content)
    for place in (70_000, file_bytes // 2, file_bytes - 70_000):
        changed = content.copy()
        changed[place] ^= 1
        assert digest(changed) != before


@pytest.mark.parametrize("file_bytes", [2_000_001, 5_123_456, 17_000_000])
def test_a_change_of_24_kb_anywhere_in_the_middle_changes_the_digest(file_bytes: int) -> None:
    content = bytearray(np.random.default_rng(3).bytes(file_bytes))
    before = digest(content)
    for place in np.random.default_rng(4).integers(1 << 16, file_bytes - 100_000, 40):
        changed = content.copy()
        changed[place : place + 24_577] = bytes(24_577)
        assert digest(changed) != before


def test_little_of_a_long_film_is_read_for_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)

    class Counting(io.FileIO):
        count = 0

        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            self.count += len(data)
            return data

    with Counting(path) as counting:
        digest_of(counting, "video", bytes(1 << 16), bytes(1 << 16), 3_000_000_000)
        assert 4_000_000 < counting.count < 4_300_000


def test_a_photo_that_was_changed_in_the_middle_is_another(save_photo: SavePhoto, tmp_path: Path) -> None:
    path = save_photo("a.jpg", size=(2400, 1800), quality=95)
    content = bytearray(path.read_bytes())
    assert len(content) > 4_000_000
    before = read(path).digest
    middle = len(content) // 2
    content[middle : middle + 60_000] = content[middle + 60_000 : middle + 120_000]
    path.write_bytes(content)
    assert read(path).digest != before


def digest(content: bytes | bytearray) -> str:
    head, tail = bytes(content[: 1 << 16]), bytes(content[-(1 << 16) :])
    return digest_of(io.BytesIO(content), "JPEG", head, tail, len(content))
