"""PhotoPrism: the YAML beside a photo → what it tells.

Only lines of the form "Name: value" at the left edge are read, which is how it writes what we want; whatever
else YAML can hold is passed over.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from slideshow.model.album import Position
from slideshow.scan.gps import at
from slideshow.scan.metadata import Metadata, plausible
from slideshow.scan.ratings import FAVOURITE
from slideshow.scan.written_time import written_time

_LINE = re.compile(r"([A-Z][A-Za-z]{0,40}):[ \t]+(\S.*)")
# Blocks, lists, anchors and comments; a text that begins so stands between quotes.
_NOT_PLAIN = tuple("|>[{&*!#%@`")
# What PhotoPrism made up itself is no better than what we would.
_MADE_UP = ("", "auto", "estimate", "name", "default")
_BY_PERSONS = ("manual", "xmp", "batch")
_UNKNOWN_ZONES = ("", "Local")


def read_metadata(data: bytes) -> Metadata | None:
    """What a photo's YAML tells; None for any other."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except ValueError:
        return None
    matches = filter(None, (_LINE.fullmatch(line.rstrip()) for line in lines))
    fields = {match[1]: _text(match[2]) for match in matches}
    if "UID" not in fields or "TakenAt" not in fields:
        return None
    captured, instant = _time(fields)
    texts = [fields.get("Caption", ""), fields.get("Description", "")]
    if fields.get("TitleSrc", "") not in _MADE_UP:
        texts.append(fields.get("Title", ""))
    return Metadata(
        captured,
        instant,
        _position(fields),
        tuple(texts),
        rating=FAVOURITE if fields.get("Favorite", "") == "true" else 0,
        is_persons=fields.get("TakenSrc", "") in _BY_PERSONS,
    )


def _time(fields: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """The time as clocks showed it, and the instant where only that is known."""
    found = written_time(fields["TakenAt"])
    taken = found.moment if found else None
    if taken is None or fields.get("TakenSrc", "") in _MADE_UP:
        return None, None
    if fields.get("TimeZone", "") in _UNKNOWN_ZONES:
        # It says "Z", and means the camera's clock.
        return taken.replace(tzinfo=None), None
    return None, plausible(taken.replace(tzinfo=UTC))


def _position(fields: Mapping[str, str]) -> Position | None:
    if fields.get("PlaceSrc") == "estimate":
        return None
    try:
        return at(float(fields["Lat"]), float(fields["Lng"]))
    except (KeyError, ValueError):
        return None


def _text(value: str) -> str:
    if value.startswith('"'):
        try:
            text = json.loads(value)
        except (ValueError, RecursionError):
            return ""
        return text if isinstance(text, str) else ""
    if value.startswith("'"):
        return value[1:-1].replace("''", "'") if value.endswith("'") else ""
    return "" if value.startswith(_NOT_PLAIN) else value.partition(" #")[0].rstrip()
