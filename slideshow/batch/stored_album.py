"""An order whose album or film lies at an address -> the same on this computer, and the film at its place."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from slideshow.batch.album_fingerprint import fingerprint, matters
from slideshow.batch.film_names import allowed_name
from slideshow.batch.jobs import AlbumJob
from slideshow.batch.manifest import Film
from slideshow.batch.storage import store
from slideshow.batch.storage.address import Address
from slideshow.batch.storage.store import Stored
from slideshow.documents.storyboard_file import NAME as STORYBOARD
from slideshow.errors import SlideshowError, printable
from slideshow.events import Event, Finished, Noticed, PhotoLeftOut, Report
from slideshow.media.film_mark import is_ours
from slideshow.system.working_folder import working_folder

# For the film in the making, beside the album.
_FREE_BYTES = 1_000_000_000
# By its last bytes a film tells who made it.
_END_BYTES = 1024


def film_stored_album(
    job: AlbumJob, report: Report, made: Callable[[AlbumJob, Report], Finished]
) -> tuple[Film | None, Finished | None]:
    """The film as it lies there now, and what `made` said of it unless it was up to date.

    What is brought here lies in a folder of ours that is gone at the end. Raises SlideshowError.
    """
    with working_folder() as work:
        near = replace(job, folder=_folder(job, work), out=_out(job, work))
        assert isinstance(near.folder, Path)
        assert isinstance(near.out, Path)
        files = _files(job)
        _fetch([one for one in files if one.name == STORYBOARD], near.folder)
        content = _fingerprint(job, near.folder, files)
        before = job.before
        if before and before.fingerprint == content and _is_whole(before, job):
            return before, None
        try:
            _fetch([one for one in files if one.name != STORYBOARD], near.folder)
            _fetch_end(job, near.out)
            if _is_replaceable(job, near.out):
                near = replace(near, options=replace(near.options, overwrite=True))
            assert isinstance(near.folder, Path)
            assert isinstance(near.out, Path)
            finished = made(near, _told_as_there(report, job, near.folder))
        except SlideshowError as error:
            problem, hint = (_as_there(words, job, near) for words in (error.problem, error.hint))
            raise SlideshowError(problem, hint) from error
        if not isinstance(job.out, Address):
            return Film.at(near.out, content), finished
        film = store.put_whole(near.out, job.out)
        return Film(film.name, content, film.size, 0, store.content_of(film)), finished


def _folder(job: AlbumJob, work: Path) -> Path:
    """Where the album lies on this computer, under its own name: that is the film's title."""
    if not isinstance(job.folder, Address):
        return job.folder
    folder = work / "album" / _name(job.folder.name)
    folder.mkdir(parents=True)
    return folder


def _out(job: AlbumJob, work: Path) -> Path:
    if not isinstance(job.out, Address):
        return job.out
    (work / "film").mkdir()
    return work / "film" / job.out.name


def _name(name: str) -> str:
    return allowed_name(name) if os.name == "nt" else name


def _files(job: AlbumJob) -> list[Stored]:
    """The album's files, where they are not here already."""
    if not isinstance(job.folder, Address):
        return []
    return [one for one in store.files_in(job.folder) if not one.name.startswith(".")]


def _fingerprint(job: AlbumJob, folder: Path, files: list[Stored]) -> str:
    options = job.options
    known = None
    if isinstance(job.folder, Address):
        known = {one.name: f"{one.size} {store.content_of(one)}" for one in files if matters(one.name)}
    try:
        return fingerprint(folder, options.brief, options.fresh, options.film_settings, known)
    except OSError:
        return ""  # make says why


def _is_whole(film: Film, job: AlbumJob) -> bool:
    if not isinstance(job.out, Address):
        return film.is_whole(job.out.parent)
    there = store.file_at(job.out.parent / film.name)
    return there is not None and there.size == film.size and store.content_of(there) == film.digest


def _fetch(files: list[Stored], folder: Path) -> None:
    wanted = [one for one in files if matters(one.name)]
    size = sum(one.size for one in wanted)
    free = shutil.disk_usage(folder).free
    if wanted and size + _FREE_BYTES > free:
        raise SlideshowError(
            f"{wanted[0].address.parent}: has {size / 1e9:.1f} GB, and {printable(folder)} has room for "
            f"{max(0, free - _FREE_BYTES) / 1e9:.1f} GB.",
            "Have the worker's cache lie on a larger disk: on Linux, XDG_CACHE_HOME says where.",
        )
    store.fetch([(one, folder / _name(one.name)) for one in wanted])
    for one in files:
        if not matters(one.name):
            # A video that is left out is told of by its name.
            (folder / _name(one.name)).touch()


def _fetch_end(job: AlbumJob, out: Path) -> None:
    """Has the end of the film that lies there stand here: by it `make` sees whether it may be replaced."""
    if isinstance(job.out, Address) and (there := store.file_at(job.out)):
        out.write_bytes(store.read_end(there, _END_BYTES))


def _is_replaceable(job: AlbumJob, out: Path) -> bool:
    """Whether a batch made the film that is there. Of one in a store only the end came here: its mark."""
    is_known = job.before is not None and job.before.name == out.name
    return is_ours(out) and (is_known or isinstance(job.out, Address))


def _told_as_there(report: Report, job: AlbumJob, folder: Path) -> Report:
    """What is reported, with the names that files have there."""

    def tell(event: Event) -> None:
        match event:
            case PhotoLeftOut(path) if path.is_relative_to(folder):
                report(replace(event, path=Path(job.folder.name) / path.relative_to(folder)))
            case Noticed(text):
                text = text.replace(str(folder), str(job.folder))
                if isinstance(job.out, Address) and text.startswith("Privacy:"):
                    text = f"{text.removesuffix('.')} but the film, which is at {job.out}."
                report(Noticed(text))
            case _:
                report(event)

    return tell


def _as_there(words: str, job: AlbumJob, near: AlbumJob) -> str:
    for here, there in ((near.folder, job.folder), (near.out, job.out)):
        words = words.replace(printable(here), printable(there))
    return words
