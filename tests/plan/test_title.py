from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from slideshow.model.brief import Brief
from slideshow.model.dating import Dating
from slideshow.plan.title import date_line, presentable, title_lines
from tests.plan.albums import PORTRAIT, album, words


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("2026-04_lisbon-trip", "Lisbon trip"),
        ("trip", "Trip"),
        ("Mum & Dad 2024", "Mum & Dad"),
        ("20260405 zoo", "Zoo"),
        ("summer_1999.08.12", "Summer"),
        ("Route 66", "Route 66"),
        ("İzmir", "İzmir"),
        ("100APPLE", ""),
        ("DCIM", ""),
        ("2026-04-05", ""),
    ],
)
def test_a_folder_name_is_made_presentable(folder: str, title: str) -> None:
    assert presentable(folder) == title


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 4, 3), date(2026, 4, 3), "3 April 2026"),
        (date(2026, 4, 3), date(2026, 4, 5), "3 5 Apr 2026"),
        (date(2026, 1, 3), date(2026, 6, 5), "January June 2026"),
        (date(2019, 1, 3), date(2026, 6, 5), "2019 2026"),
    ],
)
def test_dates_are_as_exact_as_is_still_of_interest(first: date, last: date, said: str) -> None:
    assert words(date_line([last, first], "en_GB")) == said


def test_dates_speak_the_persons_language() -> None:
    assert words(date_line([date(2026, 5, 3)], "de")) == "3 Mai 2026"


def test_a_title_of_ones_own_keeps_the_dates() -> None:
    trip = album(PORTRAIT, PORTRAIT)
    heading, detail = title_lines(trip, Brief(title="To Lisbon!"))
    assert (heading, words(detail)) == ("To Lisbon!", "3 April 2026")


def test_no_title_is_no_title() -> None:
    assert title_lines(album(PORTRAIT), Brief(title="")) == ("", "")


def test_a_folder_with_a_cameras_name_is_titled_by_its_dates() -> None:
    trip = album(PORTRAIT, name="100APPLE", start=datetime(2026, 4, 3, 9, tzinfo=UTC))
    heading, detail = title_lines(trip, Brief())
    assert (words(heading), detail) == ("3 April 2026", "")


def test_what_is_known_to_the_month_or_year_alone_is_written_so() -> None:
    trip = album(PORTRAIT, PORTRAIT)
    first, second = trip.photos
    months = replace(first, captured=datetime(2024, 5, 1), dating=Dating("month"))
    years = replace(second, captured=datetime(2019, 1, 1), dating=Dating("year"))
    assert words(title_lines(replace(trip, photos=(months,)), Brief())[1]) == "May 2024"
    assert title_lines(replace(trip, photos=(years,)), Brief())[1] == "2019"
    # A day says more.
    assert words(title_lines(replace(trip, photos=(first, months, years)), Brief())[1]) == "3 April 2026"
