"""A raw photo's file → the JPEG in it that the camera made of the same moment, and what it tells about it.

Raw data is developed by nobody here: what is shown is the picture that the camera showed. Where it lies:

- in files built like a TIFF (CR2, NEF, ARW, DNG, PEF, SRW, 3FR, ...) in one of their directories, which may
  lie in each other, or in a tag of its own (RW2);
- in Fujifilm's RAF where its header says;
- in Canon's CR3, an MP4 of its kind, as the first track's only sample;
- in ORF and others somewhere in the file: pictures are looked for from one marker to the next.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from slideshow.media.mp4_boxes import Box, top_level

if TYPE_CHECKING:
    from PIL.JpegImagePlugin import JpegImageFile

# A preview with a longer side of so many pixels fills a phone's screen well enough; smaller ones count where
# they have half of the raw picture's size, as those of small cameras do.
_LARGE_SIDE, _SMALLEST_SIDE = 1000, 500
_MOST_DIRECTORIES, _MOST_ENTRIES, _MOST_PLACES = 40, 2000, 200
_MOST_PREVIEW_BYTES = 64 << 20
# So much of a file of unknown build is looked through.
_SEARCHED_BYTES = 128 << 20
_HEAD_BYTES = 1 << 18
_LONGEST_MOOV = 16 << 20

_WIDTH, _HEIGHT, _COMPRESSION, _STRIPS, _SUBDIRECTORIES, _STRIP_BYTES = (
    0x100,
    0x101,
    0x103,
    0x111,
    0x14A,
    0x117,
)
_JPEG_START, _JPEG_BYTES, _PANASONIC_JPEG = 0x201, 0x202, 0x2E
# Sizes in bytes of a TIFF's kinds of values.
_VALUE_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_WHOLE_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I"}
_RAF = b"FUJIFILMCCD-RAW"
_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_TIFF_MARKS = (b"*\0", b"\0*", b"RO", b"RS", b"OR", b"U\0")


class NoPreview(ValueError):
    """A raw photo has no JPEG in it that is large enough to be shown."""


@dataclass(frozen=True, slots=True)
class Preview:
    """`length` bytes from `offset` on hold a JPEG of that width and height; `exif` is what the raw file tells
    itself, as a TIFF.
    """

    offset: int
    length: int
    width: int
    height: int
    exif: bytes = b""


def preview_in(file: BinaryIO) -> Preview | None:
    """The largest JPEG in an open raw file; None where it has none, or only a thumbnail."""
    end = file.seek(0, 2)
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    raw_side, exif, places = 0, b"", []
    try:
        if head.startswith(_RAF):
            places = [struct.unpack_from(">II", head, 84)]
        elif head[4:8] == b"ftyp":
            places, exif = _in_boxes(file)
        elif head[:2] in (b"II", b"MM") and head[2:4] in _TIFF_MARKS:
            places, raw_side = _in_directories(file, head)
            exif = head[:2] + (b"*\0" if head[:2] == b"II" else b"\0*") + head[4:]
    # A broken list may still leave the pictures themselves.
    except (ValueError, struct.error, LookupError):
        pass
    found = _largest(file, places, end)
    if not _is_large(found, raw_side):
        found = _largest(file, [(at, end - at) for at in _starts(file)], end)
    return replace(found, exif=exif) if found and _is_large(found, raw_side) else None


def opened_preview(file: BinaryIO) -> "JpegImageFile":
    """The preview of an open raw file as Pillow's image, its header read; raises NoPreview.

    Its EXIF is its own, or else that of the raw file.
    """
    from PIL import JpegImagePlugin

    preview = preview_in(file)
    if preview is None:
        raise NoPreview
    file.seek(preview.offset)
    image = JpegImagePlugin.JpegImageFile(io.BytesIO(file.read(preview.length)))
    if preview.exif:
        image.info.setdefault("exif", b"Exif\0\0" + preview.exif)
    return image


def _is_large(found: Preview | None, raw_side: int) -> bool:
    side = max(found.width, found.height) if found else 0
    return side >= _LARGE_SIDE or side >= max(_SMALLEST_SIDE, raw_side // 2)


def _largest(file: BinaryIO, places: list[tuple[int, int]], end: int) -> Preview | None:
    found = []
    for offset, length in places[:_MOST_PLACES]:
        length = min(length, end - offset, _MOST_PREVIEW_BYTES)
        if offset > 0 and length > 4 and (size := _jpeg_size(file, offset, offset + length)):
            found.append(Preview(offset, length, *size))
    return max(found, key=lambda one: one.width * one.height, default=None)


def _jpeg_size(file: BinaryIO, offset: int, end: int) -> tuple[int, int] | None:
    """Width and height of a JPEG that decoders know; None for the lossless kind that holds raw data."""
    file.seek(offset)
    if file.read(2) != b"\xff\xd8":
        return None
    at = offset + 2
    for _ in range(_MOST_ENTRIES):
        if at + 4 > end:
            return None
        file.seek(at)
        part = file.read(10)
        if len(part) < 10 or part[0] != 0xFF:
            return None
        marker, length = part[1], int.from_bytes(part[2:4], "big")
        if marker in (0xC0, 0xC1, 0xC2):
            bits, height, width, count = struct.unpack(">BHHB", part[4:10])
            return (width, height) if bits == 8 and count in (1, 3) and width and height else None
        if marker in (0xC3, 0xDA, 0xD9) or (0xC5 <= marker <= 0xCF and marker != 0xCC):
            return None
        at += 2 + length
    return None


def _in_directories(file: BinaryIO, head: bytes) -> tuple[list[tuple[int, int]], int]:
    """Where a TIFF's directories say that JPEGs are, and the raw picture's longer side."""
    order = "<" if head[:2] == b"II" else ">"
    waiting = [struct.unpack_from(f"{order}I", head, 4)[0]]
    places: list[tuple[int, int]] = []
    side, entered = 0, set[int]()
    while waiting and len(entered) < _MOST_DIRECTORIES:
        at = waiting.pop(0)
        if at in entered or at < 8:
            continue
        entered.add(at)
        tags, following = _directory(file, order, at)
        side = max(side, *tags.get(_WIDTH, [0]), *tags.get(_HEIGHT, [0]))
        for start, length in ((_JPEG_START, _JPEG_BYTES), (_STRIPS, _STRIP_BYTES)):
            if len(tags.get(start, ())) == 1 and len(tags.get(length, ())) == 1:
                places.append((tags[start][0], tags[length][0]))
        if _PANASONIC_JPEG in tags:
            places.append((tags[_PANASONIC_JPEG][0], tags[_PANASONIC_JPEG][1]))
        waiting += [following, *tags.get(_SUBDIRECTORIES, ())]
    return places, side


def _directory(file: BinaryIO, order: str, at: int) -> tuple[dict[int, list[int]], int]:
    """A directory's tags of whole numbers, and where the next is. A JPEG in a tag is its place and length."""
    file.seek(at)
    (count,) = struct.unpack(f"{order}H", file.read(2))
    table = file.read(12 * min(count, _MOST_ENTRIES) + 4)
    tags: dict[int, list[int]] = {}
    for row in range(0, len(table) - 15, 12):
        tag, kind, number = struct.unpack_from(f"{order}HHI", table, row)
        length = _VALUE_BYTES.get(kind, 0) * number
        (place,) = struct.unpack_from(f"{order}I", table, row + 8)
        if tag == _PANASONIC_JPEG and length > 4:
            tags[tag] = [place, length]
        elif kind in _WHOLE_NUMBERS and 0 < number <= _MOST_DIRECTORIES:
            if length <= 4:
                data = table[row + 8 : row + 8 + length]
            else:
                file.seek(place)
                data = file.read(length)
            if len(data) == length:
                tags[tag] = [*struct.unpack(f"{order}{number}{_WHOLE_NUMBERS[kind]}", data)]
    end = 12 * count
    return tags, struct.unpack_from(f"{order}I", table, end)[0] if len(table) >= end + 4 else 0


