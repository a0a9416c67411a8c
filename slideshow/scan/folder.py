"""Folder → Album: walks it and reads the header of every photo and film in it."""

import os
import threading
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from slideshow.errors import printable
from slideshow.events import Advanced, Noticed, PhotoLeftOut, Report, Started, ignore
from slideshow.media.film_mark import is_ours
from slideshow.media.photo_files import EXPORT_AGAIN
from slideshow.model.album import Album, LeftOut, Photo
from slideshow.model.clock_shift import ClockShift
from slideshow.model.file_names import natural_name
from slideshow.scan.file_kinds import CLIP, OTHER, PHOTO, RAW_PHOTO, SOUND, kind_by_name
from slideshow.scan.live_photos import pair_live_photos, with_film
from slideshow.scan.passed_over import STICKER, is_sticker, passed_over_line, placeholders
from slideshow.scan.photo_header import read_photo
from slideshow.scan.problems import no_photos, no_such_album, none_listed, none_usable, unreadable
from slideshow.scan.sidecars.edited import edited_copies
from slideshow.scan.sidecars.read import is_sidecar, read_sidecars
from slideshow.scan.timing import time_photos
from slideshow.scan.video_files import read_clip
from slideshow.scan.walk import Walk, with_more
from slideshow.system.sandbox import Limits, Sandbox, WorkerLost

# For one header. It takes milliseconds, of a file that may lie on a slow disk.
_LIMITS = Limits(60.0, 2_000_000_000)
# The start of a process takes as long as reading so many.
_MANY = 100

_FOLLOW = "Use --follow-links to follow it."

# They bring nothing while the disk keeps up (parsing holds the interpreter: 0.8 s per 1000 JPEGs with one
# or eight), and hide the waiting on slow disks and network folders.
_THREADS = 4


