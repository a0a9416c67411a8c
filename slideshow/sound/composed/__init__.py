"""A style, a length and a seed in, music of our own out, its beats known exactly."""

from slideshow.sound.composed.piece import Piece, Section, compose
from slideshow.sound.composed.styles import STYLES, StyleName

__all__ = ["STYLES", "Piece", "Section", "StyleName", "compose"]
