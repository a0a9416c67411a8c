"""Ratings as files write them → 1 to 5 stars, -1 for rejected, 0 for nothing said."""

from collections.abc import Iterable, Mapping

_STARS, _PERCENT = 0x4746, 0x4749
REJECTED, FAVOURITE = -1, 5
# What -1 looks like in a field without a sign.
_MINUS_ONE = (0xFFFF, 0xFFFFFFFF)
# Windows writes 1, 25, 50, 75 and 99 for one to five stars.
_LEAST_PERCENT = (99, 75, 50, 25, 1)


def by_stars(value: object) -> int:
    """Of a number of stars, such as 3, "3" or "-1.0"."""
    try:
        number = int(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return 0
    if number in _MINUS_ONE:
        return REJECTED
    return number if REJECTED <= number <= FAVOURITE else 0


def by_percent(value: object) -> int:
    """Of a share of all the stars in percent."""
    try:
        percent = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return 0
    steps = enumerate(_LEAST_PERCENT)
    return next((FAVOURITE - index for index, least in steps if least <= percent <= 100), 0)


def by_exif(tags: Mapping[int, object]) -> int:
    """Of the two tags that Windows and cameras write."""
    return rating_of((by_stars(tags.get(_STARS)), by_percent(tags.get(_PERCENT))))


def rating_of(told: Iterable[int]) -> int:
    """Of several that speak of one photo: rejected where one says so, else the most stars."""
    given = tuple(told)
    return REJECTED if REJECTED in given else max(given, default=0)