@dataclass(slots=True)
class _Found:
    """What a walk came across. `unnamed` are files whose names promise nothing, `links` sound files that lie
    elsewhere, `kept` folders of systems and programs.
    """

    photos: list[Path] = field(default_factory=list)
    clips: list[Path] = field(default_factory=list)
    raws: list[Path] = field(default_factory=list)
    unnamed: list[Path] = field(default_factory=list)
    audio: list[Path] = field(default_factory=list)
    sidecars: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    links: list[Path] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to move: `clips` are films and animations, `live` are films taken along with photos.

    `shifts` is what a person says of the cameras' clocks.
    """

    clips: bool
    live: bool
    shifts: tuple[ClockShift, ...] = ()


def scan(
    folder: Path,
    report: Report = ignore,
    *,
    recursive: bool = False,
    clips: bool = False,
    live: bool = False,
    follow_links: bool = False,
    shifts: Sequence[ClockShift] = (),
) -> Album:
    """The album in `folder`: photos in the order of their names, sound files, and what was left out.

    Folders inside are entered only when `recursive`; hidden ones and those of systems and programs never (see
    slideshow/scan/walk.py). Links that lead out of the album are told and left, unless `follow_links`. With
    `clips` films stand among the photos, and animations play; with `live` photos have the films that were
    taken along with them. Raises InputError when there is no such folder, or nothing in it that can be used.
    """
    wanted = Wanted(clips, live, tuple(shifts))
    found = _walk(folder, recursive, wanted, Walk(folder, follow_links=follow_links))
    _tell_aside(found, report)
    album = _album(folder, found, report, wanted)
    if not album.photos and album.left_out:
        raise none_usable(folder, album.left_out)
    if not album.photos:
        raise no_photos(folder, found.passed_over, len(found.audio), found.folders)
    return album


def scan_listed(
    paths: Sequence[Path],
    report: Report = ignore,
    *,
    clips: bool = False,
    live: bool = False,
    shifts: Sequence[ClockShift] = (),
) -> Album:
    """The album of the photos and sound files at `paths`, wherever they lie; its folder is the current one.

    Other files and folders among them are passed over, as they are in a folder; files that tell about the
    photos are looked for beside them. Raises InputError when no photo among them can be used.
    """
    wanted = Wanted(clips, live, tuple(shifts))
    found = _Found()
    for path in paths:
        _sort_in(path, found, wanted, listed=True)
    found.sidecars = _sidecars_beside({path.parent for path in (*found.photos, *found.raws, *found.unnamed)})
    album = _album(Path(), found, report, wanted)
    if not album.photos:
        raise none_listed(len(paths), album.left_out)
    return album


def _album(folder: Path, found: _Found, report: Report, wanted: Wanted) -> Album:
    """The album of what was found; perhaps without a photo."""
    stickers = [path for path in found.photos if is_sticker(path)]
    found.photos = [path for path in found.photos if path not in set(stickers)]
    photos, left_out = _read(found, report, wanted)
    photos = pair_live_photos(photos, clips=wanted.clips, live=wanted.live)
    left_out.sort(key=lambda one: natural_name(one.path))
    for one in left_out:
        report(PhotoLeftOut(one.path, one.reason, one.hint))
    if line := passed_over_line(found.passed_over):
        report(Noticed(line))
    for path in stickers:
        report(PhotoLeftOut(path, STICKER, by_choice=True))
    left_out += [LeftOut(path, f"is {STICKER}.") for path in stickers]
    photos, replaced = _as_edited(photos, found.sidecars)
    for one in replaced:
        report(PhotoLeftOut(one.path, "shown as edited", by_choice=True))
    left_out += replaced
    audio = tuple(sorted(found.audio, key=natural_name))
    photos.sort(key=lambda photo: natural_name(photo.path))
    return Album(folder, tuple(photos), tuple(left_out), audio)


_Reader = Callable[[Path], Photo | LeftOut | None]

# What warnings are shown is one setting for all threads: two that change it at once would leave it changed.
_silence = threading.RLock()


def _read(found: _Found, report: Report, wanted: Wanted) -> tuple[list[Photo], list[LeftOut]]:
    photos: list[Photo] = []
    left_out = list(found.left_out)
    # Of a photo that was kept raw and as a JPEG, the JPEG is shown.
    shown = {path.with_suffix("") for path in found.photos}
    raws = [path for path in found.raws if path.with_suffix("") not in shown]
    count = len(found.photos) + len(raws) + len(found.unnamed) + len(found.clips)
    report(Started("scan", count))
    with (
        _silence,
        warnings.catch_warnings(),
        ThreadPoolExecutor(_THREADS) as pool,
        Sandbox(read_photo, lambda path: _LIMITS) as guarded,
    ):
        apart = _Apart(guarded, 1 if count < _MANY else _THREADS)
        candidates: list[tuple[Path, _Reader]] = [
            *((path, partial(_photo, wanted, apart)) for path in found.photos),
            *((path, partial(_photo, wanted, apart)) for path in raws),
            *((path, partial(_photo, wanted, apart, named_as_photo=False)) for path in found.unnamed),
            *((path, read_clip) for path in found.clips),
        ]
        # Pillow warns of odd metadata; what matters of it becomes a reason.
        warnings.simplefilter("ignore")
        try:
            results = pool.map(lambda one: one[1](one[0]), candidates)
            for done, ((path, _), result) in enumerate(zip(candidates, results, strict=True), start=1):
                match result:
                    case Photo():
                        photos.append(result)
                    case LeftOut():
                        left_out.append(result)
                    case None:
                        kind = kind_by_name(path.name)
                        found.passed_over[RAW_PHOTO if kind == RAW_PHOTO else OTHER] += 1
                report(Advanced("scan", done))
            told = read_sidecars(photos, found.sidecars, pool)
        except BaseException:
            # Who interrupts us does not wait for ten thousand headers.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    known, lines = time_photos(photos, told, wanted.shifts, datetime.now(UTC))
    for line in lines:
        report(Noticed(line))
    return [*known], left_out


class _Apart:
    """Reads photos in processes that may die, in so many at once at most."""

    def __init__(self, guarded: Sandbox[Path, Photo | LeftOut | None], most: int) -> None:
        self._guarded = guarded
        self._free = threading.BoundedSemaphore(most)

    def __call__(self, path: Path) -> Photo | LeftOut | None:
        try:
            with self._free:
                return self._guarded(path)
        except WorkerLost as error:
            return LeftOut(path, f"cannot be read ({error.why}).", EXPORT_AGAIN)


def _photo(
    wanted: Wanted, apart: _Apart, path: Path, *, named_as_photo: bool = True
) -> Photo | LeftOut | None:
    photo = read_photo(path, named_as_photo=named_as_photo, apart=apart)
    if not isinstance(photo, Photo):
        return photo
    return with_film(photo, clips=wanted.clips, live=wanted.live)


def _as_edited(photos: list[Photo], files: Sequence[Path]) -> tuple[list[Photo], list[LeftOut]]:
    """The photos without those that lie there edited as well, and these."""
    copies = edited_copies((photo.path for photo in photos), files)
    shown_as = {original: copy for copy, original in copies.items()}
    kept = [photo for photo in photos if photo.path not in shown_as]
    return kept, [
        LeftOut(path, f"is shown as edited, in {printable(shown_as[path].name)}.")
        for path in sorted(shown_as)
    ]


def _walk(folder: Path, recursive: bool, wanted: Wanted, walk: Walk) -> _Found:
    found = _Found()
    waiting = [folder]
    while waiting:
        inner = waiting.pop()
        try:
            listing = walk.listing(inner)
        except (OSError, ValueError) as error:
            if inner == folder:
                raise no_such_album(folder, error) from error
            found.left_out.append(unreadable(inner, error))
            continue
        for entry in listing.entries:
            _sort_in(entry, found, wanted)
        for entry in listing.leading_out:
            _leave_link(entry, found, wanted, recursive)
        found.passed_over.update(placeholders(inner))
        if recursive:
            found.kept.update(listing.kept)
            waiting = with_more(waiting, found.folders)
            found.folders.clear()
    return found


def _leave_link(entry: os.DirEntry[str], found: _Found, wanted: Wanted, recursive: bool) -> None:
    """Tells of a link that leads out of the album, where what it leads to would have been used."""
    kind = kind_by_name(entry.name)
    if kind == SOUND:
        found.links.append(Path(entry))
    elif kind in (PHOTO, None) or (kind == CLIP and (wanted.clips or wanted.live)):
        # A folder that nobody would have entered is none that was left.
        if recursive or not _is_folder(entry):
            found.left_out.append(LeftOut(Path(entry), "is a link that leads out of the album.", _FOLLOW))
    else:
        found.passed_over[kind] += 1


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _tell_aside(found: _Found, report: Report) -> None:
    """What was not looked at, and is neither a photo nor a folder of the person's."""
    for path in sorted(found.links, key=natural_name):
        report(
            Noticed(f"{printable(path)}: is a link that leads out of the album; it is no music. {_FOLLOW}")
        )
    if found.kept:
        names = [
            printable(Path(name)) + (f" ({count})" if count > 1 else "")
            for name, count in sorted(found.kept.items())
        ]
        report(Noticed(f"Not entered, as systems and programs keep such folders: {', '.join(names)}."))


