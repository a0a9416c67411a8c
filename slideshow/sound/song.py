"""What a person gave as music → one song: files one after the other, or our own style; its rhythm."""

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from slideshow.errors import printable
from slideshow.events import Report, ignore
from slideshow.model.file_names import at_home
from slideshow.model.music import LOUDNESS_STEP_SECONDS, Rhythm
from slideshow.sound.beats import MOST_SECONDS, rhythm
from slideshow.sound.beats.cache import RhythmCache, name_of
from slideshow.sound.composed import STYLES, Piece, StyleName, compose
from slideshow.sound.composed.soundfont import check_soundfont
from slideshow.sound.loudness import FRAME_SAMPLES, SAMPLE_RATE
from slideshow.sound.music_file import check_music

_FRAME_SECONDS = FRAME_SAMPLES / SAMPLE_RATE
# How much louder full phrases of our own are than thin ones.
_ENERGY_LU = 8.0


@dataclass(frozen=True, slots=True)
class Song:
    """Music files, played one after the other; or the name of a style, composed when its length is known.

    `soundfont` is the file whose instruments play the style, None for our own.
    """

    paths: tuple[Path, ...] = ()
    style: str | None = None
    soundfont: Path | None = None

    @classmethod
    def of(cls, words: Sequence[str | Path], folder: Path, soundfont: Path | None = None) -> "Song":
        """The song that words stand for: a style's name alone, or files, as seen from a folder.

        Raises InputError for a file that cannot be used.
        """
        if len(words) == 1 and (style := style_called(str(words[0]))) and not (folder / words[0]).exists():
            if soundfont:
                check_soundfont(soundfont)
            return cls(style=style, soundfont=soundfont)
        paths = tuple(folder / at_home(word) for word in words)
        for path in paths:
            check_music(path)
        return cls(paths)

    @property
    def name(self) -> str:
        if self.style:
            return f"Our own music ({self.style})"
        more = f" and {len(self.paths) - 1} more" if len(self.paths) > 1 else ""
        return f"{printable(self.paths[0].name)}{more}"

    def words(self, folder: Path) -> tuple[str, ...]:
        """What stands for the song in a file in that folder."""
        if self.style:
            return (self.style,)
        whole = folder.resolve()
        found = []
        for path in (one.resolve() for one in self.paths):
            inside = path.is_relative_to(whole)
            found.append((path.relative_to(whole) if inside else path).as_posix())
        return tuple(found)


def style_called(word: str) -> StyleName | None:
    """The style of that name, written with or without hyphen and capitals; None for another word."""
    plain = word.lower().replace("-", "")
    return next((style for style in STYLES if style.replace("-", "") == plain), None)


def rhythm_of(song: Song, needed_seconds: float, report: Report = ignore) -> Rhythm:
    """What is heard in a song of files: at least the first `needed_seconds`, if it is as long."""
    most = max(MOST_SECONDS, needed_seconds + 30.0)
    found: list[Rhythm] = []
    seconds = 0.0
    for path in song.paths:
        found.append(_heard(path, most, report))
        seconds += found[-1].duration_seconds
        if seconds >= most:
            break
    return found[0] if len(found) == 1 else _one_after_the_other(found)


def _heard(path: Path, most_seconds: float, report: Report) -> Rhythm:
    """What is heard in a file, now or the last time."""
    cache = RhythmCache()
    name = name_of(path, most_seconds)
    if (known := cache.fetch(name)) is not None:
        return known
    found = rhythm(path, report, most_seconds)
    cache.keep(name, found)
    return found


def composed_rhythm(piece: Piece) -> Rhythm:
    """The rhythm of music of our own, which is known exactly."""
    seconds = piece.sample_count / SAMPLE_RATE
    starts = [section.start_seconds for section in piece.sections]
    levels = []
    for step in range(int(seconds / LOUDNESS_STEP_SECONDS) + 1):
        time = step * LOUDNESS_STEP_SECONDS
        section = piece.sections[max(0, sum(start <= time for start in starts) - 1)]
        levels.append(_ENERGY_LU * (section.energy - 0.6))
    return Rhythm(
        beats=piece.beats,
        downbeats=piece.downbeats,
        sections=tuple(start for start in starts if start > 0),
        confidence=1.0,
        bpm=piece.beats_per_minute,
        loudness=tuple(levels),
        duration_seconds=seconds,
    )


def compose_for(song: Song, seconds: float, seed: int) -> Piece:
    """The piece of a song that is a style. Raises InputError for less than 3 s."""
    assert song.style is not None
    return compose(cast(StyleName, song.style), seconds, seed, song.soundfont)


def write_piece(piece: Piece, out: Path) -> Path:
    """The piece as a WAV file of 16 bits, with a little noise so that quiet endings stay smooth."""
    dither = np.random.default_rng(5)
    with wave.open(str(out), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        for block in piece.blocks():
            noise = dither.random(block.shape, dtype=np.float32) - dither.random(
                block.shape, dtype=np.float32
            )
            values = np.clip(np.rint(block * 32767.0 + noise), -32768, 32767)
            file.writeframes(values.astype("<i2").tobytes())
    return out


def _one_after_the_other(found: Sequence[Rhythm]) -> Rhythm:
    beats: list[float] = []
    downbeats: list[float] = []
    sections: list[float] = []
    levels: list[float] = []
    at = 0.0
    for one in found:
        beats += [at + time for time in one.beats]
        downbeats += [at + time for time in one.downbeats]
        sections += [at + time for time in (*one.sections, *one.downbeats[:1])]
        at += int(one.duration_seconds / _FRAME_SECONDS) * _FRAME_SECONDS
        missing = round(at / LOUDNESS_STEP_SECONDS) - len(levels)
        levels += [*one.loudness, *([-20.0] * missing)][: max(0, missing)]
    whole = sum(one.duration_seconds for one in found)
    return Rhythm(
        beats=tuple(beats),
        downbeats=tuple(downbeats),
        sections=tuple(sorted(sections)),
        confidence=sum(one.confidence * one.duration_seconds for one in found) / whole if whole else 0.0,
        bpm=found[0].bpm,
        loudness=tuple(levels),
        duration_seconds=at,
    )
