"""An album whose film is being changed: its steps, the film as it is now, and what becomes of it."""

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from slideshow.documents import storyboard_file, storyboard_update
from slideshow.documents.template_files import DEFAULT, load, load_given
from slideshow.editing.draft import Draft, Step, Surroundings
from slideshow.editing.joined import joined_folder, with_photos
from slideshow.editing.journal import Journal, folder_of, last_brief, sole_session
from slideshow.editing.placing import settled
from slideshow.editing.record import Recorder
from slideshow.errors import InputError, printable
from slideshow.events import Noticed, Report, ignore
from slideshow.model.brief import Brief
from slideshow.pipeline.planning import Planned, film_of, planned
from slideshow.plan import Scene

Operation = Callable[[Draft, Surroundings], Draft]

_OPENED = "Opened"
# Films of so many drafts are kept planned: undo and redo go to and fro.
_MOST_PLANNED = 8


class Session:
    """The film of a folder while it is changed, by one program at a time; its threads may share it.

    Every step is kept at once, so that whatever ends the program costs the step that was just being made at
    most. `revision` is another number whenever the film is another.
    """

    def __init__(
        self,
        folder: Path,
        brief: Brief | None = None,
        *,
        target: str = "",
        fresh: bool = False,
        recursive: bool = False,
        report: Report = ignore,
    ) -> None:
        """Goes on with the steps that were made before, or begins with the film that slideshow.toml has, or
        with our own. `brief` None is that of before. Raises SlideshowError, InputError when the film is being
        changed elsewhere."""
        self.folder = folder
        self._report = report
        self._changing = threading.RLock()
        self._planned: dict[int, tuple[Draft, Planned]] = {}
        self._closing = ExitStack()
        self.revision = 0
        if not folder.is_dir():
            raise InputError(f"{printable(folder)}: there is no such folder.", "Name one with photos.")
        place = folder_of(folder)
        self._closing.enter_context(sole_session(place, folder))
        try:
            self._open(place, brief, target, fresh, recursive)
        except BaseException:
            self._closing.close()
            raise

    def _open(self, place: Path, brief: Brief | None, target: str, fresh: bool, recursive: bool) -> None:
        folder, report = self.folder, self._report
        asked = brief or last_brief(place) or Brief()
        first = planned(folder, asked, recursive=recursive, fresh=fresh, report=report)
        scene = with_photos(first.scene, sorted(joined_folder(folder).glob("[!.]*")), report)
        self._scene = replace(scene, brief=replace(scene.brief, closing_seconds=0.0))
        self._journal = Journal(place, Recorder(scene.album))
        self._steps, self._at, base, gone = self._journal.read()
        self._base = _digest(folder / storyboard_file.NAME)
        self._asked = _of_brief(brief) if brief else base.partition("/")[2]
        base, _, asked_before = base.partition("/")
        for name in gone:
            report(Noticed(f"{name}: is gone, and no longer in the film."))
        draft = Draft(first.storyboard, asked, target)
        if not self._steps:
            self._begin(_OPENED, draft)
        elif fresh:
            self._begin("Planned anew", draft)
        elif base != self._base and first.from_file:
            # A person has changed the file: it counts, and what was done here before can be had back.
            self._begin(f"Read {storyboard_file.NAME} as it was changed", draft)
        elif brief is not None and self._asked != asked_before:
            self._begin("Planned anew, as asked", draft)
        else:
            self.revision += 1

    def _begin(self, words: str, draft: Draft) -> None:
        self._keep(words, self._decided(draft))

    @property
    def _draft(self) -> Draft:
        return self._steps[self._at].draft

    # What there is to see.

    @property
    def draft(self) -> Draft:
        """The film's choices, as they are now."""
        with self._changing:
            return self._draft

    @property
    def film(self) -> Planned:
        """The film, planned, as it is now. Raises SlideshowError, as when its music is gone."""
        with self._changing:
            return self._film(self._draft)

    @property
    def now(self) -> tuple[int, Planned]:
        """The revision and its film."""
        with self._changing:
            return self.revision, self._film(self._draft)

    @property
    def scene(self) -> Scene:
        """What is known of the album."""
        with self._changing:
            return self._scene

    @property
    def surroundings(self) -> Surroundings:
        """What the steps look at."""
        with self._changing:
            film = self._film(self._draft)
            beats = film.music.rhythm.beats if film.music and film.music.has_beats else ()
            return Surroundings(film.scene, tuple(beats))

    @property
    def history(self) -> tuple[tuple[str, ...], int]:
        """The steps in words, and the number of the one that the film stands at, from 0."""
        with self._changing:
            return tuple(step.words for step in self._steps), self._at

    @property
    def is_kept(self) -> bool:
        """Whether the last step is on the disk, and not only in memory."""
        return self._journal.is_kept

    # What changes it.

    def apply(self, words: str, operation: Operation) -> bool:
        """Makes a step; False when it changed nothing. Raises InputError, and nothing has changed then."""
        with self._changing:
            before = self._draft
            after = operation(before, self.surroundings)
            if after == before:
                return False
            decided = self._settled(self._decided(after), self._film(before))
            if decided == before:
                return False
            self._keep(words, decided)
            return True

    def undo(self, steps: int = 1) -> str | None:
        """Goes back; in words what is undone, None at the beginning."""
        with self._changing:
            if self._at == 0:
                return None
            words = self._steps[self._at].words
            self._go(max(0, self._at - max(1, steps)))
            return words

    def redo(self, steps: int = 1) -> str | None:
        """Goes forward again; in words what is done again, None at the end."""
        with self._changing:
            if self._at == len(self._steps) - 1:
                return None
            self._go(min(len(self._steps) - 1, self._at + max(1, steps)))
            return self._steps[self._at].words

    def save(self, *, overwrite: bool = False) -> Path:
        """Writes slideshow.toml: a person's comments and the order of keys stay.

        Raises InputError when the file was changed since it was read, unless `overwrite`.
        """
        with self._changing:
            path = self.folder / storyboard_file.NAME
            if not overwrite and _digest(path) not in ("", self._base):
                raise InputError(
                    f"{printable(path)}: was changed by another program meanwhile.",
                    "Open the film again to have its changes, or overwrite them.",
                )
            storyboard_update.write(path, self._film(self._draft).storyboard, self._scene.album)
            self._base = _digest(path)
            self._journal.base(f"{self._base}/{self._asked}")
            return path

    def lose(self, paths: Sequence[Path]) -> None:
        """Photos that are gone are taken out of the album, and of the film, as a step."""
        from slideshow.model.album import LeftOut
        from slideshow.plan import without_photos

        with self._changing:
            gone = set(paths)
            rest = without_photos(self._draft.storyboard, gone)
            if not rest.shots:
                raise InputError(f"{printable(self.folder)}: all photos of the film are gone.")
            album = self._scene.album.without(*(LeftOut(path, "is gone.") for path in paths))
            draft = replace(self._draft, storyboard=rest)
            self._scene = replace(self._scene, album=album)
            self._planned.clear()
            names = ", ".join(path.name for path in paths[:3])
            self._keep(f"{names} is gone" if len(paths) == 1 else f"{names} are gone", self._decided(draft))

    def join(self, paths: Sequence[Path]) -> tuple[Path, ...]:
        """Photos from elsewhere belong to the album from now on; which they are. No step: the film has none
        of them yet. What cannot be read is reported and left out, and so is what the album has already.
        """
        known = self.scene
        scene = with_photos(known, paths, self._report)
        with self._changing:
            self._scene = scene
            self._planned.clear()
            self._journal.know(scene.album)
        return tuple(one.path for one in scene.album.photos if one not in known.album.photos)

    def close(self) -> None:
        """Lets others change the film."""
        self._closing.close()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # How.

    def _keep(self, words: str, draft: Draft) -> None:
        after = self._at + 1 if self._steps else 0
        self._steps = [*self._steps[:after], Step(words, draft)]
        self._at = after
        self.revision += 1
        self._journal.step(self._steps[-1], after, f"{self._base}/{self._asked}")

    def _go(self, at: int) -> None:
        self._at = at
        self.revision += 1
        self._journal.at(at)

    def _decided(self, draft: Draft) -> Draft:
        """The draft with all that a step gave back decided again."""
        film = self._planned_of(draft)
        decided = replace(draft, storyboard=film.storyboard)
        if decided == draft:
            self._remember(draft, film)
        return decided

    def _settled(self, draft: Draft, before: Planned) -> Draft:
        """The draft with its cuts on the beats, where another length of the film has moved these."""
        music = self._film(draft).music
        beats = music.rhythm.beats if music and music.has_beats else ()
        if not beats or (before.music and before.music.rhythm.beats == beats):
            return draft
        shots = settled(draft.shots, beats, draft.brief.fps)
        if shots == draft.shots:
            return draft
        return self._decided(replace(draft, storyboard=replace(draft.storyboard, shots=shots)))

    def _film(self, draft: Draft) -> Planned:
        known = self._planned.get(id(draft))
        if known and known[0] is draft:
            return known[1]
        film = self._planned_of(draft)
        self._remember(draft, film)
        return film

    def _remember(self, draft: Draft, film: Planned) -> None:
        self._planned[id(draft)] = draft, film
        while len(self._planned) > _MOST_PLANNED:
            self._planned.pop(next(iter(self._planned)))

    def _planned_of(self, draft: Draft) -> Planned:
        template = draft.storyboard.template or draft.brief.template
        scene = replace(
            self._scene,
            brief=replace(draft.brief, closing_seconds=0.0),
            template=load_given(template) if template else load(DEFAULT),
        )
        return replace(film_of(self.folder, draft.storyboard, scene, ignore), edited=True)


def _digest(file: Path) -> str:
    try:
        return blake2b(file.read_bytes(), digest_size=12).hexdigest()
    except OSError:
        return ""


def _of_brief(brief: Brief) -> str:
    return blake2b(repr(brief).encode("utf-8", "replace"), digest_size=12).hexdigest()
