"""Photos in order of time -> where a new day or place begins, and what to write there."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from babel import Locale
from babel.dates import format_date

from slideshow.model.album import Photo
from slideshow.plan.order import local_day

# With more chapters than this share of the photos, every other photo would be labelled: days alone then.
_MOST_CHAPTERS = 0.4
# A place visited for a single photo within a day is on the way to another.
_LEAST_PHOTOS = 2


def chapters(photos: Sequence[Photo], places: Mapping[Path, str], locale: str) -> dict[Path, str]:
    """The text that opens a chapter, by its first photo: "Sat 4 April · Lisbon".

    Empty for an album of a single day and place, or without times: there the title says it all.
    """
    by_place = _opened(photos, [(local_day(photo), places.get(photo.path, "")) for photo in photos])
    if len(by_place) > most_chapters(len(photos)):
        by_place = _opened(photos, [(local_day(photo), "") for photo in photos])
    if len(by_place) < 2 or len(by_place) > most_chapters(len(photos)):
        return {}
    return {path: day_and_place(day, place, locale) for path, (day, place) in by_place.items()}


def most_chapters(photo_count: int) -> float:
    """So many chapters may an album of so many photos have."""
    return max(2.0, _MOST_CHAPTERS * photo_count)


_Key = tuple[date | None, str]


def _opened(photos: Sequence[Photo], keys: Sequence[_Key]) -> dict[Path, _Key]:
    opened: dict[Path, _Key] = {}
    last: _Key | None = None
    runs = [
        (key, [photo for photo, _ in run]) for key, run in groupby(zip(photos, keys, strict=True), _second)
    ]
    for (day, place), run in runs:
        if day is None:
            continue
        # Where a journey goes back over the date line, or a clock is not to be believed, no day comes twice.
        if last is not None and last[0] is not None:
            day = max(day, last[0])
        same_day = last is not None and last[0] == day
        if same_day and last is not None and (not place or place == last[1] or len(run) < _LEAST_PHOTOS):
            continue
        opened[run[0].path] = last = (day, place)
    return opened


def _second(pair: tuple[Photo, _Key]) -> _Key:
    return pair[1]


def day_and_place(day: date | None, place: str, locale: str) -> str:
    """The day as the locale writes it, without its year, and the place."""
    # The locale's short form of day and weekday, but with the month in full.
    pattern = Locale.parse(locale).datetime_skeletons["MMMEd"].pattern.replace("MMMM", "MMM")
    written = "" if day is None else format_date(day, pattern.replace("MMM", "MMMM"), locale=locale)
    return " · ".join(part for part in (written, place) if part)
