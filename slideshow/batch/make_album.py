"""One album of many -> its film, unless that is there already: what a worker does."""

import time
from functools import partial
from pathlib import Path

from slideshow.batch.album_fingerprint import fingerprint
from slideshow.batch.jobs import Delivery, Order, unexpected
from slideshow.batch.manifest import Film
from slideshow.batch.storage.address import Address
from slideshow.batch.stored_album import film_from_afar
from slideshow.errors import SlideshowError
from slideshow.events import Finished, Report
from slideshow.pipeline.make import make
from slideshow.render import Elsewhere


def make_album(order: Order, report: Report, elsewhere: Elsewhere | None = None) -> Delivery:
    """What came of the order; whatever goes wrong with one album is told in it.

    `elsewhere` has the computers of a cluster that may take part; None on one computer.
    """
    started = time.monotonic()
    number = order.number
    try:
        film, finished = _film(order, report, elsewhere)
        return Delivery(number, film, finished, elapsed_seconds=time.monotonic() - started)
    except SlideshowError as fault:
        error = fault
    except Exception as fault:
        error = unexpected(fault)
    return Delivery(number, error=error, elapsed_seconds=time.monotonic() - started)


def _film(order: Order, report: Report, elsewhere: Elsewhere | None) -> tuple[Film | None, Finished | None]:
    wishes = order.wishes
    if isinstance(order.folder, Address) or isinstance(order.out, Address):
        return film_from_afar(order, report, partial(_made, elsewhere=elsewhere))
    try:
        # Before it is made: what changes meanwhile is another film.
        content = fingerprint(order.folder, wishes.brief, wishes.fresh, wishes.options)
    except OSError:
        content = ""  # make says why
    before = order.before
    if before and before.fingerprint == content and before.is_whole(order.out.parent):
        return before, None
    finished = _made(order, report, elsewhere)
    try:
        return Film.at(order.out, content), finished
    except OSError:
        return None, finished


def _made(order: Order, report: Report, elsewhere: Elsewhere | None) -> Finished:
    assert isinstance(order.folder, Path)
    assert isinstance(order.out, Path)
    wishes = order.wishes
    return make(
        order.folder,
        order.out,
        wishes.brief,
        quality=wishes.quality,
        fresh=wishes.fresh,
        overwrite=wishes.overwrite,
        jobs=order.jobs,
        cached=wishes.cached,
        encoder=wishes.encoder,
        sending=wishes.sending,
        elsewhere=elsewhere,
        expendable=not order.careful,
        report=report,
    )
