"""A music file in, its beats, bars and sections out, and which part of it suits a film."""

from slideshow.sound.beats.file import MOST_SECONDS, rhythm
from slideshow.sound.beats.hear import heard
from slideshow.sound.beats.parts import best_part, loop_points, phrase_end

__all__ = ["MOST_SECONDS", "best_part", "heard", "loop_points", "phrase_end", "rhythm"]
