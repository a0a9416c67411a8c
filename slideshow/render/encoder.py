"""How frames become H.264: ffmpeg's arguments for a size, a rate and a quality."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from slideshow.model.geometry import Size

# The settings lie on the curve of quality against time that tests/bench/encoder.py draws; "good" is the
# fastest that keeps VMAF 93 on every kind of photo there.
QUALITIES: Mapping[str, tuple[str, ...]] = {
    # Told to use 8x8 blocks, ultrafast too makes a file of High profile.
    "draft": ("-preset", "ultrafast", "-crf", "26", "-x264-params", "8x8dct=1"),
    "fast": ("-preset", "superfast", "-crf", "23", "-x264-params", "mbtree=1:rc-lookahead=10"),
    "good": ("-preset", "superfast", "-crf", "20", "-x264-params", "mbtree=1:rc-lookahead=10"),
    "best": ("-preset", "medium", "-crf", "17"),
}

# H.264 Annex A, table A-1: level, macroblocks a second, macroblocks a frame.
_LEVELS = (
    (30, 40_500, 1_620),
    (31, 108_000, 3_600),
    (40, 245_760, 8_192),
    (42, 522_240, 8_704),
    (51, 983_040, 36_864),
    (52, 2_073_600, 36_864),
    (62, 16_711_680, 139_264),
)
_GOP_SECONDS = 2
# x264 makes other bytes with another number of threads, so it is the same everywhere. These keep two cores
# busy; more cores are for more encoders side by side.
_THREADS = 3


def level(size: Size, fps: Fraction) -> int:
    """The lowest level of H.264 that holds this size and rate, as the file says it: 40 is 4.0."""
    blocks = -(-size.width // 16) * -(-size.height // 16)
    for number, per_second, per_frame in _LEVELS:
        if blocks <= per_frame and blocks * fps <= per_second:
            return number
    return _LEVELS[-1][0]


def time_scale(fps: Fraction) -> int:
    """Ticks a second of the video track: a whole number for every frame, doubled until they are fine."""
    scale = fps.numerator
    while scale < 10_000:
        scale *= 2
    return scale


def arguments(size: Size, fps: Fraction, quality: str, out: Path, encoder: str = "x264") -> list[str]:
    """Raw I420 frames on standard input -> a video-only MP4 part that can be joined by copying."""
    return [*encoding(size, fps, quality, encoder), str(out)]


def encoding(size: Size, fps: Fraction, quality: str, encoder: str = "x264") -> tuple[str, ...]:
    """ffmpeg's arguments but for the name of the part, which comes last."""
    return (
        *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size.width}x{size.height}", "-r", str(fps)),
        *("-i", "pipe:0", "-an", "-c:v", "libx264", "-profile:v", "high", "-level:v", str(level(size, fps))),
        *QUALITIES[quality],
        *("-threads", str(_THREADS)),
        *("-g", str(int(_GOP_SECONDS * fps)), "-flags", "+cgop", "-fps_mode", "passthrough"),
        # Conversion is ours, so ffmpeg is told what it was: BT.709, limited range.
        *("-vf", "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"),
        # Message 6 is where x264 writes its own settings.
        *("-bsf:v", "filter_units=remove_types=6", "-map_metadata", "-1", "-fflags", "+bitexact"),
        *("-flags:v", "+bitexact", "-video_track_timescale", str(time_scale(fps)), "-f", "mp4", "-y"),
    )
