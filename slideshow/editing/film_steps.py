"""The steps that a film can be changed by, a method for each, which gives them their words."""

from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from slideshow.editing import durations, looks, slides, whole_film
from slideshow.editing.draft import Draft, Surroundings, shot_at
from slideshow.editing.joined import keep_joined
from slideshow.editing.next_best import photo_named, slide_of
from slideshow.editing.session import Operation, Session
from slideshow.errors import InputError
from slideshow.model.album import Photo
from slideshow.model.brief import Order
from slideshow.model.geometry import Point, Rect

Named = int | str | Path
Given = ParamSpec("Given")
Done = TypeVar("Done")


def _alone(
    step: Callable[Concatenate["FilmSteps", Given], Done],
) -> Callable[Concatenate["FilmSteps", Given], Done]:
    """The step without another thread's in between: what a name or number means holds until it is made."""

    @wraps(step)
    def held(self: "FilmSteps", *given: Given.args, **options: Given.kwargs) -> Done:
        with self.session.held():
            return step(self, *given, **options)

    return held  # type: ignore[return-value]


class FilmSteps:
    """A session's steps. Slides are counted from 1; wherever a number is asked for, the name of a photo in
    the film will do.

    Each tells whether it changed anything. What cannot be done is an InputError, and has changed nothing.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    # Which photos stand where.

    @_alone
    def take_out(self, slide: Named) -> bool:
        """Takes a slide out; of a slide of several photos only the one that is named."""
        draft, around = self.session.draft, self.session.surroundings
        if isinstance(slide, int):
            return self._slide("Took out {}", slides.take_out, slide)
        photo = photo_named(draft, around, slide)
        return self._do(f"Took out {photo.path.stem}", partial(_with, slides.take_photo_out, photo))

    @_alone
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

    @_alone
    def move(self, slide: Named, to: Named) -> bool:
        """Moves a slide to where another stands."""
        draft, around = self.session.draft, self.session.surroundings
        place = self._number(draft, around, to)
        return self._slide("Moved {}", slides.move, slide, place)

    @_alone
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

    @_alone
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
        return self._slide(f"{{}} for {seconds:g} s", durations.last_for, slide, seconds)

    def beats(self, slide: Named, beats: int) -> bool:
        """How many beats of the music a slide stands."""
        return self._slide(f"{{}} for {beats} beats", durations.last_for_beats, slide, beats)

    # How it looks.

    def caption(self, slide: Named, text: str | None) -> bool:
        return self._slide("Caption of {}", looks.caption, slide, text)

    def chapter(self, slide: Named, text: str | None) -> bool:
        return self._slide("Chapter at {}", looks.chapter, slide, text)

    def layout(self, slide: Named, name: str | None) -> bool:
        return self._slide("Layout of {}", looks.layout, slide, name)

    def crop(self, slide: Named, name: str | None) -> bool:
        """Cuts a photo to a shape that does not fill the frame: "whole", or a name in the table of crops."""
        return self._slide("Crop of {}", looks.crop, slide, name)

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

    @_alone
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

    def tone(self, corrected: bool) -> bool:
        """Lifts flat and dark photos and brings the light of neighbours closer, or leaves them be."""
        words = "Light corrected" if corrected else "Photos in their own light"
        return self._do(words, lambda d, a: whole_film.tone(d, a, corrected))

    def target(self, name: str) -> bool:
        return self._do(f"For {name}", lambda d, a: whole_film.target(d, a, name))

    def album_link(self, link: str | None) -> bool:
        return self._do("Album link", lambda d, a: whole_film.album_link(d, a, link))

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

    @_alone
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
