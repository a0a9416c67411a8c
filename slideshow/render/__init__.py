"""Timeline -> segments: photos decoded, composed into cards, filmed frame by frame, encoded."""

from slideshow.render.encoder import QUALITIES, level
from slideshow.render.film import render
from slideshow.render.sheet import contact_sheet
from slideshow.render.stills import stills
from slideshow.render.words import missing_letters

__all__ = ["QUALITIES", "contact_sheet", "level", "missing_letters", "render", "stills"]
