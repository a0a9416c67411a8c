"""Google Takeout: each photo finds its JSON, whatever it is called, and no JSON does any harm."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from slideshow.model.album import Photo, Position
from slideshow.scan import scan
from slideshow.scan.sidecars.takeout import read_metadata

SavePhoto = Callable[..., Path]

# 6 May 2024, 06:48:09 UTC
STAMP = "1714978089"
BERLIN = {"latitude": 52.52, "longitude": 13.405, "altitude": 34.0}
NOWHERE = {"latitude": 0.0, "longitude": 0.0, "altitude": 0.0}


def write(folder: Path, name: str, **fields: Any) -> None:
    """A photo's JSON as Google writes it, with `fields` of it changed."""
    content = {
        "title": "as it was called.jpg",
        "description": "",
        "imageViews": "3",
        "creationTime": {"timestamp": "1720000000", "formatted": "3 Jul 2024, 09:46:40 UTC"},
        "photoTakenTime": {"timestamp": STAMP, "formatted": "6 May 2024, 06:48:09 UTC"},
        "geoData": NOWHERE,
        "geoDataExif": NOWHERE,
        "people": [{"name": "Lena"}],
        "url": "https://photos.google.com/photo/AF1Q",
        "googlePhotosOrigin": {"mobileUpload": {"deviceType": "ANDROID_PHONE"}},
        **fields,
    }
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(content), "utf-8")


def said(folder: Path) -> dict[str, str]:
    return {photo.path.name: photo.description for photo in scan(folder).photos}


def only(folder: Path) -> Photo:
    (photo,) = scan(folder).photos
    return photo


