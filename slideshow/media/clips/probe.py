"""A file → Header: the clip in it and what its header tells of when, where and with what it was taken.

ffmpeg's wheel has no ffprobe: its log is read, and where that leaves something out, the file's own boxes.
"""

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from slideshow.errors import FfmpegError, PhotoError
from slideshow.media.clips import movie, tags
from slideshow.media.clips.movie import Movie, Track
from slideshow.media.clips.source import open_unknown
from slideshow.model.album import Position
from slideshow.model.clip import Clip, Transfer
from slideshow.model.geometry import Size
from slideshow.system import ffmpeg

_diagnostics = logging.getLogger(__name__)
_EXPORT_AGAIN = "Export it again to include it."
_CONVERT = "Convert it to an MP4 to include it."
_COPY_AGAIN = "Copy it again from where it is whole to include it."

_PATIENCE_SECONDS = 20.0
# Reading through a clip that does not say how long it is, or is cut off, goes as fast as the disk.
_MEASURING_SECONDS = 60.0
_BLOCK = 1 << 16
_SHORTEST_SECONDS = Fraction(1, 10)
# Of a clip that is cut off, less than this is not worth showing.
_ENOUGH_SECONDS = 1
_LONGEST_SECONDS = 48 * 3600
_SMALLEST, _LARGEST = 16, 8192
_SLOWEST, _FASTEST = Fraction(1, 2), 1000

_VIDEO = re.compile(r"^ *Stream #0:\d+(?:\[0x([0-9a-f]+)\])?(?:\([^)]*\))?: Video: (.*)$", re.MULTILINE)
_INDEXED = re.compile(r"^Input #0, (?:mov|matroska)", re.MULTILINE)
_AUDIO = re.compile(r"^ *Stream #0:\d+[^:]*: Audio: (?!none)", re.MULTILINE)
# Names and texts in a file are printed as well, and may look like numbers: these are read narrowly.
# h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709, progressive), 568x320 [SAR 1:1 DAR 16:9], ...
_PICTURE = re.compile(
    r"^(?P<codec>\w+)[^,]*, (?P<format>\w+)(?:\((?P<details>[^)]*)\))?(?:, \w[^,]*)*?"
    r", (?P<width>\d{1,9})x(?P<height>\d{1,9})\b"
)
_ASPECT = re.compile(r"SAR (\d{1,9}):(\d{1,9})\b")
_RATE = re.compile(r", (\d{1,9}(?:\.\d{1,9})?)(k?) (fps|tbr)\b")
_ROTATION = re.compile(r"rotation of (-?\d{1,9}(?:\.\d{1,9})?) degrees")
_DURATION = re.compile(r"^  Duration: (\d{1,9}):(\d\d?):(\d\d?(?:\.\d{1,9})?)", re.MULTILINE)
_TIME = re.compile(r"time=(\d{1,9}):(\d\d?):(\d\d?(?:\.\d{1,9})?)")

_TRANSFERS: dict[str, Transfer] = {"arib-std-b67": "hlg", "smpte2084": "pq"}
_UNKNOWN = ("unknown", "reserved", "")
# NTSC's rates, which a log rounds: 29.97 is 30000/1001.
_NTSC = tuple(Fraction(whole * 1000, 1001) for whole in (24, 30, 48, 60, 120, 240))


@dataclass(frozen=True, slots=True)
class Header:
    """`captured` carries a UTC offset where the file tells one, `content_identifier` is what a Live Photo's
    still and clip have in common, `still_seconds` when in the clip its still was taken.
    """

    clip: Clip
    captured: datetime | None = None
    position: Position | None = None
    camera: str = ""
    content_identifier: str = ""
    still_seconds: Fraction | None = None
    is_utc: bool = False
    """Whether `captured` is in UTC, and nobody knows what clocks showed."""
    rating: float = 0.0
    """The stars that a person gave it."""


