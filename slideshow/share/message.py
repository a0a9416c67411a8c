"""An album and its link → message.txt: what the friend reads beside the film. In English."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from slideshow.share.link.check import Verdict
from slideshow.share.link.links import Link

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# What somebody without an account can do there, where the check could not tell.
_MAY_NEED_ACCOUNT = "If it asks you to log in, tell me: then the link needs another setting."


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the message is about.

    `verdict` is the check's, None when nobody asked. `until` is the last day that the link works, None when
    it has no end or none is known. `photos` is the number in the album; 0 says nothing of it. `words` stand
    in place of the first line, where a person has written their own.
    """

    title: str
    photos: int = 0
    first: date | None = None
    last: date | None = None
    link: Link | None = None
    verdict: Verdict | None = None
    until: date | None = None
    words: str = ""


def message(about: Invitation) -> str:
    """The text, ending in a line feed. The link has a line of its own, as apps make such lines tappable."""
    return "\n".join(_lines(about)) + "\n"


def _lines(about: Invitation) -> Iterator[str]:
    yield about.words or _what(about)
    if about.link is None:
        return
    where = f" on {about.link.service}" if about.link.service else ""
    yield f"\nAll the photos{where}:"
    yield about.link.url
    yield ""
    match about.verdict:
        case "public":
            yield "It opens in any browser, no account needed."
        case "password":
            yield "It opens in any browser. It asks for a password, which I will send you separately."
        case _:
            yield f"It opens in any browser. {_MAY_NEED_ACCOUNT}"
    if about.until is not None:
        yield f"The link works until {_day(about.until)}."
    yield "Whoever has the link can see the photos: please do not pass it on."


def _what(about: Invitation) -> str:
    """ "Lofoten: 24 photos, 3–9 April 2026"."""
    # A title of several lines would tear the message apart.
    title = " ".join(about.title.split())
    facts = []
    if about.photos:
        facts.append(f"{about.photos} photo{'s' if about.photos != 1 else ''}")
    if when := _when(about.first, about.last):
        facts.append(when)
    return ": ".join(part for part in (title, ", ".join(facts)) if part) or "Our photos"


def _when(first: date | None, last: date | None) -> str:
    days = [day for day in (first, last) if day is not None]
    if not days:
        return ""
    if min(days) == max(days):
        return _day(days[0])
    start, end = min(days), max(days)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    same_year = start.year == end.year
    return f"{_day(start).removesuffix(f' {end.year}') if same_year else _day(start)} – {_day(end)}"


def _day(day: date) -> str:
    """ "3 April 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
