"""The moment a photo was taken, as its EXIF block tells it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PIL import Image

from slideshow.scan.capture_time import capture_times, change_time, orientation

DATE_TIME, ORIGINAL, DIGITIZED = 0x0132, 0x9003, 0x9004
OFFSET_TIME, OFFSET_ORIGINAL, OFFSET_DIGITIZED = 0x9010, 0x9011, 0x9012
SUBSEC_TIME, SUBSEC_ORIGINAL, SUBSEC_DIGITIZED = 0x9290, 0x9291, 0x9292


def exif(tags: Mapping[int, object]) -> Image.Exif:
    """The tags as they come back from a file."""
    written = Image.Exif()
    for tag, value in tags.items():
        (written.get_ifd(0x8769) if tag >= 0x9000 else written)[tag] = value
    read = Image.Exif()
    read.load(written.tobytes())
    return read


def captured(read: Image.Exif) -> datetime | None:
    """The likeliest moment that EXIF tells, that of the last change last."""
    found = next(capture_times(read), None) or change_time(read)
    return found.moment if found else None


def test_the_time_of_taking_comes_before_the_others() -> None:
    tags = {
        DATE_TIME: "2024:01:03 10:00:00",
        DIGITIZED: "2024:01:02 10:00:00",
        ORIGINAL: "2024:01:01 10:00:00",
    }
    assert captured(exif(tags)) == datetime(2024, 1, 1, 10)
    del tags[ORIGINAL]
    assert captured(exif(tags)) == datetime(2024, 1, 2, 10)
    del tags[DIGITIZED]
    assert captured(exif(tags)) == datetime(2024, 1, 3, 10)


def test_each_time_goes_with_its_own_subseconds_and_offset() -> None:
    tags = {
        DATE_TIME: "2024:01:03 10:00:00",
        ORIGINAL: "0000:00:00 00:00:00",
        SUBSEC_TIME: "25",
        SUBSEC_ORIGINAL: "7",
        OFFSET_TIME: "-03:30",
        OFFSET_ORIGINAL: "+01:00",
    }
    zone = timezone(-timedelta(hours=3, minutes=30))
    moment = captured(exif(tags))
    assert moment == datetime(2024, 1, 3, 10, 0, 0, 250_000, zone)
    assert moment.utcoffset() == zone.utcoffset(None)


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [("7", 700_000), ("07", 70_000), ("123", 123_000), ("1234567", 123_456), ("", 0), ("  ", 0), ("x1", 0)],
)
def test_subseconds_are_a_decimal_fraction(text: str, microseconds: int) -> None:
    moment = captured(exif({ORIGINAL: "2024:01:01 10:00:00", SUBSEC_ORIGINAL: text}))
    assert moment is not None
    assert moment.microsecond == microseconds


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("+05:30", timezone(timedelta(hours=5, minutes=30))),
        ("-0800", timezone(-timedelta(hours=8))),
        ("Z", UTC),
        ("+00:00", UTC),
        ("   :  ", None),
        ("+99:00", None),
        ("+01:75", None),
        ("CEST", None),
    ],
)
def test_an_offset_is_used_when_it_makes_sense(text: str, zone: timezone | None) -> None:
    moment = captured(exif({ORIGINAL: "2024:01:01 10:00:00", OFFSET_ORIGINAL: text}))
    assert moment is not None
    assert moment.tzinfo == zone


@pytest.mark.parametrize(
    "text",
    [
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "",
        "\0" * 19,
        "01/02/2024 10:00",
        "2024:13:01 10:00:00",
        "2024:02:30 10:00:00",
        "2024:01:01 25:00:00",
        "2024:01:01 10:61:00",
        "yesterday",
    ],
)
def test_a_time_that_is_none_leaves_the_photo_without(text: str) -> None:
    assert captured(exif({ORIGINAL: text})) is None


@pytest.mark.parametrize("text", ["2024:01:01 10:00:05\0\0", "2024-01-01T10:00:05", "2024:01:01 10:00:05 "])
def test_a_time_in_a_common_variation_is_understood(text: str) -> None:
    assert captured(exif({ORIGINAL: text})) == datetime(2024, 1, 1, 10, 0, 5)


@pytest.mark.parametrize(("value", "expected"), [(1, 1), (6, 6), (8, 8), (0, 1), (9, 1), (65535, 1)])
def test_an_invalid_orientation_is_upright(value: int, expected: int) -> None:
    assert orientation(exif({0x0112: value})) == expected


def test_no_exif_is_no_time_and_upright() -> None:
    assert captured(Image.Exif()) is None
    assert orientation(Image.Exif()) == 1
