"""EXIF → the moment a photo was taken and the way up it was held."""

import re
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from slideshow.model.album import Position
from slideshow.scan.gps import Tags, offset_by_gps, offset_by_place

if TYPE_CHECKING:
    from PIL.Image import Exif

_EXIF_IFD = 0x8769
_ORIENTATION = 0x0112

_MOMENT = re.compile(r"(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
_FRACTION = re.compile(r"[.,](\d+)")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})")

# Kiribati is 14 hours ahead; no place is farther from UTC.
_FARTHEST = timedelta(hours=14)

# Before the first photograph a camera's clock is only unset.
FIRST_YEAR = 1826


class _Clock(NamedTuple):
    """The tags of one of the three times that EXIF knows."""

    moment: int
    subsecond: int
    offset: int


_TAKEN = _Clock(0x9003, 0x9291, 0x9011)
_DIGITIZED = _Clock(0x9004, 0x9292, 0x9012)
_CHANGED = _Clock(0x0132, 0x9290, 0x9010)


def captured(exif: "Exif", gps: Tags | None = None, place: Position | None = None) -> datetime | None:
    """When the photo was taken; None when it tells no time.

    With a UTC offset where the photo tells one: by its own tag, by the satellites' time, or by its place.
    """
    details = exif_details(exif)
    for clock, holder in ((_TAKEN, details), (_DIGITIZED, details), (_CHANGED, exif)):
        moment = _moment(_text(holder, clock.moment))
        if moment is not None:
            zone = _zone(_text(details, clock.offset)) or offset_by_gps(moment, gps or {})
            if zone is None and place is not None:
                zone = offset_by_place(moment, place)
            return moment.replace(
                microsecond=_microseconds(_text(details, clock.subsecond)),
                tzinfo=zone,
            )
    return None


def written_moment(text: str) -> datetime | None:
    """The moment in a text such as "2024-05-06T07:08:09.5+02:00"; its fraction and offset may be missing."""
    text = text.strip()
    moment, match = _moment(text), _MOMENT.match(text)
    if moment is None or match is None:
        return None
    rest = text[match.end() :]
    fraction = _FRACTION.match(rest)
    zone = _zone(rest[fraction.end() :].strip() if fraction else rest.strip())
    return moment.replace(microsecond=_microseconds(fraction[1]) if fraction else 0, tzinfo=zone)


def orientation(exif: "Exif") -> int:
    """The EXIF orientation, 1 to 8; 1 where the tag is missing or makes no sense."""
    value = exif.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def exif_details(exif: "Exif") -> Mapping[int, object]:
    """The block with the details of the picture; empty when there is none or it is damaged."""
    try:
        return exif.get_ifd(_EXIF_IFD)
    # What Pillow raises on a block that points outside itself.
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, EOFError, struct.error, OverflowError):
        return {}


def _text(tags: Mapping[int, object], tag: int) -> str:
    value = tags.get(tag)
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return value.replace("\0", " ").strip() if isinstance(value, str) else ""


def _moment(text: str) -> datetime | None:
    match = _MOMENT.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    if year < FIRST_YEAR:
        return None
    try:
        return datetime(year, month, day, hour, minute, min(second, 59))
    except ValueError:
        return None


def _microseconds(text: str) -> int:
    # A decimal fraction: "7" is 0.7 s, "07" is 0.07 s.
    return int(text[:6].ljust(6, "0")) if text.isascii() and text.isdigit() else 0


def _zone(text: str) -> timezone | None:
    if text == "Z":
        return UTC
    match = _OFFSET.match(text)
    if match is None:
        return None
    sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if int(minutes) > 59 or offset > _FARTHEST:
        return None
    return timezone(-offset if sign == "-" else offset)
