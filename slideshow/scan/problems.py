"""What is wrong with a file or folder → the words a person is told."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from slideshow.errors import InputError, printable
from slideshow.media.photo_files import why_unreadable
from slideshow.model.album import LeftOut
from slideshow.scan.file_kinds import PHOTO, SOUND, kind_by_name
from slideshow.scan.passed_over import count_words, list_words
from slideshow.scan.walk import is_kept

# Looking for photos in the folders inside stops here: it only serves a hint.
_LOOKED_AT = 2000


def unreadable(path: Path, error: Exception) -> LeftOut:
    """For a file or folder that could not be opened, or that its parser tripped over."""
    why, hint = why_unreadable(error)
    return LeftOut(path, f"cannot be read ({why}).", hint)


def no_such_album(folder: Path, error: Exception) -> InputError:
    """For a folder that could not be listed."""
    shown = printable(folder)
    match error:
        case NotADirectoryError() if folder.exists():
            return InputError(
                f"{shown}: this is a file, not a folder.",
                f"Give the folder that holds it: {printable(folder.parent)}",
            )
        case FileNotFoundError() | NotADirectoryError() | ValueError():
            return InputError(
                f"{shown}: there is no such folder.", "Check the spelling, or give the full path."
            )
        case OSError(strerror=str(words)) if not isinstance(error, PermissionError):
            why = words[:1].lower() + words[1:]
        case _:
            why = "permission denied"
    return InputError(
        f"{shown}: this folder cannot be read ({why}).",
        "Allow this user to read it, or copy the photos to another folder.",
    )


def none_usable(folder: Path, left_out: Sequence[LeftOut]) -> InputError:
    """For an album whose every photo was left out."""
    first = left_out[0]
    name = first.path.relative_to(folder) if first.path.is_relative_to(folder) else first.path
    count = "" if len(left_out) == 1 else f"{len(left_out)} were left out. The first: "
    return InputError(
        f"{printable(folder)} has no photos that can be used: {count}{printable(name)} {first.reason}",
        first.hint,
    )


def none_listed(count: int, left_out: Sequence[LeftOut]) -> InputError:
    """For a list of files without a photo that can be used."""
    problem = f"-: none of {count} paths is a photo." if count != 1 else "-: the path is not a photo's."
    if not left_out:
        return InputError(problem, "Pipe paths of photos: fd -e jpg | slideshow make -")
    first = left_out[0]
    return InputError(f"{problem[:-1]} that can be used: {printable(first.path)} {first.reason}", first.hint)


def no_photos(
    folder: Path, passed_over: Counter[str], sound_count: int, folders: Sequence[Path]
) -> InputError:
    """For a folder without a single photo: says what is in it instead."""
    counts = [*passed_over.most_common(), (SOUND, sound_count)]
    parts = [count_words(count, kind) for kind, count in counts if count]
    with_photos = sum(_holds_photos(inner) for inner in folders)
    if without := len(folders) - with_photos:
        parts.append(count_words(without, "folder") + " without photos")
    if with_photos:
        parts.append(count_words(with_photos, "folder") + " with photos inside")
    hint = "Give a folder that holds photos."
    if with_photos:
        hint = f"Add --recursive to use the photos in {'it' if with_photos == 1 else 'them'}."
    return InputError(
        f"{printable(folder)} has no photos: {'it holds ' + list_words(parts) if parts else 'it is empty'}.",
        hint,
    )


def _holds_photos(folder: Path) -> bool:
    looked_at = 0
    for _, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_kept(name)]
        if any(kind_by_name(name) == PHOTO and not name.startswith(".") for name in names):
            return True
        looked_at += len(names) + len(folders)
        if looked_at > _LOOKED_AT:
            return False
    return False
