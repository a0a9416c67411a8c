"""Finished parts and the sound → one MP4, by copying packets: nothing is coded again."""

import math
import os
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from slideshow.errors import RenderError
from slideshow.media.mp4 import Track, read
from slideshow.system import ffmpeg

# Ticks a second. The sound's end is told in them too, so they are to be fine.
_LEAST_MOVIE_SCALE = 10_000


def join(segments: Sequence[Path], sound: Path, into: Path) -> None:
    """Writes the film to `into`. Frame k of all the parts together is shown at k / fps exactly.

    Raises RenderError when the parts were not coded alike: a copy of them would not play.
    """
    tracks = [_picture_track(segment) for segment in segments]
    for segment, track in zip(segments, tracks, strict=True):
        if _coding(track) != _coding(tracks[0]):
            raise RenderError(f"{segment}: was not coded like {segments[0]}, so they cannot be joined.")
    source, listing = _source(segments, tracks)
    scale = tracks[0].time_scale
    # With the movie's clock a multiple of the picture's, the edit list does not round the film's end.
    movie_scale = scale * math.ceil(_LEAST_MOVIE_SCALE / scale)
    ffmpeg.run(
        ["-y", *source, "-i", f"file:{sound}", "-map", "0:v:0", "-map", "1:a:0", "-c", "copy"]
        + (["-bsf:v", _regular_decoding(tracks)] if len(tracks) > 1 else [])
        + ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-tag:v", "avc1"]
        + ["-video_track_timescale", str(scale), "-movie_timescale", str(movie_scale)]
        + ["-movflags", "+faststart", "-f", "mp4", f"file:{into}"],
        stdin=listing,
    )


def _picture_track(segment: Path) -> Track:
    tracks = read(segment).of_kind("video")
    if len(tracks) != 1 or not tracks[0].samples.count:
        raise RenderError(f"{segment}: has {len(tracks)} video tracks or no frames, so it cannot be joined.")
    return tracks[0]


def _coding(track: Track) -> object:
    avc = track.picture.avc if track.picture else None
    return track.time_scale, track.samples.ticks_each, avc.record if avc else None


def _source(segments: Sequence[Path], tracks: Sequence[Track]) -> tuple[list[str], bytes]:
    """The input of all parts one after the other, and what is piped into ffmpeg for it."""
    if len(segments) == 1:
        return ["-i", f"file:{segments[0]}"], b""
    # The demuxer counts in microseconds. Boundaries are rounded, not durations, so that it never drifts.
    ends = accumulate(track.samples.total_ticks for track in tracks)
    boundaries = [0, *(round(ticks * 1_000_000 / tracks[0].time_scale) for ticks in ends)]
    lines = ["ffconcat version 1.0"]
    for number, segment in enumerate(segments):
        quoted = str(segment.resolve()).replace("'", r"'\''")
        lines += [f"file 'file:{quoted}'", f"duration {boundaries[number + 1] - boundaries[number]}us"]
    # auto_convert would repeat the headers, which are in avcC, before every sync frame.
    concat = ["-protocol_whitelist", "file,pipe", "-f", "concat", "-safe", "0", "-auto_convert", "0"]
    return [*concat, "-i", "pipe:0"], os.fsencode("\n".join(lines))


def _regular_decoding(tracks: Sequence[Track]) -> str:
    """A filter that has one packet decoded every frame, over all parts, early enough for each.

    x264 starts decoding ahead by the longest reach of its B-frames, which is less in a part of one or two
    frames. Where such parts meet, ffmpeg would shift packets by single ticks to keep them apart.
    """
    ahead = max(track.samples.lead_ticks for track in tracks)
    return f"setts=pts=PTS:dts=N*{tracks[0].samples.ticks_each}-{ahead}"
