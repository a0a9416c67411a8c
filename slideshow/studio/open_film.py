"""The film that the page shows, with all that is done with it: changed, seen, heard, played, made, shared."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from slideshow.editing.film import EditedFilm
from slideshow.errors import InputError, SlideshowError
from slideshow.events import Report
from slideshow.model.album import Photo
from slideshow.studio.copying import Copying
from slideshow.studio.dropped import Dropped
from slideshow.studio.duels import Duel, duels_of
from slideshow.studio.ids import ids_of, photo_id
from slideshow.studio.looks import LookPictures
from slideshow.studio.making import Making
from slideshow.studio.pictures import Pictures
from slideshow.studio.playing import Playing
from slideshow.studio.second_screen import SecondScreen
from slideshow.studio.sending import Sending
from slideshow.studio.state import choices, state_of
from slideshow.studio.steps import step
from slideshow.studio.tiles import Tiles


class OpenFilm:
    """`changed` is called, from any thread, whenever there is something new to show. Threads may share it."""

    def __init__(self, folder: Path, into: Path, changed: Callable[[], None], report: Report) -> None:
        """At first it may be a guess: `edited.wait` waits until it is none, and then it may be played.

        Raises SlideshowError or OSError for an album that cannot be opened.
        """
        self._changed = changed
        self._stepping = threading.Lock()
        self.edited = film = EditedFilm(folder, at_once=True, report=report)
        self.pictures = Pictures(film)
        self.looks = LookPictures(film)
        self.tiles = Tiles(film)
        self.dropped = Dropped(film)
        self.playing = Playing(film, changed)
        self.making = Making(film, into, changed)
        self.copying = Copying(film, into, changed)
        self.sending = Sending(changed)
        self.screen = SecondScreen(film, self.playing, changed)

    def news(self) -> dict[str, Any]:
        """The little that changes by itself."""
        return {
            "playing": dict(self.playing.now),
            "making": self.making.now.as_json(),
            "copying": self.copying.now.as_json(),
            "phone": self.sending.now,
            "screen": self.screen.now,
        }

    def whole(self, revision: str) -> dict[str, Any]:
        """The film and what it may be chosen from."""
        return {"state": state_of(self.edited, revision), "choices": self.choices()}

    def choices(self) -> dict[str, Any]:
        """What may be chosen."""
        return choices(self.dropped.music)

    def photo(self, key: str) -> Photo:
        """The album's photo of an id, as it stands in the film, turned perhaps. Raises InputError."""
        session = self.edited.session
        shown = [photo for shot in session.draft.shots for photo in shot.photos]
        for photo in (*shown, *session.scene.album.photos):
            if photo_id(photo.path) == key:
                return photo
        raise InputError("The album has no such photo.")

    def music(self, name: str) -> str | Path:
        """The music that the page means: a file, or the name of a style. Raises InputError."""
        if not name.startswith("file:"):
            return name
        file = self.dropped.music.get(name.removeprefix("file:"))
        if file is None:
            raise InputError("There is no such music.")
        return file

    def duels(self) -> list[Duel]:
        """Photos of the film beside those much like them that were left out."""
        return duels_of(self.edited)

    def do(
        self, name: str, given: Mapping[str, Any], revision: str, revision_now: Callable[[], str]
    ) -> dict[str, Any]:
        """Makes a step; the film as it is then, and in words what was done.

        Raises InputError when it cannot be made, also when the film is another than the page shows.
        """
        film = self.edited
        with self._stepping:
            if revision != revision_now():
                raise InputError(
                    "The film was changed in another page meanwhile.", "Look at it, and try again."
                )
            paths = {**ids_of(film.session.scene.album), **self.dropped.music}

            def path_of(key: str) -> Path:
                if key not in paths:
                    raise InputError("The album has no such file.")
                return paths[key]

            done = step(film, name, given, path_of)
        return self._done(done, revision_now)

    def join(self, revision_now: Callable[[], str]) -> dict[str, Any]:
        """The photos that were dropped come into the film. Raises InputError."""
        with self._stepping:
            done = self.dropped.join()
        return self._done(done, revision_now)

    def _done(self, done: object, revision_now: Callable[[], str]) -> dict[str, Any]:
        if done:
            self.playing.want()
        self._changed()
        words, at = self.edited.session.history
        told = done if isinstance(done, str) else words[at]
        return {"done": bool(done), "words": told, "state": state_of(self.edited, revision_now())}

    def close(self) -> None:
        """Ends all that runs; every step is kept."""
        self.sending.end()
        running = (self.screen, self.copying, self.making, self.playing, self.pictures, self.edited)
        for one in running:
            with suppress(SlideshowError, OSError):
                one.close()
