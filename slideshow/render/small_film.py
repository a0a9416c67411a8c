"""Timeline → the same film on a small canvas: photos shrink with it, so that all geometry stays the same."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slideshow.media.pictures import Picture
from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.model.timeline import Slide, Timeline
from slideshow.render.prints import Decode


def in_small(timeline: Timeline, width: int) -> Timeline:
    """The film so many pixels wide, or as it is where that is not smaller."""
    canvas = timeline.canvas
    scale = min(1.0, width / canvas.width)
    size = Size(2 * round(canvas.width * scale / 2), 2 * round(canvas.height * scale / 2))
    across = size.width / canvas.width
    slides = tuple(_of_shrunk(slide, across) for slide in timeline.slides)
    return replace(timeline, canvas=size, slides=slides)


def decoding_for(originals: Callable[[Photo], Photo], decode: Decode) -> Decode:
    """A decoder of shrunk photos, from one of the photos themselves."""

    def copy(photo: Photo, scale: float, **options: Any) -> Picture:
        original = originals(photo)
        return decode(original, scale * photo.size.width / original.size.width, **options).standing_for(photo)

    return copy


def _of_shrunk(slide: Slide, scale: float) -> Slide:
    photos = tuple(_shrunk(photo, scale) for photo in slide.photos)
    return replace(slide, photos=photos, beneath=tuple(_of_shrunk(one, scale) for one in slide.beneath))


def _shrunk(photo: Photo, scale: float) -> Photo:
    size = Size(max(1, round(photo.size.width * scale)), max(1, round(photo.size.height * scale)))
    return replace(photo, size=size)
