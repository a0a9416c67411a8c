"""A clock that was never set is told, and moved where something else tells the time."""

from datetime import UTC, datetime

import pytest

from slideshow.scan.timing import time_photos
from tests.scan.albums import LISBON, NOW, photo, shown, times, told

PHONE = [photo(f"phone{hour}.jpg", f"2024-05-12T{hour}:00+01:00", "Phone") for hour in (10, 11, 12, 13)]


@pytest.mark.parametrize(
    "taken",
    [
        "1970-01-01T00:05",
        "1980-01-01T00:00",
        "1979-12-31T23:00",
        "2000-01-01T03:04",
        "2004-01-01T00:10",
        "2005-01-01T12:00",
        "2016-01-01T00:01",
        "2038-01-19T03:14",
    ],
)
def test_a_clock_that_was_not_set_is_told_and_its_photos_have_no_date(taken: str) -> None:
    photos = [*PHONE, photo("DSC_1.jpg", taken, "Camera")]
    assert times(*photos)["DSC_1.jpg"] == ""
    (line,) = told(*photos)
    assert line.startswith("Camera: its clock ")
    assert taken[:10] in line and "--shift" in line


def test_such_a_clock_that_runs_on_is_not_believed_either() -> None:
    photos = [
        photo("DSC_1.jpg", "2000-01-01T00:05", "Camera"),
        photo("DSC_2.jpg", "2000-01-03T10:00", "Camera"),
    ]
    assert times(*PHONE, *photos)["DSC_2.jpg"] == ""


def test_new_years_eve_is_no_fault() -> None:
    party = [photo(f"{minute}.jpg", f"2008-01-01T00:{minute}", "Camera") for minute in (10, 20, 30)]
    before = photo("0.jpg", "2007-12-31T23:00", "Camera")
    assert times(before, *party)["10.jpg"] == "2008-01-01 00:10"
    assert not told(before, *party)


def test_the_satellites_say_how_far_the_clock_was_off_for_all_of_the_cameras_photos() -> None:
    outside = photo(
        "DSC_1.jpg",
        "2000-01-01T00:05",
        "Camera",
        LISBON,
        satellites=datetime(2024, 5, 12, 10, 30, tzinfo=UTC),
    )
    inside = photo("DSC_2.jpg", "2000-01-01T01:05", "Camera")
    found = times(*PHONE, outside, inside)
    assert found["DSC_1.jpg"] == "2024-05-12 11:30"
    assert found["DSC_2.jpg"] == "2024-05-12 12:30"
    assert "moved" in told(*PHONE, outside, inside)[0]


def test_a_photo_that_somebody_corrected_says_it_for_the_others_of_its_camera() -> None:
    corrected = photo(
        "DSC_1.jpg", "2024-05-12T11:30", "Camera", source="person", clock=datetime(2000, 1, 1, 0, 5)
    )
    found = times(*PHONE, corrected, photo("DSC_2.jpg", "2000-01-01T01:05", "Camera"))
    assert found["DSC_2.jpg"] == "2024-05-12 12:30"


def test_a_name_with_a_time_says_it_too() -> None:
    found = times(
        *PHONE,
        photo("20240512_113000.jpg", "2000-01-01T00:05", "Camera"),
        photo("DSC_2.jpg", "2000-01-01T01:05", "Camera"),
    )
    assert (found["20240512_113000.jpg"], found["DSC_2.jpg"]) == ("2024-05-12 11:30", "2024-05-12 12:30")


def test_a_clock_that_stands_still_says_nothing_of_the_cameras_other_photos() -> None:
    found = times(
        *PHONE,
        photo("20240512_113000.jpg", "2000-01-01T00:00", "Camera"),
        photo("20240513_090000.jpg", "2000-01-01T00:00", "Camera"),
        photo("DSC_2.jpg", "2000-01-01T00:00", "Camera"),
    )
    assert found["20240512_113000.jpg"] == "2024-05-12 11:30"
    assert found["20240513_090000.jpg"] == "2024-05-13 09:00"
    assert found["DSC_2.jpg"] == ""


def test_between_two_photos_of_its_camera_a_photo_stands_by_its_number() -> None:
    photos = [
        photo("DSC_1.jpg", "2024-05-12T11:10", "Camera"),
        photo("DSC_2.jpg", "2000-01-01T00:00", "Camera"),
        photo("DSC_3.jpg", "2000-01-01T00:01", "Camera"),
        photo("DSC_4.jpg", "2024-05-12T11:40", "Camera"),
    ]
    found, _ = time_photos([*PHONE, *photos], {}, (), NOW)
    by_name = {one.path.name: one for one in found}
    assert shown(by_name["DSC_2.jpg"]) == shown(by_name["DSC_3.jpg"]) == "2024-05-12 11:10"
    assert not by_name["DSC_2.jpg"].dating.tells_day
    second, third = by_name["DSC_2.jpg"].captured, by_name["DSC_3.jpg"].captured
    assert second is not None and third is not None and second < third


def test_without_any_other_clock_it_still_orders_its_own_photos_but_tells_no_day() -> None:
    photos = [photo("b.jpg", "2000-01-01T00:05", "Camera"), photo("a.jpg", "2000-01-01T00:10", "Camera")]
    found, _ = time_photos(photos, {}, (), NOW)
    assert [one.captured is not None for one in found] == [True, True]
    assert not any(one.dating.tells_day for one in found)