def _in_boxes(file: BinaryIO) -> tuple[list[tuple[int, int]], bytes]:
    """Where a CR3's first track has its picture, and what Canon's boxes tell, as one TIFF."""
    place = next((one for one in top_level(file) if one.kind == "moov"), None)
    if place is None or place.stop - place.start > _LONGEST_MOOV:
        return [], b""
    file.seek(place.start)
    moov = Box("moov", memoryview(file.read(place.stop - place.start)))
    places = []
    for trak in (box for box in moov.children() if box.kind == "trak"):
        table = trak.need("mdia", "minf", "stbl")
        sizes = table.need("stsz").fields()
        _, size, count = sizes.take("III")
        length = size or (sizes.one("I") if count else 0)
        for kind, form in (("co64", "Q"), ("stco", "I")):
            if box := table.find(kind):
                fields = box.fields()
                fields.skip(8)
                places.append((fields.one(form), length))
    canon = next(
        (box for box in moov.children() if box.kind == "uuid" and bytes(box.body[:16]) == _CANON), None
    )
    told = {box.kind: bytes(box.body) for box in canon.children(16)} if canon else {}
    return places, _as_one(told.get("CMT1", b""), told.get("CMT2", b""), told.get("CMT4", b""))


def _as_one(main: bytes, details: bytes, gps: bytes) -> bytes:
    """Three TIFFs, of a photo, of how it was taken and of where, as one with directories."""
    from PIL.Image import Exif

    exif = Exif()
    if main:
        exif.load(main)
    for data, directory in ((details, 0x8769), (gps, 0x8825)):
        if data:
            inner = Exif()
            inner.load(data)
            exif.get_ifd(directory).update({tag: value for tag, value in inner.items() if tag != 0x927C})
    return exif.tobytes().removeprefix(b"Exif\0\0")


def _starts(file: BinaryIO) -> Iterator[int]:
    """Where JPEGs seem to begin, anywhere in the file."""
    file.seek(0)
    at, kept = 0, b""
    while at < _SEARCHED_BYTES and (block := file.read(1 << 20)):
        block = kept + block
        start = at - len(kept)
        place = block.find(b"\xff\xd8\xff")
        while place >= 0:
            yield start + place
            place = block.find(b"\xff\xd8\xff", place + 1)
        at = start + len(block)
        kept = block[-2:]
        file.seek(at)
