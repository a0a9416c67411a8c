"""EXIF → what an iPhone's still has in common with the film that was taken along with it."""

import struct
from collections.abc import Mapping

_MAKER_NOTE = 0x927C
_HEAD = b"Apple iOS\0"
_IDENTIFIER, _TEXT = 0x0011, 2
_MOST_ENTRIES, _LONGEST = 200, 100


def content_identifier(details: Mapping[int, object]) -> str:
    """The content identifier in Apple's maker note; empty in other photos."""
    note = details.get(_MAKER_NOTE)
    if not isinstance(note, bytes) or not note.startswith(_HEAD):
        return ""
    # "Apple iOS", 0, 0, version, "MM", count, then per entry tag, type, how many, value or where it is.
    order = ">" if note[12:14] == b"MM" else "<"
    try:
        (count,) = struct.unpack_from(f"{order}H", note, 14)
        for index in range(min(count, _MOST_ENTRIES)):
            tag, kind, length, at = struct.unpack_from(f"{order}HHII", note, 16 + 12 * index)
            if (tag, kind) == (_IDENTIFIER, _TEXT) and length <= _LONGEST:
                return note[at : at + length].split(b"\0")[0].decode("ascii", "ignore")
    except struct.error:
        pass
    return ""
