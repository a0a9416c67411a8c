"""Photo file → whether its end is there, told from its structure without decoding a pixel.

Each test answers False only for a file whose pictures cannot be decoded: what follows the picture
(a motion photo's film, an MPO's second picture, padding) may be cut as it likes.
"""

import struct
from collections.abc import Callable
from typing import BinaryIO

_END_OF_IMAGE = b"\xff\xd9"
_START_OF_SCAN = 0xDA
_BLOCK_BYTES = 1 << 20


def is_complete(file: BinaryIO, format: str, head: bytes, tail: bytes, file_bytes: int) -> bool:
    """False when the file ends early. `head` and `tail` are its first and last bytes, read already."""
    test = _TESTS.get(format)
    return test is None or test(file, head, tail, file_bytes)


def _jpeg(file: BinaryIO, head: bytes, tail: bytes, file_bytes: int) -> bool:
    # Compressed data never holds FF D9, because each FF in it is followed by a 00 or a restart marker.
    # Only what stands before the scan may, such as the EXIF thumbnail, so the search starts behind it.
    scan = _start_of_scan(file, file_bytes)
    if scan is None:
        return False
    tail_start = file_bytes - len(tail)
    if _END_OF_IMAGE in tail[max(0, scan - tail_start) :]:
        return True
    # Megabytes may follow the picture: its end is somewhere before them, or it is not there.
    file.seek(scan)
    last = b""
    while block := file.read(_BLOCK_BYTES):
        if _END_OF_IMAGE in last + block:
            return True
        last = block[-1:]
    return False


def _start_of_scan(file: BinaryIO, file_bytes: int) -> int | None:
    """Where the first scan begins, None when the file ends before it."""
    at = 2
    while at < file_bytes:
        file.seek(at)
        marker = file.read(4)
        if len(marker) < 4:
            return None
        if marker[0] != 0xFF:
            # Stray bytes between segments; decoders skip them too.
            at += 1
        elif marker[1] in (0x00, 0xFF) or 0xD0 <= marker[1] <= 0xD8 or marker[1] == 0x01:
            at += 1 if marker[1] == 0xFF else 2
        elif marker[1] == _START_OF_SCAN:
            return at
        else:
            at += 2 + int.from_bytes(marker[2:], "big")
    return None


def _png(file: BinaryIO, head: bytes, tail: bytes, file_bytes: int) -> bool:
    # length, type, data, checksum: length, type, data, checksum: ...
    # Without the closing IEND a PNG still decodes: only a cut inside the pixels costs the picture.
    if b"IEND" in tail:
        return True
    at, pixels_seen = 8, False
    while at + 8 <= file_bytes:
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(8))
        pixels_seen = pixels_seen or name == b"IDAT"
        at += 8 + length
        if at > file_bytes:
            return name != b"IDAT" and pixels_seen
        at += 4
    return pixels_seen


def _iso_boxes(file: BinaryIO, head: bytes, tail: bytes, file_bytes: int) -> bool:
    at = 0
    while at + 8 <= file_bytes:
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        if size == 1:
            size = int.from_bytes(file.read(8), "big")
        if size == 0:
            # The last box runs to the end of the file.
            return True
        if at + size > file_bytes:
            # The film behind a motion photo may be cut; what holds the picture may not.
            return name not in (b"ftyp", b"meta", b"mdat", b"moov")
        if size < 8:
            # Not a box: padding behind the picture.
            return at > 0
        at += size
    return True


def _riff(file: BinaryIO, head: bytes, tail: bytes, file_bytes: int) -> bool:
    return 8 + int.from_bytes(head[4:8], "little") <= file_bytes


_TESTS: dict[str, Callable[[BinaryIO, bytes, bytes, int], bool]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "HEIF": _iso_boxes,
    "AVIF": _iso_boxes,
    "WEBP": _riff,
}
