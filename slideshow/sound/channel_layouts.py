"""A file's channels → the filter that makes two of them, where ffmpeg knows no way of its own.

Ambisonic sound (AmbiX: 360° cameras, field recorders) has a channel for all directions, W, and one for left
against right, Y: a pair of microphones that look to both sides hears their sum and their difference. Of
many channels without places everything is heard on both sides.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from slideshow.errors import FfmpegError
from slideshow.system import ffmpeg

# Stream #0:1[0x2](und): Audio: pcm_s16le (sowt / 0x74776F73), 48000 Hz, ambisonic 1, s16, 3072 kb/s
_LAYOUT = re.compile(r"Audio: [^\n]*? Hz, ([^\n]+?), (?:u8|s16|s32|s64|flt|dbl)p?\b")
_COUNT = re.compile(r"(\d+) channels")
_PAIR = "pan=stereo|c0=c0|c1=c1,"
_AMBISONIC = "pan=stereo|c0=0.5*c0+0.5*c1|c1=0.5*c0-0.5*c1,"
_AROUND = {
    1: "mono",
    2: "stereo",
    3: "3.0",
    4: "quad",
    5: "5.0",
    6: "hexagonal",
    7: "7.0",
    8: "octagonal",
}
_PATIENCE_SECONDS = 20.0


def before_mixing(source: Sequence[str]) -> str:
    """What stands before `aresample` in the filters for an input's first sound; mostly nothing.

    `source` are ffmpeg's arguments that open it, "-i" and its name last.
    """
    return _filter(tuple(source))


@lru_cache(maxsize=256)
def _filter(source: tuple[str, ...]) -> str:
    try:
        _, log = ffmpeg.run(
            ["-loglevel", "info", *source, "-map", "0:a:0", "-c", "copy", "-t", "0", "-f", "null", "-"],
            timeout_seconds=_PATIENCE_SECONDS,
        )
    except FfmpegError:
        # Whoever decodes it says why it cannot be.
        return ""
    found = _LAYOUT.search(log)
    return filter_of(found[1]) if found else ""


def filter_of(layout: str) -> str:
    """The filter for a layout as ffmpeg names it."""
    if layout.startswith("ambisonic"):
        return _AMBISONIC
    if layout in ("binaural", "downmix"):
        return _PAIR
    count = _COUNT.match(layout)
    # Ffmpeg mixes what it has a name for, and up to eight channels without any.
    if count is None or ("(" not in layout and int(count[1]) <= 8):
        return ""
    channels = int(count[1])
    if "(" in layout:
        # Ones that make no pair, such as one in front and one behind: they stand around the listener instead.
        channels = min(channels, max(_AROUND))
        numbers = "|".join(str(channel) for channel in range(channels))
        return f"channelmap={numbers}:{_AROUND[channels]},"
    share = "+".join(f"{1 / channels:.4f}*c{channel}" for channel in range(channels))
    return f"pan=stereo|c0={share}|c1={share},"
