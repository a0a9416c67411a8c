"""A folder of albums -> the albums in it: every folder inside that directly holds photos."""

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from slideshow.batch.storage import store
from slideshow.batch.storage.address import Address, Place
from slideshow.errors import InputError, printable
from slideshow.events import Noticed
from slideshow.model.album import Photo
from slideshow.model.file_names import natural_name
from slideshow.scan.file_kinds import PHOTO, kind_by_name
from slideshow.scan.photo_header import read_photo

# What disk stations and other systems keep for themselves, small copies of photos among it.
_NOT_ALBUMS = frozenset({"@eadir", "#recycle", "#snapshot", "$recycle.bin", "__macosx", "lost+found"})


@dataclass(frozen=True, slots=True)
class AlbumFolder:
    """`place` is the way to it from the folder of all albums, `photos` how many files promise to be some."""

    path: Place
    place: Path
    photos: int


def albums_in(
    root: Place, out: Place, report: Callable[[Noticed], None] = lambda _: None
) -> tuple[AlbumFolder, ...]:
    """The albums inside `root`, in the order that people expect. `out`, where films go, is never one itself.

    Hidden folders are not entered. Raises InputError when there is no such folder, or no album in it.
    """
    found, loose = _listed(root, out, report) if isinstance(root, Address) else _walked(root, out, report)
    if not found:
        shown = printable(root)
        inside = "its photos lie in it directly" if loose else "no folder in it holds photos"
        way_out = (
            f'A film of them is made by: slideshow make "{shown}"'
            if loose
            else "Give each album a folder in it."
        )
        raise InputError(f"{shown}: {inside}; there is no album to make a film of.", way_out)
    if loose:
        report(Noticed(f"{printable(root)}: photos that lie in it directly belong to no album."))
    return tuple(sorted(found, key=lambda one: natural_name(one.place)))


def _walked(root: Path, out: Place, report: Callable[[Noticed], None]) -> tuple[list[AlbumFolder], int]:
    """The albums in a folder, and how many photos lie in it directly."""
    found: list[AlbumFolder] = []
    entered: set[tuple[int, int]] = set()
    waiting = [root]
    loose = 0
    while waiting:
        folder = waiting.pop()
        try:
            status = folder.stat()
            # A link may lead back to where it lies.
            identity = status.st_dev, status.st_ino
            if identity in entered:
                continue
            entered.add(identity)
            folders, photos = _content(folder)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            if folder == root:
                raise InputError(
                    f"{printable(root)}: cannot be read as a folder of albums ({why}).",
                    "Give the folder that holds the albums' folders.",
                ) from error
            report(Noticed(f"{printable(folder)}: cannot be read ({why}). It was left out."))
            continue
        waiting += folders
        if folder == root:
            loose = photos
        elif photos and _is_same(folder, out):
            report(_films_folder(folder))
        elif photos:
            found.append(AlbumFolder(folder, folder.relative_to(root), photos))
    return found, loose


def _listed(root: Address, out: Place, report: Callable[[Noticed], None]) -> tuple[list[AlbumFolder], int]:
    """The same at an address: by names alone, as nothing is opened there that may be left."""
    photos: Counter[tuple[str, ...]] = Counter()
    for file in store.everything_in(root):
        way = file.address.parts[len(root.parts) :]
        if not any(map(_is_passed_by, way)) and kind_by_name(file.name) == PHOTO:
            photos[way[:-1]] += 1
    loose = photos.pop((), 0)
    found = [AlbumFolder(root.joinpath(*way), Path(*way), count) for way, count in photos.items()]
    for album in [one for one in found if one.path == out]:
        found.remove(album)
        report(_films_folder(album.path))
    return found, loose


def _films_folder(folder: Place) -> Noticed:
    return Noticed(f"{printable(folder)}: is where the films go, so its photos are no album.")


def _is_passed_by(name: str) -> bool:
    return name.startswith(".") or name.lower() in _NOT_ALBUMS


def _content(folder: Path) -> tuple[list[Path], int]:
    """The folders inside, hidden ones aside, and how many photos there are."""
    folders: list[Path] = []
    unnamed: list[Path] = []
    photos = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if _is_passed_by(entry.name):
                continue
            kind = kind_by_name(entry.name)
            with suppress(OSError):
                if entry.is_dir():
                    folders.append(Path(entry.path))
                elif kind == PHOTO:
                    # Also a link to nowhere: the album says so.
                    photos += 1
                elif kind is None and entry.is_file():
                    unnamed.append(Path(entry.path))
    if not photos:
        # Names may have lost their endings; they are opened only where nothing else tells.
        photos = sum(isinstance(read_photo(path, named_as_photo=False), Photo) for path in unnamed)
    return folders, photos


def _is_same(folder: Path, out: Place) -> bool:
    if isinstance(out, Address):
        return False
    try:
        return folder.samefile(out)
    except OSError:
        return False
