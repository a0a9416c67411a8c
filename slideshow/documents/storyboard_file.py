"""slideshow.toml ↔ Storyboard: the film's choices in a file that a person can read and change."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from slideshow.documents.storyboard_schema import FileTable
from slideshow.documents.storyboard_slides import shot_of, trim_photo, trims_of, turns_of
from slideshow.documents.storyboard_text import name_in_file, shown, text_of
from slideshow.documents.toml_files import load, nearest
from slideshow.errors import InputError, RenderError, StoryboardError, printable
from slideshow.model.album import Album, LeftOut, Photo
from slideshow.model.clock_shift import ClockShift, clock_shift
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.system.atomic_write import replacing

NAME = "slideshow.toml"
_TAKEN_OUT = "taken out of the plan."
NEVER = "never to be in the film."
# So many changes since the file was written are told one by one.
_MOST_CHANGES = 5


def read(path: Path, album: Album) -> tuple[Storyboard, tuple[str, ...]]:
    """The storyboard in a file, and a line for each photo that has come or gone since it was written.

    Raises StoryboardError, which lists every mistake.
    """
    file = load(path, FileTable, StoryboardError)
    names = {name_in_file(photo.path, album.folder): photo for photo in album.photos}
    unusable = {name_in_file(one.path, album.folder): one.reason for one in album.left_out}
    renamed = _renamed(file, names)
    file = _with_names(file, renamed)
    changes = [f"{shown(old)} is called {shown(new)} now: its slide is kept." for old, new in renamed.items()]
    shots: list[Shot] = []
    used: set[str] = set()
    for number, slide in enumerate(file.slide, start=1):
        photos = []
        turns, trims = turns_of(path, number, slide), trims_of(path, number, slide)
        for name, turn, trim in zip(slide.photos, turns, trims, strict=True):
            if name in names:
                photo = names[name] if turn is None else names[name].turned_to(turn)
                photos.append(photo if trim is None else trim_photo(photo, trim))
                used.add(name)
            elif name in unusable:
                changes.append(f"{shown(name)} {unusable[name]} It was taken out of slide {number}.")
            else:
                meant = nearest(name, list(names)) if len(names) < 2000 else ""
                hint = f" {meant}" if meant.startswith("Did") else ""
                changes.append(f"{shown(name)} is not there: taken out of slide {number}.{hint}")
        if photos:
            whole = len(photos) == len(slide.photos)
            shots.append(shot_of(path, number, slide, photos, changes, whole=whole))
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
        file.soundfont,
        file.album_link,
        tuple(names[name].path for name in file.never if name in names),
        _shifts(path, file.shift),
        _shifts(path, file.folder.shift),
    )
    return storyboard, tuple(changes)


def shifts(path: Path) -> tuple[ClockShift, ...]:
    """How far the file moves cameras' clocks, which decides the album's order. Raises StoryboardError."""
    return _shifts(path, load(path, FileTable, StoryboardError).shift)


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


def _renamed(file: FileTable, names: Mapping[str, Photo]) -> dict[str, str]:
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


def _with_names(file: FileTable, renamed: Mapping[str, str]) -> FileTable:
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
