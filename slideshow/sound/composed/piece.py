"""A style, a length and a seed in, a piece of music out: its beats at once, its sound on demand."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import get_args

import numpy as np

from slideshow.errors import InputError
from slideshow.sound.composed.arrangements import Arrangement, Choice, arrangement_of
from slideshow.sound.composed.form import Form, shape
from slideshow.sound.composed.harmony import harmonise
from slideshow.sound.composed.melody import sing
from slideshow.sound.composed.mix import mix
from slideshow.sound.composed.score import Bar, Chord, Key, Note, Phrase, PhraseKind, Voicing
from slideshow.sound.composed.styles import STYLES, Style, StyleName
from slideshow.sound.composed.voicing import voice
from slideshow.sound.loudness import SAMPLE_RATE
from slideshow.sound.music_file import Samples

SHORTEST_SECONDS = 3.0
# From home: up a fourth, down a minor third, up a whole tone, down a fourth.
_JOURNEY = (0, 5, 2, 7, 9, 5)


@dataclass(frozen=True, slots=True)
class Section:
    """A phrase, or two that belong together, from a downbeat on. `energy` runs from 0 to 1."""

    start_seconds: float
    kind: PhraseKind
    energy: float


@dataclass(frozen=True, slots=True)
class Score:
    """What is played: chords without a gap, one voicing for each, the melody, and every note of the band."""

    form: Form
    keys: tuple[Key, ...]
    voicings: tuple[Voicing, ...]
    melody: tuple[Note, ...]
    notes: tuple[Note, ...]

    @property
    def chords(self) -> tuple[Chord, ...]:
        return tuple(voicing.chord for voicing in self.voicings)


@dataclass(frozen=True, slots=True)
class Piece:
    """Music of exactly `sample_count` samples at 48 kHz. All times are in seconds from its start.

    The last beat is a downbeat: that of the last chord, which rings out to silence. `soundfont` is the file
    whose instruments play it, None for our own.
    """

    style: StyleName
    seed: int
    sample_count: int
    beats_per_minute: float
    beats: tuple[float, ...]
    downbeats: tuple[float, ...]
    sections: tuple[Section, ...]
    score: Score
    soundfont: Path | None = None

    def blocks(self) -> Iterator[Samples]:
        """The samples, (count, 2) within ±1, in blocks of some seconds; the same ones each time."""
        arrangement = arrangement_of(self.style, self.seed)
        dice = _dice(self.style, self.seed, "hands")
        style = STYLES[self.style]
        return mix(self.score.notes, self.score.form, style, arrangement, dice, self.soundfont)

    @property
    def arrangement(self) -> str:
        """The name of the band that plays it."""
        return arrangement_of(self.style, self.seed).name

    def samples(self) -> Samples:
        """The whole sound at once: 23 MB a minute."""
        samples = np.empty((self.sample_count, 2), dtype=np.float32)
        start = 0
        for block in self.blocks():
            samples[start : start + len(block)] = block
            start += len(block)
        return samples


def compose(style: StyleName, seconds: float, seed: int, soundfont: Path | None = None) -> Piece:
    """A piece of that style and length; the same for the same seed, whichever instruments play it.

    Raises InputError for less than 3 s.
    """
    if style not in STYLES:
        known = ", ".join(get_args(StyleName))
        raise InputError(f'There is no music called "{style}".', f"Choose one of: {known}.")
    if not (math.isfinite(seconds) and seconds >= SHORTEST_SECONDS):
        raise InputError(f"Music of {seconds:g} s cannot be composed.", "The shortest piece is 3 s long.")
    sample_count = round(seconds * SAMPLE_RATE)
    sound = STYLES[style]
    form = shape(sound, sample_count / SAMPLE_RATE, _dice(style, seed, "form"))
    score = _written(sound, arrangement_of(style, seed), form, style, seed)
    beats = form.beat_seconds
    return Piece(
        style,
        seed,
        sample_count,
        form.beats_per_minute,
        beats,
        beats[:: form.beats_per_bar],
        tuple(_sections(form)),
        score,
        soundfont,
    )


def _written(style: Style, band: Arrangement, form: Form, name: StyleName, seed: int) -> Score:
    keys = _keys(style, form, _dice(name, seed, "key"))
    meter = form.beats_per_bar
    chords = harmonise(form.phrases, keys, meter, style.sevenths, _dice(name, seed, "harmony"))
    voicings = voice(chords, style.voice_range)
    melody = sing(form.phrases, chords, style, meter, _dice(name, seed, "melody"))
    choice = Choice(f"{name} {seed}")
    notes: list[Note] = []
    for bar in _bars(form, voicings, melody):
        notes += band.play(bar, choice)
    end = float(form.bar_count * meter)
    ending = Bar(end, 2 * meter, form.phrases[-1], 0, (voicings[-1],), (melody[-1],), 0.0)
    notes += band.close(ending, choice)
    return Score(form, keys, tuple(voicings), tuple(melody), tuple(notes))


def _keys(style: Style, form: Form, dice: Random) -> tuple[Key, ...]:
    """A key for each movement: away from home and back."""
    mode, tonic = dice.choice(style.modes), dice.choice(style.tonics)
    count = form.phrases[-1].movement + 1
    steps = [_JOURNEY[number % len(_JOURNEY)] if number < count - 1 else 0 for number in range(count)]
    return tuple(Key((tonic + step) % 12, mode) for step in steps)


def _bars(form: Form, voicings: Sequence[Voicing], melody: Sequence[Note]) -> Iterator[Bar]:
    meter = form.beats_per_bar
    by_bar: dict[int, tuple[list[Voicing], list[Note]]] = {n: ([], []) for n in range(form.bar_count + 3)}
    for voicing in voicings:
        by_bar[int(voicing.chord.start_beat // meter)][0].append(voicing)
    for note in melody:
        by_bar[int(note.start_beat // meter)][1].append(note)
    for phrase, following in zip(form.phrases, [*form.phrases[1:], None], strict=True):
        for index in range(phrase.bar_count):
            number = phrase.start_bar + index
            played, sung = by_bar[number]
            build = (index + 1) / phrase.bar_count if phrase.kind == "build" else 0.0
            start, (next_played, *_) = float(number * meter), by_bar[number + 1][0]
            yield Bar(
                start, meter, phrase, index, tuple(played), tuple(sung), build, following, next_played.bass
            )


def _sections(form: Form) -> Iterator[Section]:
    before: Phrase | None = None
    for phrase in form.phrases:
        # An answer belongs to its theme: together they are a period of eight bars.
        if phrase.kind != "answer" or (before and before.kind == "answer"):
            yield Section(form.time(phrase.start_bar * form.beats_per_bar), phrase.kind, phrase.energy)
            before = phrase
        else:
            before = phrase
    if form.phrases[-1].kind != "ending":
        yield Section(form.beat_seconds[-1], "ending", 0.5)


def _dice(style: StyleName, seed: int, purpose: str) -> Random:
    """Chance for one purpose, so that a change in one part of the music leaves the others as they are."""
    return Random(f"{style} {seed} {purpose}")
