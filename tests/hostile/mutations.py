"""A whole photo → the same one broken, in one of many ways that chance chooses."""

import random
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence

from tests.hostile.parts import Parts, parts_of

_ABSURD = (0, 1, 2, 7, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_NEAR = 600
# What is repeated thousands of times, four times over, would fill any memory.
_MOST_BYTES = 4 << 20


def mutated(content: bytes, others: Sequence[bytes], chance: random.Random) -> tuple[str, bytes]:
    """What was done, and the content that it left. `others` are whole photos to take pieces from."""
    name = chance.choice(sorted(MUTATIONS))
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = MUTATIONS[name](content, others, chance)[:_MOST_BYTES]
    return name, content


def _flip(content: bytes, others: Sequence[bytes], chance: random.Random, most: int = 1 << 30) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 2, 8, 64)) if data else 0):
        data[chance.randrange(min(len(data), most))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _flip_header(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    return _flip(content, others, chance, _NEAR)


def _cut(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _cut_out(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    start, stop = _span(content, chance)
    return content[:start] + content[stop:]


def _blank(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    start, stop = _span(content, chance)
    return content[:start] + bytes([chance.choice((0, 0xFF, 0x41))]) * (stop - start) + content[stop:]


def _noise(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    start, stop = _span(content, chance)
    return content[:start] + chance.randbytes(stop - start) + content[stop:]


def _twice(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    start, stop = _span(content, chance)
    return content[:stop] + content[start:stop] * chance.choice((1, 2, 50)) + content[stop:]


def _splice(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """The beginning of one photo on the rest of another."""
    other = chance.choice(others)
    at = chance.choice((chance.randrange(len(content) + 1), chance.randrange(min(len(content), _NEAR) + 1)))
    return content[:at] + other[chance.choice((at, chance.randrange(len(other)))) :]


def _absurd_number(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A number in the header that no photo has: of either byte order, of two, four or eight bytes."""
    code = chance.choice(("<H", ">H", "<I", ">I", "<Q", ">Q"))
    size = struct.calcsize(code)
    if len(content) < size:
        return content
    at = chance.randrange(min(len(content), _NEAR) - size + 1)
    number = chance.choice(_ABSURD) & ((1 << 8 * size) - 1)
    return content[:at] + struct.pack(code, number) + content[at + size :]


def _absurd_size(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Another width or height, where the format keeps it, with the checksum that goes with it."""
    sides = [chance.choice((0, 1, 3, 319, 321, 9000, 20000, 65535, 1 << 24, 0xFFFFFFFF)) for _ in range(2)]
    data = bytearray(content)
    if data[:4] == b"\x89PNG" and len(data) > 33:
        data[16:24] = struct.pack(">II", *sides)
        data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    elif data[:3] == b"\xff\xd8\xff":
        for marker in (b"\xff\xc0", b"\xff\xc2"):
            if (at := data.find(marker)) >= 0:
                data[at + 5 : at + 9] = struct.pack(">HH", *(side & 0xFFFF for side in sides))
    elif data[:3] == b"GIF":
        data[6:10] = struct.pack("<HH", *(side & 0xFFFF for side in sides))
    elif data[:2] == b"BM":
        data[18:26] = struct.pack("<II", *sides)
    elif data[4:8] == b"ftyp":
        if (at := data.find(b"ispe")) >= 0:
            data[at + 8 : at + 16] = struct.pack(">II", *sides)
    elif data[:4] == b"RIFF":
        if (at := data.find(b"VP8X")) >= 0:
            data[at + 12 : at + 18] = b"".join((side & 0xFFFFFF).to_bytes(3, "little") for side in sides)
    elif content[:2] in (b"II", b"MM"):
        for tag, side in zip((0x100, 0x101), sides, strict=True):
            order = "<" if data[:2] == b"II" else ">"
            if (at := data.find(struct.pack(order + "H", tag))) >= 0:
                data[at + 2 : at + 12] = struct.pack(order + "HII", 4, 1, side)
    return bytes(data)


def _swap(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Two chunks, each in the place of the other."""
    parts = parts_of(content)
    if len(parts.pieces) > 1:
        first, second = chance.sample(range(len(parts.pieces)), 2)
        parts.pieces[first], parts.pieces[second] = parts.pieces[second], parts.pieces[first]
    return parts.joined()


def _drop_or_repeat(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    parts = parts_of(content)
    at = chance.randrange(len(parts.pieces))
    most = max(2, _MOST_BYTES // (len(parts.pieces[at][1]) + 1))
    parts.pieces[at : at + 1] = [parts.pieces[at]] * min(most, chance.choice((0, 2, 3, 3000)))
    return parts.joined()


def _foreign_piece(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    parts = parts_of(content)
    parts.pieces.insert(
        chance.randrange(len(parts.pieces) + 1), chance.choice(parts_of(chance.choice(others)).pieces)
    )
    return parts.joined()


def _damaged_piece(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """One chunk of any content, with a checksum that is right."""
    parts = parts_of(content)
    at = chance.randrange(len(parts.pieces))
    kind, body = parts.pieces[at]
    change = chance.choice((_flip, _noise, _cut, _twice, _absurd_number))
    parts.pieces[at] = kind, change(body, others, chance)
    return parts.joined()


def _broken_profile(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """An ICC profile whose inside is not what it says. "acsp" stands 36 bytes behind its beginning."""
    at = content.find(b"acsp") - 36
    if at < 0:
        return _damaged_piece(content, others, chance)
    stop = min(len(content), at + 588)
    inner = content[at:stop]
    for _ in range(chance.choice((1, 3, 20))):
        inner = chance.choice((_flip, _absurd_number, _noise))(inner, others, chance)
    return content[:at] + inner + content[stop:]


def _endless_metadata(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Metadata that is huge, nested without end or leads back to itself."""
    parts: Parts = parts_of(content)
    return parts.with_metadata(chance.choice(_ENDLESS)(chance))


def _nested_xmp(chance: random.Random) -> tuple[str, bytes]:
    depth = chance.choice((40, 5000, 100_000))
    inner = b"<a>" * depth + b"</a>" * depth
    head = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    if chance.random() < 0.3:
        # Each is ten of the one before.
        names = [b"<!ENTITY e%d '%s'>" % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12)]
        head = b"<!DOCTYPE x [<!ENTITY e0 'ha'>" + b"".join(names) + b"]>" + head
        inner = b"&e11;"
    return "xmp", head + inner + b"</x:xmpmeta>"


def _looping_exif(chance: random.Random) -> tuple[str, bytes]:
    """A directory whose entries point to itself, whose next is itself."""
    tags = chance.sample((0x8769, 0x8825, 0xA005, 0x014A, 0x927C, 0x02BC), 4)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, 8) for tag in sorted(tags))
    return "exif", b"Exif\0\0II*\0" + struct.pack("<IH", 8, 4) + entries + struct.pack("<I", 8)


def _crowded_exif(chance: random.Random) -> tuple[str, bytes]:
    count = chance.choice((2000, 5000))
    kind = chance.choice((1, 2, 5, 7, 12, 99))
    entry = struct.pack("<HHII", chance.choice((0x10E, 0x9286, 0x8769, 0x8825)), kind, 0x7FFFFFF0, 8)
    return "exif", b"Exif\0\0II*\0" + struct.pack("<IH", 8, count) + entry * count + bytes(4)


_ENDLESS: Sequence[Callable[[random.Random], tuple[str, bytes]]] = (_nested_xmp, _looping_exif, _crowded_exif)

MUTATIONS: Mapping[str, Callable[[bytes, Sequence[bytes], random.Random], bytes]] = {
    "absurd number": _absurd_number,
    "absurd size": _absurd_size,
    "blank": _blank,
    "broken profile": _broken_profile,
    "cut": _cut,
    "cut out": _cut_out,
    "damaged piece": _damaged_piece,
    "drop or repeat": _drop_or_repeat,
    "endless metadata": _endless_metadata,
    "flip": _flip,
    "flip in header": _flip_header,
    "foreign piece": _foreign_piece,
    "noise": _noise,
    "splice": _splice,
    "swap": _swap,
    "twice": _twice,
}


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    """Some bytes of it, few or many."""
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 4, 30, 400, 5000)))
