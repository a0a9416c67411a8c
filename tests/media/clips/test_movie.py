"""What is read from an MP4's own boxes, where ffmpeg's log says nothing."""

import io
import struct
from fractions import Fraction

from slideshow.media.clips import movie


def box(kind: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind.encode()) + body


def live_photo(pause_ticks: int) -> bytes:
    """A MOV of 600 ticks a second whose only track marks the still's moment, behind a pause."""
    edits = struct.pack(">III", 0, 2, pause_ticks) + struct.pack(">iI", -1, 1 << 16)
    edits += struct.pack(">IiI", 1, 0, 1 << 16)
    key = b"com.apple.quicktime.still-image-time"
    entries = box("mebx", bytes(8), box("keys", box("\0\0\0\1", box("keyd", b"mdta", key))))
    media = box(
        "mdia",
        box("mdhd", bytes(12), struct.pack(">II", 600, 1), bytes(4)),
        box("hdlr", bytes(8), b"meta", bytes(13)),
        box("minf", box("stbl", box("stsd", struct.pack(">II", 0, 1), entries))),
    )
    track = box("trak", box("tkhd", bytes(84)), box("edts", box("elst", edits)), media)
    header = box("mvhd", bytes(12), struct.pack(">II", 600, 1800), bytes(80))
    return box("ftyp", b"qt  ", bytes(4), b"qt  ") + box("moov", header, track)


def read(content: bytes, offset: int = 0) -> movie.Movie | None:
    return movie.read(io.BytesIO(content), offset, len(content))


def test_a_live_photo_tells_when_its_still_was_taken() -> None:
    found = read(live_photo(840))
    assert found is not None
    assert found.still_seconds == Fraction(7, 5)
    assert not found.is_cut


def test_it_does_so_inside_another_file() -> None:
    found = read(b"photo" * 100 + live_photo(840), 500)
    assert found is not None
    assert found.still_seconds == Fraction(7, 5)


def test_a_film_that_is_shorter_than_its_boxes_is_cut_off() -> None:
    whole = live_photo(840) + box("mdat", bytes(1000))
    for length in (len(whole) - 1, len(whole) - 1001, len(whole) - 1100):
        found = read(whole[:length])
        assert found is not None and found.is_cut
    found = read(whole)
    assert found is not None and not found.is_cut


def test_what_lies_behind_a_film_does_not_cut_it() -> None:
    found = read(live_photo(840) + b"SEFT" + bytes(range(200)))
    assert found is not None and not found.is_cut and found.has_header


def test_what_is_no_film_has_no_boxes() -> None:
    assert read(b"\x89PNG\r\n\x1a\n" + bytes(100)) is None
    assert read(b"") is None


def test_damaged_boxes_are_passed_over() -> None:
    whole = bytearray(live_photo(840))
    for at in range(20, len(whole)):
        hurt = bytes(whole[:at]) + b"\xff" + bytes(whole[at + 1 :])
        assert read(hurt) is None or isinstance(read(hurt), movie.Movie)
