"""A photo's file → what its numbers mean as colours: an ICC profile, or code points of ISO 23091-2.

Cameras, phones and screenshots tell it in one of three places: an ICC profile, which Pillow reads; the `colr`
box of the picture in HEIC and AVIF; the `cICP` chunk of a PNG. A profile may carry code points too (its tag
`cicp`, ICC.1:2022).

What is high dynamic range goes through the same curves as clips. What is told in code points and is not gets
a profile made for it, and goes the way of the photos that brought theirs.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from slideshow.media.clips.colours import matrix_to_xyz, shown
from slideshow.media.mp4_boxes import Box, top_level
from slideshow.model.clip import Transfer

_LONGEST_META = 4 << 20
# A PNG's chunks that stand before its pixels are few; XMP among them may be long.
_MOST_CHUNKS = 200

# Code points of ISO 23091-2 -> the names that ffmpeg has for them, as clips are told by.
_PRIMARIES = {1: "bt709", 9: "bt2020", 11: "smpte432", 12: "smpte432"}
_TRANSFERS: dict[int, Transfer] = {16: "pq", 18: "hlg"}
_UNKNOWN = 2
# Those of SDR: a power, or the curve of sRGB, which screens use for BT.709's as well.
_POWERS = {4: 2.2, 5: 2.8, 8: 1.0}
# So many pixels at a time are brought to the film's range: each takes a hundred bytes on the way.
_BAND_PIXELS = 1 << 18

_D50 = np.array([0.9642, 1.0, 0.8249])
# Bradford's cone responses, as ICC.1 has it in annex E.
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


@dataclass(frozen=True, slots=True)
class StillColours:
    """`profile` is an ICC profile, empty for sRGB. With a `transfer` of high dynamic range it says nothing,
    and `primaries` has the name of the three colours; `is_full_range` tells 0-255 from 16-235.
    """

    profile: bytes = b""
    transfer: Transfer = "sdr"
    primaries: str = "bt709"
    is_full_range: bool = True

    def tone_mapped(self, image: Image.Image) -> Image.Image:
        """An image of high dynamic range, in the film's colours: RGB."""
        black, width = (0, 255) if self.is_full_range else (16, 219)
        signals = np.clip((np.arange(256, dtype=np.float32) - black) / width, 0.0, 1.0)
        values = np.asarray(image.convert("RGB"))
        mapped = np.empty_like(values)
        rows = max(1, _BAND_PIXELS // max(1, image.width))
        for top in range(0, image.height, rows):
            band = slice(top, top + rows)
            # Not by a table of Pillow's, which is off by a dozen steps of grey along the diagonal.
            mapped[band] = shown(signals[values[band]], self.transfer, self.primaries) * 255.0 + 0.5
        return Image.fromarray(mapped)


SRGB = StillColours()


def colours_of(file: BinaryIO, image: Image.Image) -> StillColours:
    """What the colours of an opened image are, in an open file. Whatever is broken in it counts as unsaid."""
    given = image.info.get("icc_profile")
    profile = given if isinstance(given, bytes) else b""
    points = _code_points(file, image)
    if points is None or points[1] not in _TRANSFERS:
        points = _points_in(profile) or points
    if points is None:
        return StillColours(profile)
    primaries, transfer, is_full_range = points
    if transfer in _TRANSFERS:
        name = "bt2020" if primaries == _UNKNOWN else _PRIMARIES.get(primaries, "bt709")
        return StillColours(b"", _TRANSFERS[transfer], name, is_full_range)
    # A PNG's code points go before its profile, in HEIC and AVIF it is the other way round.
    if profile and image.format != "PNG":
        return StillColours(profile)
    return StillColours(_profile_of(_PRIMARIES.get(primaries, "bt709"), transfer))


def _code_points(file: BinaryIO, image: Image.Image) -> tuple[int, int, bool] | None:
    """Primaries, transfer, and whether the numbers have their full range; None where nothing is said."""
    place = file.tell()
    try:
        if image.format == "PNG":
            return _in_png(file)
        if image.format in ("HEIF", "AVIF"):
            return _in_boxes(file)
    # What is cut off or damaged here does not keep a decoder from the pixels.
    except (OSError, ValueError, LookupError, struct.error):
        pass
    finally:
        file.seek(place)
    return None


def _in_png(file: BinaryIO) -> tuple[int, int, bool] | None:
    # The third edition of PNG, 11.3.2.6: primaries, transfer, matrix (always 0), full range
    file.seek(8)
    for _ in range(_MOST_CHUNKS):
        length, kind = struct.unpack(">I4s", file.read(8))
        if kind == b"cICP" and length == 4:
            primaries, transfer, _, full = file.read(4)
            return primaries, transfer, bool(full)
        if kind in (b"IDAT", b"IEND"):
            return None
        file.seek(length + 4, 1)
    return None


def _in_boxes(file: BinaryIO) -> tuple[int, int, bool] | None:
    place = next((one for one in top_level(file) if one.kind == "meta"), None)
    if place is None or place.stop - place.start > _LONGEST_META:
        return None
    file.seek(place.start)
    meta = Box("meta", memoryview(file.read(place.stop - place.start)))
    boxes = {box.kind: box for box in reversed(meta.children(4))}
    item = _primary(boxes["pitm"])
    properties = boxes["iprp"].need("ipco").children()
    owned = _owned([box for box in boxes["iprp"].children() if box.kind == "ipma"])
    # A large picture may be cut into tiles, each of which says it, or the whole does.
    for one in (item, *_parts(boxes.get("iref"), item)):
        mine = [properties[index - 1] for index in owned.get(one, ()) if 0 < index <= len(properties)]
        if found := _told_by(mine):
            return found
    return None


def _told_by(properties: Iterable[Box]) -> tuple[int, int, bool] | None:
    for box in properties:
        if box.kind == "colr" and bytes(box.body[:4]) == b"nclx":
            primaries, transfer = struct.unpack_from(">HH", box.body, 4)
            # The decoder has widened the range already.
            return primaries, transfer, True
    return None


def _primary(box: Box) -> int:
    fields = box.fields()
    return fields.one("H" if fields.version() == 0 else "I")


def _owned(boxes: Iterable[Box]) -> dict[int, list[int]]:
    """Items by their number, each with those of its properties, counted from 1."""
    found: dict[int, list[int]] = {}
    for box in boxes:
        fields = box.fields()
        head = fields.one("I")
        version, is_long = head >> 24, head & 1
        for _ in range(fields.one("I")):
            item = fields.one("H" if version == 0 else "I")
            form, most = ("H", 0x7FFF) if is_long else ("B", 0x7F)
            found[item] = [fields.one(form) & most for _ in range(fields.one("B"))]
    return found


def _parts(box: Box | None, item: int) -> list[int]:
    """The pictures that an item is put together of."""
    if box is None:
        return []
    size = "H" if box.body[0] == 0 else "I"
    for reference in box.children(4):
        if reference.kind == "dimg":
            fields = reference.fields()
            if fields.one(size) == item:
                return [fields.one(size) for _ in range(fields.one("H"))][:1]
    return []


def _points_in(profile: bytes) -> tuple[int, int, bool] | None:
    """The code points in a profile's tag, where they stand for high dynamic range: a profile cannot."""
    # size, ..., at 128: how many tags; each its name, where it is, how long
    if len(profile) < 132 or profile[36:40] != b"acsp":
        return None
    count = min(int.from_bytes(profile[128:132], "big"), _MOST_CHUNKS)
    for at in range(132, min(132 + 12 * count, len(profile) - 11), 12):
        name, start, _ = struct.unpack_from(">4sII", profile, at)
        if name == b"cicp" and start + 12 <= len(profile):
            primaries, transfer, _, full = profile[start + 8 : start + 12]
            return (primaries, transfer, bool(full)) if transfer in _TRANSFERS else None
    return None


@lru_cache(maxsize=8)
def _profile_of(primaries: str, transfer: int) -> bytes:
    """An ICC profile (version 4.3) for three primaries and a transfer; empty for sRGB."""
    power = _POWERS.get(transfer)
    if primaries == "bt709" and power is None:
        return b""
    matrix = matrix_to_xyz(primaries)
    white = matrix.sum(axis=1)
    cones = np.diag((_BRADFORD @ _D50) / (_BRADFORD @ white))
    adapted = np.linalg.inv(_BRADFORD) @ cones @ _BRADFORD
    # para: kind 0 is a power, kind 3 (g, a, b, c, d) is that of sRGB, IEC 61966-2-1
    curve = _fixed(b"para\0\0\0\0\0\0\0\0", power) if power else _srgb_curve()
    tags = {
        b"desc": _words(primaries),
        b"cprt": _words("none"),
        b"wtpt": _fixed(b"XYZ \0\0\0\0", *_D50),
        b"chad": _fixed(b"sf32\0\0\0\0", *adapted.ravel()),
        **{
            bytes([letter]) + b"XYZ": _fixed(b"XYZ \0\0\0\0", *column)
            for letter, column in zip(b"rgb", (adapted @ matrix).T, strict=True)
        },
        **{bytes([letter]) + b"TRC": curve for letter in b"rgb"},
    }
    directory, data = struct.pack(">I", len(tags)), b""
    for tag, content in tags.items():
        directory += tag + struct.pack(">II", 132 + 12 * len(tags) + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    head = bytes(8) + struct.pack(">I", 0x04300000) + b"mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28)
    profile = _fixed(head, *_D50).ljust(128, b"\0") + directory + data
    return struct.pack(">I", len(profile)) + profile[4:]


def _srgb_curve() -> bytes:
    return _fixed(b"para\0\0\0\0\0\3\0\0", 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _words(text: str) -> bytes:
    letters = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(letters), 28) + letters


def _fixed(start: bytes, *values: "float | NDArray[np.float64]") -> bytes:
    """Numbers with 16 bits behind the point."""
    return start + struct.pack(f">{len(values)}i", *(round(float(value) * 65536) for value in values))
