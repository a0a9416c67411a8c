"""The film that a person changes, with a method for each step: for Python, the command line and a page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from slideshow.documents.target_files import target as target_of
from slideshow.editing.draft import shot_at
from slideshow.editing.film_steps import FilmSteps, Named
from slideshow.editing.next_best import alternatives
from slideshow.editing.preview import WIDTH, Piece, Preview
from slideshow.editing.session import Session
from slideshow.events import Finished, Report, ignore
from slideshow.media.photo_files import why_changed
from slideshow.model.album import LeftOut
from slideshow.model.brief import Brief
from slideshow.model.span import FrameSpan
from slideshow.model.storyboard import Shot
from slideshow.model.timeline import Timeline
from slideshow.pipeline.destination import Destination
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions
from slideshow.render.colour import RGB


@dataclass(frozen=True, slots=True)
class SlideNow:
    """A slide as it stands: its number, counted from 1, its choices, and the frames it is seen in."""

    number: int
    shot: Shot
    span: FrameSpan

    @property
    def photos(self) -> tuple[Path, ...]:
        return tuple(photo.path for photo in self.shot.photos)

    @property
    def seconds(self) -> float:
        return float(self.shot.seconds or 0)

    @property
    def name(self) -> str:
        """What people call it: the name of its first photo."""
        return self.shot.photos[0].path.stem


class EditedFilm(FilmSteps):
    """A folder's film while it is changed. Threads may share it.

    Slides are counted from 1; wherever a number is asked for, the name of a photo in the film will do. Every
    step can be undone. What cannot be done is an InputError, and has changed nothing.
    """

    def __init__(
        self,
        folder: Path,
        brief: Brief | None = None,
        *,
        destination: Destination | None = None,
        fresh: bool = False,
        recursive: bool = False,
        at_once: bool = False,
        report: Report = ignore,
        changed: Callable[[], None] | None = None,
    ) -> None:
        """See Session."""
        self._destination = destination
        self._report = report
        target = destination.target.name if destination else ""
        super().__init__(
            Session(
                folder,
                brief,
                target=target,
                fresh=fresh,
                recursive=recursive,
                at_once=at_once,
                report=report,
                changed=changed,
            )
        )
        self.preview = Preview(self.session)

    # What there is to see.

    @property
    def slides(self) -> tuple[SlideNow, ...]:
        """The film's slides, in order."""
        film = self.session.film
        return tuple(
            SlideNow(number, shot, slide.span)
            for number, (shot, slide) in enumerate(
                zip(film.storyboard.shots, film.timeline.slides, strict=False), start=1
            )
        )

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The photos that are not in it, and why: not chosen, taken out, or not to be read."""
        film = self.session.film
        return (*film.storyboard.left_out, *film.scene.album.left_out)

    @property
    def timeline(self) -> Timeline:
        return self.session.film.timeline

    @property
    def revision(self) -> int:
        """Another number whenever the film is another."""
        return self.session.revision

    @property
    def is_whole(self) -> bool:
        """Whether it is planned by what its photos show, and not, opened at once, by a first guess."""
        return self.session.is_whole

    def wait(self, seconds: float | None = None) -> bool:
        """Waits until it is no guess any more, for so long at most; whether it is. Raises SlideshowError."""
        return self.session.wait(seconds)

    @property
    def history(self) -> tuple[str, ...]:
        """What was done, in words, up to now."""
        words, at = self.session.history
        return words[: at + 1]

    @property
    def undone(self) -> tuple[str, ...]:
        """What `redo` would do again, the next first."""
        words, at = self.session.history
        return words[at + 1 :]

    def alternatives(self, slide: Named, most: int = 12) -> tuple[Path, ...]:
        """The photos that could stand in a slide's place, the best first."""
        draft, around = self.session.draft, self.session.surroundings
        shot = shot_at(draft, self._number(draft, around, slide))
        return tuple(one.path for one in alternatives(draft, around, shot.photos[0])[:most])

    def frame(self, number: int, width: int = WIDTH) -> RGB:
        """The film's picture of that number, counted from 0: (H, W, 3), uint8, RGB."""
        return self.preview.frame(number, width)

    def segments(
        self, width: int = WIDTH, start: int = 0, *, is_wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[Piece]:
        """The film in pieces that play, from the one at frame `start` on; see Preview.segments."""
        return self.preview.segments(width, start, is_wanted=is_wanted)

    def sound(self) -> bytes:
        """The film's sound, an MP4 (AAC) as long as the film."""
        return self.preview.sound()

    # History, file, film.

    def undo(self, steps: int = 1) -> str | None:
        """Goes back; in words what is undone, None at the beginning."""
        return self.session.undo(steps)

    def redo(self, steps: int = 1) -> str | None:
        """Does again what was undone; in words what, None at the end."""
        return self.session.redo(steps)

    def save(self, *, overwrite: bool = False) -> Path:
        """Writes slideshow.toml, comments kept. Nothing else writes it."""
        return self.session.save(overwrite=overwrite)

    def missing(self) -> tuple[Path, ...]:
        """Photos of the film that are not there any more, or were changed."""
        shown = {photo.path: photo for shot in self.session.draft.shots for photo in shot.photos}
        return tuple(path for path, photo in shown.items() if why_changed(path, photo.state))

    def drop_missing(self) -> tuple[Path, ...]:
        """Takes photos that are gone out of the film, as a step; which they were."""
        gone = self.missing()
        if gone:
            self.session.lose(gone)
        return gone

    def make(
        self,
        out: str | Path,
        *,
        quality: str = "good",
        overwrite: bool = False,
        jobs: int | None = None,
        encoder: str = "x264",
        destination: Destination | None = None,
        report: Report | None = None,
    ) -> Finished:
        """Makes the film as it is now, at `out`: only what was not drawn before is drawn.

        Raises SlideshowError. Photos that are gone are left out of it, as they are when an album's film is
        made. Waits until the film is no guess any more.
        """
        self.wait()
        self.drop_missing()
        film, draft = self.session.film, self.session.draft
        if destination is None:
            destination = self._destination or Destination()
            if draft.target and draft.target != destination.target.name:
                destination = Destination(target_of(draft.target))
        options = MakeOptions(
            draft.brief,
            quality=quality,
            encoder=encoder,
            overwrite=overwrite,
            jobs=jobs,
            destination=destination,
        )
        return make(self.session.folder, Path(out), options, film=film, report=report or self._report)

    def close(self) -> None:
        """Lets others change the film; every step is kept."""
        # First, as a picture may wait for its photo to be looked at.
        self.session.close()
        self.preview.close()

    def __enter__(self) -> "EditedFilm":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
