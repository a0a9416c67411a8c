"""Files of an album that are not looked into → one line that says what they are.

Not told are companions of photos and what systems and programs leave behind: nobody would look for them in a
film.
"""

import os
import re
from collections import Counter
from contextlib import suppress
from pathlib import Path, PurePath

from slideshow.scan.file_kinds import CLIP, OTHER, PHOTO, RAW_PHOTO, SOUND, kind_by_name

_NOT_TOLD = frozenset({PHOTO, CLIP, SOUND, OTHER, "text file"})
# A photo that is still in iCloud: ".IMG_1234.HEIC.icloud" stands for "IMG_1234.HEIC".
_PLACEHOLDER = re.compile(r"\.(.+)\.icloud", re.DOTALL)
_IN_CLOUD = {PHOTO: "photo that is only in iCloud", CLIP: "clip that is only in iCloud"}
_DOWNLOAD = "Download those in iCloud first to include them."
# WhatsApp keeps stickers among the photos.
_STICKER = re.compile(r"STK-\d{8}-WA\d+.*", re.IGNORECASE)
STICKER = "a sticker"
# What is counted: its first word that can be many.
_COUNTED = re.compile(r"\b(photo|picture|clip|drawing|document|archive|video|file|folder)\b")


def is_sticker(path: PurePath) -> bool:
    return _STICKER.fullmatch(path.name) is not None


def placeholders(folder: Path) -> Counter[str]:
    """What stands for files in iCloud in a folder, by kind: their names are hidden."""
    found: Counter[str] = Counter()
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if match := _PLACEHOLDER.fullmatch(entry.name):
                kind = kind_by_name(match[1])
                found[_IN_CLOUD.get(PHOTO if kind == RAW_PHOTO else kind or "", OTHER)] += 1
    return found


def count_words(count: int, kind: str) -> str:
    """ "1 raw photo", "2 clips of a kind that cannot be read"."""
    if count == 1:
        return f"1 {kind}"
    many = (
        _COUNTED.sub(r"\1s", kind, count=1)
        .replace("of a kind that", "of kinds that")
        .replace("that is", "that are")
    )
    return f"{count} {many}"


def list_words(parts: list[str]) -> str:
    """ "a, b and c"."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def passed_over_line(passed_over: Counter[str]) -> str:
    """What an album has that a film cannot show; empty where that is nothing."""
    told = [(kind, count) for kind, count in passed_over.items() if kind not in _NOT_TOLD and count]
    told.sort(key=lambda one: (-one[1], one[0] != RAW_PHOTO, one[0]))
    if not told:
        return ""
    words = {RAW_PHOTO: "raw photo without a picture to show"}
    parts = [count_words(count, words.get(kind, kind)) for kind, count in told]
    in_cloud = any(kind in _IN_CLOUD.values() for kind, _ in told)
    return f"Passed over: {list_words(parts)}.{f' {_DOWNLOAD}' if in_cloud else ''}"
