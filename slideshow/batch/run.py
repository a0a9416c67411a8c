"""Many albums through make: a folder of albums -> a folder of films, and what has come of each."""

import time
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from slideshow.batch.discovery import AlbumFolder, albums_in
from slideshow.batch.events import AlbumBegun, AlbumEnded, AlbumSaid, AlbumsFound, Tell, Watching, ignore
from slideshow.batch.film_names import film_names
from slideshow.batch.jobs import AlbumJob, JobListener, JobResult
from slideshow.batch.manifest import Manifest
from slideshow.batch.storage import store
from slideshow.batch.storage.address import Address, Place
from slideshow.batch.watch import quiet_albums, state_of
from slideshow.batch.workers import film_albums
from slideshow.documents.template_files import DEFAULT, load
from slideshow.errors import InputError, SlideshowError, printable
from slideshow.events import Event, Noticed, Report
from slideshow.model.music import NO_MUSIC
from slideshow.pipeline.make_options import MakeOptions
from slideshow.render import usable_encoder
from slideshow.sound.song import Song
from slideshow.system import cores

QUIET_SECONDS = 30.0
_POLL_SECONDS = 5.0

# As `film_albums` does it: the jobs, how many side by side, processes for them all, who is told.
FilmAll = Callable[[Sequence[AlbumJob], int, int, JobListener], None]


def batch(
    root: Place,
    out: Place,
    options: MakeOptions,
    *,
    jobs: int | None = None,
    only: Collection[Place] | None = None,
    tell: Tell = ignore,
    film: FilmAll | None = None,
) -> tuple[AlbumEnded, ...]:
    """What has come of each album inside `root`, whose films are now in the folder `out`.

    A film that is there, unchanged, and made of the same is left as it is; an album that fails stops no
    other. `jobs` films are made side by side, as many as the machine has room for by default. With `only`,
    the others' films are left alone. `film` has the orders done, here or anywhere. Raises InputError when
    there is nothing to do at all.
    """
    _check(options)
    albums = albums_in(root, out, tell, clips=options.brief.clips, follow_links=options.brief.follow_links)
    manifest = Manifest(_prepared(out), root)
    names = film_names(
        [album.place for album in albums],
        {place: film.name for place, film in manifest.films.items()},
        manifest.taken(album.place for album in albums),
    )
    chosen = [album for album in albums if only is None or album.path in only]
    album_jobs = [
        AlbumJob(number, album.path, out / names[album.place], options, manifest.films.get(album.place), 1)
        for number, album in enumerate(chosen)
    ]
    workers = min(jobs or cores.default_albums(), len(album_jobs))
    tell(AlbumsFound(tuple(chosen), workers))
    ended: dict[int, AlbumEnded] = {}

    def begun(job: AlbumJob) -> None:
        tell(AlbumBegun(chosen[job.number]))

    def said(job: AlbumJob, event: Event) -> None:
        tell(AlbumSaid(chosen[job.number], event))

    def ended_with(job: AlbumJob, result: JobResult) -> None:
        album = chosen[job.number]
        if result.film and result.film != job.before:
            manifest.put(album.place, result.film)
        ended[job.number] = _ending(album, job, result)
        tell(ended[job.number])

    if workers > 1:
        # The longest first, so that in the end nobody waits for a long one.
        album_jobs.sort(key=lambda job: -chosen[job.number].photos)
    film = film or partial(film_albums, work=_make_album)
    film(album_jobs, workers, jobs or cores.default_jobs(), JobListener(begun, said, ended_with))
    return tuple(ended[number] for number in sorted(ended))


def _make_album(job: AlbumJob, report: Report) -> JobResult:
    """What came of the job, made by this computer alone."""
    # Heavy, and never loaded where nothing is filmed.
    from slideshow.batch.make_album import make_album

    return make_album(job, report)


def watch(
    root: Path,
    out: Place,
    options: MakeOptions,
    *,
    jobs: int | None = None,
    quiet_seconds: float = QUIET_SECONDS,
    tell: Tell = ignore,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    film: FilmAll | None = None,
) -> NoReturn:
    """Makes an album's film whenever its folder has been quiet for `quiet_seconds`, until interrupted.

    Raises InputError when there is no such folder to begin with.
    """
    if not root.is_dir():
        raise InputError(f"{printable(root)}: there is no such folder.", "Give the folder of the albums.")
    _check(options)

    def look() -> dict[Path, object]:
        try:
            return {
                album.path: state_of(album.path)
                for album in albums_in(
                    root, out, clips=options.brief.clips, follow_links=options.brief.follow_links
                )
                if isinstance(album.path, Path)
            }
        except InputError:  # none yet, or the disk is away
            return {}

    tell(Watching(root))
    while True:
        for albums in quiet_albums(look, quiet_seconds, _POLL_SECONDS, clock, sleep):
            try:
                batch(root, out, options, jobs=jobs, only=albums, tell=tell, film=film)
            except InputError as error:  # the disk may come back
                tell(Noticed(str(error)))
            tell(Watching(root))


def _check(options: MakeOptions) -> None:
    """Raises InputError for what no album could be filmed with: once, not for each."""
    load(options.brief.template or DEFAULT)
    if options.brief.music != NO_MUSIC:
        Song.of(options.brief.music, Path())
    usable_encoder(options.encoder, options.brief.canvas)


def _prepared(out: Place) -> Place:
    """The folder for the films, there to be written to."""
    if isinstance(out, Address):
        store.prepare(out)
        return out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise InputError(
            f"{printable(out)}: cannot be a folder of films ({why}).", "Choose another with -o."
        ) from error
    return out


def _ending(album: AlbumFolder, job: AlbumJob, result: JobResult) -> AlbumEnded:
    error: SlideshowError | None = result.error
    return AlbumEnded(
        album,
        job.out,
        "failed" if error else "made" if result.finished else "up to date",
        result.finished,
        error.problem if error else "",
        error.hint if error else "",
        result.elapsed_seconds,
    )
