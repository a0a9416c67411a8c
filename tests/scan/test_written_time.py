"""Times are read as cameras, phones and programs in any language write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from slideshow.scan.written_time import written_time

MAY = datetime(2024, 5, 12, 15, 41, 14)


@pytest.mark.parametrize(
    "text",
    [
        "2024:05:12 15:41:14",
        "2024-05-12T15:41:14",
        "2024/05/12 15:41:14",
        "2024.05.12 15:41:14",
        "2024:5:12 15:41:14\0\0".strip("\0"),
        "20240512T154114",
        "12.05.2024 15:41:14",
        "2024:05:12 03:41:14 PM",
        "2024:05:12 3:41:14 p.m.",
        "2024:05:12 PM 03:41:14",
        "2024/5/12 下午3:41:14",
        "2024:05:12 午後3:41:14",
        "2024:05:12 오후 3:41:14",
        "2024:05:12 ??15:41:14",
        "2024年5月12日 15:41:14",
        "٢٠٢٤:٠٥:١٢ ١٥:٤١:١٤",
        "2567:05:12 15:41:14",
        "Sun May 12 15:41:14 2024",
        "May 12, 2024 3:41:14 PM",
        "12 May 2024, 15:41:14",
        "5/12/2024 3:41:14 PM",
        "2024:05:12 03:41:14 م",
        "2024:05:12 03:41:14 μμ",
    ],
)
def test_a_time_of_day_is_read_in_every_shape(text: str) -> None:
    found = written_time(text)
    assert found is not None
    assert (found.moment, found.known_to) == (MAY, "clock")


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2024:05:12 12:30:00 AM", 0, 30),
        ("2024:05:12 12:30:00 PM", 12, 30),
        ("2024:05:12 02:00:00 PM", 14, 0),
        # Phones that count the hours from 1 to 24 mean the first hour of that day.
        ("2024:05:12 24:08:19", 0, 8),
        ("2024:05:12 24:00:00", 0, 0),
        ("2024:05:12 13:30", 13, 30),
    ],
)
def test_half_days_and_the_hour_24_stay_on_their_day(text: str, hour: int, minute: int) -> None:
    found = written_time(text)
    assert found is not None
    assert (found.moment.day, found.moment.hour, found.moment.minute) == (12, hour, minute)


@pytest.mark.parametrize(
    ("text", "known_to", "moment"),
    [
        ("2024:05:12", "day", datetime(2024, 5, 12, 12)),
        ("2024-05-12", "day", datetime(2024, 5, 12, 12)),
        ("20240512", "day", datetime(2024, 5, 12, 12)),
        ("2024-05", "month", datetime(2024, 5, 1)),
        ("2024:05:00 00:00:00", "month", datetime(2024, 5, 1)),
        ("2024", "year", datetime(2024, 1, 1)),
        ("2024:00:00 00:00:00", "year", datetime(2024, 1, 1)),
    ],
)
def test_a_day_month_or_year_alone_is_known_as_such(text: str, known_to: str, moment: datetime) -> None:
    found = written_time(text)
    assert found is not None
    assert (found.known_to, found.moment) == (known_to, moment)


@pytest.mark.parametrize(
    ("text", "offset", "is_utc"),
    [
        ("2024-05-12T15:41:14+02:00", 2, False),
        ("2024-05-12T15:41:14.250-0700", -7, False),
        ("2024-05-12T15:41:14Z", 0, True),
        ("12 May 2024, 15:41:14 UTC", 0, True),
        ("2024-05-12T15:41:14+00:00", 0, False),
    ],
)
def test_an_offset_is_kept_and_utc_is_told_from_a_place_without_one(
    text: str, offset: float, is_utc: bool
) -> None:
    found = written_time(text)
    assert found is not None
    assert found.moment.utcoffset() == timedelta(hours=offset)
    assert found.is_utc is is_utc


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "01/02/2024 10:00",
        "2024:13:01 10:00:00",
        "2024:02:30 10:00:00",
        "2024:01:01 25:00:00",
        "2024:01:01 10:61:00",
        "2024:01:01 +0171234567",
        "1234567890",
        " " * 100_000 + "2024" * 10_000,
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert written_time(text) is None


def test_the_day_comes_first_where_it_cannot_be_the_month() -> None:
    found = written_time("13/02/2024 10:00")
    assert found is not None
    assert found.moment == datetime(2024, 2, 13, 10)


def test_fractions_are_those_of_a_second() -> None:
    found = written_time("2024:05:12 15:41:14.5+01:00")
    assert found is not None
    zone = timezone(timedelta(hours=1))
    assert found.moment == MAY.replace(microsecond=500_000, tzinfo=zone)
    assert found.moment.astimezone(UTC).hour == 14
