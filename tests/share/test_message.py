"""The text that goes with the film."""

from datetime import date

import pytest

from slideshow.share.link.check import Verdict
from slideshow.share.link.links import read_link
from slideshow.share.message import Invitation, message
from tests.share import examples
from tests.share.examples import rows

LINK = read_link(examples.PHOTOS)


def test_it_says_what_it_is_in_its_first_line() -> None:
    text = message(Invitation("Lofoten", 24, date(2026, 4, 3), date(2026, 4, 9)))
    assert text == "Lofoten: 24 photos, 3–9 April 2026\n"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 4, 3), date(2026, 4, 3), "3 April 2026"),
        (date(2026, 3, 28), date(2026, 4, 2), "28 March – 2 April 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 – 2 January 2026"),
        (date(2026, 4, 9), date(2026, 4, 3), "3–9 April 2026"),
        (None, date(2026, 4, 3), "3 April 2026"),
    ],
)
def test_dates_are_told_as_people_do(first: date | None, last: date | None, words: str) -> None:
    assert message(Invitation("Trip", 2, first, last)) == f"Trip: 2 photos, {words}\n"


def test_what_is_not_known_is_not_said() -> None:
    assert message(Invitation("")) == "Our photos\n"
    assert message(Invitation("Trip\n to the sea", 1)) == "Trip to the sea: 1 photo\n"


@pytest.mark.parametrize(("service", "url"), [*rows(examples.SHARES), ("", examples.OTHER)])
def test_the_link_stands_alone_on_its_line(service: str, url: str) -> None:
    lines = message(Invitation("Trip", 3, link=read_link(url), verdict="public")).splitlines()
    assert lines.count(url) == 1
    assert sum("http" in line for line in lines) == 1
    assert service in lines[lines.index(url) - 1]


@pytest.mark.parametrize("verdict", ["private", "gone", "password", "unknown", None])
def test_only_a_public_link_needs_no_account(verdict: Verdict | None) -> None:
    assert "no account" not in message(Invitation("Trip", link=LINK, verdict=verdict))
    assert "no account needed" in message(Invitation("Trip", link=LINK, verdict="public"))


def test_a_password_is_announced_and_comes_by_itself() -> None:
    assert "password, which I will send you separately" in message(
        Invitation("Trip", link=LINK, verdict="password")
    )


def test_it_says_until_when_and_asks_not_to_pass_it_on() -> None:
    text = message(Invitation("Trip", link=LINK, verdict="public", until=date(2026, 9, 1)))
    assert "works until 1 September 2026." in text
    assert "do not pass it on" in text
    assert "until" not in message(Invitation("Trip", link=LINK, verdict="public"))
