"""EXIF → the moments that it tells of a photo, and the way up it was held."""

import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from slideshow.model.album import Position
from slideshow.scan.gps import Tags, offset_by_gps, offset_by_place
from slideshow.scan.written_time import WrittenTime, offset_written, written_time

if TYPE_CHECKING:
    from PIL.Image import Exif

_EXIF_IFD = 0x8769
_ORIENTATION = 0x0112


class _Clock(NamedTuple):
    """The tags of one of the three times that EXIF knows."""

    moment: int
    subsecond: int
    offset: int


_TAKEN = _Clock(0x9003, 0x9291, 0x9011)
_DIGITIZED = _Clock(0x9004, 0x9292, 0x9012)
_CHANGED = _Clock(0x0132, 0x9290, 0x9010)


def capture_times(
    exif: "Exif", gps: Tags | None = None, place: Position | None = None
) -> Iterator[WrittenTime]:
    """When the photo was taken: the likeliest first, nothing when EXIF tells no time.

    With a UTC offset where the photo tells one: by its own tag, by the satellites' time, or by its place.
    """
    details = exif_details(exif)
    for clock in (_TAKEN, _DIGITIZED):
        if found := _told(details, clock, details, gps, place):
            yield found


def change_time(exif: "Exif", gps: Tags | None = None, place: Position | None = None) -> WrittenTime | None:
    """When the file was last changed by a program; cameras write the time of taking there as well."""
    return _told(exif, _CHANGED, exif_details(exif), gps, place)


def _told(
    holder: Mapping[int, object],
    clock: _Clock,
    details: Mapping[int, object],
    gps: Tags | None,
    place: Position | None,
) -> WrittenTime | None:
    found = written_time(_text(holder, clock.moment))
    if found is None or found.known_to != "clock":
        return found
    moment = found.moment
    if digits := _text(details, clock.subsecond):
        moment = moment.replace(microsecond=_microseconds(digits) or moment.microsecond)
    if moment.tzinfo is None:
        moment = _with_offset(moment, _text(details, clock.offset), gps or {}, place)
    return replace(found, moment=moment, is_utc=False)


def _with_offset(moment: datetime, told: str, gps: Tags, place: Position | None) -> datetime:
    if own := offset_written(told):
        return moment.replace(tzinfo=own)
    if by_satellites := offset_by_gps(moment, gps):
        return moment.replace(tzinfo=by_satellites)
    return moment.replace(tzinfo=offset_by_place(moment, place) if place else None)


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
    if not isinstance(value, str):
        return ""
    # Pillow reads these as Latin-1, while phones write UTF-8.
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        value = value.encode("latin-1").decode("utf-8")
    return value.replace("\0", " ").strip()


def _microseconds(text: str) -> int:
    # A decimal fraction: "7" is 0.7 s, "07" is 0.07 s.
    return int(text[:6].ljust(6, "0")) if text.isascii() and text.isdigit() else 0
