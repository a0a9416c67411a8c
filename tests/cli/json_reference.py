"""What docs/json-events.md promises of the JSON that commands write."""

import re
from collections.abc import Mapping
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "json-events.md"

_HEADING = re.compile(r"^### `(.+)`$", re.MULTILINE)
_ROW = re.compile(r"^\| `(\w+)` \| ([^|]+?) \|", re.MULTILINE)
_TYPES: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "number": (int, float),
    "whole": int,
    "yes/no": bool,
    "list": list,
    "object": dict,
    "null": type(None),
}


def _read(text: str) -> dict[str, dict[str, str]]:
    """The fields of each event, or of each list by its command, and their types in the page's own words."""
    _, *parts = _HEADING.split(text)
    # The next heading of the level above ends a part.
    return {
        name: dict(_ROW.findall(body.split("\n## ")[0]))
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


FIELDS = _read(PAGE.read_text("utf-8"))
EVENTS = {name: fields for name, fields in FIELDS.items() if " " not in name}


def undocumented(line: Mapping[str, object], command: str = "") -> list[str]:
    """What a line has that the page does not say, or says otherwise; the line of a list by its command."""
    name = str(line.get("event", f"slideshow {command}"))
    if name not in FIELDS:
        return [f"{name} is not listed"]
    # In a batch everything has its album.
    known = {"event": "text", "album": "text", **FIELDS[name]}
    return [
        f"{name}: {key} = {value!r} is not {known.get(key, 'listed')}"
        for key, value in line.items()
        if key not in known or not _is_of(value, known[key])
    ]


def _is_of(value: object, words: str) -> bool:
    """Whether a value is what "whole or null" says."""
    kinds = words.split(" or ")
    if isinstance(value, bool):
        return "yes/no" in kinds
    return any(isinstance(value, _TYPES[kind]) for kind in kinds)
