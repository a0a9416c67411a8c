"""The film as it is now -> one small MP4 with sound that the page plays, made anew after every step.

Pieces that were drawn before come from the cache, so that after a step only what it changed is drawn.
"""

import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from slideshow.editing.film import EditedFilm
from slideshow.editing.preview import Overtaken
from slideshow.errors import SlideshowError
from slideshow.package.join import join
from slideshow.system.working_folder import working_folder

WIDTH = 360
# A person who types, or steps quickly, makes many steps: what is made is made of the last. The picture of the
# step, which is wanted first, is drawn meanwhile.
_PAUSE_SECONDS = 0.25


class Playing:
    """Makes it in a thread of its own. `changed` is called from there whenever there is something new."""

    def __init__(self, film: EditedFilm, changed: Callable[[], None]) -> None:
        self._film = film
        self._changed = changed
        self._closing = ExitStack()
        self._folder = self._closing.enter_context(working_folder())
        self._wanted = threading.Event()
        self._ended = False
        self._lock = threading.Lock()
        self._ready: tuple[int, Path] | None = None
        self._share = 0.0
        self._problem = ""
        self._sound: tuple[object, bytes] | None = None
        self._thread = threading.Thread(target=self._work, name="playing", daemon=True)
        self._thread.start()

    @property
    def now(self) -> dict[str, object]:
        """Which revision plays (0 for none), how much of the next is made, and what went wrong."""
        with self._lock:
            return {
                "revision": self._ready[0] if self._ready else 0,
                "share": round(self._share, 3),
                "problem": self._problem,
            }

    def file(self, revision: int) -> Path | None:
        """The film of that revision, where it is there."""
        with self._lock:
            return self._ready[1] if self._ready and self._ready[0] == revision else None

    def want(self) -> None:
        """The film is another."""
        self._wanted.set()

    def close(self) -> None:
        self._ended = True
        self._wanted.set()
        self._thread.join(timeout=10)
        self._closing.close()

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            if self._ended:
                return
            self._wanted.clear()
            # Unless another step follows at once.
            if self._wanted.wait(_PAUSE_SECONDS):
                continue
            try:
                self._make()
            except Overtaken:
                if not self._ended:
                    self._wanted.set()
            except (SlideshowError, OSError) as error:
                self._fail(str(error))
            # Whatever it is, the next step is made again.
            except Exception as error:
                self._fail(f"{type(error).__name__}: {error}")

    def _fail(self, problem: str) -> None:
        with self._lock:
            self._problem = problem
        self._changed()

    def _make(self) -> None:
        film = self._film
        revision = film.revision
        spans = film.preview.spans()
        out = self._folder / f"{revision}.mp4"
        with working_folder() as work:
            parts: list[Path] = []
            with self._lock:
                self._problem = ""
            self._tell(0.0)
            wanted = lambda: not (self._wanted.is_set() or self._ended)  # noqa: E731
            for number, piece in enumerate(film.segments(WIDTH, is_wanted=wanted)):
                part = work / f"{number:05}.mp4"
                part.write_bytes(piece.content)
                parts.append(part)
                self._tell(len(parts) / (len(spans) + 1))
            sound = work / "sound.mp4"
            sound.write_bytes(self._sound_of())
            if film.revision != revision:
                raise Overtaken("The film was changed meanwhile.")
            join(parts, sound, out)
        with self._lock:
            before, self._ready = self._ready, (revision, out)
            self._share, self._problem = 1.0, ""
        self._changed()
        if before and before[1] != out:
            # On Windows not while it is being read.
            with suppress(OSError):
                before[1].unlink(missing_ok=True)

    def _sound_of(self) -> bytes:
        """The sound, made anew only where it is another: most steps change pictures alone."""
        film = self._film.session.film
        heard = (
            film.music,
            film.song and film.song.name,
            film.song and film.song.paths,
            film.timeline.duration_seconds,
            [
                (slide.span, slide.photos, slide.starts, slide.clip_decibels)
                for slide in film.timeline.slides
                if slide.has_clips
            ],
        )
        if self._sound is None or self._sound[0] != heard:
            self._sound = heard, self._film.sound()
        return self._sound[1]

    def _tell(self, share: float) -> None:
        with self._lock:
            told = int(self._share * 20) == int(share * 20)
            self._share = share
        if not told:
            self._changed()
