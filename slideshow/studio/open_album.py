"""The album that the page shows: one of those offered, opened in the background, then its film.

All that the page shows lives here and not in it: one that is loaded again, or a second one, shows the same.
What takes long to load is loaded while the album is opened, so that the page is there at once.
"""

import secrets
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slideshow.errors import InputError, SlideshowError
from slideshow.events import Event, Noticed, PhotoLeftOut, with_progress
from slideshow.studio import early, recent

if TYPE_CHECKING:
    from slideshow.studio.open_film import OpenFilm

# The shares of opening that its two stages take: looking at photos takes the time.
_OPENING = {"scan": (0.0, 0.15), "inspect": (0.15, 0.95)}
_MOST_NOTICES = 20
_MOST_PAUSE_SECONDS = 1.5


class OpenAlbum:
    """`changed` is called, from any thread, whenever there is something new to show. Threads may share it."""

    def __init__(self, folder: Path | None, into: Path, changed: Callable[[], None]) -> None:
        self._into = into
        self._changed = changed
        # The numbers of another run of the program mean other pictures.
        self._run = secrets.token_hex(4)
        self._offered = recent.albums_by_id() if folder is None else {}
        self._notices: list[str] = []
        self.folder = folder
        self.phase = "choose"
        self.share = 0.0
        self.problem = ""
        self._film: OpenFilm | None = None
        # The same, before all of its photos have been looked at.
        self._guess: OpenFilm | None = None
        self._closed = False
        self._early: dict[str, Any] | None = None
        self._asked = threading.Event()
        self._thread: threading.Thread | None = None
        if folder is not None:
            self._begin(folder)

    # Opening.

    def choose(self, key: str) -> None:
        """Opens one of the albums that were offered. Raises InputError."""
        folder = self._offered.get(key)
        if folder is None or self.phase not in ("choose", "failed"):
            raise InputError("There is no such album here.", "Start slideshow studio with its folder.")
        self._begin(folder)

    def _begin(self, folder: Path) -> None:
        self.folder, self.phase, self.share, self.problem = folder, "opening", 0.0, ""
        self._early = early.read(folder)
        self._thread = threading.Thread(target=self._open, args=(folder,), name="opening", daemon=True)
        self._thread.start()

    def _open(self, folder: Path) -> None:
        def progress(stage: str, share: float) -> None:
            first, last = _OPENING.get(stage, (0.0, 0.0))
            share = max(self.share, first + (last - first) * share)
            moved = int(share * 100) != int(self.share * 100)
            self.share = share
            if moved:
                self._changed()

        if self._early:
            # Loading all this keeps the processor from serving the page, which has something to show already.
            self._asked.wait(_MOST_PAUSE_SECONDS)
        try:
            from slideshow.studio.open_film import OpenFilm

            film = OpenFilm(folder, self._into, self._changed, with_progress(self._hear, progress))
            self._guess = film
            self._changed()
            film.edited.wait()
            if self._closed:
                return
            film.playing.want()
            self._film = film
        except (SlideshowError, OSError) as error:
            self._fail(str(error))
        except Exception as error:
            self._fail(f"{type(error).__name__}: {error}")
        else:
            recent.remember(folder)
            early.keep(folder, self._film.whole(self.revision))
            self.phase = "ready"
        self._changed()

    def _fail(self, problem: str) -> None:
        if self._guess:
            self._guess.close()
        self._guess = None
        self.phase, self.problem = "failed", problem

    def _hear(self, event: Event) -> None:
        match event:
            case Noticed(text):
                self._notices = [*self._notices, text][-_MOST_NOTICES:]
            case PhotoLeftOut(path, reason, _, by_choice) if not by_choice:
                self._notices = [*self._notices, f"{path.name}: {reason}"][-_MOST_NOTICES:]

    # What the page shows.

    @property
    def revision(self) -> str:
        return f"{self._run}-{self._film.edited.revision if self._film else 0}"

    def number_of(self, revision: str) -> int:
        """The session's number in a revision of the page; -1 for one of another run."""
        run, _, number = revision.partition("-")
        return int(number) if run == self._run and number.isdecimal() else -1

    def news(self) -> dict[str, Any]:
        """The little that changes by itself."""
        empty: dict[str, Any] = {name: {"phase": ""} for name in ("making", "copying", "phone", "screen")}
        found = {"playing": {}} | empty | (self._film.news() if self._film else {})
        playing = found["playing"]
        return found | {
            "phase": self.phase,
            "share": round(self.share, 3),
            "problem": self.problem,
            "revision": self.revision,
            "guessed": self._film is None and self._guess is not None,
            "playing": playing | {"revision": f"{self._run}-{playing.get('revision', 0)}"},
        }

    def whole(self) -> dict[str, Any]:
        """All of it."""
        found = self.news()
        found["album"] = self.folder.resolve().name if self.folder else ""
        found["offered"] = [
            {"id": key, "name": path.name, "place": str(path.parent)} for key, path in self._offered.items()
        ]
        if self._film:
            found |= self._film.whole(self.revision)
            found["notices"] = self._notices
        elif self.phase == "opening" and (shown := self._shown_early()):
            found |= shown | {"early": True, "notices": []}
            found["state"] |= {"revision": self.revision}
        self._asked.set()
        return found

    def _shown_early(self) -> dict[str, Any] | None:
        """The film as it was last, or as a first guess has it, while photos are still looked at."""
        return self._early or (self._guess.whole(self.revision) if self._guess else None)

    @property
    def film(self) -> "OpenFilm":
        """The film. Raises InputError until it is open."""
        if self._film is None:
            raise InputError("The album is still being opened.", "Wait a moment.")
        return self._film

    # What it does.

    def do(self, name: str, given: Mapping[str, Any], revision: str) -> dict[str, Any]:
        """Makes a step; see OpenFilm.do."""
        return self._kept(self.film.do(name, given, revision, lambda: self.revision))

    def join(self) -> dict[str, Any]:
        """The photos that were dropped come into the film. Raises InputError."""
        return self._kept(self.film.join(lambda: self.revision))

    def _kept(self, done: dict[str, Any]) -> dict[str, Any]:
        assert self.folder is not None
        early.keep(self.folder, done | {"choices": self.film.choices()})
        return done

    def save(self, overwrite: bool) -> dict[str, Any]:
        """Writes slideshow.toml; its name, and how many photos it names that only this film knows.

        Raises InputError.
        """
        name = self.film.edited.save(overwrite=overwrite).name
        return {"name": name, "elsewhere": self.film.dropped.count_shown()}

    def thumb(self, key: str) -> bytes:
        """A slide's picture, while the film is being opened one that was drawn before. Raises InputError."""
        if self._film is None and (found := early.thumb(key)):
            return found
        return (self._guess or self.film).pictures.thumb(key)

    def close(self) -> None:
        """Ends all that runs; every step is kept."""
        self._closed = True
        if self._guess:
            self._guess.close()
