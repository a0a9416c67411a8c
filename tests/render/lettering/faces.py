"""Fonts made for a test: Inter's tables, some of them our own."""

import struct
from pathlib import Path

import fontpkg
import uharfbuzz as hb

INTER = Path(fontpkg.path("Inter", 400))


def font_file(path: Path, **own: bytes) -> Path:
    """A font file with Inter's letters and some tables of our own: `CPAL=b"..."`."""
    face = hb.Face(hb.Blob.from_file_path(INTER))
    kept = ("head", "hhea", "hmtx", "maxp", "glyf", "loca", "OS/2", "cmap", "name", "post")
    tables = {tag: bytes(face.reference_table(tag).data) for tag in kept} | own
    offset = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, data in sorted(tables.items()):
        directory += struct.pack(">4sIII", tag.encode(), 0, offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack(">IHHHH", 0x00010000, len(tables), 0, 0, 0) + directory + body)
    return path


def glyph(letter: str) -> int:
    """The number of Inter's glyph for a letter."""
    number = hb.Font(hb.Face(hb.Blob.from_file_path(INTER))).get_nominal_glyph(ord(letter))
    assert number
    return int(number)


def character_map(**letters: str) -> bytes:
    """A cmap table that shows the glyph of one of Inter's letters for another character: `H="\U0001f600"`."""
    groups = sorted((ord(character), glyph(letter)) for letter, character in letters.items())
    listed = b"".join(struct.pack(">III", code, code, number) for code, number in groups)
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    return head + struct.pack(">HHIII", 12, 0, 16 + len(listed), 0, len(groups)) + listed


def colours(*rgba: tuple[int, int, int, int]) -> bytes:
    """A CPAL table: one palette."""
    records = b"".join(bytes((blue, green, red, alpha)) for red, green, blue, alpha in rgba)
    return struct.pack(">HHHHIH", 0, len(rgba), 1, len(rgba), 14, 0) + records


def layers(base: int, *parts: tuple[int, int]) -> bytes:
    """A COLR table, version 0: a glyph that is drawn as others, (number, colour) each."""
    listed = b"".join(struct.pack(">HH", number, colour) for number, colour in parts)
    head = struct.pack(">HHIIH", 0, 1, 14, 20, len(parts))
    return head + struct.pack(">HHH", base, 0, len(parts)) + listed
