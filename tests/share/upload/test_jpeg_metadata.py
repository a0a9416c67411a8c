"""Whatever a JPEG holds beside its picture is found."""

import io

import pytest
from PIL import Image

from slideshow.share.upload.jpeg_metadata import tells_a_place, traces
from tests.photos import scene
from tests.share import revealing_photos


def clean(**options: object) -> bytes:
    file = io.BytesIO()
    scene(200, 150).save(file, "JPEG", **options)
    return file.getvalue()


@pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"optimize": True}, {"subsampling": 0}, {"restart_marker_rows": 1}],
    ids=str,
)
def test_a_picture_and_nothing_else_is_clean(options: dict[str, object]) -> None:
    assert traces(clean(**options)) == ()


@pytest.mark.parametrize(
    ("segment", "words"),
    [
        (revealing_photos.THUMBNAIL, "a thumbnail"),
        (revealing_photos.XMP, "XMP"),
        (revealing_photos.PHOTOSHOP, "Photoshop's notes"),
        (revealing_photos.COMMENT, "a comment"),
        (revealing_photos.MAKER, "APP7 data"),
        (revealing_photos.segment(0xE1, b"Exif\0\0MM\0*"), "Exif"),
        (revealing_photos.segment(0xE2, b"ICC_PROFILE\0\1\1"), "a colour profile"),
        (revealing_photos.segment(0xE2, b"MPF\0II*\0"), "further pictures"),
        (revealing_photos.segment(0xEE, b"Adobe and a secret"), "APP14 data"),
    ],
)
def test_a_segment_is_found_wherever_it_stands(segment: bytes, words: str) -> None:
    data = clean()
    assert traces(data[:2] + segment + data[2:]) == (words,)
    before_end = data[:-2] + segment + data[-2:]
    assert traces(before_end) == (words,)


def test_what_hangs_behind_the_end_is_found_and_named() -> None:
    (words,) = traces(clean() + revealing_photos.FILM)
    assert words == f"{len(revealing_photos.FILM)} bytes behind its end (a film)"
    assert traces(clean() + b"\0") == ("1 bytes behind its end",)
    assert "Exif" in traces(clean() + revealing_photos.jpeg(scene(80, 60)))[0]


def test_what_is_not_whole_is_not_clean() -> None:
    assert traces(b"") == ("something that is no JPEG",)
    assert traces(b"\x89PNG\r\n") == ("something that is no JPEG",)
    assert traces(clean()[:-2]) == ("no end",)
    data = clean()
    assert "bytes between its parts" in traces(data[:2] + b"secret" + data[2:])


def test_a_thumbnail_in_the_first_segment_is_found() -> None:
    data = clean()
    at = data.index(b"JFIF\0") + 12
    assert "a thumbnail" in traces(data[:at] + b"\1\1" + data[at + 2 :])


def test_a_place_outside_exif_is_seen() -> None:
    assert tells_a_place(revealing_photos.jpeg(scene(80, 60), located=False))
    assert not tells_a_place(clean())


def test_everything_at_once_is_found() -> None:
    image = Image.open(io.BytesIO(revealing_photos.jpeg(scene(80, 60), profile=revealing_photos.srgb())))
    assert image.getexif()
    found = traces(revealing_photos.jpeg(scene(80, 60), profile=revealing_photos.srgb()))
    assert len(found) == 8
