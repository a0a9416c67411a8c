"""Where a photo was taken, and what that says of its clock."""

from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from slideshow.model.album import Album, Position
from slideshow.plan import in_order
from slideshow.scan import scan
from slideshow.scan.gps import Tags, offset_by_gps, offset_by_place, position
from tests.photos import scene

LISBON = Position(38.7167, -9.1333)
NOON = datetime(2026, 7, 4, 12, 0)


def gps(**changes: object) -> Tags:
    tags: dict[int, object] = {
        1: "N",
        2: (Fraction(38), Fraction(43), Fraction(0)),
        3: "W",
        4: (Fraction(9), Fraction(8), Fraction(0)),
        7: (11.0, 0.0, 3.0),
        29: "2026:07:04",
    }
    return tags | {int(key[1:]): value for key, value in changes.items()}


def test_a_position_is_north_and_east_of_zero_or_less() -> None:
    assert position(gps()) == Position(38.716667, -9.133333)
    assert position(gps(_1="S", _3="E")) == Position(-38.716667, 9.133333)


@pytest.mark.parametrize(
    "changes",
    [
        {"_2": (0.0, 0.0, 0.0), "_4": (0.0, 0.0, 0.0)},
        {"_2": (91.0, 0.0, 0.0)},
        {"_4": (181.0, 0.0, 0.0)},
        {"_2": (float("nan"), 0.0, 0.0)},
        {"_2": (-5.0, 0.0, 0.0)},
        {"_2": "38"},
        {"_2": (38.0,)},
        {"_4": None},
    ],
    ids=str,
)
def test_a_position_that_makes_no_sense_is_none(changes: dict[str, object]) -> None:
    assert position(gps(**changes)) is None


@pytest.mark.parametrize(
    ("local", "hours"), [(NOON, 1), (NOON.replace(hour=5), -6), (NOON + timedelta(hours=4, minutes=30), 5.5)]
)
def test_the_satellites_time_tells_the_offset(local: datetime, hours: float) -> None:
    assert offset_by_gps(local, gps()) == timezone(timedelta(hours=hours))


@pytest.mark.parametrize(
    ("local", "changes"),
    [
        (NOON + timedelta(minutes=7), {}),
        (NOON + timedelta(days=3), {}),
        (NOON, {"_29": "someday"}),
        (NOON, {"_29": "2026:13:44"}),
        (NOON, {"_7": (31.0, 0.0, 0.0)}),
        (NOON, {"_7": None}),
    ],
    ids=str,
)
def test_clocks_that_disagree_tell_nothing(local: datetime, changes: dict[str, object]) -> None:
    assert offset_by_gps(local, gps(**changes)) is None


def test_the_end_of_all_years_is_no_time_of_satellites() -> None:
    moment = datetime(9999, 12, 31, 23, 59)
    assert offset_by_gps(moment, {7: (23.0, 59.0, 60.5), 29: "9999:12:31"}) is None


@pytest.mark.parametrize(("month", "hours"), [(7, 1), (1, 0)])
def test_the_place_tells_the_offset_summer_and_winter(month: int, hours: int) -> None:
    assert offset_by_place(datetime(2026, month, 4, 12), LISBON) == timezone(timedelta(hours=hours))


def save(
    folder: Path, name: str, taken: str, camera: str, *, offset: str = "", tags: Tags | None = None
) -> None:
    exif = Image.Exif()
    exif[0x0110] = camera
    exif.get_ifd(0x8769)[0x9003] = taken
    if offset:
        exif.get_ifd(0x8769)[0x9011] = offset
    if tags:
        exif.get_ifd(0x8825).update({tag: value for tag, value in tags.items() if value is not None})
    scene(60, 80, sum(name.encode())).save(folder / name, exif=exif)


def shown(album: Album) -> list[str]:
    return [photo.path.stem for photo in in_order(album.photos, "time", 1)]


def test_two_cameras_an_hour_apart_interleave_as_it_happened(tmp_path: Path) -> None:
    # Noon in Lisbon is 13:00 on a camera still on Spanish time. One tells its offset, the other where it is.
    for minute in (0, 20, 40):
        save(tmp_path, f"phone{minute}.jpg", f"2026:07:04 12:{minute:02d}:00", "Phone", tags=gps(_7=None))
        save(
            tmp_path, f"camera{minute}.jpg", f"2026:07:04 13:{minute + 10:02d}:00", "Camera", offset="+02:00"
        )
    assert shown(scan(tmp_path)) == ["phone0", "camera0", "phone20", "camera20", "phone40", "camera40"]


def test_a_camera_that_has_no_fix_indoors_keeps_the_offset_it_had_outdoors(tmp_path: Path) -> None:
    save(tmp_path, "outside.jpg", "2026:07:04 12:00:00", "Phone", tags=gps())
    save(tmp_path, "inside.jpg", "2026:07:04 12:30:00", "Phone")
    save(tmp_path, "other.jpg", "2026:07:04 13:10:00", "Camera", offset="+02:00")
    save(tmp_path, "another.jpg", "2026:07:04 13:40:00", "Camera", offset="+02:00")
    assert shown(scan(tmp_path)) == ["outside", "other", "inside", "another"]


def test_a_photo_tells_its_place_and_camera(tmp_path: Path) -> None:
    save(tmp_path, "1.jpg", "2026:07:04 12:00:00", "Phone 7", tags=gps())
    (photo,) = scan(tmp_path).photos
    assert photo.position == Position(38.716667, -9.133333)
    assert photo.camera == "Phone 7"
    assert photo.captured is not None
    assert photo.captured.utcoffset() == timedelta(hours=1)
