"""A clip and two of its seconds in, the sound between them out, in the clip's own time."""

from pathlib import Path

import numpy as np

from slideshow.errors import FfmpegError, printable
from slideshow.events import Noticed, Report
from slideshow.media.clips.source import source
from slideshow.model.clip import Clip
from slideshow.model.measures import clock
from slideshow.sound.channel_layouts import before_mixing
from slideshow.sound.loudness import SAMPLE_RATE
from slideshow.sound.music_file import RAW, SAMPLE_BYTES, Music, Samples, peaks, pour
from slideshow.system import ffmpeg

# Decoding sets in this much before the part: what follows a jump in the file is at first not as it should be.
_BEFORE_SECONDS = 0.3
_AFTER_SECONDS = 0.5
# 36 dB above full scale are no sound but damage: floats in a file can be anything.
_MOST_PEAK = 64.0
# The least that is worth hearing: both ramps of a clip's sound.
_SHORTEST_SECONDS = 0.08


def decode_part(clip: Clip, start: float, stop: float, raw: Path, report: Report) -> Music | None:
    """The sound of a clip's seconds `start` to `stop` in the new file `raw`, None where there is none.

    The file's first sample is the clip's second `start`: sound that sets in later has silence before it;
    sound that ends early is shorter. Damaged sound ends where the damage begins. That, and a clip without
    sound, is reported.
    """
    name = printable(clip.path.name)
    if not clip.has_sound:
        report(Noticed(f"{name} has no sound."))
        return None
    powers, whole = pour(_part(clip, start, stop), _in_time(clip, start, stop), raw, ("-xerror",))
    sample_count = raw.stat().st_size // SAMPLE_BYTES
    found = Music(name, raw, sample_count, powers, peaks(raw))
    # Not "above": what is no number is above nothing.
    sane = bool(np.isfinite(powers).all()) and not (found.peaks > _MOST_PEAK).any()
    if not sane or sample_count < _SHORTEST_SECONDS * SAMPLE_RATE:
        why = "has no sound there" if whole and sane else "has damaged sound"
        report(Noticed(f"{name} {why}; it is silent in the film."))
        return None
    if not whole and sample_count < round((stop - start) * SAMPLE_RATE):
        until = clock(start + found.duration_seconds)
        report(Noticed(f"{name} has damaged sound after {until}; what comes before is used."))
    return found


def samples_of(clip: Clip, start: float, stop: float) -> Samples:
    """The sound of a clip's seconds `start` to `stop`, all of it in memory; empty where there is none.

    What ffmpeg could save of damaged sound is in it, and what is not a number is 0.
    """
    if not clip.has_sound:
        return np.zeros((0, 2), dtype=np.float32)
    in_time = _in_time(clip, start, stop)
    arguments = [*_part(clip, start, stop), "-map", "0:a:0", "-af", in_time, *RAW, "pipe:1"]
    sound = bytearray()
    try:
        with ffmpeg.reading(["-loglevel", "error", *arguments]) as pipe:
            while block := pipe.read(1 << 20):
                sound += block
    except FfmpegError:
        pass  # what came is used
    whole = len(sound) // SAMPLE_BYTES * SAMPLE_BYTES
    samples = np.frombuffer(bytes(sound[:whole]), dtype="<f4").reshape(-1, 2)
    sane = np.nan_to_num(samples, posinf=0.0, neginf=0.0)
    return np.asarray(np.clip(sane, -_MOST_PEAK, _MOST_PEAK), dtype=np.float32)


def _part(clip: Clip, start: float, stop: float) -> list[str]:
    """ffmpeg's arguments for an input that begins shortly before the part and ends shortly after it."""
    begin = _begin(start)
    jump = ["-ss", f"{begin:.6f}"] if begin > 0 else []
    return [*jump, "-t", f"{stop - begin + _AFTER_SECONDS:.6f}", *source(clip)]


def _begin(start: float) -> float:
    return max(0.0, start - _BEFORE_SECONDS)


def _in_time(clip: Clip, start: float, stop: float) -> str:
    """Filters that lay every sample where the clip's time has it, and cut the part out."""
    first = round((start - _begin(start)) * SAMPLE_RATE)
    count = round((stop - start) * SAMPLE_RATE)
    shape = f"aresample={SAMPLE_RATE}:async=1:first_pts=0,aformat=sample_fmts=flt:channel_layouts=stereo"
    return f"{before_mixing(source(clip))}{shape},atrim=start_sample={first}:end_sample={first + count}"
