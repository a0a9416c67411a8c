"""A look's name -> three slides of the person's own film in it, side by side."""

import io
import threading
from dataclasses import replace
from hashlib import blake2b

import numpy as np
from PIL import Image

from slideshow.documents.template_files import load, names
from slideshow.editing.film import EditedFilm
from slideshow.errors import InputError
from slideshow.studio.few_slides import filmed
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder

_WIDTH = 108
_DRAWN_WIDTH = 216
_QUALITY = 82
_SLIDES = 3
_REVISION = 1


class LookPictures:
    """Threads may share it; they wait for one another."""

    def __init__(self, film: EditedFilm) -> None:
        self._film = film
        self._kept = FileCache(cache_folder() / "preview")
        self._drawing = threading.Lock()

    def picture(self, name: str) -> bytes:
        """A JPEG. Raises InputError for a name that is none, SlideshowError when it cannot be drawn."""
        if name not in names():
            raise InputError("There is no look of that name.")
        session = self._film.session
        draft = session.draft
        template = load(name)
        # A few slides are enough: the first with its title, and those behind it.
        shots = tuple(replace(shot, seconds=None, join_seconds=None) for shot in draft.shots[:_SLIDES])
        parts = (
            template,
            [[photo.digest for photo in shot.photos] for shot in shots],
            draft.storyboard.heading,
        )
        key = blake2b(repr(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
        file = self._kept.file(f"{key}-look-{_REVISION}.jpg")
        try:
            return file.read_bytes()
        except OSError:
            pass
        own = tuple(
            replace(shot, layout=None, motion=None, transition=None, windows=None, strength=None, why="")
            for shot in shots
        )
        with self._drawing, filmed(session, own, _DRAWN_WIDTH, template=name) as (timeline, draw):
            pictures = [draw(len(slide.span) // 2 + slide.span.start) for slide in timeline.slides]
        whole = Image.fromarray(np.concatenate(pictures, axis=1))
        whole = whole.resize((whole.width * _WIDTH // _DRAWN_WIDTH, whole.height * _WIDTH // _DRAWN_WIDTH))
        content = io.BytesIO()
        whole.save(content, "JPEG", quality=_QUALITY)
        self._kept.write(file.name, content.getvalue())
        return content.getvalue()
