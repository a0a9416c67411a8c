"""What a film should be, and what its headers say it is → the differences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from slideshow.errors import FfmpegError
from slideshow.media.mp4 import Colour, Movie, Track
from slideshow.model.geometry import Size
from slideshow.system import ffmpeg

# 25 ms is less than a frame and about one AAC packet: nobody hears or sees it.
_MOST_APART = Fraction(25, 1000)
_BT709 = Colour(primaries=1, transfer=1, matrix=1, is_full_range=False)
_AAC_LC = 2


@dataclass(frozen=True, slots=True)
class Expected:
    """What the finished film has to be. `profile` and `level` are H.264's numbers: 100 is High, 40 is 4.0.

    `code` is the link that the QR code in its last frame holds, if there is one.
    """

    frame_count: int
    fps: Fraction
    size: Size
    profile: int = 100
    level: int = 40  # at most
    longest_gop_seconds: Fraction = Fraction(2)
    sample_rate: int = 48_000
    channels: int = 2
    code: str = ""
    most_bytes: int | None = None


def faults(movie: Movie, expected: Expected) -> list[str]:
    """Where the film is not as expected, each as "frames: expected 1800, found 1799"."""
    return [
        f"{what}: expected {wanted}, found {found}"
        for what, wanted, found in _compared(movie, expected)
        if wanted != found
    ]


def _compared(movie: Movie, expected: Expected) -> Iterator[tuple[str, object, object]]:
    """(what, expected, found), the same object in both places where a limit is kept."""
    tracks = sorted(track.kind for track in movie.tracks)
    yield "tracks", "audio, video", ", ".join(tracks)
    yield "fragmented", False, movie.is_fragmented
    yield "the table of contents first", True, movie.is_moov_first
    yield "metadata", "none", ", ".join(movie.metadata) or "none"
    if tracks == ["audio", "video"]:
        (picture,), (sound,) = movie.of_kind("video"), movie.of_kind("audio")
        yield from _of_picture(picture, expected)
        yield from _of_sound(sound, expected)
        apart = abs(picture.end_seconds - sound.end_seconds)
        wanted = f"at most {_seconds(_MOST_APART)} apart"
        ends = f"picture at {_seconds(picture.end_seconds)}, sound at {_seconds(sound.end_seconds)}"
        yield "ends", wanted, wanted if apart <= _MOST_APART else ends


def _of_picture(track: Track, expected: Expected) -> Iterator[tuple[str, object, object]]:
    samples, picture = track.samples, track.picture
    assert picture is not None
    yield "frames", expected.frame_count, samples.count
    yield "frames a second", expected.fps, "varying" if track.fps is None else track.fps
    yield "a frame at every moment", True, samples.evenly_shown
    # The edit list may hide frames that are there.
    yield "picture begins", "0.000 s", _seconds(track.start_seconds)
    yield "picture lasts", _seconds(expected.frame_count / expected.fps), _seconds(track.duration_seconds)

    yield "size", expected.size, picture.size
    yield "pixel aspect", 1, picture.pixel_aspect or 1
    yield "turned by degrees", 0, picture.turned_degrees
    yield "codec", "avc1", track.codec
    avc = picture.avc
    if avc is None:
        yield "H.264 profile", expected.profile, "none"
    else:
        yield "H.264 profile", expected.profile, avc.profile
        yield "H.264 level", *_at_most(expected.level, avc.level)
        yield "samples", "4:2:0 in 8 bits", f"{avc.chroma} in {avc.bit_depth} bits"
    yield "colours", _BT709, picture.colour
    yield "encoder's name", "", picture.encoder

    gop = track.longest_gop_seconds
    yield "GOP in seconds", *_at_most(expected.longest_gop_seconds, gop if gop is not None else "varying")
    yield "open GOPs", 0, samples.open_gop_count
    yield "first sync frame", 0, samples.sync[0] if samples.sync else 0


def _of_sound(track: Track, expected: Expected) -> Iterator[tuple[str, object, object]]:
    sound = track.sound
    assert sound is not None
    yield "sound codec", ("mp4a", _AAC_LC), (track.codec, sound.aac_type)
    yield "sound rate", expected.sample_rate, sound.sample_rate
    yield "sound channels", expected.channels, sound.channels
    yield "sound begins", "0.000 s", _seconds(track.start_seconds)


def _at_most(limit: int | Fraction, found: int | Fraction | str) -> tuple[object, object]:
    wanted = f"at most {limit}"
    return wanted, wanted if not isinstance(found, str) and found <= limit else found


def _seconds(time: Fraction) -> str:
    return f"{float(time):.3f} s"


def decoding_fault(film: Path, expected: Expected) -> str:
    """What ffmpeg finds wrong with the first or the last frame, "" when both decode.

    The rest is not decoded: it would take a tenth of the time of making the film.
    """
    # Half a frame early, so that rounding does not put the seek behind the frame it is for.
    last_seconds = max(Fraction(0), (expected.frame_count - Fraction(3, 2)) / expected.fps)
    # Nobody looks at them, so they need no deblocking; and threads only help where there is a GOP to decode.
    source = ["-skip_loop_filter", "all", "-err_detect", "explode", "-i", f"file:{film}"]
    first = ["-threads", "1", "-t", f"{float(1 / expected.fps):.6f}", *source]
    last = ["-ss", f"{float(last_seconds):.6f}", *source]
    shown = ["-map", "0:v:0", "-map", "1:v:0", "-fps_mode", "passthrough", "-f", "framecrc", "-"]
    try:
        output, log = ffmpeg.run(["-loglevel", "error", "-xerror", *first, *last, *shown])
    except FfmpegError as error:
        # It is not the film's fault.
        if error.hint:
            raise
        return error.problem
    if log.strip():
        return f"ffmpeg says: {log.strip().splitlines()[-1]}"
    decoded = {int(stream) for stream in re.findall(rb"^(\d),", output, re.MULTILINE)}
    missing = [name for stream, name in enumerate(("first", "last")) if stream not in decoded]
    return f"the {' and the '.join(missing)} frame cannot be decoded" if missing else ""
