"""The album that the page shows: opened in the background, changed step by step, played, made, sent.

All that the page shows lives here and not in it: one that is loaded again, or a second one, shows the same.
"""

import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from slideshow.editing.film import EditedFilm
from slideshow.editing.journal import folder_of
from slideshow.errors import InputError, SlideshowError
from slideshow.events import Event, Noticed, PhotoLeftOut, with_progress
from slideshow.model.album import Photo
from slideshow.studio import recent
from slideshow.studio.duels import Duel, duels_of
from slideshow.studio.looks import LookPictures
from slideshow.studio.making import Making
from slideshow.studio.pictures import Pictures
from slideshow.studio.playing import Playing
from slideshow.studio.sending import Sending
from slideshow.studio.state import choices, ids_of, photo_id, state_of
from slideshow.studio.steps import step

# The shares of opening that its two stages take: looking at photos takes the time.
_OPENING = {"scan": (0.0, 0.15), "inspect": (0.15, 0.95)}
_MOST_NOTICES = 20


class OpenAlbum:
    """`changed` is called, from any thread, whenever there is something new to show. Threads may share it."""

    def __init__(self, folder: Path | None, into: Path, changed: Callable[[], None]) -> None:
        self._into = into
        self._changed = changed
        self._stepping = threading.Lock()
        # The numbers of another run of the program mean other pictures.
        self._run = secrets.token_hex(4)
        self._offered = recent.offered() if folder is None else {}
        self._music: dict[str, Path] = {}
        self._notices: list[str] = []
        self.folder = folder
        self.phase = "choose"
        self.share = 0.0
        self.problem = ""
        self.film: EditedFilm | None = None
        self.pictures: Pictures | None = None
        self.looks: LookPictures | None = None
        self.playing: Playing | None = None
        self.making: Making | None = None
        self.sending = Sending(changed)
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

        try:
            film = EditedFilm(folder, report=with_progress(self._hear, progress))
        except (SlideshowError, OSError) as error:
            self.phase, self.problem = "failed", str(error)
            self._changed()
            return
        except Exception as error:
            self.phase, self.problem = "failed", f"{type(error).__name__}: {error}"
            self._changed()
            return
        self.film = film
        self.pictures = Pictures(film)
        self.looks = LookPictures(film)
        self.playing = Playing(film, self._changed)
        self.making = Making(film, self._into, self._changed)
        self._music = {
            photo_id(path): path
            for path in (*film.session.scene.album.audio, *sorted(self._dropped_folder().glob("*")))
        }
        recent.remember(folder)
        self.phase = "ready"
        self.playing.want()
        self._changed()

    def _hear(self, event: Event) -> None:
        match event:
            case Noticed(text):
                self._notices = [*self._notices, text][-_MOST_NOTICES:]
            case PhotoLeftOut(path, reason, _, by_choice) if not by_choice:
                self._notices = [*self._notices, f"{path.name}: {reason}"][-_MOST_NOTICES:]

    # What the page shows.

    @property
    def revision(self) -> str:
        return f"{self._run}-{self.film.revision}" if self.film else f"{self._run}-0"

    def number_of(self, revision: str) -> int:
        """The session's number in a revision of the page; -1 for one of another run."""
        run, _, number = revision.partition("-")
        return int(number) if run == self._run and number.isdecimal() else -1

    def news(self) -> dict[str, Any]:
        """The little that changes by itself."""
        playing = self.playing.now if self.playing else {}
        return {
            "phase": self.phase,
            "share": round(self.share, 3),
            "problem": self.problem,
            "revision": self.revision,
            "playing": playing | {"revision": f"{self._run}-{playing.get('revision', 0)}"},
            "making": self.making.now.as_json() if self.making else {"phase": ""},
            "phone": self.sending.now,
        }

    def whole(self) -> dict[str, Any]:
        """All of it."""
        found: dict[str, Any] = self.news()
        found["album"] = self.folder.resolve().name if self.folder else ""
        found["offered"] = [
            {"id": key, "name": path.name, "place": str(path.parent)} for key, path in self._offered.items()
        ]
        if self.film:
            found["state"] = state_of(self.film, self.revision)
            found["choices"] = choices(self._music)
            found["notices"] = self._notices
        return found

    def ready(self) -> EditedFilm:
        """The film. Raises InputError until it is open."""
        if self.film is None:
            raise InputError("The album is still being opened.", "Wait a moment.")
        return self.film

    def photo(self, key: str) -> Photo:
        """The album's photo of an id, as it stands in the film, turned perhaps. Raises InputError."""
        film = self.ready()
        shown = [photo for shot in film.session.draft.shots for photo in shot.photos]
        for photo in (*shown, *film.session.scene.album.photos):
            if photo_id(photo.path) == key:
                return photo
        raise InputError("The album has no such photo.")

    def duels(self) -> list[Duel]:
        """Photos of the film beside those much like them that were left out."""
        return duels_of(self.ready())

    # What it does.

    def do(self, name: str, given: Mapping[str, Any], revision: str) -> dict[str, Any]:
        """Makes a step; the film as it is then, and in words what was done.

        Raises InputError when it cannot be made, also when the film is another than the page shows.
        """
        film = self.ready()
        with self._stepping:
            if revision != self.revision:
                raise InputError(
                    "The film was changed in another page meanwhile.", "Look at it, and try again."
                )
            paths = {**ids_of(film.session.scene.album), **self._music}

            def path_of(key: str) -> Path:
                if key not in paths:
                    raise InputError("The album has no such file.")
                return paths[key]

            done = step(film, name, given, path_of)
        if done and self.playing:
            self.playing.want()
        self._changed()
        words, at = film.session.history
        told = done if isinstance(done, str) else words[at]
        return {"done": bool(done), "words": told, "state": state_of(film, self.revision)}

    def save(self, overwrite: bool) -> str:
        """Writes slideshow.toml; its name. Raises InputError."""
        return self.ready().save(overwrite=overwrite).name

    def dropped_music(self, name: str) -> Path:
        """Where a file that was dropped is to lie: in the cache, under its own name's safe part."""
        self.ready()
        stem = "".join(one for one in Path(name.replace("\\", "/")).name if one.isalnum() or one in " ._-()")
        folder = self._dropped_folder()
        folder.mkdir(parents=True, exist_ok=True)
        return folder / (stem.strip(". ")[:120] or "music")

    def take_music(self, file: Path) -> str:
        """The name by which the page chooses a file that was dropped. Raises InputError for no music."""
        from slideshow.sound.music_file import check_music

        try:
            check_music(file)
        except InputError as error:
            file.unlink(missing_ok=True)
            raise InputError(f"{file.name}: no sound is found in it.", error.hint) from error
        self._music[photo_id(file)] = file
        self._changed()
        return f"file:{photo_id(file)}"

    def _dropped_folder(self) -> Path:
        assert self.folder is not None
        return folder_of(self.folder) / "music"

    def close(self) -> None:
        """Ends all that runs; every step is kept."""
        self.sending.end()
        for one in (self.making, self.playing, self.pictures, self.film):
            if one:
                with suppress(SlideshowError, OSError):
                    one.close()
