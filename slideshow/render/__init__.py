"""Timeline -> segments: photos decoded, composed into cards, filmed frame by frame, encoded."""

from slideshow.render.captions.caption_text import missing_letters
from slideshow.render.contact_sheet import contact_sheet
from slideshow.render.encoder import ENCODERS, QUALITIES, SOFTWARE, level, own_crf, preview_encoding
from slideshow.render.frames import FilmFrames
from slideshow.render.hardware_encoder import AUTO, usable_encoder
from slideshow.render.picture_sheet import SheetPicture, picture_sheet
from slideshow.render.rendering import render
from slideshow.render.segment_cache import SegmentCache
from slideshow.render.segment_renderer import SegmentRenderer, Task
from slideshow.render.segments import cut
from slideshow.render.small_film import decoding_for, in_small
from slideshow.render.stills import CardShelf, stills
from slideshow.render.variants import Variants
from slideshow.render.workers import RemoteWorker, RemoteWorkers

__all__ = [
    "AUTO",
    "ENCODERS",
    "QUALITIES",
    "SOFTWARE",
    "CardShelf",
    "FilmFrames",
    "RemoteWorker",
    "RemoteWorkers",
    "SegmentCache",
    "SegmentRenderer",
    "SheetPicture",
    "Task",
    "Variants",
    "contact_sheet",
    "cut",
    "decoding_for",
    "in_small",
    "level",
    "missing_letters",
    "own_crf",
    "picture_sheet",
    "preview_encoding",
    "render",
    "stills",
    "usable_encoder",
]
