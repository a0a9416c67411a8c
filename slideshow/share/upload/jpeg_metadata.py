"""The bytes of a JPEG → what in them is not the picture: metadata, thumbnails, what hangs behind its end."""

import re
from collections.abc import Iterator

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_JFIF, _ADOBE = 0xE0, 0xEE
# Between scans stands entropy-coded data, in which FF is followed by 00 or a restart marker.
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")

# How segments begin, and what they are to people.
_SEGMENTS = (
    (b"Exif", "Exif"),
    (b"http://ns.adobe.com/", "XMP"),
    (b"Photoshop", "Photoshop's notes"),
    (b"ICC_PROFILE", "a colour profile"),
    (b"MPF", "further pictures"),
    (b"JFXX", "a thumbnail"),
)
_BEHIND = ((b"ftyp", "a film"), (b"Exif", "Exif"), (b"<x:xmpmeta", "XMP"), (b"8BIM", "Photoshop's notes"))

# XMP and the film behind a motion photo can tell a place where EXIF does not.
_PLACES = (b"GPSLatitude", b"\xa9xyz", b"location.ISO6709")


def traces(data: bytes) -> tuple[str, ...]:
    """What a JPEG holds beside its picture, a few words each; nothing for one that is clean."""
    return tuple(dict.fromkeys(_found(data)))


def tells_a_place(data: bytes) -> bool:
    """True when the bytes of a photo of any format hold a location outside EXIF."""
    return any(one in data for one in _PLACES)


def _found(data: bytes) -> Iterator[str]:
    if data[:2] != bytes((0xFF, _START)):
        yield "something that is no JPEG"
        return
    at = 2
    while True:
        match = _NEXT_MARKER.search(data, at)
        if match is None:
            yield "no end"
            return
        if match.start() != at:
            yield "bytes between its parts"
        marker, at = data[match.end() - 1], match.end()
        if marker == _END:
            break
        length = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + length]
        if marker == _COMMENT:
            yield "a comment"
        elif 0xE0 <= marker <= 0xEF:
            yield from _segment(marker, body)
        at += max(2, length)
        if marker == _SCAN:
            rest = _NEXT_MARKER.search(data, at)
            at = rest.start() if rest else len(data)
    yield from _behind(data[at:])


def _segment(marker: int, body: bytes) -> Iterator[str]:
    if marker == _JFIF and body.startswith(b"JFIF\0"):
        # Twelve bytes on, the size of a thumbnail.
        if len(body) > 14 or body[12:14] != b"\0\0":
            yield "a thumbnail"
        return
    if marker == _ADOBE and body.startswith(b"Adobe") and len(body) == 12:
        return
    yield next((words for begins, words in _SEGMENTS if body.startswith(begins)), f"APP{marker - 0xE0} data")


def _behind(rest: bytes) -> Iterator[str]:
    if rest:
        what = [words for bytes_, words in _BEHIND if bytes_ in rest]
        yield f"{len(rest)} bytes behind its end" + (f" ({', '.join(what)})" if what else "")
