"""Timeline -> segments: photos decoded, composed into cards, filmed frame by frame, encoded."""

from slideshow.render.cache import SegmentCache
from slideshow.render.encoder import ENCODERS, QUALITIES, SOFTWARE, level, own_crf
from slideshow.render.film import render
from slideshow.render.hardware import AUTO, usable_encoder
from slideshow.render.pool import Elsewhere, Hand
from slideshow.render.segment import Studio, Task
from slideshow.render.sheet import contact_sheet
from slideshow.render.stills import stills
from slideshow.render.words import missing_letters

__all__ = [
    "AUTO",
    "ENCODERS",
    "QUALITIES",
    "SOFTWARE",
    "Elsewhere",
    "Hand",
    "SegmentCache",
    "Studio",
    "Task",
    "contact_sheet",
    "level",
    "missing_letters",
    "own_crf",
    "render",
    "stills",
    "usable_encoder",
]
