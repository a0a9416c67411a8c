"""A slide and a choice for it -> the slide in small, moving, as that choice would have it."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from hashlib import blake2b

from slideshow.editing.film import EditedFilm
from slideshow.effects.layouts import HOLDS
from slideshow.effects.motions import MOTIONS
from slideshow.effects.transitions import TRANSITIONS
from slideshow.errors import InputError
from slideshow.model.storyboard import Shot
from slideshow.studio.few_slides import filmed, moving
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder

KINDS = ("layout", "motion", "transition")
_WIDTH = 112
_SECONDS = Fraction(3)
_JOIN_SECONDS = Fraction(1)
_PICTURES = 10
# The one that stands for all where nothing is to move.
_STILL = {"layout": 0.5, "motion": 0.5, "transition": 0.55}
_MILLISECONDS = 130
_REVISION = 1


class Tiles:
    """Threads may share it; they wait for one another."""

    def __init__(self, film: EditedFilm) -> None:
        self._film = film
        self._kept = FileCache(cache_folder() / "preview")
        self._drawing = threading.Lock()

    def tile(self, number: int, kind: str, name: str, *, still: bool = False) -> bytes:
        """A WebP of the slide of that number. Raises InputError for what there is not, SlideshowError."""
        session = self._film.session
        draft = session.draft
        known: Mapping[str, object] = {"layout": HOLDS, "motion": MOTIONS, "transition": TRANSITIONS}.get(
            kind, {}
        )
        first = 2 if kind == "transition" else 1
        if name not in known or not first <= number <= len(draft.shots):
            raise InputError("There is no such picture.")
        shot = draft.shots[number - 1]
        if kind == "transition":
            shots = [_plain(draft.shots[number - 2]), _plain(shot, transition=name)]
        elif kind == "layout":
            least, most = HOLDS[name]
            if not least <= len(shot.photos) <= most:
                raise InputError("The slide has another number of photos.")
            shots = [_plain(shot, layout=name, crop=None, motion=None, windows=None)]
        else:
            shots = [_plain(shot, motion=name, windows=None)]
        template = session.film.scene.template
        digests = [[(one.digest, one.turned_degrees) for one in shot.photos] for shot in shots]
        parts = (shots, digests, template, draft.brief.canvas, draft.brief.seed, kind, still)
        key = blake2b(repr(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
        file = self._kept.file(f"{key}-tile-{_REVISION}.webp")
        try:
            return file.read_bytes()
        except OSError:
            pass
        with self._drawing:
            content = self._drawn(shots, kind, still)
        self._kept.write(file.name, content)
        return content

    def _drawn(self, shots: list[Shot], kind: str, still: bool) -> bytes:
        with filmed(self._film.session, shots, _WIDTH, heading="", detail="") as (timeline, draw):
            if kind == "transition":
                span = timeline.joins[0].span
                margin = len(span) // 3
                start, stop = span.start - margin, span.stop + margin
            else:
                start, stop = 0, len(timeline.span) - 1
            if still:
                return moving([draw(round(start + (stop - start) * _STILL[kind]))], 1000)
            at = [start + (stop - start) * step // (_PICTURES - 1) for step in range(_PICTURES)]
            return moving([draw(number) for number in at], _MILLISECONDS)


def _plain(shot: Shot, **choices: object) -> Shot:
    """The shot without its texts, for as long as a tile plays."""
    return replace(
        shot,
        caption="",
        chapter="",
        why="",
        pinned=False,
        seconds=_SECONDS,
        join_seconds=_JOIN_SECONDS,
        **choices,  # type: ignore[arg-type]
    )
