"""Timeline -> segments: photos decoded, composed into cards, filmed frame by frame, encoded."""

from slideshow.render.captions.caption_text import missing_letters
from slideshow.render.contact_sheet import contact_sheet
from slideshow.render.encoder import ENCODERS, QUALITIES, SOFTWARE, level, own_crf
from slideshow.render.hardware_encoder import AUTO, usable_encoder
from slideshow.render.rendering import render
from slideshow.render.segment_cache import SegmentCache
from slideshow.render.segment_renderer import SegmentRenderer, Task
from slideshow.render.stills import stills
from slideshow.render.workers import RemoteWorker, RemoteWorkers

__all__ = [
    "AUTO",
    "ENCODERS",
    "QUALITIES",
    "SOFTWARE",
    "RemoteWorker",
    "RemoteWorkers",
    "SegmentCache",
    "SegmentRenderer",
    "Task",
    "contact_sheet",
    "level",
    "missing_letters",
    "own_crf",
    "render",
    "stills",
    "usable_encoder",
]
