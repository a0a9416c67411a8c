"""slideshow.toml ↔ Storyboard: the film's choices in a file that a person can read and change."""

import os
import secrets
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from slideshow.effects.layouts import HOLDS, LAYOUTS
from slideshow.effects.motions import MOTIONS
from slideshow.effects.transitions import TRANSITIONS
from slideshow.errors import InputError, RenderError, StoryboardError, printable
from slideshow.model.album import Album, LeftOut, Photo
from slideshow.model.geometry import Point
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.toml_files import load, nearest

NAME = "slideshow.toml"
_MOST_SLIDES = 10_000
_TAKEN_OUT = "taken out of the plan."
# So many changes since the file was written are told one by one.
_MOST_CHANGES = 5


def _known(table: Mapping[str, object]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in table:
            raise PydanticCustomError("unknown_name", "is unknown", {"known": list(table)})
        return value

    return AfterValidator(check)


Share = Annotated[float, Field(ge=0.0, le=1.0)]
Seconds = Annotated[float, Field(ge=0.8, le=60.0)]
Text = Annotated[str, Field(max_length=500)]
FocusPoint = tuple[Share, Share]


class _Slide(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    photos: Annotated[tuple[str, ...], Field(min_length=1, max_length=9)]
    seconds: Seconds | None = None
    caption: Text | None = None
    chapter: Text | None = None
    layout: Annotated[str, _known(LAYOUTS)] | None = None
    # [0.5, 0.5], or one of these for each photo.
    focus: tuple[Any, ...] | None = None
    motion: Annotated[str, _known(MOTIONS)] | None = None
    transition: Annotated[str, _known(TRANSITIONS)] | None = None
    transition_seconds: Annotated[float, Field(ge=0.0, le=5.0)] | None = None


class _Folder(BaseModel):
    """What was there when the file was written: tells a photo that came later from one that was taken out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    photos: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text | None = None
    dates: Text | None = None
    end: Text | None = None
    template: Text | None = None
    music: Text | tuple[Text, ...] = ()
    music_start: Annotated[float, Field(ge=0.0, le=86_400.0)] | None = None
    album_link: Text | None = None
    slide: Annotated[tuple[_Slide, ...], Field(max_length=_MOST_SLIDES)] = ()
    left_out: dict[str, str] = {}
    folder: _Folder = _Folder()


def read(path: Path, album: Album) -> tuple[Storyboard, tuple[str, ...]]:
    """The storyboard in a file, and a line for each photo that has come or gone since it was written.

    Raises StoryboardError, which lists every mistake.
    """
    file = load(path, _File, StoryboardError)
    names = {_name(photo.path, album.folder): photo for photo in album.photos}
    unusable = {_name(one.path, album.folder): one.reason for one in album.left_out}
    changes: list[str] = []
    shots: list[Shot] = []
    used: set[str] = set()
    for number, slide in enumerate(file.slide, start=1):
        photos = []
        for name in slide.photos:
            if name in names:
                photos.append(names[name])
                used.add(name)
            elif name in unusable:
                changes.append(f"{_shown(name)} {unusable[name]} It was taken out of slide {number}.")
            else:
                meant = nearest(name, list(names)) if len(names) < 2000 else ""
                hint = f" {meant}" if meant.startswith("Did") else ""
                changes.append(f"{_shown(name)} is not there: taken out of slide {number}.{hint}")
        if photos:
            whole = len(photos) == len(slide.photos)
            shots.append(_shot(path, number, slide, photos, whole=whole))
    # A slide that a person deletes leaves its photos out of the film.
    words_of = dict.fromkeys(file.folder.photos, _TAKEN_OUT) | file.left_out
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
    )
    return storyboard, tuple(changes)


def write(path: Path, storyboard: Storyboard, album: Album, *, overwrite: bool = False) -> None:
    """The storyboard as a file. Raises InputError when one is there, RenderError when it cannot be."""
    if os.path.lexists(path) and not (overwrite and path.is_file()):
        raise InputError(
            f"{printable(path)}: is there already.", "Use --overwrite to plan anew, and lose what it says."
        )
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        part.write_bytes("\n".join(_text(storyboard, album.folder)).encode())
        part.replace(path)
    except OSError as error:
        raise RenderError(f"{printable(path)}: cannot be written ({error.strerror or error}).") from error
    finally:
        part.unlink(missing_ok=True)


def _shot(path: Path, number: int, slide: _Slide, photos: list[Photo], *, whole: bool) -> Shot:
    where = f"{printable(path)}: slide {number}"
    layout, focus = slide.layout, None
    if slide.focus is not None:
        focus = _focus(where, slide.focus, len(slide.photos))
    if not whole:
        # What was chosen for all of them does not suit the rest.
        layout, focus = None, None
    if layout is not None:
        least, most = HOLDS[layout]
        if not least <= len(photos) <= most:
            fitting = [name for name, (low, high) in HOLDS.items() if low <= len(photos) <= high]
            count = f"{least} photo" if most == 1 else f"{least} to {most} photos"
            raise StoryboardError(
                f'{where}, layout: "{layout}" holds {count}, not {len(photos)}.',
                f"Use {' or '.join(fitting)}." if fitting else "Use fewer photos.",
            )
    return Shot(
        tuple(photos),
        seconds=_exact(slide.seconds),
        caption=slide.caption,
        chapter=slide.chapter,
        layout=layout,
        focus=focus,
        motion=slide.motion,
        transition=slide.transition,
        join_seconds=_exact(slide.transition_seconds),
    )


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
        lines.append(f"{_shown(name)} is new: placed as slide {at + 1}.")
    return shots, lines


def _reason(words: str) -> tuple[str, str]:
    reason, _, hint = words.partition(". ")
    return (reason, hint) if hint else (words.removesuffix("."), "")


def _exact(seconds: float | None) -> Fraction | None:
    return None if seconds is None else Fraction(str(round(seconds, 3)))


def _text(storyboard: Storyboard, folder: Path) -> Iterator[str]:
    yield f"""\
# The film of this folder. Change what you like, then:  slideshow make {_shown(folder.name) or "."}
# Delete a line and slideshow decides it again, a slide and its photos are left out. Move slides as you like.
# Delete this file and slideshow decides everything.
#
# photos      file names; several share the frame (layout "stack" or "row")
# seconds     how long the slide is seen, its transitions included
# layout      {", ".join(LAYOUTS)}
# focus       what stays in view and is moved toward: [across, down], from 0 to 1
# motion      {", ".join(MOTIONS)}
# end         what the end card says; "" for none
# transition  how the slide begins:
{_listed(TRANSITIONS)}
"""
    yield from _line("title", storyboard.heading)
    yield from _line("dates", storyboard.detail)
    yield from _line("end", storyboard.closing)
    yield from _line("template", storyboard.template)
    yield from _music(storyboard)
    yield from _line("album_link", storyboard.album_link) or ('# album_link = "https://..."',)
    for number, shot in enumerate(storyboard.shots, start=1):
        yield f"\n[[slide]] # {number}"
        names = ", ".join(_quoted(_name(photo.path, folder)) for photo in shot.photos)
        yield f"photos = [{names}]"
        if shot.seconds is not None:
            yield f"seconds = {_decimal(shot.seconds)}"
        yield from _line("chapter", shot.chapter or None)
        yield from _line("caption", shot.caption)
        if shot.layout is not None:
            yield f"layout = {_quoted(shot.layout)}" + (f" # {shot.why}" if shot.why else "")
        if shot.focus is not None:
            points = [f"[{point.x!r}, {point.y!r}]" for point in shot.focus]
            yield f"focus = {points[0] if len(points) == 1 else '[' + ', '.join(points) + ']'}"
        yield from _line("motion", shot.motion)
        if number > 1:
            yield from _line("transition", shot.transition)
            if shot.join_seconds is not None:
                yield f"transition_seconds = {_decimal(shot.join_seconds)}"
    yield from _left_out(storyboard, folder)
    yield "\n# What was here when this was written, so that photos that come later are placed by themselves."
    yield "[folder]\nphotos = ["
    known = [photo.path for shot in storyboard.shots for photo in shot.photos]
    for name in dict.fromkeys(_name(path, folder) for path in known):
        yield f"  {_quoted(name)},"
    yield "]\n"


def _music(storyboard: Storyboard) -> Iterator[str]:
    names = [_quoted(one) for one in storyboard.music]
    if not names:
        yield '# music = "song.mp3" # or calm, bright, warm, pulse'
        return
    yield f"music = {names[0] if len(names) == 1 else '[' + ', '.join(names) + ']'}"
    if storyboard.music_start is not None:
        yield f"music_start = {storyboard.music_start:g} # seconds into it"


def _left_out(storyboard: Storyboard, folder: Path) -> Iterator[str]:
    if storyboard.left_out:
        yield "\n# Not in the film, and why. To have one in it, write its name into a slide of its own above:"
        yield '#   [[slide]]\n#   photos = ["..."]'
        yield "[left_out]"
        for one in storyboard.left_out:
            words = f"{one.reason}. {one.hint}" if one.hint else f"{one.reason}."
            yield f"{_quoted(_name(one.path, folder))} = {_quoted(words)}"


def _listed(names: Iterable[str]) -> str:
    """Names in the lines of a comment."""
    start = "#             "
    return textwrap.fill(", ".join(names), 110, initial_indent=start, subsequent_indent=start)


def _line(key: str, value: str | None) -> tuple[str, ...]:
    return () if value is None else (f"{key} = {_quoted(value)}",)


def _decimal(seconds: Fraction) -> str:
    """Whole milliseconds as 2.5 or 3.074."""
    text = str((Decimal(seconds.numerator) / Decimal(seconds.denominator)).quantize(Decimal("0.001")))
    return text.rstrip("0") + "0" if text.rstrip("0").endswith(".") else text.rstrip("0")


def _quoted(text: str) -> str:
    """The text as a TOML string in one line."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return (
        '"'
        + "".join(escapes.get(one) or (one if one.isprintable() else f"\\U{ord(one):08x}") for one in text)
        + '"'
    )


def _name(path: Path, folder: Path) -> str:
    """A photo's name in the file: from the folder on, with forward slashes.

    Bytes that are no UTF-8, of which TOML cannot hold a trace, become %XX; so does a percent sign before two
    such digits, so that every name stays its own.
    """
    relative = path.relative_to(folder) if path.is_relative_to(folder) else PurePath(path)
    name = relative.as_posix()
    for digit in "0123456789abcdefABCDEF":
        name = name.replace(f"%{digit}", f"%25{digit}")
    return "".join(f"%{ord(one) - 0xDC00:02x}" if 0xDC80 <= ord(one) <= 0xDCFF else one for one in name)


def _shown(name: str) -> str:
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name)
