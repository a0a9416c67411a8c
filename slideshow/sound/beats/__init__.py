"""A music file in, its beats, bars and sections out."""

from slideshow.sound.beats.file import MOST_SECONDS, rhythm
from slideshow.sound.beats.tracker import hear_rhythm

__all__ = ["MOST_SECONDS", "hear_rhythm", "rhythm"]
