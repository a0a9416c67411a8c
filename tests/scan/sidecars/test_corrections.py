"""What a person corrected beside a photo wins over the photo's own time where it is newer."""

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from slideshow.model.album import Photo
from slideshow.scan import scan

SavePhoto = Callable[..., Path]

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 exif:DateTimeOriginal="{taken}" {more}/></rdf:RDF></x:xmpmeta>"""
YAML = "TakenAt: {taken}\nTakenSrc: {source}\nUID: psd1a2b3c4d5e6f7\nTimeZone: Local\n"
TAKEN = {0x9003: "2024:05:11 10:00:00"}
BEFORE, AFTER = 1_700_000_000, 1_720_000_000


def only(folder: Path) -> Photo:
    (photo,) = scan(folder).photos
    return photo


def beside(photo: Path, name: str, text: str, at: int = AFTER) -> None:
    """A photo of long ago, and a file beside it that was written before or after."""
    os.utime(photo, (1_710_000_000, 1_710_000_000))
    file = photo.with_name(name)
    file.write_text(text)
    os.utime(file, (at, at))


def google(taken: datetime) -> str:
    stamp = int((taken - datetime(1970, 1, 1)).total_seconds())
    return json.dumps({"title": "a.jpg", "photoTakenTime": {"timestamp": str(stamp)}})


def test_a_corrected_xmp_file_wins(save_photo: SavePhoto, tmp_path: Path) -> None:
    beside(save_photo("a.jpg", tags=TAKEN), "a.jpg.xmp", XMP.format(taken="2024-05-12T09:30:00", more=""))
    assert only(tmp_path).captured == datetime(2024, 5, 12, 9, 30)


def test_a_corrected_xmp_file_keeps_the_photos_offset(save_photo: SavePhoto, tmp_path: Path) -> None:
    photo = save_photo("a.jpg", tags={**TAKEN, 0x9011: "+02:00"})
    beside(photo, "a.jpg.xmp", XMP.format(taken="2024-05-12T09:30:00", more=""))
    captured = only(tmp_path).captured
    assert captured is not None
    assert captured.isoformat() == "2024-05-12T09:30:00+02:00"


def test_a_photo_that_was_changed_after_it_wins(save_photo: SavePhoto, tmp_path: Path) -> None:
    xmp = XMP.format(taken="2024-05-12T09:30:00", more="")
    beside(save_photo("a.jpg", tags=TAKEN), "a.jpg.xmp", xmp, BEFORE)
    assert only(tmp_path).captured == datetime(2024, 5, 11, 10)


@pytest.mark.parametrize(("changed", "day"), [("2024-06-01T00:00:00Z", 11), ("2024-08-01T00:00:00Z", 12)])
def test_what_both_say_of_their_last_change_counts_more_than_the_disk(
    save_photo: SavePhoto, tmp_path: Path, changed: str, day: int
) -> None:
    photo = save_photo("a.jpg", tags={**TAKEN, 0x0132: "2024:07:01 12:00:00"})
    beside(photo, "a.jpg.xmp", XMP.format(taken="2024-05-12T10:00:00", more=f'xmp:MetadataDate="{changed}"'))
    assert only(tmp_path).captured == datetime(2024, 5, day, 10)


def test_a_copy_that_lost_the_times_of_its_files_believes_the_correction(
    save_photo: SavePhoto, tmp_path: Path
) -> None:
    photo = save_photo("a.jpg", tags=TAKEN)
    (tmp_path / "a.jpg.xmp").write_text(XMP.format(taken="2024-05-12T09:30:00", more=""))
    os.utime(tmp_path / "a.jpg.xmp", (AFTER, AFTER))
    os.utime(photo, (AFTER + 60, AFTER + 60))
    assert only(tmp_path).captured == datetime(2024, 5, 12, 9, 30)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        # The day alone says nothing against the clock, another day does.
        ("2024-05-11", "2024-05-11T10:00:00 clock"),
        ("2024-05-12", "2024-05-12T12:00:00 day"),
        ("2024-05", "2024-05-11T10:00:00 clock"),
        ("2023-05", "2023-05-01T00:00:00 month"),
    ],
)
def test_a_day_or_month_alone_corrects_only_another(
    save_photo: SavePhoto, tmp_path: Path, taken: str, expected: str
) -> None:
    beside(save_photo("a.jpg", tags=TAKEN), "a.jpg.xmp", XMP.format(taken=taken, more=""))
    photo = only(tmp_path)
    assert photo.captured is not None
    assert f"{photo.captured.isoformat()} {photo.dating.known_to}" == expected


def test_a_date_corrected_in_google_wins(save_photo: SavePhoto, tmp_path: Path) -> None:
    photo = save_photo("a.jpg", tags={**TAKEN, 0x9011: "+02:00"})
    beside(photo, "a.jpg.json", google(datetime(2023, 12, 24, 17, 3)))
    captured = only(tmp_path).captured
    assert captured is not None
    assert captured.isoformat(" ", "minutes") == "2023-12-24 17:03+00:00"


@pytest.mark.parametrize("hours", [0, 2, -8, 5.5])
def test_the_same_time_counted_from_another_place_is_no_correction(
    save_photo: SavePhoto, tmp_path: Path, hours: float
) -> None:
    utc = datetime.fromtimestamp(datetime(2024, 5, 11, 10).timestamp() - 3600 * hours)
    beside(save_photo("a.jpg", tags=TAKEN), "a.jpg.json", google(utc))
    assert only(tmp_path).captured == datetime(2024, 5, 11, 10)


def test_a_clock_that_was_never_set_gives_way_whatever_is_newer(
    save_photo: SavePhoto, tmp_path: Path
) -> None:
    photo = save_photo("a.jpg", tags={0x9003: "2000:01:01 00:00:00"})
    beside(photo, "a.jpg.xmp", XMP.format(taken="2024-05-12T09:30:00", more=""), BEFORE)
    assert only(tmp_path).captured == datetime(2024, 5, 12, 9, 30)


@pytest.mark.parametrize(("source", "day"), [("meta", 11), ("manual", 12)])
def test_photoprism_corrects_only_what_a_person_wrote(
    save_photo: SavePhoto, tmp_path: Path, source: str, day: int
) -> None:
    yaml = YAML.format(taken="2024-05-12T10:00:00Z", source=source)
    beside(save_photo("a.jpg", tags=TAKEN), "a.yml", yaml)
    assert only(tmp_path).captured == datetime(2024, 5, day, 10)
