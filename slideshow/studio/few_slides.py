"""A film's slides with other choices -> their pictures, small: what a choice would look like."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from PIL import Image

from slideshow.documents.template_files import load
from slideshow.editing.session import Session
from slideshow.events import ignore
from slideshow.media.proxies import own_proxies
from slideshow.model.album import Photo
from slideshow.model.music import NO_MUSIC
from slideshow.model.storyboard import Shot
from slideshow.model.timeline import Timeline
from slideshow.pipeline.planning import film_of
from slideshow.render import FilmFrames, decoding_for, in_small
from slideshow.render.colour import RGB

Draw = Callable[[int], RGB]


@contextmanager
def filmed(
    session: Session,
    shots: Sequence[Shot],
    width: int,
    *,
    template: str | None = None,
    **film: Any,
) -> Iterator[tuple[Timeline, Draw]]:
    """The timeline of a film of these shots alone, without music or end, and what draws a frame of it.

    `template` is another look's name; `film` are fields of its storyboard. Raises SlideshowError.
    """
    draft, scene = session.draft, session.scene
    look = load(template) if template else session.film.scene.template
    name = template or draft.storyboard.template
    brief = replace(draft.brief, template=name, closing_seconds=0.0, music=NO_MUSIC, length_seconds=None)
    storyboard = replace(
        draft.storyboard,
        shots=tuple(shots),
        template=name,
        music=NO_MUSIC,
        music_start=None,
        closing="",
        album_link=None,
        **film,
    )
    scene = replace(scene, brief=replace(brief, album_link=None, closing=None), template=look)
    timeline = film_of(session.folder, storyboard, scene, ignore).timeline
    originals = {
        (photo.path, photo.turned_degrees, photo.trim): photo
        for slide in timeline.slides
        for photo in slide.photos
    }

    def original(photo: Photo) -> Photo:
        return originals[photo.path, photo.turned_degrees, photo.trim]

    small = in_small(timeline, width)
    decode = decoding_for(original, own_proxies().small)
    frames = FilmFrames(2)
    try:
        yield timeline, lambda number: frames.picture(small, min(number, len(small.span) - 1), decode)
    finally:
        frames.close()


def moving(pictures: Sequence[RGB], milliseconds: int, quality: int = 72) -> bytes:
    """The pictures one after the other, again and again: an animated WebP."""
    first, *rest = (Image.fromarray(one) for one in pictures)
    content = io.BytesIO()
    first.save(
        content,
        "WEBP",
        save_all=True,
        append_images=rest,
        duration=milliseconds,
        loop=0,
        quality=quality,
        method=2,
    )
    return content.getvalue()
