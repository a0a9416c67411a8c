"""What is heard in a film: which parts of the music, and the beats they bring. Times are in seconds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from slideshow.model.clip import Clip
from slideshow.model.music import Rhythm

# From this confidence on, beats are what people tap; below it they are a guess.
TRUSTED = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """The music from `start` to `stop`, heard from second `at` of the film on."""

    at: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """Passages one after the other, without a gap, and their rhythm in the film's own time.

    `film_seconds` is how long the film should be, so that the music ends well. Without passages the music is
    played from its start, as often as it takes.
    """

    rhythm: Rhythm
    passages: tuple[Passage, ...]
    film_seconds: float

    @property
    def has_beats(self) -> bool:
        return self.rhythm.confidence >= TRUSTED and len(self.rhythm.beats) > 1


# A voice sets in so long after the film, and that goes on so long after it; one of a slide within it.
VOICE_LEAD_SECONDS, VOICE_TAIL_SECONDS = 0.6, 1.6
SLIDE_LEAD_SECONDS, SLIDE_TAIL_SECONDS = 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Voice:
    """A file of spoken words, heard from second `at` of the film on."""

    path: Path
    at: float = VOICE_LEAD_SECONDS


# What of the clips is heard: under it the music goes down; alone, without music; nothing.
ClipSoundMode = Literal["mix", "only", "off"]


@dataclass(frozen=True, slots=True)
class ClipSound:
    """The sound of a clip from its second `start` to `stop`, heard from second `at` of the film on, louder
    by `decibels` than it would be."""

    clip: Clip
    at: float
    start: float
    stop: float
    decibels: float = 0.0
