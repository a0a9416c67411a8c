"""A clock that runs beside the other cameras' is told, and moved where it is clear how far."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from slideshow.model.album import Photo
from slideshow.scan.timing import time_photos
from tests.scan.albums import LISBON, NOW, photo, times, told

PHONE = [
    photo(f"phone{index}.jpg", f"2024-05-{moment}+01:00", "Phone")
    for index, moment in enumerate(
        ["11T10:00", "11T12:20", "11T17:45", "12T09:30", "12T15:00", "13T08:10", "13T12:50"]
    )
]
# The moments of the phone, and a few minutes later.
MOMENTS = ["11T10:03", "11T12:25", "12T09:31", "12T15:04", "13T12:56"]


def camera(shift: timedelta) -> list[Photo]:
    return [
        photo(f"DSC_{index}.jpg", (datetime.fromisoformat(f"2024-05-{moment}") + shift).isoformat(), "Camera")
        for index, moment in enumerate(MOMENTS)
    ]


def test_two_cameras_that_agree_are_left_alone() -> None:
    right = camera(timedelta(0))
    assert times(*PHONE, *right)["DSC_0.jpg"] == "2024-05-11 10:03"
    assert not told(*PHONE, *right)


@pytest.mark.parametrize("years", [1, -1])
def test_a_whole_year_between_them_is_moved_and_told(years: int) -> None:
    wrong = [
        photo(f"DSC_{index}.jpg", f"{2024 + years}-05-{moment}", "Camera")
        for index, moment in enumerate(MOMENTS)
    ]
    assert times(*PHONE, *wrong)["DSC_0.jpg"] == "2024-05-11 10:03"
    (line,) = told(*PHONE, *wrong)
    assert line.startswith("Camera: its clock ran a year ")
    assert '--shift "Camera=0"' in line


def test_of_two_clocks_that_nobody_vouches_for_the_year_is_told_and_not_moved() -> None:
    first = [photo(f"a{hour}.jpg", f"2024-05-12T{hour}:00", "First") for hour in (10, 11, 12)]
    second = [photo(f"b{hour}.jpg", f"2023-05-12T{hour}:30", "Second") for hour in (10, 11)]
    found, lines = time_photos([*first, *second], {}, (), NOW)
    assert found[3].captured == datetime(2023, 5, 12, 10, 30)
    assert not found[3].dating.tells_day and found[0].dating.tells_day
    assert '--shift "Second=+1y"' in lines[0]


@pytest.mark.parametrize("hours", [-8, 5, 12])
def test_hours_between_them_are_moved_where_their_moments_then_meet(hours: int) -> None:
    wrong = camera(timedelta(hours=hours))
    assert times(*PHONE, *wrong)["DSC_0.jpg"] == "2024-05-11 10:03"
    (line,) = told(*PHONE, *wrong)
    assert f"{abs(hours)} h {'ahead' if hours > 0 else 'behind'}" in line


def test_hours_that_might_be_an_early_walk_are_not_moved() -> None:
    walk = [photo(f"DSC_{minute}.jpg", f"2024-05-12T06:{minute}", "Camera") for minute in (10, 25, 40, 55)]
    assert times(*PHONE, *walk)["DSC_10.jpg"] == "2024-05-12 06:10"
    assert not told(*PHONE, *walk)


def test_hours_after_which_some_moments_meet_by_chance_are_not_moved() -> None:
    chance = random.Random(7)
    start = datetime(2024, 5, 11, 8)
    for _ in range(100):
        phone = [start + timedelta(minutes=chance.randrange(3 * 24 * 60)) for _ in range(60)]
        other = [start + timedelta(minutes=chance.randrange(3 * 24 * 60)) for _ in range(6)]
        photos = [photo(f"p{i}.jpg", f"{one.isoformat()}+01:00", "Phone") for i, one in enumerate(phone)]
        photos += [photo(f"c{i}.jpg", one.isoformat(), "Camera") for i, one in enumerate(other)]
        assert not told(*photos)


def test_the_satellites_move_a_clock_by_minutes() -> None:
    def fixed(name: str, taken: str, hour: int) -> Photo:
        return photo(name, taken, "Camera", LISBON, satellites=datetime(2024, 5, 12, hour, 0, tzinfo=UTC))

    wrong = [
        fixed("DSC_1.jpg", "2024-05-12T10:22", 9),
        fixed("DSC_2.jpg", "2024-05-12T12:22", 11),
        photo("DSC_3.jpg", "2024-05-12T12:42", "Camera"),
    ]
    found = times(*PHONE, *wrong)
    assert found["DSC_1.jpg"] == "2024-05-12 10:00+01:00"
    assert found["DSC_3.jpg"] == "2024-05-12 12:20+01:00"
    assert "22 min ahead by the satellites' time" in told(*PHONE, *wrong)[0]


def test_an_old_fix_and_a_receiver_of_before_2019_move_nothing() -> None:
    stale = photo(
        "a.jpg", "2024-05-12T10:22", "Camera", LISBON, satellites=datetime(2024, 5, 12, 8, 0, tzinfo=UTC)
    )
    old = photo(
        "b.jpg",
        "2024-05-12T10:22+01:00",
        "Old",
        LISBON,
        satellites=datetime(2024, 5, 12, 9, 22, tzinfo=UTC) - timedelta(weeks=1024),
    )
    found = times(*PHONE, stale, old)
    assert (found["a.jpg"], found["b.jpg"]) == ("2024-05-12 10:22", "2024-05-12 10:22+01:00")
