"""An MP4 or MOV file → what ffmpeg's log leaves out: mirroring, exact lengths, encryption, being cut off.

Any file may be given: what is unknown or broken is passed over, as ffmpeg has the last word on it.
"""

import contextlib
import math
import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO

from slideshow.media.mp4_boxes import Box, BrokenBox

# Five hours at 30 frames a second take about 9 MB of tables.
_LONGEST_HEADER = 32 << 20
_MOST_BOXES = 100_000
_ENCRYPTED = ("encv", "drmi")
_STILL_TIME = b"com.apple.quicktime.still-image-time"


@dataclass(frozen=True, slots=True)
class Track:
    """One video track. `turn_degrees` is clockwise, after a mirroring left to right where `is_mirrored`.

    `seconds` is until when it is shown, `frame_rate` its pictures a second on average: None where the
    header does not say.
    """

    turn_degrees: int
    is_mirrored: bool
    is_encrypted: bool
    seconds: Fraction | None
    frame_rate: Fraction | None


@dataclass(frozen=True, slots=True)
class Movie:
    """Video tracks by their number. `is_cut` says that the file is shorter than its own boxes, `has_header`
    that there is a table of contents. `still_seconds` is the moment of a Live Photo's still.
    """

    tracks: dict[int, Track]
    is_cut: bool
    has_header: bool
    still_seconds: Fraction | None


def read(file: BinaryIO, offset: int, end: int) -> Movie | None:
    """What the bytes from `offset` to `end` say; None where they do not begin as an MP4 or MOV."""
    moov, is_cut, is_movie = b"", False, False
    at = offset
    for _ in range(_MOST_BOXES):
        file.seek(at)
        header = file.read(min(16, end - at))
        if len(header) < 8:
            is_cut |= is_movie and bool(header)
            break
        length, kind = struct.unpack_from(">I4s", header)
        start = at + 8
        if length == 1 and len(header) == 16:
            (length,) = struct.unpack_from(">Q", header, 8)
            start += 8
        elif length == 0:
            length = end - at
        if at == offset and kind not in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):
            return None
        is_movie = True
        # Anything may lie behind the last box, such as a maker's own data.
        if length < start - at or not all(32 <= byte < 127 or byte == 0xA9 for byte in kind):
            break
        if at + length > end:
            is_cut = kind in (b"moov", b"mdat", b"moof")
            break
        if kind == b"moov" and length <= _LONGEST_HEADER:
            file.seek(start)
            moov = file.read(at + length - start)
        at += length
    if not is_movie:
        return None
    tracks: dict[int, Track] = {}
    still = None
    with contextlib.suppress(BrokenBox, struct.error):
        tracks, still = _read(Box("moov", memoryview(moov)))
    return Movie(tracks, is_cut, bool(moov), still)


def _read(moov: Box) -> tuple[dict[int, Track], Fraction | None]:
    header = moov.need("mvhd").fields()
    header.skip(16 if header.version() == 1 else 8)
    movie_scale = header.one("I") or 1
    tracks: dict[int, Track] = {}
    still = None
    for trak in (box for box in moov.children() if box.kind == "trak"):
        handler = trak.need("mdia", "hdlr").fields()
        handler.skip(8)
        kind = handler.text(4)
        if kind == "vide":
            number, track = _track(trak, movie_scale)
            tracks.setdefault(number, track)
        elif kind == "meta" and still is None and _holds_still_time(trak):
            # The one moment of the track is moved to its place by a pause before it.
            still = sum((length for length, is_pause in _edits(trak, movie_scale) if is_pause), Fraction(0))
    return tracks, still


def _holds_still_time(trak: Box) -> bool:
    """Whether the track says which moment of a Live Photo is its still."""
    return _STILL_TIME in bytes(trak.need("mdia", "minf", "stbl", "stsd").body)


def _track(trak: Box, movie_scale: int) -> tuple[int, Track]:
    header = trak.need("tkhd").fields()
    header.skip(16 if header.version() == 1 else 8)
    number = header.one("I")
    header.skip(header.left - 44)  # the matrix and the size end the box
    across_x, across_y, _, down_x, down_y = header.take("iiiii")
    is_mirrored = across_x * down_y - across_y * down_x < 0
    if is_mirrored:
        across_x, across_y = -across_x, -across_y
    turn = round(math.degrees(math.atan2(across_y, across_x)) / 90) * 90 % 360

    media = trak.need("mdia", "mdhd").fields()
    is_long = media.version() == 1
    media.skip(16 if is_long else 8)
    scale = media.one("I") or 1
    length = Fraction(media.one("Q" if is_long else "I"), scale)
    table = trak.need("mdia", "minf", "stbl")
    sizes = table.find("stsz")
    count = sizes.fields().take("III")[2] if sizes else 0
    shown = sum((length for length, _ in _edits(trak, movie_scale)), Fraction(0))
    return number, Track(
        turn,
        is_mirrored,
        any(entry.kind in _ENCRYPTED for entry in table.need("stsd").children(8)),
        shown or length or None,
        count / length if count and length else None,
    )


def _edits(trak: Box, movie_scale: int) -> list[tuple[Fraction, bool]]:
    """The edit list: how many seconds each, and whether it is a pause."""
    box = trak.find("edts", "elst")
    if box is None:
        return []
    fields = box.fields()
    rows = fields.rows("QqI" if fields.version() == 1 else "IiI")
    return [(Fraction(ticks, movie_scale), media < 0) for ticks, media, _ in rows]
