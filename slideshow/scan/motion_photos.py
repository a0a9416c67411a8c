"""Photo file → where a film may lie in it, as makers put one there. Whoever opens it has the last word.

- Google, and who follows it: the photo's XMP says how many bytes from the end on the film is, or lists what
  lies behind the picture (Motion Photo format 1.0; before that, Micro Video).
- Samsung: a list at the file's end (SEFH ... SEFT) names the film.
- HEIC: a box "mpvd" holds it.
- Others: an MP4 begins behind the picture.
"""

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element

from slideshow.media.mp4_boxes import BrokenBox, top_level
from slideshow.scan import xmp

_CAMERA = "{http://ns.google.com/photos/1.0/camera/}"
# Early writers left the slash out.
_ITEMS = (
    "{http://ns.google.com/photos/1.0/container/item/}",
    "{http://ns.google.com/photos/1.0/container/item}",
)

# XMP is among the first segments of a JPEG; an MP4 in front of the last so many bytes is not looked for.
_HEAD_BYTES = 1 << 18
_FARTHEST_BYTES = 48 << 20
_BLOCK_BYTES = 1 << 20
_END_OF_IMAGE = b"\xff\xd9"

_SAMSUNG_FILM = 0x0A30
_SAMSUNG_MOST_ENTRIES = 100
_FTYP = re.compile(rb"\0\0\0[\x10-\xff]ftyp(?:mp4|iso|avc|qt  |3gp|hvc|M4V|MSNV)")


@dataclass(frozen=True, slots=True)
class Found:
    """`length` bytes from `offset` on; None is to the file's end. `still_seconds` is the photo's moment."""

    offset: int
    length: int | None
    still_seconds: Fraction | None = None


def film_in(path: Path, format: str) -> Iterator[Found]:
    """Where the film may be that was taken along with a photo, the likeliest place first."""
    if format not in ("JPEG", "HEIF"):
        return
    try:
        with path.open("rb") as file:
            yield from _places(file, format)
    except OSError:
        return


def _places(file: BinaryIO, format: str) -> Iterator[Found]:
    end = file.seek(0, os.SEEK_END)
    told = _told(file)
    moment = _moment(told) if told is not None else None
    ways = [_box(file) if format == "HEIF" else None, _by_xmp(told, end), _by_samsung(file, end)]
    for found in ways:
        if found and _is_film(file, found, end):
            yield Found(found.offset, found.length, moment)
    if format == "JPEG" and (offset := _behind(file, end)) is not None:
        yield Found(offset, None, moment)


def _told(file: BinaryIO) -> Element | None:
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    start = head.find(b"<x:xmpmeta")
    return xmp.parse_packet(head[start : head.find(b"</x:xmpmeta>", start) + 12]) if start >= 0 else None


def _by_xmp(told: Element | None, end: int) -> Found | None:
    """By the list of what lies behind the picture: the last ends with the file. Or by the bytes to there."""
    if told is None:
        return None
    behind = 0
    for item in reversed([one for one in told.iter() if _item(one, "Semantic")]):
        length = _number(_item(item, "Length")) + _number(_item(item, "Padding"))
        behind += length
        if _item(item, "Semantic") == "MotionPhoto" and length:
            return Found(end - behind, length)
    if offset := _number(_value(told, "MicroVideoOffset")):
        return Found(end - offset, offset)
    return None


def _moment(told: Element) -> Fraction | None:
    for name in ("MotionPhotoPresentationTimestampUs", "MicroVideoPresentationTimestampUs"):
        if microseconds := _number(_value(told, name)):
            return Fraction(microseconds, 1_000_000)
    return None


def _value(told: Element, name: str) -> str:
    """A property of Google's camera, written as an attribute or as an element."""
    for element in told.iter():
        if element.tag == _CAMERA + name:
            return element.text or ""
        if found := element.get(_CAMERA + name):
            return found
    return ""


def _item(element: Element, name: str) -> str:
    for space in _ITEMS:
        if found := element.get(space + name):
            return found
        if (inner := element.find(space + name)) is not None:
            return inner.text or ""
    return ""


def _number(text: str) -> int:
    """A count in plain digits; 0 for anything else, such as the -1 of a moment that is not known."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _by_samsung(file: BinaryIO, end: int) -> Found | None:
    # ... SEFH, version, count, then (0, kind, how far before SEFH, length) each, length of all this, SEFT
    try:
        file.seek(max(0, end - 8))
        length, mark = struct.unpack("<I4s", file.read(8))
        start = end - 8 - length
        if mark != b"SEFT" or start < 0:
            return None
        file.seek(start)
        entries = file.read(min(length, 12 + 12 * _SAMSUNG_MOST_ENTRIES))
        mark, _, count = struct.unpack_from("<4sII", entries)
        if mark != b"SEFH":
            return None
        for index in range(min(count, _SAMSUNG_MOST_ENTRIES)):
            _, kind, before, block = struct.unpack_from("<HHII", entries, 12 + 12 * index)
            if kind == _SAMSUNG_FILM and 0 < block <= before <= start:
                # 0, kind, length of the name, the name "MotionPhoto_Data", the film
                file.seek(start - before)
                (name,) = struct.unpack("<4xI", file.read(8))
                if name < block - 8:
                    return Found(start - before + 8 + name, block - 8 - name)
    except struct.error:
        pass
    return None


def _box(file: BinaryIO) -> Found | None:
    try:
        for place in top_level(file):
            if place.kind == "mpvd":
                return Found(place.start, place.stop - place.start)
    # Behind the film anything may lie.
    except BrokenBox:
        pass
    return None


def _behind(file: BinaryIO, end: int) -> int | None:
    """Where an MP4 begins behind a JPEG's picture; None where nothing lies behind it."""
    file.seek(max(0, end - _BLOCK_BYTES))
    # Some fill their files up with zeros.
    if file.read().rstrip(b"\0").endswith(_END_OF_IMAGE):
        return None
    start = max(2, end - _FARTHEST_BYTES)
    file.seek(start)
    kept = b""
    while block := file.read(_BLOCK_BYTES):
        block = kept + block
        if found := _FTYP.search(block):
            return start - len(kept) + found.start()
        start += len(block) - len(kept)
        kept = block[-16:]
    return None


def _is_film(file: BinaryIO, found: Found, end: int) -> bool:
    """Whether an MP4 begins there, and ends within the file."""
    length = found.length or 0
    if found.offset <= 0 or length <= 0 or found.offset + length > end:
        return False
    file.seek(found.offset + 4)
    return file.read(4) == b"ftyp"
