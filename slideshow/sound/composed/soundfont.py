"""A SoundFont file in, tones of sampled instruments out, by the library symusic (an extra)."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from slideshow.errors import InputError, printable
from slideshow.sound.composed.modal_synthesis import Mono, sink
from slideshow.sound.loudness import SAMPLE_RATE
from slideshow.system import installation
from slideshow.system.sandbox import Limits, Sandbox, WorkerLost

_TONE_SECONDS, _DRUM_SECONDS = 6.0, 2.0
_FADE_SECONDS = 0.25
# Large files of instruments take seconds to load.
_LIMITS = Limits(60.0, 4_000_000_000)
# What is softer than this, beside the loudest, is not kept.
_SILENCE = 0.001
_SOFTEST, _HARDEST = 34, 122  # velocities of MIDI
# Programs of General MIDI, from 0.
_PROGRAMS: Mapping[str, int] = {
    "felt": 0,
    "piano": 0,
    "wornpiano": 0,
    "epiano": 4,
    "wornepiano": 4,
    "glock": 9,
    "musicbox": 10,
    "vibes": 11,
    "marimba": 12,
    "guitar": 24,
    "ukulele": 24,
    "steel": 25,
    "mandolin": 25,
    "wornguitar": 26,
    "doublebass": 32,
    "softbass": 33,
    "pluckbass": 33,
    "synthbass": 38,
    "harp": 46,
    "strings": 48,
    "flute": 73,
    "lead": 80,
    "pad": 89,
    "glass": 98,
    "kalimba": 108,
}
# Keys of its drums.
_KEYS: Mapping[str, int] = {
    "thump": 35,
    "cajon": 36,
    "kick": 36,
    "rim": 37,
    "snare": 38,
    "slap": 38,
    "clap": 39,
    "snap": 39,
    "dustysnare": 40,
    "hat": 42,
    "dustyhat": 42,
    "lowtom": 45,
    "openhat": 46,
    "hightom": 48,
    "crash": 49,
    "ride": 51,
    "tambourine": 54,
    "shaker": 82,
}


def check_soundfont(path: Path) -> None:
    """Raises InputError for a file that is none, or where the library is missing."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise InputError(
            f"{printable(path)}: cannot be read ({error.strerror}).", "Name a .sf2 file."
        ) from error
    if head[:4] != b"RIFF" or head[8:] != b"sfbk":
        raise InputError(f"{printable(path)}: is no SoundFont.", "Name a .sf2 file.")
    if find_spec("symusic") is None:
        raise InputError(
            "--soundfont: the library that reads SoundFonts is not there.",
            f"Install it: {installation.extra('soundfont')}",
        )
    stat = path.stat()
    _try(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=8)
def _try(path: Path, size: int, changed: int) -> None:
    """Loads a file and plays a tone of it in a process of its own, as its reader may crash."""
    try:
        with Sandbox(_play_one, lambda _: _LIMITS) as tried:
            tried(path)
    except WorkerLost as error:
        raise InputError(f"{printable(path)}: cannot be read.", "Name another .sf2 file.") from error


def _play_one(path: Path) -> bool:
    return sample_tone(path, "piano", 60, 0.7, None) is not None


def sample_tone(path: Path, instrument: str, pitch: int, touch: float, side: int | None) -> Mono | None:
    """A tone as the file's instrument plays it; None where it has none like it.

    `side` is 0 for what goes to the left, 1 for the right, None for both together.

    Raises InputError for a damaged file.
    """
    program, is_drum = _PROGRAMS.get(instrument, 0), instrument in _KEYS
    if not is_drum and instrument not in _PROGRAMS:
        return None
    core = _library()
    seconds = _DRUM_SECONDS if is_drum else _TONE_SECONDS
    key = _KEYS.get(instrument, pitch)
    velocity = round(_SOFTEST + (_HARDEST - _SOFTEST) * touch)
    score = core.ScoreSecond(480)
    part = core.TrackSecond("", program, is_drum)
    part.notes.append(core.NoteSecond(0.0, seconds, key, velocity))
    score.tracks.append(part)
    try:
        both = np.asarray(_synthesizer(path).render(score, stereo=True), dtype=np.float32)
    except RuntimeError as error:
        raise InputError(f"{printable(path)}: cannot be played.", "Name another .sf2 file.") from error
    return _trimmed(both.mean(axis=0) if side is None else both[side])


def _trimmed(tone: NDArray[np.float32]) -> Mono | None:
    """Without the silence around it; None where there is nothing else."""
    peak = float(np.abs(tone).max(initial=0.0))
    if not np.isfinite(peak) or peak < 1e-5:
        return None
    loud = np.flatnonzero(np.abs(tone) > _SILENCE * peak)
    kept = tone[loud[0] : loud[-1] + 1].copy()
    return sink(kept, min(_FADE_SECONDS, len(kept) / SAMPLE_RATE / 2))


@lru_cache(maxsize=2)
def _synthesizer(path: Path) -> Any:
    try:
        return _library().Synthesizer(path, SAMPLE_RATE, 0)
    except RuntimeError as error:
        raise InputError(f"{printable(path)}: cannot be read.", "Name another .sf2 file.") from error


def _library() -> Any:
    from symusic import core

    return core
