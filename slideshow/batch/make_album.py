"""One album of many -> its film, unless that is there already: what a worker does."""

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from slideshow.batch.album_fingerprint import fingerprint
from slideshow.batch.jobs import AlbumJob, JobResult, unexpected
from slideshow.batch.manifest import Film
from slideshow.batch.storage.address import Address
from slideshow.batch.stored_album import film_stored_album
from slideshow.errors import SlideshowError
from slideshow.events import Finished, Report
from slideshow.media.film_mark import is_ours
from slideshow.pipeline.make import make
from slideshow.render import RemoteWorkers


def make_album(job: AlbumJob, report: Report, remote_workers: RemoteWorkers | None = None) -> JobResult:
    """What came of the order; whatever goes wrong with one album is told in it.

    `elsewhere` has the computers of a cluster that may take part; None on one computer.
    """
    started = time.monotonic()
    number = job.number
    try:
        film, finished = _film(job, report, remote_workers)
        return JobResult(number, film, finished, elapsed_seconds=time.monotonic() - started)
    except SlideshowError as fault:
        error = fault
    except Exception as fault:
        error = unexpected(fault)
    return JobResult(number, error=error, elapsed_seconds=time.monotonic() - started)


def _film(
    job: AlbumJob, report: Report, remote_workers: RemoteWorkers | None
) -> tuple[Film | None, Finished | None]:
    options = job.options
    if isinstance(job.folder, Address) or isinstance(job.out, Address):
        return film_stored_album(job, report, partial(_made, remote_workers=remote_workers))
    try:
        # Before it is made: what changes meanwhile is another film.
        content = fingerprint(job.folder, options.brief, options.fresh, options.film_settings)
    except OSError:
        content = ""  # make says why
    before = job.before
    if before and before.fingerprint == content and before.is_whole(job.out.parent):
        return before, None
    if before and before.name == job.out.name and is_ours(job.out):
        # A batch made what is there: on another computer of a cluster, or it was damaged since.
        options = replace(options, overwrite=True)
    finished = _made(replace(job, options=options), report, remote_workers)
    try:
        return Film.at(job.out, content), finished
    except OSError:
        return None, finished


def _made(job: AlbumJob, report: Report, remote_workers: RemoteWorkers | None) -> Finished:
    assert isinstance(job.folder, Path)
    assert isinstance(job.out, Path)
    return make(
        job.folder,
        job.out,
        replace(job.options, jobs=job.jobs),
        remote_workers=remote_workers,
        expendable=not job.careful,
        report=report,
    )
