"""An album -> what its photos show, while a film of them is there already: a glimpse of each at once, then
each as a whole, those first that somebody waits for.
"""

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import Literal

from slideshow.errors import PhotoError
from slideshow.events import Advanced, PhotoLeftOut, Report, Started, ignore
from slideshow.inspect.album import MOST_THREADS, as_seen, known_facts
from slideshow.inspect.cache import FactsCache
from slideshow.inspect.faces import detector_name
from slideshow.inspect.photo_facts import PhotoFacts, look_at, measure_photo
from slideshow.media.decode_limits import limits
from slideshow.media.embedded_thumbnails import embedded_thumbnail
from slideshow.media.proxies import own_proxies
from slideshow.model.album import Album, LeftOut, Photo
from slideshow.model.facts import Facts
from slideshow.system.sandbox import Limits, Sandbox, WorkerLost

# A process is asked for nothing so that it is there when it is needed.
_START = Limits(60.0, 2_000_000_000)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a process is to do with a photo: to look at it as a whole, in a "glimpse" at the copy that its
    file holds, or to keep a small "copy" of it."""

    photo: Photo | None = None
    what: Literal["whole", "glimpse", "copy"] = "whole"


def _seen(asked: _Asked) -> PhotoFacts | Facts | None:
    match asked:
        case _Asked(Photo() as photo, "whole"):
            return look_at(photo, own_proxies().seen)
        case _Asked(Photo() as photo, "glimpse"):
            return glimpsed(photo)
        case _Asked(Photo() as photo, "copy"):
            own_proxies().small(photo)
    return None


def _limits(asked: _Asked) -> Limits:
    return limits(asked.photo) if asked.photo else _START


def glimpsed(photo: Photo) -> Facts | None:
    """What the copy in the file tells of a photo, but not how sharp it is, nor who is in it; None without a
    copy."""
    pixels = embedded_thumbnail(photo) if photo.format in ("JPEG", "HEIF") else None
    if pixels is None:
        return None
    unknown = Facts()
    return replace(
        measure_photo(pixels, pixels, faces=()),
        sharpness=unknown.sharpness,
        subject_sharpness=None,
        is_screen=False,
    )


class FirstLooks:
    """Threads may share it. What is looked at is kept in the user's cache, as `inspect` keeps it.

    It works in other processes until `close`; `start` only has them ready.
    """

    def __init__(self, report: Report = ignore, cache: FactsCache | None = None) -> None:
        self._report = report
        self._cache = cache or FactsCache(detector_name())
        self._count = max(1, min(os.cpu_count() or 1, MOST_THREADS))
        self._ending = ExitStack()
        self._look = self._ending.enter_context(Sandbox(_seen, _limits))
        self._changed = threading.Condition()
        self._telling = threading.Lock()
        self._found: dict[str, Facts | PhotoError] = {}
        self._waiting: dict[str, Photo] = {}
        self._threads: list[threading.Thread] = []
        self._first: list[Photo] = []
        self._closed = False
        self._digests: frozenset[str] = frozenset()

    def start(self) -> None:
        """Starts the processes, and does not wait for them."""
        for _ in range(self._count):
            threading.Thread(target=self._warm, name="first looks", daemon=True).start()

    def glimpses(self, album: Album) -> dict[str, Facts]:
        """The facts of an album's photos by digest: what is kept of them, or what a glimpse tells, for those
        of which either tells anything.
        """
        photos = {photo.digest: photo for photo in reversed(album.photos)}
        for digest, photo in reversed(photos.items()):
            facts = self._cache.facts(digest)
            if facts is None:
                self._waiting[digest] = photo
            else:
                self._found[digest] = facts
        self._digests = frozenset(photos)
        with ThreadPoolExecutor(self._count, "glimpses") as pool:
            glimpsed = dict(zip(self._waiting, pool.map(self._glimpse, self._waiting.values()), strict=True))
        told = {**self._found, **glimpsed}
        return {digest: one for digest, one in told.items() if isinstance(one, Facts)}

    @property
    def is_done(self) -> bool:
        """Whether all photos have been looked at."""
        with self._changed:
            return len(self._found) >= len(self._digests)

    def begin(self, first: Iterable[Photo], done: Callable[[], None]) -> None:
        """Looks at all photos, those named `first` before the others; then `done` is called, in a thread of
        ours, and small copies of the first ones are kept. Reports as `inspect` does.
        """
        self._first = [*first]
        with self._changed:
            for photo in reversed(self._first):
                self._to_the_front(photo)
        self._report(Started("inspect", len(self._digests)))
        for _ in range(self._count):
            thread = threading.Thread(target=self._work, args=(done,), name="first looks", daemon=True)
            self._threads.append(thread)
            thread.start()

    def need(self, photo: Photo) -> None:
        """Waits until a photo has been looked at, as the next. Raises PhotoError when it cannot be read."""
        with self._changed:
            self._to_the_front(photo)
            while photo.digest in self._digests - self._found.keys() and not self._closed:
                self._changed.wait()
            found = self._found.get(photo.digest)
        if isinstance(found, PhotoError):
            raise PhotoError(photo.path, found.reason, found.hint)

    def seen(self, album: Album) -> tuple[Album, Mapping[str, Facts]]:
        """What `inspect` gives of the album, once all of it has been looked at."""
        left_out: list[LeftOut] = []
        facts: dict[str, Facts] = {}
        for photo in album.photos:
            found = self._found[photo.digest]
            if isinstance(found, Facts):
                facts[photo.digest] = found
            else:
                left_out.append(LeftOut(photo.path, found.reason, found.hint))
                self._report(PhotoLeftOut(photo.path, found.reason, found.hint))
        self._cache.sweep()
        return as_seen(album.without(*left_out), facts), facts

    def close(self) -> None:
        """Ends it, whatever is looked at; who waits for a photo does not wait any more."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
        self._ending.close()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()

    def _warm(self) -> None:
        with suppress(WorkerLost):
            self._look(_Asked())

    def _glimpse(self, photo: Photo) -> Facts | None:
        # Whatever went wrong with it: the photo is looked at as a whole later.
        with suppress(Exception):
            found = self._look(_Asked(photo, "glimpse"))
            return found if isinstance(found, Facts) else None
        return None

    def _to_the_front(self, photo: Photo) -> None:
        if photo.digest in self._waiting:
            self._waiting = {photo.digest: self._waiting.pop(photo.digest), **self._waiting}

    def _next(self) -> Photo | None:
        with self._changed:
            if not self._waiting:
                return None
            return self._waiting.pop(next(iter(self._waiting)))

    def _work(self, done: Callable[[], None]) -> None:
        while photo := self._next():
            found = known_facts(photo, self._cache, self._whole)
            with self._changed:
                if self._closed:
                    return
                self._found[photo.digest] = found
                count = len(self._found)
                self._changed.notify_all()
            with self._telling:
                self._report(Advanced("inspect", count))
            if count == len(self._digests):
                done()
                self._copy()
                self._ending.close()

    def _copy(self) -> None:
        """Keeps copies, for who moves about in the film; one at a time, so as to be in nobody's way."""
        for photo in self._first:
            if self._closed:
                return
            # A photo that is gone meanwhile is told when it is to be shown.
            with suppress(Exception):
                self._look(_Asked(photo, "copy"))

    def _whole(self, photo: Photo) -> PhotoFacts:
        found = self._look(_Asked(photo))
        assert isinstance(found, PhotoFacts)
        return found
