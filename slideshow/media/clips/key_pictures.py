"""Clip + time → from where on it has to be decoded so that the picture at that time comes out.

Files without an index are entered anywhere by seeking, and a decoder shows nothing before it meets a key
picture: in some there is one for every half second, in others one for the whole film.
"""

import re
from functools import lru_cache

from slideshow.errors import FfmpegError
from slideshow.media.clips.source import source
from slideshow.model.clip import Clip
from slideshow.system import ffmpeg

# Key pictures are looked for in so many seconds before the time.
_LOOKED_BACK_SECONDS = 30.0
_PATIENCE_SECONDS = 30.0
# Where none is known of, this much is decoded from the file's beginning; further on nobody would wait for it.
_MOST_FROM_BEGINNING_SECONDS = 180.0
# Seeking finds a place that is near the time.
_NEAR_SECONDS = 0.5
_TIME = re.compile(r"pts_time:(-?[\d.]+)")


def entry_seconds(clip: Clip, earliest: float, start: float) -> float:
    """Where to enter a clip without an index, in its seconds: at `earliest`, or before, where no key picture
    lies between that and `start`; 0 or less is its beginning.
    """
    if clip.is_indexed or earliest <= 0:
        return earliest
    times = _key_times(clip, round(start, 2))
    if any(earliest <= time <= start for time in times):
        return earliest
    before = [time for time in times if time < earliest]
    if before:
        return max(before) - _NEAR_SECONDS
    return 0.0 if start <= _MOST_FROM_BEGINNING_SECONDS else earliest


@lru_cache(maxsize=256)
def _key_times(clip: Clip, start: float) -> tuple[float, ...]:
    """When the key pictures before a time are shown; the first one that seeking meets may be missing."""
    begin = max(0.0, start - _LOOKED_BACK_SECONDS)
    seek = ["-noaccurate_seek", "-ss", f"{begin:.3f}"] if begin > 0 else []
    arguments = [
        *("-loglevel", "info", "-copyts", "-start_at_zero", "-fflags", "+discardcorrupt", "-an"),
        *(
            "-filter_threads",
            "1",
            *seek,
            "-to",
            f"{start + 0.001:.3f}",
            "-skip_frame",
            "nokey",
            *source(clip),
        ),
        *("-map", "0:V:0", "-vf", "scale=16:16:flags=fast_bilinear,showinfo", "-f", "null", "-"),
    ]
    try:
        _, log = ffmpeg.run(arguments, timeout_seconds=_PATIENCE_SECONDS)
    except FfmpegError:
        return ()
    return tuple(float(time) for time in _TIME.findall(log))
