"""A person says how far a camera's clock was off."""

from datetime import datetime, timedelta

import pytest

from slideshow.model.clock_shift import ClockShift, clock_shift, in_words
from tests.scan.albums import photo, times, told


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("Canon EOS 20D=+1h", ClockShift("Canon EOS 20D", 0, timedelta(hours=1))),
        ("iPhone = -30m", ClockShift("iPhone", 0, timedelta(minutes=-30))),
        ("DSC_*=+1y2d3h", ClockShift("DSC_*", 1, timedelta(days=2, hours=3))),
        ("Nikon=-0:45", ClockShift("Nikon", 0, timedelta(minutes=-45))),
        ("Nikon=1:00:30", ClockShift("Nikon", 0, timedelta(hours=1, seconds=30))),
        ("A=B=2 days", ClockShift("A=B", 0, timedelta(days=2))),
        ("Nikon=0", ClockShift("Nikon")),
    ],
)
def test_a_shift_is_a_camera_and_a_length_of_time(text: str, shift: ClockShift) -> None:
    assert clock_shift(text) == shift
    assert clock_shift(in_words(shift)) == shift


@pytest.mark.parametrize(
    "text", ["", "Canon", "Canon=", "Canon=soon", "Canon=+1month", "Canon=+1h-5m", "C=999y"]
)
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"no|far"):
        clock_shift(text)


def test_years_keep_the_day_and_the_clock() -> None:
    assert clock_shift("C=+1y").correct(datetime(2023, 5, 12, 10)) == datetime(2024, 5, 12, 10)
    assert clock_shift("C=+1y").correct(datetime(2024, 2, 29, 10)) == datetime(2025, 3, 1, 10)


def test_only_the_photos_of_the_camera_are_moved() -> None:
    photos = [
        photo("a.jpg", "2024-05-12T10:00", "Canon EOS 20D"),
        photo("b.jpg", "2024-05-12T10:00", "Apple"),
    ]
    found = times(*photos, shifts=(clock_shift("eos 20d=+1h"),))
    assert found == {"a.jpg": "2024-05-12 11:00", "b.jpg": "2024-05-12 10:00"}


def test_names_of_files_stand_for_a_camera_that_tells_no_name() -> None:
    photos = [photo("DSC_1.jpg", "2024-05-12T10:00"), photo("IMG_1.jpg", "2024-05-12T10:00")]
    found = times(*photos, shifts=(clock_shift("dsc_*=-1d"),))
    assert found == {"DSC_1.jpg": "2024-05-11 10:00", "IMG_1.jpg": "2024-05-12 10:00"}


def test_what_a_person_says_is_not_said_better_by_us() -> None:
    phone = [photo(f"p{hour}.jpg", f"2024-05-12T{hour}:00+01:00", "Phone") for hour in (10, 11, 12, 13)]
    wrong = [photo(f"c{hour}.jpg", f"2023-05-12T{hour}:00", "Camera") for hour in (10, 11)]
    assert times(*phone, *wrong, shifts=(clock_shift("Camera=0"),))["c10.jpg"].startswith("2023-05-12 10:00")
    unset = photo("d.jpg", "2000-01-01T00:00", "Camera")
    assert times(*phone, unset, shifts=(clock_shift("Camera=+24y"),))["d.jpg"].startswith("2024-01-01 00:00")


def test_a_camera_that_is_not_there_is_told_with_those_that_are() -> None:
    (line,) = told(photo("a.jpg", "2024-05-12T10:00", "Apple iPhone 15"), shifts=(clock_shift("Canon=+1h"),))
    assert "Canon" in line and "Apple iPhone 15" in line
