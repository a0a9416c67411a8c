"""Slides and photos of the film that is being changed -> small JPEGs for the page."""

import io
import threading
from math import ceil

from PIL import Image

from slideshow.editing.film import EditedFilm
from slideshow.editing.preview import MOST_BYTES, Preview
from slideshow.errors import InputError
from slideshow.media.proxies import own_proxies
from slideshow.model.album import Photo
from slideshow.model.geometry import Rect, Size
from slideshow.render.colour import RGB
from slideshow.studio.ids import THUMB_WIDTH, thumb_name
from slideshow.studio.state import look_key
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder

PHOTO_SIDES = (320, 1200)
_QUALITY = 84
_SWEEP_SECONDS = 600.0
# Of a face the picture shows so much more on every side, as a share of it.
_AROUND_FACE = 0.6


class Pictures:
    """What the page's strip, tray and inspector show. Threads may share it."""

    def __init__(self, film: EditedFilm) -> None:
        self._film = film
        # With cards of its own: thumbnails would push out those of the slide that is looked at.
        self._preview = Preview(film.session, most_cards=3)
        self._kept = FileCache(cache_folder() / "preview")
        self._drawing = threading.Lock()

    def thumb(self, key: str) -> bytes:
        """The slide that looks so, as it is framed. Raises InputError when the film has none, PhotoError."""
        name = thumb_name(key)
        file = self._kept.file(name)
        planned = self._film.session.film
        number = next(
            (
                number
                for number, shot in enumerate(planned.storyboard.shots, start=1)
                if look_key(shot, planned, number) == key
            ),
            None,
        )
        if number is None:
            raise InputError("The film has no such slide any more.")
        try:
            content = file.read_bytes()
        except OSError:
            with self._drawing:
                content = _jpeg(self._preview.frame(_middle(planned.timeline, number), THUMB_WIDTH))
            self._kept.write(name, content)
            self._kept.sweep(MOST_BYTES, _SWEEP_SECONDS)
        else:
            self._kept.touch(file)
        return content

    def photo(self, photo: Photo, side: int) -> bytes:
        """The whole photo, its longer side so many pixels at most. Raises PhotoError."""
        self._film.session.need(photo)
        longest = max(photo.size.width, photo.size.height)
        scale = min(1.0, min(side, max(PHOTO_SIDES)) / longest)
        size = Size(*(max(1, round(one * scale)) for one in (photo.size.width, photo.size.height)))
        return _jpeg(own_proxies().small(photo, scale).sample(photo.size.whole, size))

    def faces(self, photo: Photo, side: int = 320) -> bytes:
        """The largest face, or the middle of a photo without any, as a square. Raises PhotoError."""
        self._film.session.need(photo)
        facts = self._film.session.scene.facts_of(photo)
        width, height = photo.size.width, photo.size.height
        box = facts.faces[0].box if facts.faces else Rect(0.25, 0.25, 0.5, 0.5)
        length = min(width, height, max(box.width * width, box.height * height) * (1 + 2 * _AROUND_FACE))
        middle_x, middle_y = (box.x + box.width / 2) * width, (box.y + box.height / 2) * height
        left = min(max(0.0, middle_x - length / 2), width - length)
        top = min(max(0.0, middle_y - length / 2), height - length)
        picture = own_proxies().small(photo, min(1.0, side / length))
        side = min(side, ceil(length))
        return _jpeg(picture.sample(Rect(left, top, length, length), Size(side, side)))

    def close(self) -> None:
        self._preview.close()


def _middle(timeline: "object", number: int) -> int:
    from slideshow.model.timeline import Timeline

    assert isinstance(timeline, Timeline)
    slide = timeline.slides[number - 1]
    start = timeline.joins[number - 2].span.stop if number > 1 else slide.span.start
    stop = timeline.joins[number - 1].span.start if number <= len(timeline.joins) else slide.span.stop
    return min(max(start, (start + max(start, stop)) // 2), len(timeline.span) - 1)


def _jpeg(picture: RGB) -> bytes:
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "JPEG", quality=_QUALITY)
    return content.getvalue()
