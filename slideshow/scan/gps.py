"""EXIF → where a photo was taken, and the time that the satellites told."""

import math
import re
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from slideshow.model.album import Position

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from PIL.Image import Exif

_GPS_IFD = 0x8825
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4
_TIME, _DATE = 7, 29
_DAY = re.compile(r"(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})")
_QUARTER = timedelta(minutes=15)
# A receiver may tell the time of its last fix; farther from a quarter of an hour, the two clocks disagree.
_SLACK = timedelta(minutes=5)
_FARTHEST = timedelta(hours=14)
_FIRST_SATELLITES, _FIRST_YEAR_TO_COME = 1981, 2200

Tags = Mapping[int, object]


def gps_tags(exif: "Exif") -> Tags:
    """The GPS block; empty when there is none or it is damaged."""
    try:
        return exif.get_ifd(_GPS_IFD)
    # What Pillow raises on a block that points outside itself.
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, EOFError, struct.error, OverflowError):
        return {}


def position(tags: Tags) -> Position | None:
    """Where the photo was taken; None without a fix."""
    latitude = _degrees(tags.get(_LATITUDE), tags.get(_LATITUDE_REF), "S", 90.0)
    longitude = _degrees(tags.get(_LONGITUDE), tags.get(_LONGITUDE_REF), "W", 180.0)
    return None if latitude is None or longitude is None else at(latitude, longitude)


def at(latitude: float, longitude: float) -> Position | None:
    """The place of these degrees; None where there is no such place, or where it only says "nowhere"."""
    # Not so for NaN either.
    if not (abs(latitude) <= 90.0 and abs(longitude) <= 180.0):
        return None
    # Receivers and programs without a place write zeros; there is nothing but water.
    if latitude == 0 and longitude == 0:
        return None
    return Position(round(latitude, 6), round(longitude, 6))


def satellites_time(tags: Tags) -> datetime | None:
    """The time in UTC that the satellites told; None where there is none."""
    day = _DAY.match(_text(tags.get(_DATE)))
    time = _three(tags.get(_TIME))
    if day is None or time is None:
        return None
    hours, minutes, seconds = time
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 61):
        return None
    try:
        told = datetime(*(int(part) for part in day.groups()), tzinfo=UTC)  # type: ignore[misc, arg-type]
        told += timedelta(hours=hours, minutes=minutes, seconds=seconds)
    # The last second of the year 9999 has none behind it.
    except (ValueError, OverflowError):
        return None
    return told if _FIRST_SATELLITES <= told.year < _FIRST_YEAR_TO_COME else None


def offset_by_gps(moment: datetime, tags: Tags) -> timezone | None:
    """The UTC offset of a local time, by the satellites' time of the same photo; None where they disagree."""
    told = satellites_time(tags)
    if told is None:
        return None
    apart = moment.replace(tzinfo=UTC) - told
    offset = _QUARTER * round(apart / _QUARTER)
    if abs(apart - offset) > _SLACK or abs(offset) > _FARTHEST:
        return None
    return timezone(offset)


def offset_by_place(moment: datetime, place: Position) -> timezone | None:
    """The UTC offset that clocks at a place showed at a local time; None on the high seas."""
    zone = _zone_at(place)
    try:
        offset = moment.replace(tzinfo=zone).utcoffset() if zone else None
    except (ValueError, OverflowError):
        return None
    return None if offset is None else timezone(offset)


def local_time(instant: datetime, place: Position) -> datetime:
    """An instant as clocks at a place showed it; as it is on the high seas."""
    zone = _zone_at(place)
    try:
        local = instant.astimezone(zone) if zone else instant
    except (ValueError, OverflowError):
        return instant
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))


def _zone_at(place: Position) -> "ZoneInfo | None":
    # Loaded where a photo needs it: most tell their offset themselves.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    import tzfpy

    try:
        return ZoneInfo(tzfpy.get_tz(place.longitude, place.latitude))
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _degrees(value: object, reference: object, negative: str, most: float) -> float | None:
    parts = _three(value)
    if parts is None:
        return None
    degrees, minutes, seconds = parts
    total = degrees + minutes / 60 + seconds / 3600
    if not 0 <= total <= most:
        return None
    return -total if _text(reference).strip().upper().startswith(negative) else total


def _three(value: object) -> tuple[float, float, float] | None:
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    try:
        numbers = [float(part) for part in value]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not all(math.isfinite(number) and number >= 0 for number in numbers):
        return None
    return numbers[0], numbers[1], numbers[2]


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return value.replace("\0", " ").strip() if isinstance(value, str) else ""