def probe(path: Path, *, offset: int = 0, length: int | None = None) -> Header:
    """What the header says of the clip in a file, or in the part of it from byte `offset` on.

    Raises PhotoError when nothing of it can be shown.
    """
    end, boxes = _boxes(path, offset, length)
    log = _log(path, offset, length, boxes)
    number, described = _video(path, log)
    track = _track(boxes, number)
    picture = _PICTURE.match(described)
    _diagnostics.debug("%s: %s", path, described)
    if track and track.is_encrypted:
        raise PhotoError(path, "it is encrypted", "Use a copy without copy protection to include it.")
    if picture is None:
        raise PhotoError(path, "this ffmpeg has no decoder for it, or it is damaged", _CONVERT)
    if "DOVI configuration record" in log and re.search(r"profile: 5\b", log):
        raise PhotoError(path, "its colours are in Dolby Vision alone, without HDR10 or HLG", _CONVERT)

    after = log[log.index(described) :].split("Stream #")[0]
    coded = Size(int(picture["width"]), int(picture["height"]))
    turn, is_mirrored = _turn(after, track)
    matrix, primaries, transfer = _colours(picture, coded)
    details = (picture["details"] or "").split(", ")
    rate = _rate(path, described, track)
    clip = Clip(
        path=path,
        seconds=_seconds(path, offset, end, log, track, boxes),
        frame_rate=rate,
        coded=coded,
        size=_shown(path, coded, described, turn),
        turn_degrees=turn,
        is_mirrored=is_mirrored,
        has_sound=_AUDIO.search(log) is not None,
        is_interlaced=any(detail.startswith(("top ", "bottom ")) for detail in details),
        transfer=transfer,
        matrix=matrix,
        primaries=primaries,
        is_full_range="pc" in details or picture["format"].startswith("yuvj"),
        offset=offset,
        length=length,
        is_indexed=_INDEXED.search(log) is not None,
    )
    told = tags.read_tags(log)
    captured = tags.capture_moment(told, path.name)
    return Header(
        clip,
        captured.moment if captured else None,
        tags.position(told),
        tags.camera(told),
        told.get("com.apple.quicktime.content.identifier", ""),
        boxes.still_seconds if boxes else None,
        is_utc=captured is not None and captured.is_utc,
        rating=tags.rating(told),
    )


def _boxes(path: Path, offset: int, length: int | None) -> tuple[int, Movie | None]:
    """Where the file's bytes end, and the boxes in it."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            end = _written(file, offset, size if length is None else min(size, offset + length))
            return end, movie.read(file, offset, end)
    except OSError as error:
        words = error.strerror or str(error)
        raise PhotoError(path, words[:1].lower() + words[1:], "Check its permissions.") from error


def _written(file: BinaryIO, offset: int, end: int) -> int:
    """Where the zeros begin that end the file: a copy that was broken off has its place and no content."""
    at = end
    while at - _BLOCK >= offset:
        file.seek(at - _BLOCK)
        if file.read(_BLOCK).strip(b"\0"):
            break
        at -= _BLOCK
    return at


def _log(path: Path, offset: int, length: int | None, boxes: Movie | None) -> str:
    """What ffmpeg prints of the file's header. The output asked for holds no pictures: it is for its end."""
    nothing = ["-map", "0:V:0?", "-c", "copy", "-t", "0", "-f", "null", "-"]
    try:
        _, log = ffmpeg.run(
            ["-loglevel", "info", *open_unknown(path, offset, length), *nothing],
            timeout_seconds=_PATIENCE_SECONDS,
        )
    except FfmpegError as error:
        if boxes and (boxes.is_cut or not boxes.has_header):
            raise PhotoError(path, "the file ends early", _COPY_AGAIN) from error
        if _VIDEO.search(error.problem) or "does not contain any stream" in error.problem:
            raise PhotoError(path, "there is no video in it") from error
        raise PhotoError(path, "it is not a video inside, or damaged", _EXPORT_AGAIN) from error
    return log


def _video(path: Path, log: str) -> tuple[int, str]:
    """The track number and description of the first video stream that is no cover picture."""
    for number, described in _VIDEO.findall(log):
        if "(attached pic)" not in described and "(timed thumbnails)" not in described:
            return int(number or "0", 16), described
    raise PhotoError(path, "there is no video in it")


def _track(boxes: Movie | None, number: int) -> Track | None:
    return boxes.tracks.get(number) if boxes else None


def _turn(after: str, track: Track | None) -> tuple[int, bool]:
    if track:
        return track.turn_degrees, track.is_mirrored
    rotation = _ROTATION.search(after)
    return (round(-float(rotation[1]) / 90) * 90 % 360 if rotation else 0), False


def _shown(path: Path, coded: Size, described: str, turn: int) -> Size:
    """The size of the upright film in square pixels: the side that is too short is made longer."""
    width, height = coded.width, coded.height
    aspect = _ASPECT.search(described)
    across, down = (int(aspect[1]), int(aspect[2])) if aspect else (1, 1)
    if across > down > 0:
        width = round(width * across / down)
    elif down > across > 0:
        height = round(height * down / across)
    if min(width, height, coded.width, coded.height) < _SMALLEST:
        raise PhotoError(path, f"its pictures have {coded} pixels", "Use a larger one.")
    if max(width, height, coded.width, coded.height) > _LARGEST:
        raise PhotoError(
            path, f"its pictures have {width}×{height} pixels", "Export it smaller to include it."
        )
    size = Size(width, height)
    return size.turned if turn in (90, 270) else size


