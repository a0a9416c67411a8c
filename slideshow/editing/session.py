"""An album whose film is being changed: its steps, the film as it is now, and what becomes of it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from slideshow.documents import storyboard_file, storyboard_update
from slideshow.editing.digests import brief_digest, file_digest
from slideshow.editing.draft import Draft, Step, Surroundings
from slideshow.editing.frozen_light import in_same_light
from slideshow.editing.joined import joined_folder, with_photos
from slideshow.editing.journal import Journal, folder_of, has_steps, last_brief, sole_session
from slideshow.editing.opening import Opening
from slideshow.editing.placing import settle_on_beats
from slideshow.editing.planned_films import PlannedFilms
from slideshow.editing.record import Recorder
from slideshow.editing.replanning import replanned
from slideshow.errors import InputError, printable
from slideshow.events import Noticed, Report, ignore
from slideshow.model.album import LeftOut, Photo
from slideshow.model.brief import Brief
from slideshow.pipeline.planning import Planned
from slideshow.plan import Scene, without_photos

Operation = Callable[[Draft, Surroundings], Draft]

_OPENED = "Opened"


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
        at_once: bool = False,
        report: Report = ignore,
        changed: Callable[[], None] | None = None,
    ) -> None:
        """Goes on with the steps that were made before, or begins with the film that slideshow.toml has, or
        with our own. `brief` None is that of before.

        With `at_once` it begins with a first guess where there are photos that were never looked at. When all
        have been, the film becomes what it would have been, but for what was changed in it meanwhile:
        `changed` is called then, as `report` is in between, in another thread. Raises SlideshowError,
        InputError when the film is being changed elsewhere.
        """
        self.folder = folder
        self._report = report
        self._changed = changed
        self._changing = threading.RLock()
        self._whole = threading.Event()
        self._problem: Exception | None = None
        self._lost: tuple[LeftOut, ...] = ()
        self._films = PlannedFilms(folder)
        self._closing = ExitStack()
        self.revision = 0
        if not folder.is_dir():
            raise InputError(f"{printable(folder)}: there is no such folder.", "Name one with photos.")
        place = folder_of(folder)
        self._closing.enter_context(sole_session(place, folder))
        try:
            self._open(place, brief, target, fresh, recursive, at_once)
        except BaseException:
            self._closing.close()
            raise

    def _open(
        self, place: Path, brief: Brief | None, target: str, fresh: bool, recursive: bool, at_once: bool
    ) -> None:
        folder, report = self.folder, self._report
        asked = brief or last_brief(place) or Brief()
        self._opening = opening = Opening(
            folder,
            asked,
            fresh=fresh,
            recursive=recursive,
            at_once=at_once,
            is_new=not has_steps(place),
            report=report,
        )
        self._closing.callback(opening.close)
        self._know(opening.scene)
        self._journal = Journal(place, Recorder(self._scene.album))
        self._steps, self._at, base, gone = self._journal.read()
        self._base = file_digest(folder / storyboard_file.NAME)
        self._asked = brief_digest(brief) if brief else base.partition("/")[2]
        base, _, asked_before = base.partition("/")
        for name in gone:
            report(Noticed(f"{name}: is gone, and no longer in the film."))
        words = ""
        if not self._steps:
            words = _OPENED
        elif fresh:
            words = "Planned anew"
        elif base != self._base and opening.has_plan:
            # A person has changed the file: it counts, and what was done here before can be had back.
            words = f"Read {storyboard_file.NAME} as it was changed"
        elif brief is not None and self._asked != asked_before:
            words = "Planned anew, as asked"
        if words:
            draft = Draft(opening.film(opening.scene).storyboard, asked, target)
            self._keep(Step(words, self._decided(draft), opening.is_guess))
        else:
            self.revision += 1
        if opening.is_guess:
            opening.begin([photo for shot in self._draft.shots for photo in shot.photos], self._look_again)
        else:
            self._end_guess(opening.scene)

    def _know(self, scene: Scene) -> None:
        scene = with_photos(scene, sorted(joined_folder(self.folder).glob("[!.]*")), self._report)
        self._scene = replace(scene, brief=replace(scene.brief, closing_seconds=0.0))
        self._films.clear()

    def _look_again(self) -> None:
        """Makes the film of what the photos showed: all of them have been looked at."""
        try:
            self._end_guess(self._opening.whole_scene())
        # Whatever went wrong: who waits for the film is told.
        except Exception as error:
            self._problem = error
            self._whole.set()
        if self._changed:
            self._changed()

    def _end_guess(self, scene: Scene) -> None:
        is_guessed = any(step.is_guess for step in self._steps)
        whole = self._opening.film(scene).storyboard if is_guessed else None
        with self._changing:
            if is_guessed or self._opening.is_guess:
                self._know(replace(scene, album=scene.album.without(*self._lost)))
                photos = {photo.path: photo for photo in self._scene.album.photos}
                steps, at = replanned(self._steps, self._at, whole, photos, self._decided)
                if steps != self._steps:
                    self._journal.replanned(steps, at, f"{self._base}/{self._asked}")
                self._steps, self._at = steps, at
                self.revision += 1
            self._whole.set()

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
    def is_whole(self) -> bool:
        """Whether the film is planned by what its photos show, and not by a first guess."""
        return self._whole.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Waits until the film is no guess any more, for so long at most; whether it is whole then. Raises
        SlideshowError when there is no film, as when none of the photos can be read."""
        self._whole.wait(seconds)
        if self._problem:
            raise self._problem
        return self.is_whole

    def need(self, photo: Photo) -> None:
        """Waits until a photo has been looked at. Raises PhotoError when it cannot be read."""
        self._opening.need(photo)

    @contextmanager
    def held(self, revision: int | None = None) -> Iterator[None]:
        """Lets no other thread change the film within the block. Raises InputError when it is another than
        that of `revision`."""
        with self._changing:
            if revision not in (None, self.revision):
                raise InputError("The film was changed meanwhile.", "Look at it, and try again.")
            yield

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
            decided = in_same_light(decided, self._film(decided), before, self._film(before))
            if decided == before:
                return False
            self._keep(Step(words, decided))
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

        Waits until it is no guess any more. Raises InputError when the file was changed since it was read,
        unless `overwrite`.
        """
        self.wait()
        with self._changing:
            path = self.folder / storyboard_file.NAME
            if not overwrite and file_digest(path) not in ("", self._base):
                raise InputError(
                    f"{printable(path)}: was changed by another program meanwhile.",
                    "Open the film again to have its changes, or overwrite them.",
                )
            storyboard_update.write(path, self._film(self._draft).storyboard, self._scene.album)
            self._base = file_digest(path)
            self._journal.base(f"{self._base}/{self._asked}")
            return path

    def lose(self, paths: Sequence[Path]) -> None:
        """Photos that are gone are taken out of the album, and of the film, as a step."""
        with self._changing:
            gone = set(paths)
            rest = without_photos(self._draft.storyboard, gone)
            if not rest.shots:
                raise InputError(f"{printable(self.folder)}: all photos of the film are gone.")
            lost = tuple(LeftOut(path, "is gone.") for path in paths)
            self._lost += lost
            album = self._scene.album.without(*lost)
            draft = replace(self._draft, storyboard=rest)
            self._scene = replace(self._scene, album=album)
            self._films.clear()
            names = ", ".join(path.name for path in paths[:3])
            words = f"{names} is gone" if len(paths) == 1 else f"{names} are gone"
            self._keep(Step(words, self._decided(draft)))

    def join(self, paths: Sequence[Path]) -> tuple[Path, ...]:
        """Photos from elsewhere belong to the album from now on; which they are. No step: the film has none
        of them yet. What cannot be read is reported and left out, and so is what the album has already.
        """
        known = self.scene
        scene = with_photos(known, paths, self._report)
        with self._changing:
            self._scene = scene
            self._films.clear()
            self._journal.know(scene.album)
        return tuple(one.path for one in scene.album.photos if one not in known.album.photos)

    def close(self) -> None:
        """Lets others change the film."""
        self._closing.close()
        self._whole.set()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # How.

    def _keep(self, step: Step) -> None:
        after = self._at + 1 if self._steps else 0
        self._steps = [*self._steps[:after], step]
        self._at = after
        self.revision += 1
        self._journal.step(self._steps[-1], after, f"{self._base}/{self._asked}")

    def _go(self, at: int) -> None:
        self._at = at
        self.revision += 1
        self._journal.at(at)

    def _decided(self, draft: Draft) -> Draft:
        """The draft with all that a step gave back decided again."""
        decided = replace(draft, storyboard=self._film(draft).storyboard)
        return draft if decided == draft else decided

    def _settled(self, draft: Draft, before: Planned) -> Draft:
        """The draft with its cuts on the beats, where another length of the film has moved these."""
        music = self._film(draft).music
        beats = music.rhythm.beats if music and music.has_beats else ()
        if not beats or (before.music and before.music.rhythm.beats == beats):
            return draft
        shots = settle_on_beats(draft.shots, beats, draft.brief.fps)
        if shots == draft.shots:
            return draft
        return self._decided(replace(draft, storyboard=replace(draft.storyboard, shots=shots)))

    def _film(self, draft: Draft) -> Planned:
        return self._films.of(draft, self._scene)
