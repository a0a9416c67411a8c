"""slideshow.toml ↔ Storyboard: the film's choices in a file that a person can read and change."""

import os
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from slideshow.documents.storyboard_text import name_in_file, shown, text_of
from slideshow.documents.toml_files import load, nearest
from slideshow.effects.layouts import CROPS, HOLDS, LAYOUTS, WHOLE
from slideshow.effects.motions import MOTIONS
from slideshow.effects.transitions import TRANSITIONS
from slideshow.errors import InputError, RenderError, StoryboardError, printable
from slideshow.model.album import VIDEO, Album, LeftOut, Photo
from slideshow.model.clip import Clip
from slideshow.model.clock_shift import ClockShift, clock_shift
from slideshow.model.geometry import NO_MARGINS, Margins, Point, Rect
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.system.atomic_write import replacing

NAME = "slideshow.toml"
_MOST_SLIDES = 10_000
_TAKEN_OUT = "taken out of the plan."
NEVER = "never to be in the film."
# So many changes since the file was written are told one by one.
_MOST_CHANGES = 5


def _known(table: Mapping[str, object]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in table:
            raise PydanticCustomError("unknown_name", "is unknown", {"known": list(table)})
        return value

    return AfterValidator(check)


def _no_truth(value: object) -> object:
    # For Python true is the number 1.
    if isinstance(value, bool):
        raise PydanticCustomError("float_type", "must be a number")
    return value


Share = Annotated[float, Field(ge=0.0, le=1.0)]
_LEAST_SECONDS, _MOST_SECONDS = 0.8, 60.0
# Slides as short as this may be longer than their clip.
_SHORT_SLIDE_SECONDS = 2.0
Number = Annotated[float, BeforeValidator(_no_truth)]
Seconds = Annotated[Number, Field(ge=_LEAST_SECONDS, le=_MOST_SECONDS)]
Moment = Annotated[Number, Field(ge=0.0, le=86_400.0)]
Text = Annotated[str, Field(max_length=500)]
Turn = Literal[0, 90, 180, 270]
_Edge = Annotated[Number, Field(ge=0.0, le=0.45)]
FocusPoint = tuple[Share, Share]
# Left, top, right and bottom in shares of the photo; false for none.
Trim = Literal[False] | tuple[_Edge, _Edge, _Edge, _Edge]
_Side = Annotated[float, Field(gt=0.0, le=1.0)]
Window = tuple[Share, Share, _Side, _Side]


class _Slide(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    photos: Annotated[tuple[str, ...], Field(min_length=1, max_length=9)]
    seconds: Seconds | None = None
    # One for each clip among the photos.
    start: Moment | tuple[Moment, ...] | None = Field(None, alias="from")
    stop: Moment | None = Field(None, alias="to")
    caption: Text | None = None
    detail: Text | None = None
    chapter: Text | None = None
    layout: Annotated[str, _known(LAYOUTS)] | None = None
    crop: Annotated[str, _known({WHOLE: 0.0, **CROPS})] | None = None
    # [0.5, 0.5], or one of these for each photo.
    focus: tuple[Any, ...] | None = None
    motion: Annotated[str, _known(MOTIONS)] | None = None
    # Degrees clockwise; one for all photos, or one for each.
    rotate: Turn | tuple[Turn, ...] | None = None
    # One for all photos, or one for each.
    trim: Trim | tuple[Trim, ...] | None = None
    transition: Annotated[str, _known(TRANSITIONS)] | None = None
    transition_seconds: Annotated[float, Field(ge=0.0, le=5.0)] | None = None
    # Left, top, width and height in shares of the photo.
    window_start: Window | None = None
    window_end: Window | None = None
    strength: Annotated[float, Field(ge=0.0, le=0.5)] | None = None
    loudness: Annotated[float, Field(ge=-60.0, le=20.0)] = 0.0
    pin: bool = False


class _Folder(BaseModel):
    """What was there when the file was written: tells a photo that came later from one that was taken out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    photos: tuple[str, ...] = ()
    shift: tuple[Text, ...] = ()
    """What cameras' clocks were moved by then."""
    # Names of photos and the digests of their contents.
    content: dict[str, str] = {}


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text | None = None
    dates: Text | None = None
    end: Text | None = None
    template: Text | None = None
    music: Text | tuple[Text, ...] = ()
    music_start: Annotated[float, Field(ge=0.0, le=86_400.0)] | None = None
    album_link: Text | None = None
    never: tuple[str, ...] = ()
    shift: Text | tuple[Text, ...] = ()
    slide: Annotated[tuple[_Slide, ...], Field(max_length=_MOST_SLIDES)] = ()
    left_out: dict[str, str] = {}
    folder: _Folder = _Folder()


def read(path: Path, album: Album) -> tuple[Storyboard, tuple[str, ...]]:
    """The storyboard in a file, and a line for each photo that has come or gone since it was written.

    Raises StoryboardError, which lists every mistake.
    """
    file = load(path, _File, StoryboardError)
    names = {name_in_file(photo.path, album.folder): photo for photo in album.photos}
    unusable = {name_in_file(one.path, album.folder): one.reason for one in album.left_out}
    renamed = _renamed(file, names)
    file = _with_names(file, renamed)
    changes = [f"{shown(old)} is called {shown(new)} now: its slide is kept." for old, new in renamed.items()]
    shots: list[Shot] = []
    used: set[str] = set()
    for number, slide in enumerate(file.slide, start=1):
        photos = []
        turns, trims = _turns(path, number, slide), _trims(path, number, slide)
        for name, turn, trim in zip(slide.photos, turns, trims, strict=True):
            if name in names:
                photo = names[name] if turn is None else names[name].turned_to(turn)
                photos.append(photo if trim is None else _trimmed(photo, trim))
                used.add(name)
            elif name in unusable:
                changes.append(f"{shown(name)} {unusable[name]} It was taken out of slide {number}.")
            else:
                meant = nearest(name, list(names)) if len(names) < 2000 else ""
                hint = f" {meant}" if meant.startswith("Did") else ""
                changes.append(f"{shown(name)} is not there: taken out of slide {number}.{hint}")
        if photos:
            whole = len(photos) == len(slide.photos)
            shots.append(_shot(path, number, slide, photos, changes, whole=whole))
    # A slide that a person deletes leaves its photos out of the film.
    words_of = dict.fromkeys(file.folder.photos, _TAKEN_OUT) | file.left_out
    words_of |= dict.fromkeys((name for name in file.never if name not in file.left_out), NEVER)
    left_out = tuple(
        LeftOut(names[name].path, *_reason(words))
        for name, words in words_of.items()
        if name in names and name not in used
    )
    shots, added = _with_new(shots, album, {*used, *words_of}, names)
    if not shots:
        raise StoryboardError(
            f"{printable(path)}: none of its photos is there.",
            "Write it anew with slideshow plan --overwrite.",
        )
    changes += added
    if len(changes) > _MOST_CHANGES:
        changes = [*changes[:_MOST_CHANGES], f"And {len(changes) - _MOST_CHANGES} more changes like these."]
    music = (file.music,) if isinstance(file.music, str) else file.music
    storyboard = Storyboard(
        tuple(shots),
        left_out,
        file.title,
        file.dates,
        file.end,
        file.template,
        music,
        file.music_start,
        file.album_link,
        tuple(names[name].path for name in file.never if name in names),
        _shifts(path, file.shift),
        _shifts(path, file.folder.shift),
    )
    return storyboard, tuple(changes)


def shifts(path: Path) -> tuple[ClockShift, ...]:
    """How far the file moves cameras' clocks, which decides the album's order. Raises StoryboardError."""
    return _shifts(path, load(path, _File, StoryboardError).shift)


def _shifts(path: Path, texts: str | tuple[str, ...]) -> tuple[ClockShift, ...]:
    found = []
    for text in (texts,) if isinstance(texts, str) else texts:
        try:
            found.append(clock_shift(text))
        except ValueError:
            raise StoryboardError(
                f'{printable(path)}, shift: "{shown(text)}" is not a camera and a time.',
                'Write shift = ["Canon EOS 20D=+1h"], or -30m, +1y2d.',
            ) from None
    return tuple(found)


def write(path: Path, storyboard: Storyboard, album: Album, *, overwrite: bool = False) -> None:
    """The storyboard as a file. Raises InputError when one is there, RenderError when it cannot be."""
    if os.path.lexists(path) and not (overwrite and path.is_file()):
        raise InputError(
            f"{printable(path)}: is there already.", "Use --overwrite to plan anew, and lose what it says."
        )
    put(path, "\n".join(text_of(storyboard, album)))


def put(path: Path, text: str) -> None:
    """The file with that text, whole or as it was. Raises RenderError when it cannot be written."""
    try:
        with replacing(path) as part:
            part.write_bytes(text.encode())
    except OSError as error:
        raise RenderError(f"{printable(path)}: cannot be written ({error.strerror or error}).") from error


def _renamed(file: _File, names: Mapping[str, Photo]) -> dict[str, str]:
    """The names in the file of photos that have got other names since, and these."""
    mentioned = {name for slide in file.slide for name in slide.photos}
    mentioned |= {*file.folder.photos, *file.left_out, *file.never}
    gone = {name: file.folder.content[name] for name in mentioned & file.folder.content.keys() - names.keys()}
    new = sorted(names.keys() - mentioned)
    found: dict[str, str] = {}
    for old, content in sorted(gone.items()):
        same = [name for name in new if names[name].digest == content]
        if same:
            found[old] = same[0]
            new.remove(same[0])
    return found


def _with_names(file: _File, renamed: Mapping[str, str]) -> _File:
    """The file as if its photos had always been called so."""
    if not renamed:
        return file

    def now(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(renamed.get(name, name) for name in names)

    slides = tuple(slide.model_copy(update={"photos": now(slide.photos)}) for slide in file.slide)
    folder = file.folder.model_copy(update={"photos": now(file.folder.photos)})
    left_out = {renamed.get(name, name): words for name, words in file.left_out.items()}
    never = now(file.never)
    return file.model_copy(update={"slide": slides, "folder": folder, "left_out": left_out, "never": never})


def _shot(
    path: Path, number: int, slide: _Slide, photos: list[Photo], changes: list[str], *, whole: bool
) -> Shot:
    where = f"{printable(path)}: slide {number}"
    layout, focus, crop = slide.layout, None, slide.crop
    if slide.focus is not None:
        focus = _focus(where, slide.focus, len(slide.photos))
    starts, seconds = (
        _part(where, f"slide {number}", slide, photos, changes) if whole else (None, _exact(slide.seconds))
    )
    if not whole:
        # What was chosen for all of them does not suit the rest.
        layout, focus, crop = None, None, None
    if layout is not None:
        least, most = HOLDS[layout]
        if not least <= len(photos) <= most:
            fitting = [name for name, (low, high) in HOLDS.items() if low <= len(photos) <= high]
            count = f"{least} photo" if most == 1 else f"{least} to {most} photos"
            raise StoryboardError(
                f'{where}, layout: "{layout}" holds {count}, not {len(photos)}.',
                f"Use {' or '.join(fitting)}." if fitting else "Use fewer photos.",
            )
    if crop is not None and layout not in (None, "fit"):
        raise StoryboardError(
            f'{where}, crop: is for a photo that does not fill the frame, not for layout "{layout}".',
            'Take crop out, or use layout = "fit".',
        )
    return Shot(
        tuple(photos),
        seconds=seconds,
        caption=slide.caption,
        detail=slide.detail,
        chapter=slide.chapter,
        layout=layout,
        focus=focus,
        motion=slide.motion,
        transition=slide.transition,
        join_seconds=_exact(slide.transition_seconds),
        starts=starts,
        crop=crop,
        windows=_windows(where, slide, photos) if whole else None,
        strength=slide.strength,
        clip_decibels=slide.loudness,
        pinned=slide.pin,
    )


def _turns(path: Path, number: int, slide: _Slide) -> tuple[Turn | None, ...]:
    """How far each photo of a slide is turned, None where that is not said. Raises StoryboardError."""
    turns = slide.rotate if isinstance(slide.rotate, tuple) else (slide.rotate,) * len(slide.photos)
    if len(turns) != len(slide.photos):
        raise StoryboardError(
            f"{printable(path)}: slide {number}, rotate: has {len(turns)} turns for "
            f"{len(slide.photos)} photos.",
            "Give one for all, or one for each.",
        )
    return turns


def _trims(path: Path, number: int, slide: _Slide) -> tuple[Trim | None, ...]:
    """What is trimmed of each photo of a slide, None where that is not said. Raises StoryboardError."""
    trim = slide.trim
    if trim is None or trim is False or isinstance(trim[0], float):
        return (trim,) * len(slide.photos)  # type: ignore[return-value]
    if len(trim) != len(slide.photos):
        raise StoryboardError(
            f"{printable(path)}: slide {number}, trim: has {len(trim)} trims for {len(slide.photos)} photos.",
            "Give [left, top, right, bottom] for all, or one of these, or false, for each.",
        )
    return trim  # type: ignore[return-value]


def _trimmed(photo: Photo, trim: Trim) -> Photo:
    # What plays is shown as it is.
    if photo.clip is not None:
        return photo
    if trim is False:
        return photo.trimmed_to(NO_MARGINS)
    whole = photo.whole_size
    sides = (round(share * side) for share, side in zip(trim, (whole.width, whole.height) * 2, strict=True))
    return photo.trimmed_to(Margins(*sides))


def _windows(where: str, slide: _Slide, photos: Sequence[Photo]) -> tuple[Rect, Rect] | None:
    """The windows at the start and at the end; where one is not given, the other is both."""
    if slide.window_start is None and slide.window_end is None:
        return None
    if len(photos) > 1:
        raise StoryboardError(f"{where}: windows are for a photo that stands alone.", "Take them out.")
    start = slide.window_start or slide.window_end
    end = slide.window_end or start
    assert start is not None
    assert end is not None
    return _on_photo(start), _on_photo(end)


def _on_photo(window: Window) -> Rect:
    x, y, width, height = window
    return Rect(min(x, 1.0 - width), min(y, 1.0 - height), width, height)


def _part(
    where: str, slide_name: str, slide: _Slide, photos: Sequence[Photo], changes: list[str]
) -> tuple[tuple[Fraction | None, ...] | None, Fraction | None]:
    """Where the clips of a slide begin, None where that is not decided, and how long it is seen."""
    clips = [photo.clip for photo in photos if photo.clip and photo.format == VIDEO]
    if slide.start is None:
        if slide.stop is not None:
            raise StoryboardError(f"{where}, to: says nothing without from.", "Give both, in seconds.")
        return None, _exact(slide.seconds)
    if not clips:
        raise StoryboardError(f"{where}, from: there is no clip in it.", "Take from and to out.")
    given = slide.start if isinstance(slide.start, tuple) else (slide.start,)
    if len(given) != len(clips):
        raise StoryboardError(
            f"{where}, from: has {len(given)} moments for {len(clips)} clips.", "Give one for each."
        )
    for moment, clip in zip(given, clips, strict=True):
        if moment >= clip.seconds:
            length = f"{float(clip.seconds):.1f}"
            raise StoryboardError(f"{where}, from: the clip is only {length} seconds long.", "Begin earlier.")
    moments = iter(given)
    starts = tuple(
        _exact(next(moments)) if photo.format == VIDEO else Fraction(0) if photo.moves else None
        for photo in photos
    )
    if slide.stop is None:
        return starts, _exact(slide.seconds)
    if slide.seconds is not None:
        raise StoryboardError(f"{where}: from and to decide its seconds.", "Take seconds out, or to.")
    if len(clips) > 1:
        raise StoryboardError(f"{where}, to: there are several clips in it.", "Use seconds instead.")
    stop = _within(clips[0], given[0], slide.stop)
    if stop < slide.stop:
        end = float(clips[0].seconds)
        shown_to = "it is shown to there" if stop <= end + 0.05 else f"its last picture stands to {stop:g}"
        line = f"the clip ends at {end:.1f} seconds, before {slide.stop:g}; {shown_to}."
        changes.append(f"{slide_name}, to: {line}")
    part = stop - given[0]
    if not _LEAST_SECONDS <= part <= _MOST_SECONDS:
        raise StoryboardError(
            f"{where}, to: the part is {part:.2f} seconds long.",
            f"It must be {_LEAST_SECONDS:g} to {_MOST_SECONDS:g} seconds, transitions included.",
        )
    return starts, _exact(part)


def _within(clip: Clip, start: float, stop: float) -> float:
    """Until when a part is shown: no longer than the clip, but that its last picture fills a short slide."""
    return min(stop, max(float(clip.seconds), start + _SHORT_SLIDE_SECONDS))


def _focus(where: str, focus: Sequence[Any], count: int) -> tuple[Point, ...]:
    points = [focus] if focus and not isinstance(focus[0], list | tuple) else list(focus)
    if len(points) != count:
        raise StoryboardError(
            f"{where}, focus: has {len(points)} points for {count} photos.",
            "Give one for each, across and down, such as [0.5, 0.4].",
        )
    found = []
    for point in points:
        numbers = isinstance(point, list | tuple) and len(point) == 2
        if not numbers or not all(_is_share(value) for value in point):
            raise StoryboardError(
                f"{where}, focus: must be two numbers from 0 to 1: across and down.",
                "The middle is [0.5, 0.5].",
            )
        found.append(Point(float(point[0]), float(point[1])))
    return tuple(found)


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0.0 <= value <= 1.0


def _with_new(
    shots: list[Shot], album: Album, known: set[str], names: Mapping[str, Photo]
) -> tuple[list[Shot], list[str]]:
    """The shots with one more for each photo that the file does not know, behind what was taken before it."""
    place = {photo.path: index for index, photo in enumerate(album.photos)}
    lines: list[str] = []
    for name, photo in names.items():
        if name in known:
            continue
        before = [
            index
            for index, shot in enumerate(shots)
            if index and place[shot.photos[0].path] < place[photo.path]
        ]
        at = (before[-1] if before else 0) + 1 if shots else 0
        shots = [*shots[:at], Shot((photo,)), *shots[at:]]
        lines.append(f"{shown(name)} is new: placed as slide {at + 1}.")
    return shots, lines


def _reason(words: str) -> tuple[str, str]:
    reason, _, hint = words.partition(". ")
    return (reason, hint) if hint else (words.removesuffix("."), "")


def _exact(seconds: float | None) -> Fraction | None:
    return None if seconds is None else Fraction(str(round(seconds, 3)))
