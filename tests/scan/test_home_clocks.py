"""A camera that stayed on the time of home is shown in the time of where it was."""

from datetime import UTC, datetime

from tests.scan.albums import LISBON, TOKYO, clip, photo, times, told

# Half past ten at night in Lisbon is half past six in the morning in Tokyo.
OUTSIDE = photo(
    "a.jpg", "2024-05-12T22:30+01:00", "Camera", TOKYO, satellites=datetime(2024, 5, 12, 21, 30, tzinfo=UTC)
)
INSIDE = photo("b.jpg", "2024-05-12T23:30", "Camera")


def test_the_photos_with_a_fix_and_those_without_are_moved_and_told() -> None:
    found = times(OUTSIDE, INSIDE, clip("c.mp4", "2024-05-12T23:30", "Camera"))
    assert found["a.jpg"] == "2024-05-13 06:30+09:00"
    assert found["b.jpg"] == "2024-05-13 07:30+09:00"
    assert found["c.mp4"] == "2024-05-13 08:30+09:00"
    (line,) = told(OUTSIDE, INSIDE)
    assert line.startswith("Camera: its clock shows the time of another place (8 h behind). 2 photos ")


def test_other_cameras_and_clocks_of_the_place_are_left_alone() -> None:
    right = photo(
        "d.jpg",
        "2024-05-12T10:30+01:00",
        "Other",
        LISBON,
        satellites=datetime(2024, 5, 12, 9, 30, tzinfo=UTC),
    )
    unknown = photo("e.jpg", "2024-05-12T23:30", "Third")
    found = times(OUTSIDE, right, unknown)
    assert (found["d.jpg"], found["e.jpg"]) == ("2024-05-12 10:30+01:00", "2024-05-12 23:30")
    assert len(told(OUTSIDE, right, unknown)) == 1


def test_before_the_journey_and_once_the_clock_was_set_its_photos_stay() -> None:
    home = photo(
        "h.jpg",
        "2024-05-01T10:30+01:00",
        "Camera",
        LISBON,
        satellites=datetime(2024, 5, 1, 9, 30, tzinfo=UTC),
    )
    indoors = photo("i.jpg", "2024-05-01T11:30", "Camera")
    fix = datetime(2024, 5, 14, 9, 0, tzinfo=UTC)
    set_later = photo("j.jpg", "2024-05-14T18:00+09:00", "Camera", TOKYO, satellites=fix)
    found = times(home, indoors, OUTSIDE, set_later)
    assert (found["h.jpg"], found["i.jpg"]) == ("2024-05-01 10:30+01:00", "2024-05-01 11:30+01:00")
    assert (found["a.jpg"], found["j.jpg"]) == ("2024-05-13 06:30+09:00", "2024-05-14 18:00+09:00")
