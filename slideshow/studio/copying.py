"""The film's photos -> a folder of pictures: to be sent as photos, or to be put into an album online."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from slideshow.documents.photo_place_files import photo_places
from slideshow.editing.film import EditedFilm
from slideshow.errors import InputError, SlideshowError
from slideshow.events import Advanced, Event, Started
from slideshow.model.album import VIDEO
from slideshow.pipeline.options import in_python
from slideshow.pipeline.photos import choose_of, write_photos
from slideshow.pipeline.planning import scene_for
from slideshow.pipeline.read_options import photo_options_of
from slideshow.share.upload.originals import write_copies
from slideshow.studio.one_thread import Cancelled, OneThread

PHOTOS, ALBUM = "photos", "album"
_ENDINGS = {PHOTOS: "photos", ALBUM: "to-upload"}
_SHOWN_AS = ("whole", "fill", "card")


@dataclass(frozen=True, slots=True)
class Copied:
    """How it stands: `phase` is "", "copying", "copied", "cancelled" or "failed"."""

    phase: str = ""
    kind: str = ""
    share: float = 0.0
    folder: str = ""
    count: int = 0
    size_bytes: int = 0
    problem: str = ""
    path: Path = field(default_factory=Path)
    names: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__ if name != "path"}


class Copying:
    """One folder at a time. `changed` is called from its thread."""

    def __init__(self, film: EditedFilm, into: Path, changed: Callable[[], None]) -> None:
        self._film = film
        self._into = into
        self._changed = changed
        self._thread = OneThread("copying")
        self._total = 1
        self.now = Copied()

    def start(self, kind: str, given: Mapping[str, Any]) -> None:
        """Begins. Raises InputError for what there is not, or while another is being written."""
        if kind not in _ENDINGS:
            raise InputError("The page asked for what is no folder.", "Reload it.")
        place, shown_as = str(given.get("place", "")), str(given.get("shown_as", "whole"))
        if kind == PHOTOS and (place not in photo_places() or shown_as not in _SHOWN_AS):
            raise InputError("There is no such place for photos.")
        work = (lambda out: self._photos(out, place, shown_as)) if kind == PHOTOS else self._album

        def begin() -> None:
            self.now = Copied("copying", kind)

        self._thread.start(lambda: self._work(kind, work), begin, "Photos are being written already.")
        self._changed()

    def cancel(self) -> None:
        self._thread.cancel()

    def close(self) -> None:
        self._thread.close()

    def _work(self, kind: str, work: "Callable[[Path], Copied]") -> None:
        try:
            self.now = replace(work(self._free(kind)), phase="copied", kind=kind, share=1.0)
        except Cancelled:
            self.now = Copied("cancelled", kind)
        except (SlideshowError, OSError) as error:
            self.now = Copied("failed", kind, problem=str(error))
        except Exception as error:
            self.now = Copied("failed", kind, problem=f"{type(error).__name__}: {error}")
        self._changed()

    def _photos(self, out: Path, place: str, shown_as: str) -> Copied:
        session = self._film.session
        asked = photo_options_of({"place": place, "shown_as": shown_as}, in_python)
        storyboard = session.film.storyboard
        brief = replace(asked.brief, template=storyboard.template or session.draft.brief.template)
        asked = replace(asked, brief=brief)
        chosen = choose_of(scene_for(session.film.scene, brief), storyboard, asked)
        if asked.place.clips is None:
            photos = tuple(one for one in chosen.photos if one.format != VIDEO)
            chosen = replace(chosen, photos=photos)
        sent = write_photos(session.folder, out, asked, chosen=chosen, report=self._hear)
        return Copied(
            folder=out.name,
            count=len(sent.names),
            size_bytes=sum(sent.sizes_bytes),
            path=out,
            names=sent.names,
        )

    def _album(self, out: Path) -> Copied:
        """All of the album, those of the film first and in its order."""
        session = self._film.session
        filmed = [photo for shot in session.draft.shots for photo in shot.photos]
        shown = {photo.path for photo in filmed}
        rest = [photo for photo in session.scene.album.photos if photo.path not in shown]
        photos = [photo for photo in (*filmed, *rest) if photo.format != VIDEO]
        copies = write_copies(photos, session.folder, out, report=self._hear)
        return Copied(folder=out.name, count=len(copies.names), size_bytes=copies.size_bytes, path=out)

    def _hear(self, event: Event) -> None:
        self._thread.check()
        match event:
            case Started(_, total) if total:
                self._total = total
            case Advanced(_, done):
                self.now = replace(self.now, share=min(1.0, done / self._total))
                self._changed()

    def _free(self, kind: str) -> Path:
        name = f"{self._film.session.folder.resolve().name or 'album'}-{_ENDINGS[kind]}"
        for number in range(1, 100):
            path = self._into / (name if number == 1 else f"{name}-{number}")
            if not path.exists():
                return path
        raise InputError(f"{name}: is there already.", "Start the page in another folder.")
