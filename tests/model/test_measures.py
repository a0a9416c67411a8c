import pytest

from slideshow.model.measures import clock, exact_clock, megabytes


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0:00"), (42.9, "0:43"), (59.6, "1:00"), (3725, "62:05"), (7200, "2:00:00"), (7265.4, "2:01:05")],
)
def test_lengths_are_written_as_people_do_to_the_nearest_second(seconds: float, text: str) -> None:
    assert clock(seconds) == text


def test_tenths_of_a_second_are_told_where_there_are_some() -> None:
    assert [exact_clock(seconds) for seconds in (0, 42, 59.96, 60.5, 605)] == [
        "0:00",
        "0:42",
        "1:00",
        "1:00.5",
        "10:05",
    ]


def test_a_megabyte_is_a_million_bytes() -> None:
    assert [megabytes(size) for size in (14_800_000, 99_000)] == ["14.8 MB", "99 kB"]
