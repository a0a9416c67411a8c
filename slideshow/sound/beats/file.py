"""A music file in, its rhythm out: as much of it decoded as is asked for, never all of three hours."""

from pathlib import Path

import numpy as np

from slideshow.errors import FfmpegError, printable
from slideshow.events import Noticed, Report, ignore
from slideshow.model.measures import clock
from slideshow.model.music import Rhythm
from slideshow.sound.beats.spectrum import Floats
from slideshow.sound.beats.tracker import hear_rhythm
from slideshow.sound.channel_layouts import before_mixing
from slideshow.sound.music_file import check_music, stated_seconds
from slideshow.system import ffmpeg

SAMPLE_RATE = 22_050
# Most songs are shorter, and a film has no use for more of a longer one.
MOST_SECONDS = 600.0
# As when the music itself is decoded: sound before a damaged place is enough from this length on.
_ENOUGH_SECONDS = 5.0


def rhythm(path: Path, report: Report = ignore, most_seconds: float = MOST_SECONDS) -> Rhythm:
    """What is heard in the first `most_seconds` of a file's first soundtrack, of any format ffmpeg reads.

    Damaged music ends where the damage begins, which is reported. Raises InputError where there is no sound.
    """
    check_music(path)
    samples, whole = _decode(path, most_seconds, ("-xerror",))
    # Leftovers after a song's end are no damage.
    if not whole and len(samples) / SAMPLE_RATE < stated_seconds(path) - 0.5:
        if len(samples) < _ENOUGH_SECONDS * SAMPLE_RATE:
            samples, _ = _decode(path, most_seconds, ())
            report(
                Noticed(f"{printable(path.name)} is damaged; beats are looked for in what could be saved.")
            )
        else:
            until = clock(len(samples) / SAMPLE_RATE)
            report(
                Noticed(f"{printable(path.name)} is damaged after {until}; beats are looked for before that.")
            )
    # Floats in a damaged file need not be numbers.
    return hear_rhythm(np.nan_to_num(samples, copy=False, posinf=0.0, neginf=0.0), SAMPLE_RATE)


def _decode(path: Path, most_seconds: float, strictness: tuple[str, ...]) -> tuple[Floats, bool]:
    """Mono samples, and whether the decoder met no damage."""
    most_samples = round(most_seconds * SAMPLE_RATE)
    opened = ["-threads", "1", *ffmpeg.given(path)]
    mono = f"{before_mixing(opened)}aresample={SAMPLE_RATE},aformat=sample_fmts=flt:channel_layouts=mono"
    mono += f",atrim=end_sample={most_samples}"
    source = [*opened, "-map", "0:a:0"]
    raw = bytearray()
    whole = True
    try:
        with ffmpeg.reading(
            ["-loglevel", "error", *strictness, *source, "-af", mono, "-f", "f32le", "pipe:1"]
        ) as pipe:
            while block := pipe.read(1 << 20):
                raw += block
    except FfmpegError:
        whole = False
    return np.frombuffer(memoryview(raw)[: len(raw) // 4 * 4], dtype="<f4"), whole
