"""An animated picture's file → how long each of its pictures is shown, told from its structure alone."""

import struct
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from slideshow.media.mp4_boxes import Box, BrokenBox, top_level

# As browsers have it: who asks for less than can be seen did not mean it.
_LEAST, _INSTEAD = Fraction(1, 100), Fraction(1, 10)
_LONGEST = Fraction(60)
_MOST_PICTURES = 5_000
_MOST_BLOCKS = 4_000_000
_LONGEST_HEADER = 8 << 20


def delays_of(path: Path, format: str) -> tuple[Fraction, ...]:
    """Seconds for each picture of an animation that is to be shown; one or none where it is no animation."""
    read = _FORMATS.get(format)
    if read is None:
        return ()
    found: list[Fraction] = []
    try:
        with path.open("rb") as file:
            # What is damaged further on plays up to there.
            found.extend(islice(read(file), _MOST_PICTURES))
    except (OSError, struct.error, IndexError, ZeroDivisionError, BrokenBox):
        pass
    return tuple(min(one, _LONGEST) if one > _LEAST else _INSTEAD for one in found)


def _gif(file: BinaryIO) -> Iterator[Fraction]:
    # header, size, flags, ..; then "!" kind parts, or "," place, size, flags, .. parts; ";" at the end
    head = file.read(13)
    _skip(file, _colours(head[10]))
    delay = 0
    for _ in range(_MOST_PICTURES * 4):
        match file.read(1):
            case b"!":
                kind = file.read(1)
                if kind == b"\xf9":
                    # length 4, flags, delay, transparent colour
                    (delay,) = struct.unpack("<2xHx", file.read(5))
                _skip_parts(file)
            case b",":
                flags = file.read(9)[8]
                _skip(file, _colours(flags) + 1)
                _skip_parts(file)
                yield Fraction(delay, 100)
                delay = 0
            case _:
                return


def _colours(flags: int) -> int:
    """Bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _skip_parts(file: BinaryIO) -> None:
    for _ in range(_MOST_BLOCKS):
        length = file.read(1)[0]
        if not length:
            return
        file.seek(length, 1)


def _skip(file: BinaryIO, count: int) -> None:
    file.seek(count, 1)


def _webp(file: BinaryIO) -> Iterator[Fraction]:
    # "RIFF" length "WEBP", then kind, length, content each: "VP8X", "ANIM", "ANMF", "ANMF", ...
    file.seek(12)
    for _ in range(_MOST_PICTURES * 4):
        head = file.read(8)
        if len(head) < 8:
            return
        kind, length = struct.unpack("<4sI", head)
        content = file.read(min(length, 16))
        if kind == b"VP8X" and not content[0] & 2:
            return
        if kind == b"ANMF":
            yield Fraction(int.from_bytes(content[12:15], "little"), 1000)
        _skip(file, length + length % 2 - len(content))


def _png(file: BinaryIO) -> Iterator[Fraction]:
    # length, kind, content, checksum: IHDR, acTL, fcTL, IDAT, fcTL, fdAT, ..., IEND
    file.seek(8)
    is_animated = False
    for _ in range(_MOST_BLOCKS):
        head = file.read(8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head)
        if kind == b"acTL":
            is_animated = True
        elif kind == b"IEND" or (kind == b"IDAT" and not is_animated):
            return
        if kind == b"fcTL":
            content = file.read(26)
            parts, whole = struct.unpack_from(">HH", content, 20)
            yield Fraction(parts, whole or 100)
            length -= 26
        _skip(file, length + 4)


def _avif(file: BinaryIO) -> Iterator[Fraction]:
    for place in top_level(file):
        if place.kind == "ftyp":
            file.seek(place.start)
            if b"avis" not in file.read(min(place.stop - place.start, 256)):
                return
        if place.kind == "moov" and place.stop - place.start <= _LONGEST_HEADER:
            file.seek(place.start)
            moov = Box("moov", memoryview(file.read(place.stop - place.start)))
            track = moov.need("trak", "mdia")
            header = track.need("mdhd").fields()
            header.skip(16 if header.version() == 1 else 8)
            scale = header.one("I")
            times = track.need("minf", "stbl", "stts").fields()
            times.skip(4)
            for count, ticks in times.rows("II"):
                for _ in range(min(count, _MOST_PICTURES)):
                    yield Fraction(ticks, scale)
            return


_FORMATS: dict[str, Callable[[BinaryIO], Iterator[Fraction]]] = {
    "GIF": _gif,
    "WEBP": _webp,
    "PNG": _png,
    "AVIF": _avif,
}
