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
        # Brackets and prepositions go with their date.
        ("Lisbon (2024)", "Lisbon"),
        ("Lisbon (12.–19.5.2024)", "Lisbon"),
        ("Lisbon (2024, with Anna)", "Lisbon (with Anna)"),
        ("[2024] Lisbon", "Lisbon"),
        ("Rome in May 2024", "Rome"),
        ("Urlaub im August 2023", "Urlaub"),
        ("Trip to Rome, 2024", "Trip to Rome"),
        ("Lisbon between 2023 and 2024", "Lisbon"),
        # From one day to another.
        ("12.-19.5.2024 Lisbon", "Lisbon"),
        ("Urlaub 12.5.-19.5.2024", "Urlaub"),
        ("2024-05-12 - 2024-05-19 Lisbon", "Lisbon"),
        ("2024-05-12_19 Lisbon", "Lisbon"),
        ("20240512-20240519 Lisbon", "Lisbon"),
        ("12-19 May 2024 Lisbon", "Lisbon"),
        ("Mai-Juni 2024 Rom", "Rom"),
        ("New Year's Eve 2023-2024", "New Year's Eve"),
        ("2023-24 Season", "Season"),
        # As people and their languages write a day.
        ("2024年5月 東京旅行", "東京旅行"),
        ("2024年5月12日-15日 京都", "京都"),
        ("2024년 5월 제주도", "제주도"),
        ("12 de mayo de 2024 Madrid", "Madrid"),
        ("May 12, 2024 Rome", "Rome"),
        ("12.05.24 Lisbon", "Lisbon"),
        ("Lisbon 05.2024", "Lisbon"),
        ("2024-05-12 14.30 Zoo", "Zoo"),
        # What is one phrase with its year stays.
        ("Class of 2024", "Class of 2024"),
        ("Best of 2024", "Best of 2024"),
        # Dots and dashes that belong to words.
        ("Weekend in St. Ives 2024", "Weekend in St. Ives"),
        ("Walk to Stratford-upon-Avon", "Walk to Stratford-upon-Avon"),
        ("7. Geburtstag 2024", "7. Geburtstag"),
        ("August", "August"),
        ("Night Out 2024", "Night Out"),
        # Names that say nothing but a date.
        ("Photos from 2024", ""),
        ("Fotos von 2024", ""),
        ("Foto's uit 2024", ""),
        ("2024年の写真", ""),
        ("Photos of 2024", ""),
        ("2019-2024", ""),
        ("12. Mai 2024", ""),
        ("2024 (2)", ""),
        ("Camera Uploads", ""),
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
