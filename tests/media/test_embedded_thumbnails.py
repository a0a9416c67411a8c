"""The small copy that a camera puts into a photo's file: upright, and without the bars around it."""

import io
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from slideshow.media.embedded_thumbnails import embedded_thumbnail
from slideshow.model.album import Photo
from slideshow.model.geometry import Size


def exif_with(copy: Image.Image, orientation: int) -> bytes:
    """An EXIF block with that small JPEG."""
    content = io.BytesIO()
    copy.save(content, "JPEG", quality=95)
    # Little-endian; a directory with the orientation, and behind it one with where the JPEG is, and how long.
    block = b"II*\0" + (8).to_bytes(4, "little")
    block += (1).to_bytes(2, "little") + entry(0x0112, 3, orientation) + (26).to_bytes(4, "little")
    block += (2).to_bytes(2, "little") + entry(0x0201, 4, 56) + entry(0x0202, 4, len(content.getvalue()))
    block += bytes(4)
    return b"Exif\0\0" + block.ljust(56, b"\0") + content.getvalue()


def entry(tag: int, kind: int, value: int) -> bytes:
    head = tag.to_bytes(2, "little") + kind.to_bytes(2, "little")
    return head + (1).to_bytes(4, "little") + value.to_bytes(4, "little")


def photo(path: Path, size: Size, orientation: int = 1, format: str = "JPEG") -> Photo:
    return Photo(path, format, size, orientation, None, "digest")


def red_and_blue(width: int, height: int) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), (200, 0, 0))
    picture.paste((0, 0, 200), (width // 2, 0, width, height))
    return picture


@pytest.mark.parametrize(("orientation", "left", "top"), [(1, 0, 0), (3, 2, 2), (6, 0, 0), (8, 0, 2)])
def test_the_copy_lies_as_the_photo_does(tmp_path: Path, orientation: int, left: int, top: int) -> None:
    copy = Image.new("RGB", (160, 120))
    # 3:2, with bars above and below.
    copy.paste(red_and_blue(160, 106), (0, 7))
    path = tmp_path / "IMG.jpg"
    red_and_blue(600, 400).save(path, exif=exif_with(copy, orientation))
    size = Size(400, 600) if orientation >= 5 else Size(600, 400)
    pixels = embedded_thumbnail(photo(path, size, orientation))
    assert pixels is not None
    assert pixels.shape[:2] == ((160, 107) if orientation >= 5 else (107, 160))
    corner = pixels[5, 5] if orientation in (1, 6) else pixels[-6, -6]
    assert corner[0] > 150
    assert corner[2] < 60
    # No black bars.
    assert int(pixels[4:-4, 4:-4].max(axis=2).min()) > 80


def test_a_heic_has_one_too(tmp_path: Path) -> None:
    pillow_heif.register_heif_opener()
    path = tmp_path / "IMG.heic"
    heif = pillow_heif.from_pillow(red_and_blue(800, 600))
    heif.save(path, thumbnails=[256])
    pixels = embedded_thumbnail(photo(path, Size(800, 600), format="HEIF"))
    assert pixels is not None
    assert pixels.shape[:2] == (192, 256)
    assert np.abs(pixels[90, 30].astype(int) - (200, 0, 0)).max() < 40


def test_of_a_photo_without_one_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "IMG.jpg"
    red_and_blue(60, 40).save(path)
    assert embedded_thumbnail(photo(path, Size(60, 40))) is None
    assert embedded_thumbnail(photo(tmp_path / "none.jpg", Size(60, 40))) is None


def test_a_damaged_one_is_none(tmp_path: Path) -> None:
    path = tmp_path / "IMG.jpg"
    block = exif_with(red_and_blue(160, 120), 1)
    red_and_blue(600, 400).save(path, exif=block[:70] + bytes(200))
    assert embedded_thumbnail(photo(path, Size(600, 400))) is None
