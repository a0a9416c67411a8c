"""What the title says: the folder's name made presentable, and when the photos were taken."""

import re
from collections.abc import Sequence
from datetime import date

from babel.dates import format_date, format_interval

from slideshow.model.album import Album, Photo
from slideshow.model.brief import Brief
from slideshow.plan.order import days_told

# Years 1900-2099, alone or with month and day: 2026, 2026-04, 20260405, 2026.04.05, 05-04-2026
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(rf"(?<!\d)(?:{_YEAR}(?:[-_. ]?\d\d){{0,2}}|\d\d?[-_. ]\d\d?[-_. ]{_YEAR})(?!\d)")
# Folders that cameras and phones make: their names say nothing to a person.
_CAMERA_FOLDER = re.compile(
    r"(?:\d{3}[A-Z_]{5}|\d{3}_\d{4}|dcim|camera(?: roll)?|pictures|photos|images)", re.IGNORECASE
)
_LONG_DAYS = 62
_VERY_LONG_DAYS = 550


def title_lines(album: Album, brief: Brief) -> tuple[str, str]:
    """Heading and the smaller line under it; both empty when no title is wanted or known."""
    if brief.title == "":
        return "", ""
    heading = brief.title or presentable(album.folder.name)
    dates = date_line(days_told(album.photos), brief.locale) or vague_date_line(album.photos, brief.locale)
    return (heading, dates) if heading else (dates, "")


def presentable(name: str) -> str:
    """A folder's name as a title: "2026-04_lisbon-trip" -> "Lisbon trip". Empty when it says nothing."""
    if _CAMERA_FOLDER.fullmatch(name):
        return ""
    words = re.sub(r"[-_. ]+", " ", _DATE.sub(" ", name)).strip(" ,;&+")
    return words[:1].upper() + words[1:]


def date_line(days: list[date], locale: str) -> str:
    """When the photos were taken, as exactly as is still of interest: "3–5 April 2026", "2019 – 2026"."""
    if not days:
        return ""
    first, last = min(days), max(days)
    between = (last - first).days
    if between == 0:
        return format_date(first, "long", locale=locale)
    skeleton = "yMMMMd" if between <= _LONG_DAYS else "yMMMM" if between <= _VERY_LONG_DAYS else "y"
    return format_interval(first, last, skeleton, locale=locale)


def vague_date_line(photos: Sequence[Photo], locale: str) -> str:
    """The same of photos of which the month or year is all that is known: "May 2024", "2019 – 2024"."""
    months = {
        photo.captured.date() for photo in photos if photo.captured and photo.dating.known_to == "month"
    }
    years = {photo.captured.date() for photo in photos if photo.captured and photo.dating.known_to == "year"}
    if not (known := months or years):
        return ""
    return format_interval(min(known), max(known), "yMMMM" if months else "y", locale=locale)