def _sidecars_beside(folders: Iterable[Path]) -> list[Path]:
    found = []
    for folder in folders:
        # A photo's folder may be closed to those who may read the photo.
        with suppress(OSError), os.scandir(folder) as entries:
            found += [folder / entry.name for entry in entries if is_sidecar(entry.name) and entry.is_file()]
    return found


def _sort_in(entry: os.DirEntry[str] | Path, found: _Found, wanted: Wanted, *, listed: bool = False) -> None:
    """Puts a file where it belongs; `listed` ones were named by a person, so that nothing there is told."""
    path = Path(entry)
    kind = kind_by_name(entry.name)
    try:
        is_folder, is_file = entry.is_dir(), entry.is_file()
        if not is_folder and not is_file and (listed or (kind == PHOTO and entry.is_symlink())):
            # Tells a link to nowhere from one to a pipe.
            path.stat()
    except (OSError, ValueError) as error:
        if kind == PHOTO or listed:
            found.left_out.append(unreadable(path, error))
        return
    if is_folder:
        found.folders.append(path)
    elif not is_file:
        # Pipes, sockets and devices are never opened: reading one may never end.
        found.passed_over[OTHER] += 1
    elif kind == PHOTO:
        found.photos.append(path)
    # The folder's own film may lie in it.
    elif kind == CLIP and (wanted.clips or wanted.live) and not is_ours(path):
        found.clips.append(path)
    elif kind == RAW_PHOTO:
        found.raws.append(path)
    elif kind == SOUND:
        found.audio.append(path)
    elif kind is None:
        found.unnamed.append(path)
    else:
        found.passed_over[kind] += 1
        if is_sidecar(entry.name):
            found.sidecars.append(path)
