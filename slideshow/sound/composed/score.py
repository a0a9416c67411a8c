"""The nouns of written music: keys, chords, notes, phrases. Time is in beats, pitch in MIDI numbers."""

from dataclasses import dataclass
from typing import Literal

Cadence = Literal["half", "closed", "deceptive", "last"]
PhraseKind = Literal["intro", "theme", "answer", "contrast", "build", "break", "rest", "ending"]


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic as a pitch class, 0 = C, and a mode by its name."""

    tonic: int
    mode: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A span of whole bars with one task in the form.

    `theme` says which tune it sings, "" for none; `turn` counts how often that tune was sung before;
    `movement` says which key and which set of tunes are in force; `energy` runs from 0 to 1.
    """

    kind: PhraseKind
    theme: str
    turn: int
    start_bar: int
    bar_count: int
    energy: float
    cadence: Cadence
    movement: int


@dataclass(frozen=True, slots=True)
class Chord:
    """A harmony from `start_beat` on: pitch classes, the root first; the scale sung over it; its bass."""

    start_beat: float
    beats: float
    degree: int
    tones: tuple[int, ...]
    scale: tuple[int, ...]
    bass: int

    @property
    def stop_beat(self) -> float:
        return self.start_beat + self.beats


@dataclass(frozen=True, slots=True)
class Voicing:
    """A chord as it is played: the bass below, the other voices from low to high."""

    chord: Chord
    bass: int
    voices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One sound of a track. `late_seconds` is the hand, not the score: a strum's delay."""

    track: str
    start_beat: float
    beats: float
    pitch: int
    velocity: float
    late_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """All that a band needs to play one bar.

    `build` rises from 0 to 1 through a build-up, else it is 0. `following` is the phrase after this one, None
    at the end; `next_bass` the pitch that the bass goes to on the next downbeat.
    """

    start_beat: float
    beats: int
    phrase: Phrase
    index: int
    voicings: tuple[Voicing, ...]
    melody: tuple[Note, ...]
    build: float
    following: Phrase | None = None
    next_bass: int | None = None

    @property
    def energy(self) -> float:
        return self.phrase.energy

    @property
    def is_last(self) -> bool:
        """Whether the phrase ends with this bar."""
        return self.index == self.phrase.bar_count - 1

    @property
    def is_thin(self) -> bool:
        """Whether the phrase is a rest or a break, where most of the band is silent."""
        return self.phrase.kind in ("rest", "break")

    def voicing_at(self, beat: float) -> Voicing:
        """What sounds `beat` beats into the bar."""
        moment = self.start_beat + beat
        return next(played for played in reversed(self.voicings) if played.chord.start_beat <= moment)
