"""Files that were dropped on the page -> the user's cache: the album's folder is never written to."""

from collections.abc import Mapping
from pathlib import Path

from slideshow.editing.film import EditedFilm
from slideshow.editing.joined import free_name, joined_folder
from slideshow.editing.journal import folder_of
from slideshow.errors import InputError
from slideshow.studio.ids import photo_id

_LONGEST_NAME = 120


class Dropped:
    """What was dropped on one album. Threads may share it."""

    def __init__(self, film: EditedFilm) -> None:
        self._film = film
        self._folder = film.session.folder
        heard = (*film.session.scene.album.audio, *sorted(self._music_folder.glob("*")))
        self.music: Mapping[str, Path] = {photo_id(path): path for path in heard}
        self._waiting: list[Path] = []

    def place(self, kind: str, name: str) -> Path:
        """Where a file is to lie, under its own name's safe part."""
        plain = Path(name.replace("\\", "/")).name
        plain = "".join(one for one in plain if one.isalnum() or one in " ._-()").strip(". ")
        ending = Path(plain).suffix[:10]
        plain = f"{Path(plain).stem[:_LONGEST_NAME]}{ending}" or kind
        folder = self._music_folder if kind == "music" else joined_folder(self._folder)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / plain if kind == "music" else free_name(folder, plain)

    def take(self, kind: str, file: Path) -> str:
        """The name by which the page chooses it. Raises InputError for music without sound."""
        if kind == "music":
            return self._take_music(file)
        self._waiting.append(file)
        return file.name

    def join(self) -> int:
        """Puts the photos that were dropped in, as one step; how many they are.

        Raises InputError when none of them is a photo that the album has not yet.
        """
        waiting, self._waiting = self._waiting, []
        new = self._film.take_in(*waiting)
        for file in set(waiting) - set(new):
            file.unlink(missing_ok=True)
        if waiting and not new:
            raise InputError(
                "No new photo was found among these files.", "Drop photos that are not in the album yet."
            )
        return len(new)

    def count_shown(self) -> int:
        """How many photos of the film lie in the cache, and not in the album's folder."""
        place = joined_folder(self._folder)
        shots = self._film.session.draft.shots
        return sum(photo.path.parent == place for shot in shots for photo in shot.photos)

    def _take_music(self, file: Path) -> str:
        from slideshow.sound.music_file import check_music

        try:
            check_music(file)
        except InputError as error:
            file.unlink(missing_ok=True)
            raise InputError(f"{file.name}: no sound is found in it.", error.hint) from error
        self.music = {**self.music, photo_id(file): file}
        return f"file:{photo_id(file)}"

    @property
    def _music_folder(self) -> Path:
        return folder_of(self._folder) / "music"