def test_time_place_and_words_come_from_the_json(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG.jpg")
    write(tmp_path, "IMG.jpg.json", description="Breakfast\nby the canal", geoData=BERLIN)
    photo = only(tmp_path)
    assert photo.description == "Breakfast by the canal"
    assert photo.position == Position(52.52, 13.405)
    # As clocks showed it there.
    assert photo.captured is not None
    assert photo.captured.isoformat() == "2024-05-06T08:48:09+02:00"


def test_what_the_photo_says_itself_counts_more(save_photo: SavePhoto, tmp_path: Path) -> None:
    tags = {0x010E: "Said by the photo", 0x9003: "2020:01:02 03:04:05", 0x9011: "+09:00"}
    save_photo("IMG.jpg", tags=tags)
    write(tmp_path, "IMG.jpg.json", description="Said by the JSON", geoData=BERLIN)
    # Google wrote it before the photo was last changed.
    os.utime(tmp_path / "IMG.jpg.json", (1_600_000_000, 1_600_000_000))
    photo = only(tmp_path)
    assert photo.description == "Said by the photo"
    assert photo.captured is not None
    assert photo.captured.isoformat() == "2020-01-02T03:04:05+09:00"
    assert photo.position == Position(52.52, 13.405)


def test_a_place_tells_the_offset_of_the_photos_own_time(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG.jpg", tags={0x9003: "2024:05:06 08:48:09"})
    write(tmp_path, "IMG.jpg.json", geoData=BERLIN)
    captured = only(tmp_path).captured
    assert captured is not None
    assert captured.isoformat() == "2024-05-06T08:48:09+02:00"


def test_without_a_place_the_time_is_shown_as_where_the_nearest_photo_was_taken(
    save_photo: SavePhoto, tmp_path: Path
) -> None:
    save_photo("1.jpg", tags={0x9003: "2024:05:06 16:00:00", 0x9011: "+09:00"})
    save_photo("2.jpg", tags={0x9003: "2023:01:01 16:00:00", 0x9011: "-05:00"})
    save_photo("3.jpg")
    write(tmp_path, "3.jpg.json")
    captured = scan(tmp_path).photos[2].captured
    assert captured is not None
    assert captured.isoformat() == "2024-05-06T15:48:09+09:00"


def test_without_any_offset_the_time_is_in_utc(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG.jpg")
    write(tmp_path, "IMG.jpg.json")
    assert only(tmp_path).captured == datetime(2024, 5, 6, 6, 48, 9, tzinfo=UTC)


def test_zeros_are_no_place_and_the_cameras_stands_in(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("1.jpg")
    save_photo("2.jpg")
    write(tmp_path, "1.jpg.json")
    write(tmp_path, "2.jpg.json", geoDataExif=BERLIN)
    assert [photo.position for photo in scan(tmp_path).photos] == [None, Position(52.52, 13.405)]


@pytest.mark.parametrize(
    ("photo", "file"),
    [
        ("IMG.jpg", "IMG.jpg.json"),
        ("IMG.jpg", "IMG.jpg.supplemental-metadata.json"),
        ("IMG.jpg", "IMG.json"),
        ("IMG(1).jpg", "IMG.jpg(1).json"),
        ("IMG(12).jpg", "IMG.jpg.supplemental-metadata(12).json"),
        ("IMG(1).jpg", "IMG(1).jpg.supplemental-metadata.json"),
        ("IMG.JPG", "IMG.jpg.json"),
        ("Cafe\u0301.jpg", "Caf\u00e9.jpg.json"),
        # 46 characters and ".json"
        ("PXL_20240506_064809123.PORTRAIT.jpg", "PXL_20240506_064809123.PORTRAIT.jpg.supplement.json"),
        ("PXL_20240506_064809123.PORTRAIT(2).jpg", "PXL_20240506_064809123.PORTRAIT.jpg.supplement(2).json"),
        (
            "PXL_20240506_064809123.PORTRAIT-123456789.jpg",
            "PXL_20240506_064809123.PORTRAIT-123456789.jpg..json",
        ),
        (
            "original_0123456789abcdef0123456789abcdef_P.jpg",
            "original_0123456789abcdef0123456789abcdef_P.jp.json",
        ),
        (
            "a film of everything that we did on the third d.jpg",
            "a film of everything that we did on the third .json",
        ),
        (
            "a film of everything that we did on the thir(1).jpg",
            "a film of everything that we did on the thir(1).json",
        ),
    ],
)
def test_a_photo_finds_its_json(save_photo: SavePhoto, tmp_path: Path, photo: str, file: str) -> None:
    save_photo(photo, format="JPEG")
    save_photo("another.jpg")
    write(tmp_path, file, description="Found it")
    assert said(tmp_path) == {photo: "Found it", "another.jpg": ""}


def test_namesakes_keep_their_own_words(save_photo: SavePhoto, tmp_path: Path) -> None:
    for name in ("IMG.jpg", "IMG(1).jpg", "IMG.png"):
        save_photo(name)
    write(tmp_path, "IMG.jpg.json", description="First")
    write(tmp_path, "IMG.jpg(1).json", description="Second")
    write(tmp_path, "IMG.png.supplemental-metadata.json", description="Third")
    assert said(tmp_path) == {"IMG.jpg": "First", "IMG(1).jpg": "Second", "IMG.png": "Third"}


def test_a_cut_name_that_fits_two_photos_is_given_to_neither(save_photo: SavePhoto, tmp_path: Path) -> None:
    beginning = "a film of everything that we did on the third "
    for ending in ("d", "n"):
        save_photo(f"{beginning}{ending}.jpg")
    write(tmp_path, f"{beginning}.json", description="Whose?")
    assert set(said(tmp_path).values()) == {""}


def test_folders_do_not_mix(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("one/IMG.jpg")
    save_photo("two/IMG.jpg")
    write(tmp_path / "one", "IMG.jpg.json", description="One")
    write(tmp_path / "two", "IMG.jpg.json", description="Two")
    album = scan(tmp_path, recursive=True)
    assert [(one.path.parent.name, one.description) for one in album.photos] == [
        ("one", "One"),
        ("two", "Two"),
    ]


@pytest.mark.parametrize("name", ["metadata.json", "IMG.jpg.json"])
def test_an_albums_own_metadata_is_passed_over(save_photo: SavePhoto, tmp_path: Path, name: str) -> None:
    save_photo("IMG.jpg")
    save_photo("metadata.jpg")
    content = {
        "title": "Trip",
        "description": "The album",
        "access": "protected",
        "date": {"timestamp": STAMP},
    }
    (tmp_path / name).write_text(json.dumps(content))
    assert said(tmp_path) == {"IMG.jpg": "", "metadata.jpg": ""}


@pytest.mark.parametrize("words", ["IMG_2034.JPG", "OLYMPUS DIGITAL CAMERA", " ", "https://example.org/x"])
def test_what_programs_write_is_no_description(save_photo: SavePhoto, tmp_path: Path, words: str) -> None:
    save_photo("IMG.jpg")
    write(tmp_path, "IMG.jpg.json", description=words)
    assert only(tmp_path).description == ""


def with_field(**fields: object) -> bytes:
    return json.dumps({"photoTakenTime": {"timestamp": STAMP}, "description": "Words", **fields}).encode()


@pytest.mark.parametrize(
    "stamp",
    ["0", "99999999999999", "-99999999999999", "9" * 5000, "1e9", "soon", 1.5, True, None, [], {}, 10**30],
)
def test_an_absurd_time_is_none(stamp: object) -> None:
    found = read_metadata(with_field(photoTakenTime={"timestamp": stamp}))
    assert found is not None
    assert found.instant is None
    assert found.texts == ("Words",)


def test_a_time_before_1970_is_a_time() -> None:
    found = read_metadata(with_field(photoTakenTime={"timestamp": "-86400"}))
    assert found is not None
    assert found.instant == datetime(1970, 1, 1, tzinfo=UTC) - timedelta(days=1)


@pytest.mark.parametrize("latitude", [91, -1e308, 10**400, "52", None, True, [], float("nan"), float("inf")])
def test_an_absurd_place_is_none(latitude: object) -> None:
    found = read_metadata(with_field(geoData={"latitude": latitude, "longitude": 13.0}))
    assert found is not None
    assert found.position is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[1, 2]",
        b'"photoTakenTime"',
        b"\xff\xfe\x00",
        b"[" * 500_000,
        b'{"photoTakenTime":' * 50_000,
        b'{"photoTakenTime": ' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"photoTakenTime": ' + b"9" * 500_000 + b"}",
        b'"' + b'\\"' * 500_000,
    ],
    ids=lambda data: f"{data[:12]!r}... {len(data)}",
)
def test_a_broken_deep_or_hostile_json_tells_nothing(data: bytes) -> None:
    assert read_metadata(data) is None


@pytest.mark.parametrize("description", [None, 3, ["a"], {"b": "c"}, True])
def test_a_description_that_is_no_text_is_none(description: object) -> None:
    found = read_metadata(with_field(description=description))
    assert found is not None
    assert found.texts == ()


def test_a_json_of_many_megabytes_is_not_read(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG.jpg")
    write(tmp_path, "IMG.jpg.json", description="Words", padding="x" * (2 << 20))
    assert only(tmp_path).description == ""
