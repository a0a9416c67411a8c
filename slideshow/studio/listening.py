"""Music that could be chosen -> how loud it is where, its bars, and its sound, to be listened to before."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from slideshow.editing.film import EditedFilm
from slideshow.errors import InputError
from slideshow.model.music import Rhythm
from slideshow.sound.composed import Piece
from slideshow.sound.loudness import SAMPLE_RATE
from slideshow.sound.song import Song, compose_for, composed_rhythm, rhythm_of, style_called

# A bar of the picture of a sound for so many seconds, and how many there are at most.
_MOST_BARS = 480
# This much below the loudest nothing is seen any more.
_RANGE_LU = 24.0
_LEAST_SECONDS = 8.0
_MOST_HEARD_SECONDS = 90.0
_KINDS = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".mp4": "audio/mp4",
    ".aac": "audio/aac",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
}


def kind_of(file: Path) -> str:
    """What a browser is told that a file of music is."""
    return _KINDS.get(file.suffix.lower(), "application/octet-stream")


def heard_in(film: EditedFilm, music: str | Path, seed: int | None) -> dict[str, Any]:
    """What there is to see of a style or a file: `levels` from 0 to 1, evenly over its `seconds`, `bars`.

    Raises InputError for what is no music.
    """
    if isinstance(music, Path):
        rhythm = rhythm_of(Song.of([music], Path()), 0.0)
    else:
        rhythm = composed_rhythm(_piece(film, music, seed))
    return {
        "seconds": round(rhythm.duration_seconds, 2),
        "levels": [round(one, 3) for one in _levels(rhythm)],
        "bars": [round(one, 2) for one in rhythm.downbeats],
        "sections": [round(one, 2) for one in rhythm.sections],
        "bpm": round(rhythm.bpm),
    }


def sound_of(film: EditedFilm, style: str, seed: int | None) -> Iterator[bytes]:
    """A piece of our own as a WAV file, bit by bit as it is composed. Raises InputError for no style."""
    piece = _piece(film, style, seed)

    def blocks() -> Iterator[bytes]:
        yield _wav_head(piece.sample_count)
        for block in piece.blocks():
            yield np.clip(np.rint(block * 32767.0), -32768, 32767).astype("<i2").tobytes()

    return blocks()


def _wav_head(sample_count: int) -> bytes:
    """RIFF, fmt and the head of data (Microsoft, Multimedia Programming Interface, 1991): 16 bits, stereo."""
    size = 4 * sample_count
    format = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, SAMPLE_RATE, 4 * SAMPLE_RATE, 4, 16)
    return struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE") + format + struct.pack("<4sI", b"data", size)


def _piece(film: EditedFilm, style: str, seed: int | None) -> Piece:
    name = style_called(style)
    if name is None:
        raise InputError("There is no music of that name.")
    planned = film.session.film
    if planned.piece and planned.piece.style == name and seed in (None, planned.piece.seed):
        return planned.piece
    seconds = min(_MOST_HEARD_SECONDS, max(_LEAST_SECONDS, float(film.timeline.duration_seconds)))
    return compose_for(Song(style=name), seconds, planned.scene.seed if seed is None else seed)


def _levels(rhythm: Rhythm) -> list[float]:
    """As many as can be seen, from 0 to 1."""
    loudness = np.asarray(rhythm.loudness or (0.0,), np.float64)
    each = max(1, -(-len(loudness) // _MOST_BARS))
    padded = np.pad(loudness, (0, -len(loudness) % each), mode="edge")
    bars = padded.reshape(-1, each).max(axis=1)
    levels = 1.0 + (bars - bars.max()) / _RANGE_LU
    return [float(one) for one in np.clip(levels, 0.04, 1.0)]
