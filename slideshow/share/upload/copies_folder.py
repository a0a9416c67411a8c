"""A folder of copies while it is written: where it may stand, a hidden folder beside it, its final name."""

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from slideshow.errors import InputError, printable
from slideshow.system.working_folder import held, is_left

# How the name of the hidden folder goes on behind the copies'.
_PART = re.compile(r"[0-9a-f]{16}\.part")


def check_place(source: Path, out: Path, overwrite: bool, is_copy: Callable[[Path], bool]) -> None:
    """Raises InputError where the copies would stand among the originals or replace what is not ours.

    `is_copy` tells whether a file that is there may be one of ours.
    """
    inside, place = source.resolve(), out.resolve()
    if place == inside or place.is_relative_to(inside) or inside.is_relative_to(place):
        raise InputError(
            f"{printable(out)}: copies are not written among the originals.",
            "Choose a folder elsewhere with -o.",
        )
    if not out.parent.is_dir():
        raise InputError(
            f"{printable(out.parent)}/: there is no such folder.", "Create it, or choose another with -o."
        )
    if not os.path.lexists(out):
        return
    if out.is_symlink() or not out.is_dir():
        raise InputError(f"{printable(out)}: is not a folder.", "Choose another name with -o.")
    names = [path.name for path in out.iterdir()]
    if names and not overwrite:
        raise InputError(f"{printable(out)}: is not empty.", "Use --overwrite to replace the copies in it.")
    foreign = [name for name in names if not is_copy(out / name)]
    if foreign:
        raise InputError(
            f"{printable(out)}: holds more than copies ({printable(Path(foreign[0]))}).",
            "Choose another folder with -o.",
        )


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """An empty hidden folder beside `out`; gone on leaving, unless it was renamed."""
    start = f".{out.name[:40]}."
    _drop_left(out.parent, start)
    part = out.with_name(f"{start}{secrets.token_hex(8)}.part")
    part.mkdir()
    try:
        with held(part):
            yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _drop_left(folder: Path, start: str) -> None:
    """Throws out what runs to the same name have left that were killed."""
    with suppress(OSError):
        for path in list(folder.iterdir()):
            if path.name.startswith(start) and _PART.fullmatch(path.name[len(start) :]):
                with suppress(OSError):
                    if path.is_dir() and not path.is_symlink() and is_left(path):
                        shutil.rmtree(path, ignore_errors=True)


def publish(part: Path, out: Path, ours: re.Pattern[str]) -> None:
    """Gives the copies their name. Those of before are there until that is done.

    Of what was there before, only names that are `ours` are removed.
    """
    before = part.with_suffix(".before")
    if out.is_dir():
        out.rename(before)
    try:
        part.rename(out)
    except OSError:
        if before.is_dir():
            before.rename(out)
        raise
    with suppress(OSError):
        _clear(before, ours)


def _clear(folder: Path, ours: re.Pattern[str]) -> None:
    """Removes a folder of copies, and nothing else that may be in it."""
    if folder.is_dir():
        for path in folder.iterdir():
            if ours.fullmatch(path.name):
                path.unlink()
        folder.rmdir()
