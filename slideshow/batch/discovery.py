"""A folder of albums -> the albums in it: every folder inside that directly holds photos or clips."""

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from slideshow.batch.storage import store
from slideshow.batch.storage.address import Address, Place
from slideshow.errors import InputError, for_shell, printable
from slideshow.events import Noticed
from slideshow.media.film_mark import is_ours
from slideshow.model.album import Photo
from slideshow.model.file_names import natural_name
from slideshow.scan.file_kinds import CLIP, PHOTO, RAW_PHOTO, kind_by_name
from slideshow.scan.photo_header import read_photo
from slideshow.scan.walk import Listing, Walk, is_kept, with_more


@dataclass(frozen=True, slots=True)
class AlbumFolder:
    """`place` is the way to it from the folder of all albums, `photos` how many files promise to be some."""

    path: Place
    place: Path
    photos: int


def albums_in(
    root: Place,
    out: Place,
    report: Callable[[Noticed], None] = lambda _: None,
    *,
    clips: bool = True,
    follow_links: bool = False,
) -> tuple[AlbumFolder, ...]:
    """The albums inside `root`, in the order that people expect. `out`, where films go, is never one itself.

    Hidden folders are not entered, nor those of systems and programs, nor, without `follow_links`, links that
    lead out of `root`. Folders of clips alone are albums where `clips` are wanted. Raises InputError when
    there is no such folder, or no album in it.
    """
    if isinstance(root, Address):
        found, loose = _listed(root, out, report, clips)
    else:
        found, loose = _walked(root, out, report, Walk(root, follow_links=follow_links), clips)
    if not found:
        shown = printable(root)
        inside = "its photos lie in it directly" if loose else "no folder in it holds photos"
        way_out = (
            f"A film of them is made by: slideshow make {for_shell(root)}"
            if loose
            else "Give each album a folder in it."
        )
        raise InputError(f"{shown}: {inside}; there is no album to make a film of.", way_out)
    if loose:
        report(Noticed(f"{printable(root)}: photos that lie in it directly belong to no album."))
    return tuple(sorted(found, key=lambda one: natural_name(one.place)))


def _walked(
    root: Path, out: Place, report: Callable[[Noticed], None], walk: Walk, clips: bool
) -> tuple[list[AlbumFolder], int]:
    """The albums in a folder, and how many photos lie in it directly."""
    found: list[AlbumFolder] = []
    waiting = [root]
    loose = 0
    while waiting:
        folder = waiting.pop()
        try:
            listing = walk.listing(folder)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            if folder == root:
                raise InputError(
                    f"{printable(root)}: cannot be read as a folder of albums ({why}).",
                    "Give the folder that holds the albums' folders.",
                ) from error
            report(Noticed(f"{printable(folder)}: cannot be read ({why}). It was left out."))
            continue
        folders, photos = _content(listing, clips)
        for entry in listing.leading_out:
            if _is_folder(entry):
                shown = printable(Path(entry))
                report(
                    Noticed(
                        f"{shown}: is a link that leads out of {printable(root)}. It was left out. "
                        "Use --follow-links to follow it."
                    )
                )
        waiting = with_more(waiting, folders)
        if folder == root:
            loose = photos
        elif photos and _is_same(folder, out):
            report(_films_folder(folder))
        elif photos:
            found.append(AlbumFolder(folder, folder.relative_to(root), photos))
    return found, loose


def _listed(
    root: Address, out: Place, report: Callable[[Noticed], None], clips: bool
) -> tuple[list[AlbumFolder], int]:
    """The same at an address: by names alone, as nothing is opened there that may be left."""
    photos: Counter[tuple[str, ...]] = Counter()
    films: Counter[tuple[str, ...]] = Counter()
    for file in store.everything_in(root):
        way = file.address.parts[len(root.parts) :]
        if file.name.startswith(".") or any(map(is_kept, way[:-1])):
            continue
        kind = kind_by_name(file.name)
        if kind in (PHOTO, RAW_PHOTO):
            photos[way[:-1]] += 1
        elif kind == CLIP and clips and len(way) > 1:
            films[way[:-1]] += 1
    for folder, count in films.items():
        photos.setdefault(folder, count)
    loose = photos.pop((), 0)
    found = [AlbumFolder(root.joinpath(*way), Path(*way), count) for way, count in photos.items()]
    for album in [one for one in found if one.path == out]:
        found.remove(album)
        report(_films_folder(album.path))
    return found, loose


def _films_folder(folder: Place) -> Noticed:
    return Noticed(f"{printable(folder)}: is where the films go, so its photos are no album.")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.is_dir()
    return False


def _content(listing: Listing, clips: bool) -> tuple[list[Path], int]:
    """The folders inside, and how many photos there are, or else clips."""
    folders: list[Path] = []
    unnamed: list[Path] = []
    films: list[Path] = []
    # Also links to elsewhere and to nowhere: the album says so.
    photos = sum(kind_by_name(entry.name) == PHOTO for entry in listing.leading_out)
    for entry in listing.entries:
        kind = kind_by_name(entry.name)
        with suppress(OSError):
            if entry.is_dir():
                folders.append(Path(entry.path))
            elif kind in (PHOTO, RAW_PHOTO):
                photos += 1
            elif kind == CLIP and clips and entry.is_file():
                films.append(Path(entry.path))
            elif kind is None and entry.is_file():
                unnamed.append(Path(entry.path))
    if not photos:
        # Names may have lost their endings; they are opened only where nothing else tells.
        photos = sum(isinstance(read_photo(path, named_as_photo=False), Photo) for path in unnamed)
    # Films that were made of other albums may lie there too.
    return folders, photos or sum(not is_ours(path) for path in films)


def _is_same(folder: Path, out: Place) -> bool:
    if isinstance(out, Address):
        return False
    try:
        return folder.samefile(out)
    except OSError:
        return False