def _colours(picture: "re.Match[str]", coded: Size) -> tuple[str, str, Transfer]:
    """Matrix, primaries and transfer; where the file does not say, what its kind of file means."""
    names = ["", "", ""]
    for part in (picture["details"] or "").split(", "):
        if part.count("/") == 2:
            names = part.split("/")
        elif re.fullmatch(r"bt709|bt470bg|smpte170m|smpte240m|gbr|bt2020nc|fcc", part):
            names = [part, part, part]
    matrix, primaries, curve = ("" if name in _UNKNOWN else name for name in names)
    transfer = _TRANSFERS.get(curve, "sdr")
    if re.match(r"rgb|bgr|gbr|argb|abgr|pal8|0rgb|0bgr|x2rgb", picture["format"]):
        matrix = "gbr"
    is_wide = transfer != "sdr"
    is_large = max(coded.width, coded.height) >= 1280 or min(coded.width, coded.height) >= 720
    usual = "bt2020nc" if is_wide else "bt709" if is_large else "smpte170m"
    # JFIF knows one matrix only.
    if picture["codec"] == "mjpeg":
        usual = "bt470bg"
    return matrix or usual, primaries or ("bt2020" if is_wide else "bt709"), transfer


def _rate(path: Path, described: str, track: Track | None) -> Fraction:
    rates = {
        kind: Fraction(number) * (1000 if kilo else 1) for number, kilo, kind in _RATE.findall(described)
    }
    rate = track.frame_rate if track else None
    if rate is None:
        # A file that does not know its rate says how finely it measures time.
        guess = rates.get("tbr", Fraction(0))
        rate = rates.get("fps") or (guess if 0 < guess <= 240 else Fraction(30))
    if not _SLOWEST <= rate <= _FASTEST:
        raise PhotoError(path, f"it has {float(rate):.4g} pictures a second", _CONVERT)
    near = min(_NTSC, key=lambda ntsc: abs(ntsc - rate))
    return near if abs(near - rate) < Fraction(1, 200) else rate.limit_denominator(1001)


def _seconds(
    path: Path, offset: int, end: int, log: str, track: Track | None, boxes: Movie | None
) -> Fraction:
    seconds = (track.seconds if track else None) or _clock(_DURATION.search(log))
    is_cut = boxes.is_cut if boxes else _is_cut(path, offset, end)
    if is_cut or not seconds:
        there_is = _measured(path, offset, end - offset)
        if is_cut and there_is < _ENOUGH_SECONDS and (not seconds or there_is < seconds):
            raise PhotoError(path, "the file ends early", _COPY_AGAIN)
        seconds = min(seconds or there_is, there_is)
    if seconds < _SHORTEST_SECONDS:
        raise PhotoError(path, "it has no length", _CONVERT)
    if seconds > _LONGEST_SECONDS:
        raise PhotoError(path, f"it claims to last {float(seconds) / 3600:.0f} hours", _CONVERT)
    return seconds


def _measured(path: Path, offset: int, length: int) -> Fraction:
    """Until when there are packets: everything is read, nothing decoded."""
    through = ["-map", "0:V:0", "-c", "copy", "-stats", "-f", "null", "-"]
    try:
        _, log = ffmpeg.run(
            ["-loglevel", "info", *open_unknown(path, offset, length), *through],
            timeout_seconds=_MEASURING_SECONDS,
        )
    except FfmpegError:
        return Fraction(0)
    return max((_clock(match) for match in _TIME.finditer(log)), default=Fraction(0))


def _clock(match: "re.Match[str] | None") -> Fraction:
    if match is None:
        return Fraction(0)
    return int(match[1]) * 3600 + int(match[2]) * 60 + Fraction(match[3])


def _is_cut(path: Path, offset: int, end: int) -> bool:
    """Whether an AVI or Matroska file is shorter than its first bytes say."""
    with path.open("rb") as file:
        file.seek(offset)
        head = file.read(64)
    if head[:4] == b"RIFF":
        return offset + 8 + int.from_bytes(head[4:8], "little") > end
    # EBML header: 1A45DFA3, its length, ...; then the Segment: 18538067, its length.
    at = head.find(b"\x18\x53\x80\x67")
    if head[:4] != b"\x1a\x45\xdf\xa3" or at < 0 or at + 12 > len(head):
        return False
    mask = 0x80
    size_bytes = next((count for count in range(1, 9) if head[at + 4] & (mask >> (count - 1))), 8)
    size = int.from_bytes(head[at + 4 : at + 4 + size_bytes], "big") & ((1 << 7 * size_bytes) - 1)
    is_unknown = size == (1 << 7 * size_bytes) - 1
    return not is_unknown and offset + at + 4 + size_bytes + size > end
