"""ffmpeg's log of a clip's header → when, where and with what it was taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from slideshow.model.album import Position

Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Moment:
    """`is_utc` says that the time is in UTC, and that nobody knows what clocks showed."""

    moment: datetime
    is_utc: bool


_LOCAL_MAKERS = re.compile(r"\b(?:nikon|gopro|canon|olympus|om digital|fujifilm|pentax|ricoh|casio|kodak)\b")
# GX010042.MP4, GOPR0042.MP4, DSC_0042.MOV and DSCN0042.MP4 (Nikon)
_LOCAL_NAMES = re.compile(r"(?:G[HXLS]\d{6}|GOPR\d{4}|GP\d{6}|DSC[_N]\d{4})(?:\D.*)?\.\w+$", re.IGNORECASE)

# "    com.apple.quicktime.make: Apple"; a value of several lines goes on after "    : ".
_TAG = re.compile(r"^ +([^\s:][^:]{0,200}?) *: (.*)$")
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d:?\d\d)?")
# ISO 6709: +32.0929+034.8620+028.516/, degrees with or without minutes and seconds.
_PLACE = re.compile(r"([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?(?:CRS\w*)?/?$")
# Clocks that were never set count from 1904 (MP4) or 1970 (everything else).
_FIRST_YEAR = 1971
_FARTHEST = timedelta(hours=14)

_TIMES = ("com.apple.quicktime.creationdate", "creation_time", "date")
_PLACES = ("com.apple.quicktime.location.ISO6709", "location", "location-eng")
_MAKERS = ("com.apple.quicktime.make", "make", "com.android.manufacturer", "manufacturer")
_MODELS = ("com.apple.quicktime.model", "model", "com.android.model")


def read_tags(log: str) -> dict[str, str]:
    """The tags of the file as a whole, and those of its streams that it does not have itself."""
    found: dict[str, str] = {}
    for line in log.split("Stream mapping:")[0].split("Output #")[0].splitlines():
        if tag := _TAG.match(line):
            found.setdefault(tag[1], tag[2].strip())
    return found


def capture_moment(tags: Tags, name: str) -> "Moment | None":
    """When the clip was taken, by its tags and the file's name; None when it tells no time."""
    for tag in _TIMES:
        if (moment := _moment(tags.get(tag, ""))) and moment.year >= _FIRST_YEAR:
            is_utc = tags[tag].endswith("Z")
            if is_utc and _keeps_local_time(tags, name):
                return Moment(moment.replace(tzinfo=None), is_utc=False)
            return Moment(moment, is_utc)
    return None


def rating(tags: Tags) -> float:
    """The stars a person gave it; 0 where none."""
    text = tags.get("com.apple.quicktime.rating.user", "")
    try:
        return float(text)
    except ValueError:
        return 0.0


def _keeps_local_time(tags: Tags, name: str) -> bool:
    """Whether the camera calls the time on its display UTC: those that know no time zones do."""
    made_by = " ".join((camera(tags), *(tags.get(tag, "") for tag in ("handler_name", "encoder")))).lower()
    return bool(_LOCAL_MAKERS.search(made_by) or _LOCAL_NAMES.match(name))


def position(tags: Tags) -> Position | None:
    """Where the clip was taken; None without a fix."""
    match = next(filter(None, (_PLACE.match(tags.get(name, "")) for name in _PLACES)), None)
    if match is None:
        return None
    latitude, longitude = _degrees(match[1], 2), _degrees(match[2], 3)
    # Zeros are written by programs without a place; there is nothing but water.
    if abs(latitude) > 90 or abs(longitude) > 180 or latitude == longitude == 0:
        return None
    return Position(round(latitude, 6), round(longitude, 6))


def camera(tags: Tags) -> str:
    """Maker and model in one: "Apple iPhone 6"; empty when it is not told."""
    maker, model = (next(filter(None, map(tags.get, names)), "") or "" for names in (_MAKERS, _MODELS))
    # "NIKON CORPORATION" makes the "NIKON D750".
    if not model or model.lower().split(" ")[:1] == maker.lower().split(" ")[:1]:
        return model or maker
    return f"{maker} {model}".strip()


def _moment(text: str) -> datetime | None:
    match = _MOMENT.match(text)
    if match is None:
        return None
    *numbers, fraction, zone = match.groups()
    try:
        moment = datetime(*(int(number) for number in numbers))  # type: ignore[arg-type]
    except ValueError:
        return None
    return moment.replace(microsecond=int((fraction or "0").ljust(6, "0")), tzinfo=_zone(zone or ""))


def _zone(text: str) -> timezone | None:
    if text in ("", "Z"):
        return UTC if text else None
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-offset if text[0] == "-" else offset) if offset <= _FARTHEST else None


def _degrees(text: str, digits: int) -> float:
    """ "+4012.22" is 40 degrees and 12.22 minutes, "+40.20361" is degrees alone."""
    whole, _, fraction = text[1:].partition(".")
    degrees, minutes, seconds = whole[:digits], whole[digits : digits + 2], whole[digits + 2 :]
    parts = [part for part in (degrees, minutes, seconds) if part]
    numbers = [float(part) for part in (*parts[:-1], f"{parts[-1]}.{fraction or 0}")]
    value = sum((number / float(60**index) for index, number in enumerate(numbers)), 0.0)
    return -value if text[0] == "-" else value
