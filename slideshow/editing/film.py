"""The film that a person changes, with a method for each step: for Python, the command line and a page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from slideshow.documents.target_files import target as target_of
from slideshow.editing import looks, slides, whole_film
from slideshow.editing.draft import Draft, Surroundings, shot_at
from slideshow.editing.joined import keep_joined
from slideshow.editing.next_best import alternatives, photo_named, slide_of
from slideshow.editing.preview import WIDTH, Piece, Preview
from slideshow.editing.session import Operation, Session
from slideshow.errors import InputError
from slideshow.events import Finished, Report, ignore
from slideshow.media.photo_files import why_changed
from slideshow.model.album import LeftOut, Photo
from slideshow.model.brief import Brief, Order
from slideshow.model.geometry import Point, Rect
from slideshow.model.span import FrameSpan
from slideshow.model.storyboard import Shot
from slideshow.model.timeline import Timeline
from slideshow.pipeline.destination import Destination
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions
from slideshow.render.colour import RGB

Named = int | str | Path


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


class EditedFilm:
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
        report: Report = ignore,
    ) -> None:
        self._destination = destination
        self._report = report
        target = destination.target.name if destination else ""
        self.session = Session(folder, brief, target=target, fresh=fresh, recursive=recursive, report=report)
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

    # Which photos stand where.

    def take_out(self, slide: Named) -> bool:
        """Takes a slide out; of a slide of several photos only the one that is named."""
        draft, around = self.session.draft, self.session.surroundings
        if isinstance(slide, int):
            return self._slide("Took out {}", slides.take_out, slide)
        photo = photo_named(draft, around, slide)
        return self._do(f"Took out {photo.path.stem}", partial(_with, slides.take_photo_out, photo))

    def put_in(self, name: str | Path, at: int | None = None) -> bool:
        """Puts a photo in as slide `at`, or where its time has it."""
        photo = self._photo(name)
        return self._do(f"Put in {photo.path.stem}", lambda d, a: slides.put_in(d, a, photo, at))

    def take_in(self, *files: str | Path) -> tuple[Path, ...]:
        """Puts photos from elsewhere in where their time has them, as one step; which they are.

        They are copied into the user's cache, so that the album's folder stays as it is; what is no photo, or
        in the album already, is left out.
        """
        new = self.session.join(keep_joined(self.session.folder, [Path(file) for file in files]))
        if new:
            words = f"Put in {new[0].stem}" if len(new) == 1 else f"Put in {len(new)} photos"
            self._do(words, lambda d, a: slides.put_in_all(d, a, new))
        return new

    def move(self, slide: Named, to: Named) -> bool:
        """Moves a slide to where another stands."""
        draft, around = self.session.draft, self.session.surroundings
        place = self._number(draft, around, to)
        return self._slide("Moved {}", slides.move, slide, place)

    def swap(self, slide: Named, new: Named | None = None) -> bool:
        """Puts another photo in the place of one, for the same time: `new`, the first of another slide, or
        the next best. Photos of the film change places."""
        draft, around = self.session.draft, self.session.surroundings
        number = self._number(draft, around, slide)
        old = None if isinstance(slide, int) else photo_named(draft, around, slide)
        if isinstance(new, int):
            other: Photo | None = shot_at(draft, new).photos[0]
        else:
            other = None if new is None else self._photo(new)
        name = old.path.stem if old else shot_at(draft, number).photos[0].path.stem
        words = f"Swapped {name}" + (f" for {other.path.stem}" if other else "")
        return self._do(words, lambda d, a: slides.swap(d, a, number, old, other))

    def never(self, name: str | Path) -> bool:
        """Takes a photo out for good: nothing brings it back by itself."""
        photo = self._photo(name)
        return self._do(f"Never {photo.path.stem}", partial(_with, slides.never, photo))

    def join(self, slide: Named) -> bool:
        """Puts a slide and the one behind it into one frame."""
        return self._slide("Joined {} and the next", slides.join_slides, slide)

    def split(self, slide: Named) -> bool:
        """Shows a slide's photos one after the other."""
        return self._slide("Split {}", slides.split, slide)

    # How long.

    def seconds(self, slide: Named, seconds: float) -> bool:
        """How long a slide stands, transitions included."""
        return self._slide(f"{{}} for {seconds:g} s", slides.last_for, slide, seconds)

    def beats(self, slide: Named, beats: int) -> bool:
        """How many beats of the music a slide stands."""
        return self._slide(f"{{}} for {beats} beats", slides.last_for_beats, slide, beats)

    # How it looks.

    def caption(self, slide: Named, text: str | None) -> bool:
        return self._slide("Caption of {}", looks.caption, slide, text)

    def chapter(self, slide: Named, text: str | None) -> bool:
        return self._slide("Chapter at {}", looks.chapter, slide, text)

    def layout(self, slide: Named, name: str | None) -> bool:
        return self._slide("Layout of {}", looks.layout, slide, name)

    def focus(self, slide: Named, *points: tuple[float, float]) -> bool:
        """What stays in view, across and down in shares of each photo; none is by itself."""
        given = [Point(*point) for point in points] or None
        return self._slide("Focus of {}", looks.focus, slide, given)

    def window(
        self,
        slide: Named,
        start: tuple[float, float, float, float] | None,
        end: tuple[float, float, float, float] | None = None,
    ) -> bool:
        """What the frame shows of a photo at first and at last: left, top, width, height in shares of it."""
        first, last = (None if part is None else Rect(*part) for part in (start, end))
        return self._slide("Window on {}", looks.windows, slide, first, last)

    def motion(self, slide: Named, name: str | None, strength: float | None = None) -> bool:
        return self._slide("Motion of {}", looks.motion, slide, name, strength)

    def transition(self, slide: Named, name: str | None, seconds: float | None = None) -> bool:
        return self._slide("Transition into {}", looks.transition, slide, name, seconds)

    def rotate(self, slide: Named, degrees: int) -> bool:
        """Turns a photo clockwise beyond what its file says: 0, 90, 180 or 270."""
        draft, around = self.session.draft, self.session.surroundings
        photo = None if isinstance(slide, int) else photo_named(draft, around, slide)
        return self._slide("Turned {}", looks.rotation, slide, degrees, photo)

    def clip_start(self, slide: Named, seconds: float | None) -> bool:
        return self._slide("Part of {}", looks.clip_start, slide, seconds)

    def loudness(self, slide: Named, decibels: float) -> bool:
        return self._slide("Loudness of {}", looks.loudness, slide, decibels)

    def pin(self, slide: Named, pinned: bool = True) -> bool:
        return self._slide("Pinned {}" if pinned else "Unpinned {}", looks.pin, slide, pinned)

    def by_itself(self, slide: Named) -> bool:
        """Gives a slide's choices back."""
        return self._slide("{} by itself", looks.by_itself, slide)

    # The film as a whole.

    def title(self, heading: str | None, detail: str | None = None) -> bool:
        return self._do("Title", lambda d, a: whole_film.title(d, a, heading, detail))

    def end_card(self, text: str) -> bool:
        return self._do("End card", lambda d, a: whole_film.end_card(d, a, text))

    def look(self, template: str) -> bool:
        return self._do(f"Look {template}", lambda d, a: whole_film.look(d, a, template))

    def music(self, *words: str, start: float | None = None) -> bool:
        return self._do("Music", lambda d, a: whole_film.music(d, a, words, start))

    def music_start(self, seconds: float | None) -> bool:
        return self._do("Start of the music", lambda d, a: whole_film.music_start(d, a, seconds))

    def length(self, seconds: float | None) -> bool:
        return self._do("Length", lambda d, a: whole_film.length(d, a, seconds))

    def seed(self, number: int | None) -> bool:
        """What chance begins with where it decides, as in music of our own; None is the look's."""
        return self._do("Other music" if number else "Music", lambda d, a: whole_film.seed(d, a, number))

    def on_the_beat(self) -> bool:
        """Times every slide anew, to the music where it has beats."""
        return self._do("On the beat", whole_film.on_the_beat)

    def order(self, name: Order) -> bool:
        return self._do(f"Order by {name}", lambda d, a: whole_film.order(d, a, name))

    def target(self, name: str) -> bool:
        return self._do(f"For {name}", lambda d, a: whole_film.target(d, a, name))

    def album_link(self, link: str | None) -> bool:
        return self._do("Album link", lambda d, a: whole_film.album_link(d, a, link))

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

        Raises SlideshowError.
        Photos that are gone are left out of it, as they are when an album's film is made.
        """
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
        self.preview.close()
        self.session.close()

    def __enter__(self) -> "EditedFilm":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _photo(self, name: str | Path) -> Photo:
        return photo_named(self.session.draft, self.session.surroundings, name)

    def _number(self, draft: Draft, around: Surroundings, slide: Named) -> int:
        if isinstance(slide, int):
            shot_at(draft, slide)
            return slide
        photo = photo_named(draft, around, slide)
        number = slide_of(draft, photo.path)
        if number is None:
            raise InputError(f"{photo.path.name}: is not in the film.", "Put it in first.")
        return number

    def _slide(self, words: str, operation: Callable[..., Draft], slide: Named, *given: object) -> bool:
        draft, around = self.session.draft, self.session.surroundings
        number = self._number(draft, around, slide)
        name = shot_at(draft, number).photos[0].path.stem
        return self._do(words.format(name), lambda d, a: operation(d, a, number, *given))

    def _do(self, words: str, operation: Operation) -> bool:
        return self.session.apply(words, operation)


def _with(
    operation: Callable[[Draft, Surroundings, Photo], Draft], photo: Photo, draft: Draft, around: Surroundings
) -> Draft:
    return operation(draft, around, photo)
