"""Raw photos as cameras build them, with or without a JPEG, that tests make for themselves."""

import io
import struct
from pathlib import Path

from PIL import Image

SENSOR = bytes(range(256)) * 40


def jpeg(size: tuple[int, int] = (1500, 1000), colour: tuple[int, int, int] = (200, 60, 40)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG", quality=95)
    return buffer.getvalue()


def _directory(tags: dict[int, tuple[int, int, int]], following: int = 0) -> bytes:
    rows = b"".join(struct.pack("<HHII", tag, *tags[tag]) for tag in sorted(tags))
    return struct.pack("<H", len(tags)) + rows + struct.pack("<I", following)


def like_tiff(
    picture: bytes,
    *,
    mark: bytes = b"*\0",
    turn: int = 1,
    taken: str = "2026:04:03 09:00:00",
    how: str = "strips",
) -> bytes:
    """CR2, NEF, ARW, DNG: IFD0 with camera and way up, EXIF, a directory inside with the JPEG.

    `how` the JPEG is told: by "strips", by an "interchange" tag as thumbnails are, or in Panasonic's own.
    """
    maker, when = b"Nikon\0", taken.encode() + b"\0"
    size = 8 + 200
    maker_at, when_at = size, size + len(maker)
    inner_at = when_at + len(when) + 2
    details_at = inner_at + 100
    picture_at = details_at + 100 + len(SENSOR)
    inner = {0x100: (4, 1, 3000), 0x101: (4, 1, 2000)}
    if picture and how == "strips":
        inner = {0x103: (3, 1, 7), 0x111: (4, 1, picture_at), 0x117: (4, 1, len(picture))}
    elif picture and how == "interchange":
        inner = {0x201: (4, 1, picture_at), 0x202: (4, 1, len(picture))}
    main = {
        0x10F: (2, len(maker), maker_at),
        0x112: (3, 1, turn),
        0x14A: (4, 1, inner_at),
        0x8769: (4, 1, details_at),
    }
    if picture and how == "panasonic":
        main[0x2E] = (7, len(picture), picture_at)
    body = b"II" + mark + struct.pack("<I", 8) + _directory(main)
    body = body.ljust(maker_at, b"\0") + maker + when
    body = body.ljust(inner_at, b"\0") + _directory(inner)
    body = body.ljust(details_at, b"\0") + _directory({0x9003: (2, len(when), when_at)})
    return body.ljust(details_at + 100, b"\0") + SENSOR + picture


def raf(picture: bytes) -> bytes:
    head = b"FUJIFILMCCD-RAW 0201FF383501".ljust(84, b"\0") + struct.pack(">II", 160, len(picture))
    return head.ljust(160, b"\0") + picture + SENSOR


def cr3(picture: bytes, *, turn: int = 1) -> bytes:
    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(body), kind) + body

    main = b"II*\0" + struct.pack("<I", 8) + _directory({0x112: (3, 1, turn)})
    start = box(b"ftyp", b"crx \0\0\0\1crx isom")
    uuid = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")

    def moov(offset: int) -> bytes:
        sizes = box(b"stsz", struct.pack(">III", 0, len(picture), 1))
        chunks = box(b"co64", struct.pack(">IIQ", 0, 1, offset))
        table = box(b"mdia", box(b"minf", box(b"stbl", sizes + chunks)))
        return box(b"moov", box(b"uuid", uuid + box(b"CMT1", main)) + box(b"trak", table))

    offset = len(start) + len(moov(0)) + 8
    return start + moov(offset) + box(b"mdat", picture + SENSOR)


def anywhere(picture: bytes) -> bytes:
    """ORF and others: the JPEG lies where only the maker's own notes say."""
    return like_tiff(b"", mark=b"RO") + bytes(1000) + picture + SENSOR


def save(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
