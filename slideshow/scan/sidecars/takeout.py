"""Google Takeout: the JSON beside a photo → what it tells, and the photo that its name means."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import Any

from slideshow.model.album import Position
from slideshow.scan.gps import at
from slideshow.scan.metadata import Metadata, plausible
from slideshow.scan.ratings import FAVOURITE, REJECTED

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Google's are 4 deep; far more than this costs a parser its stack.
_DEEPEST = 32
# A string that never ends takes the rest with it: searched again from each letter of it, it would cost hours.
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)

_ENDING = "supplemental-metadata"
_NUMBER = re.compile(r"(.+?)(\(\d{1,6}\))?", re.DOTALL)
# What stands before ".json" is cut to this many characters, the number of a namesake not counted by all.
_LONGEST_NAME = 46
_ROOM_FOR_NUMBER = 4


def read_metadata(data: bytes) -> Metadata | None:
    """What a photo's JSON tells; None for any other: an album's, a program's, a broken one."""
    try:
        text = data.decode("utf-8-sig")
        content = None if _depth(text) > _DEEPEST else json.loads(text)
    # A number of many thousand digits is a ValueError too.
    except (ValueError, RecursionError):
        return None
    # An album's own metadata.json has a title and a description as well, but no time.
    if not isinstance(content, dict) or "photoTakenTime" not in content:
        return None
    words = content.get("description")
    return Metadata(
        instant=_instant(content["photoTakenTime"]),
        # The first is as a person corrected it, the second as the camera told it.
        position=_position(content.get("geoData")) or _position(content.get("geoDataExif")),
        texts=(words,) if isinstance(words, str) else (),
        rating=_rating(content),
        is_persons=True,
    )


def _rating(content: Mapping[str, object]) -> int:
    if content.get("trashed") is True:
        return REJECTED
    return FAVOURITE if content.get("favorited") is True else 0


def names_meant(stem: str) -> Iterator[str]:
    """The names that a photo can have whose JSON is called `stem`.json.

    "IMG.jpg.supplemental-met(1)" -> "IMG(1).jpg"
    """
    match = _NUMBER.fullmatch(stem)
    if match is None:
        return
    name, number = match[1], match[2] or ""
    rest, dot, tail = name.rpartition(".")
    for one in (rest, name) if dot and _ENDING.startswith(tail) else (name,):
        path = PurePath(one)
        if path.name == one:
            yield f"{path.stem}{number}{path.suffix}"


def cut_name(stem: str) -> tuple[str, str] | None:
    """How the photo's name begins, and its number, where `stem` is too long to hold all of that name."""
    match = _NUMBER.fullmatch(stem)
    if match is None or len(stem) < _LONGEST_NAME - _ROOM_FOR_NUMBER:
        return None
    return match[1], match[2] or ""


def _instant(value: object) -> datetime | None:
    # {"timestamp": "1714978089", "formatted": "6 May 2024, 06:48:09 UTC"}
    stamp = value.get("timestamp") if isinstance(value, dict) else None
    if isinstance(stamp, bool) or not isinstance(stamp, str | int):
        return None
    try:
        return plausible(_EPOCH + timedelta(seconds=int(stamp)))
    except (ValueError, OverflowError):
        return None


def _position(value: object) -> Position | None:
    # {"latitude": 52.52, "longitude": 13.4, "altitude": 34.0, ...}; zeros where there is none
    if not isinstance(value, dict):
        return None
    latitude, longitude = _degrees(value.get("latitude")), _degrees(value.get("longitude"))
    return None if latitude is None or longitude is None else at(latitude, longitude)


def _degrees(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _depth(text: str) -> int:
    """How deep lists and objects stand in one another."""
    depth = deepest = 0
    for letter in _STRING.sub("", text):
        if letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth -= 1
    return deepest
