"""One album of many -> its film, unless that is there already: what a worker does."""

import time
from pathlib import Path

from slideshow.albums.address import Address
from slideshow.albums.afar import film_from_afar
from slideshow.albums.contents import fingerprint
from slideshow.albums.orders import Delivery, Order, Piece
from slideshow.albums.record import Film
from slideshow.albums.segments import elsewhere
from slideshow.errors import RenderError, SlideshowError
from slideshow.events import Finished, Report
from slideshow.make import make
from slideshow.render import Studio, Task
from slideshow.render.fingerprint import fingerprint as segment_fingerprint


def filmed(order: Order | Piece, report: Report) -> Delivery:
    """What came of the order; whatever goes wrong with one album is told in it."""
    started = time.monotonic()
    number = order.number if isinstance(order, Order) else 0
    try:
        film, finished = _film(order, report) if isinstance(order, Order) else _film_piece(order)
        return Delivery(number, film, finished, elapsed_seconds=time.monotonic() - started)
    except SlideshowError as fault:
        error = fault
    except Exception as fault:
        problem = f"This should not have happened ({type(fault).__name__}: {fault})."
        error = SlideshowError(problem, "Please report it with what slideshow make --debug shows.")
    return Delivery(number, error=error, elapsed_seconds=time.monotonic() - started)


def _film(order: Order, report: Report) -> tuple[Film | None, Finished | None]:
    wishes = order.wishes
    if isinstance(order.folder, Address) or isinstance(order.out, Address):
        return film_from_afar(order, report, _made)
    try:
        # Before it is made: what changes meanwhile is another film.
        content = fingerprint(order.folder, wishes.brief, wishes.fresh, wishes.options)
    except OSError:
        content = ""  # make says why
    before = order.before
    if before and before.fingerprint == content and before.is_whole(order.out.parent):
        return before, None
    finished = _made(order, report)
    try:
        return Film.at(order.out, content), finished
    except OSError:
        return None, finished


def _film_piece(piece: Piece) -> tuple[None, None]:
    # Other fonts, other libraries, another ffmpeg: it would not be the same film.
    if segment_fingerprint(piece.segment, piece.encoding) != piece.fingerprint:
        raise RenderError("A segment would look another way here.", "Install the same on every worker.")
    with Studio(lambda: None, lambda task: None) as studio:
        studio.film(Task(piece.segment, piece.encoding, piece.out))
    return None, None


def _made(order: Order, report: Report) -> Finished:
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
        elsewhere=elsewhere(order.scheduler) if order.scheduler else None,
        expendable=not order.careful,
        report=report,
    )
