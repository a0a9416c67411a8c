"""A file's bytes → the boxes of an MP4 (ISO 14496-12): kinds, bodies, fields, nothing of what they mean.

Whatever the bytes are, every step is bounded by them: a box is as long as its parent at most, and a
count in a box never makes anything longer than the box.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

# A film in fragments of a second has two boxes for each, so this is fourteen hours.
_MOST_TOP_LEVEL_BOXES = 100_000
_MOST_CHILDREN = 10_000


class BrokenBox(ValueError):
    """The bytes are not what the standard says; the message reads on from "cannot be read, because"."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a top-level box's body lies in the file."""

    kind: str
    start: int
    stop: int


def top_level(file: IO[bytes]) -> Iterator[Place]:
    """The boxes of an open file in their order. Reads their headers only, never what is in them."""
    size = file.seek(0, os.SEEK_END)
    at = 0
    for _ in range(_MOST_TOP_LEVEL_BOXES):
        if at >= size:
            return
        file.seek(at)
        place = _place(file.read(16), at, size)
        yield place
        at = place.stop
    raise BrokenBox("it has more boxes than any film needs")


def _place(header: bytes, at: int, size: int) -> Place:
    if len(header) < 8:
        raise BrokenBox("it ends in the middle of a box")
    length, name = struct.unpack_from(">I4s", header)
    if not all(32 <= byte < 127 or byte == 0xA9 for byte in name):
        raise BrokenBox("there is no MP4 box where one should begin")
    kind = name.decode("latin-1")
    start = at + 8
    if length == 1:  # the true length does not fit 32 bits and stands behind the name
        if len(header) < 16:
            raise BrokenBox("it ends in the middle of a box")
        (length,) = struct.unpack_from(">Q", header, 8)
        start += 8
    elif length == 0:  # up to the end of the file
        length = size - at
    stop = at + length
    if stop < start:
        raise BrokenBox(f'its box "{kind}" is shorter than its own header')
    if stop > size:
        raise BrokenBox(f'it ends early: its box "{kind}" should reach byte {stop}, the file has {size}')
    return Place(kind, start, stop)


@dataclass(frozen=True, slots=True)
class Box:
    kind: str
    body: memoryview

    def children(self, skip: int = 0) -> list["Box"]:
        """The boxes inside, after `skip` bytes of fields. Fewer than 8 bytes left over are no box."""
        boxes = []
        at, end = skip, len(self.body)
        while at + 8 <= end:
            length, name = struct.unpack_from(">I4s", self.body, at)
            start = at + 8
            if length == 1 and at + 16 <= end:
                (length,) = struct.unpack_from(">Q", self.body, start)
                start += 8
            elif length == 0:
                length = end - at
            if at + length < start or at + length > end:
                raise BrokenBox(f'a box inside its "{self.kind}" box has an impossible length')
            boxes.append(Box(name.decode("latin-1"), self.body[start : at + length]))
            at += length
            if len(boxes) > _MOST_CHILDREN:
                raise BrokenBox(f'its box "{self.kind}" has more boxes in it than any film needs')
        return boxes

    def find(self, *path: str) -> "Box | None":
        """The first box down a path of kinds, such as ("mdia", "minf")."""
        box: Box | None = self
        for kind in path:
            box = next((child for child in box.children() if child.kind == kind), None) if box else None
        return box

    def need(self, *path: str) -> "Box":
        """As `find`, where a film cannot do without it."""
        box = self.find(*path)
        if box is None:
            raise BrokenBox(f'its "{self.kind}" box has no "{"/".join(path)}"')
        return box

    def fields(self) -> "Fields":
        return Fields(self)


class Fields:
    """Reads a box's big-endian fields one after the other."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self.at = 0

    @property
    def left(self) -> int:
        return len(self._box.body) - self.at

    def take(self, form: str) -> tuple[int, ...]:
        """The values of a `struct` format of whole numbers."""
        self._check(struct.calcsize(f">{form}"))
        values = struct.unpack_from(f">{form}", self._box.body, self.at)
        self.at += struct.calcsize(f">{form}")
        return values

    def one(self, form: str) -> int:
        return self.take(form)[0]

    def text(self, length: int) -> str:
        self._check(length)
        self.at += length
        return bytes(self._box.body[self.at - length : self.at]).decode("latin-1")

    def skip(self, length: int) -> None:
        self._check(length)
        self.at += length

    def version(self) -> int:
        """The version of a "full box"; its flags are skipped."""
        return self.one("I") >> 24

    def rows(self, form: str) -> "Rows":
        """A table: how many rows, then the rows."""
        length = self.one("I") * struct.calcsize(f">{form}")
        self._check(length)
        self.at += length
        return Rows(f">{form}", self._box.body[self.at - length : self.at])

    def _check(self, length: int) -> None:
        if length > self.left:
            raise BrokenBox(f'its box "{self._box.kind}" ends early')


@dataclass(frozen=True, slots=True)
class Rows:
    """A table's rows, unpacked anew each time they are walked: a broken file may claim millions."""

    form: str
    body: memoryview

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        return struct.iter_unpack(self.form, self.body)
