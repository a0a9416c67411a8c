"""A session's film, small and at once: any picture of it, its pieces as they play, its sound.

What is seen is what is made: the film's own timeline on a smaller canvas, drawn by the film's own code from
small copies of the photos.
"""

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from slideshow.editing.session import Session
from slideshow.errors import InputError, SlideshowError
from slideshow.events import ignore
from slideshow.media.pictures import Picture
from slideshow.media.proxies import own_proxies
from slideshow.model.album import Photo
from slideshow.model.segment import Segment
from slideshow.model.span import FrameSpan
from slideshow.model.timeline import Timeline
from slideshow.pipeline.planning import Planned
from slideshow.pipeline.sound_track import sound_track
from slideshow.render import (
    FilmFrames,
    SegmentCache,
    SegmentRenderer,
    Task,
    cut,
    decoding_for,
    in_small,
    preview_encoding,
)
from slideshow.render.colour import RGB
from slideshow.render.fingerprint import fingerprint
from slideshow.render.prints import Decode
from slideshow.sound.sound_activity import lively
from slideshow.system.user_folders import cache_folder
from slideshow.system.working_folder import working_folder

WIDTH = 360
_LEAST_WIDTH = 64
_OVERSAMPLED = 2
_JPEG_QUALITY = 88
MOST_BYTES = 500_000_000
_SOUND_KILOBITS = 128


class Overtaken(SlideshowError):
    """The film is another by now: ask again."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the film that plays: the frames that it shows, and an MP4 without sound of just these."""

    span: FrameSpan
    content: bytes


class Preview:
    """The pictures and pieces of a session's film. Its threads may share it; they wait for one another.

    Nothing in it is checked or levelled as a finished film is.
    """

    def __init__(self, session: Session, most_cards: int = 20) -> None:
        self._session = session
        self._drawing = threading.Lock()
        self._playing = threading.Lock()
        self._frames = FilmFrames(most_cards)
        self._small: dict[int, tuple[int, Timeline, Decode]] = {}
        self._segments = SegmentCache(cache_folder() / "preview", MOST_BYTES)
        self._lively = cache(lively)

    def frame(self, number: int, width: int = WIDTH) -> RGB:
        """The film's picture of that number, counted from 0: (H, W, 3), uint8, RGB.

        Raises InputError when the film has none of that number, PhotoError when a photo is gone.
        """
        _, final, _ = self._in_small(width)
        if not 0 <= number < len(final.span):
            raise InputError(f"Picture {number}: the film has {len(final.span)}.", "Count from 0.")
        # Drawn larger and reduced, so that photos lie as exactly, and are as sharp, as in the film in small.
        _, large, decode = self._in_small(width * _OVERSAMPLED)
        with self._drawing:
            picture = self._frames.picture(large, number, decode)
        if large.canvas == final.canvas:
            return picture
        size = final.canvas.width, final.canvas.height
        return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)

    def jpeg(self, number: int, width: int = WIDTH) -> bytes:
        """The same as a JPEG."""
        content = io.BytesIO()
        Image.fromarray(self.frame(number, width)).save(content, "JPEG", quality=_JPEG_QUALITY)
        return content.getvalue()

    def spans(self) -> tuple[FrameSpan, ...]:
        """The frames of each piece, in the order of the film."""
        return tuple(span for span, _ in _cut(self._session.film.timeline))

    def segments(
        self, width: int = WIDTH, start: int = 0, *, is_wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Piece]:
        """The film's pieces in the order that one who looks at frame `start` needs them: from there to the
        end, then from the beginning.

        Each is made when it is asked for, or taken from the cache. Raises Overtaken as soon as the film has
        changed, or nobody wants it any more; PhotoError when a photo is gone.
        """
        revision, small, decode = self._in_small(width)
        pieces = _cut(small)
        first = next((at for at, (span, _) in enumerate(pieces) if start < span.stop), 0)
        arguments = preview_encoding(small.canvas, small.fps)

        def check() -> None:
            if self._session.revision != revision or not is_wanted():
                raise Overtaken("The film was changed meanwhile.", "Ask again.")

        with working_folder() as work:
            for span, segment in (*pieces[first:], *pieces[:first]):
                check()
                name = fingerprint(segment, arguments)
                out = work / f"{name}.mp4"
                if not self._segments.fetch(name, out):
                    with self._playing, SegmentRenderer(check, lambda task: None, decode=decode) as renderer:
                        renderer.film(Task(segment, arguments, out))
                    self._segments.keep(name, out)
                yield Piece(span, out.read_bytes())
                out.unlink(missing_ok=True)
        self._segments.sweep()

    def sound(self) -> bytes:
        """The film's sound as one track, an MP4 (AAC) as long as the film, near the film's loudness.

        Raises SlideshowError.
        """
        film = self._session.film
        with working_folder() as work:
            out = work / "sound.mp4"
            sound_track(film, self._lively, _SOUND_KILOBITS, work, out, ignore, levelled=False)
            return out.read_bytes()

    def film_path(self, into: Path, width: int = WIDTH) -> Path:
        """All pieces and the sound as one MP4 in the file `into`: a draft to be sent or played anywhere."""
        from slideshow.package.join import join

        with working_folder() as work:
            parts = []
            for number, piece in enumerate(self.segments(width)):
                part = work / f"{number:05}.mp4"
                part.write_bytes(piece.content)
                parts.append(part)
            sound = work / "sound.mp4"
            sound.write_bytes(self.sound())
            join(parts, sound, into)
        return into

    def close(self) -> None:
        """Lets all pictures go."""
        with self._drawing:
            self._frames.close()

    def _in_small(self, width: int) -> tuple[int, Timeline, Decode]:
        revision, film = self._session.now
        most = film.timeline.canvas.width
        width = min(most, max(_LEAST_WIDTH, width))
        known = self._small.get(width)
        if known and known[0] == revision:
            return known
        found = revision, in_small(film.timeline, width), _decoding(film, self._session.need)
        self._small[width] = found
        return found


def _cut(timeline: Timeline) -> list[tuple[FrameSpan, Segment]]:
    """The segments with the frames of the film that they are."""
    found = []
    at = 0
    for segment in cut(timeline):
        found.append((FrameSpan(at, at + len(segment.span)), segment))
        at += len(segment.span)
    return found


def _decoding(film: Planned, need: Callable[[Photo], None]) -> Decode:
    """From small copies of photos that have been looked at: one that ends its decoder is found by then."""
    originals = {
        (photo.path, photo.turned_degrees, photo.trim): photo
        for slide in film.timeline.slides
        for photo in slide.photos
    }

    def original(photo: Photo) -> Photo:
        return originals[photo.path, photo.turned_degrees, photo.trim]

    def small(photo: Photo, scale: float, **options: Any) -> Picture:
        need(photo)
        return own_proxies().small(photo, scale, **options)

    return decoding_for(original, small)
