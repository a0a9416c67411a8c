"""Timeline -> segments: photos decoded, composed into cards, filmed frame by frame, encoded."""

from slideshow.render.encoder import QUALITIES, level
from slideshow.render.segment import render

__all__ = ["QUALITIES", "level", "render"]
