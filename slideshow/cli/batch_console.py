"""A batch's events -> a live table on a terminal, plain lines in a pipe, JSON lines, or nothing."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from slideshow.batch.events import AlbumBegun, AlbumEnded, AlbumSaid, AlbumsFound, BatchEvent, Tell, Watching
from slideshow.batch.progress import BatchProgress, fields
from slideshow.cli import console
from slideshow.errors import printable
from slideshow.events import Finished, Noticed, PhotoLeftOut
from slideshow.model.measures import clock

if TYPE_CHECKING:
    from rich.table import Table

_STAGES = {"scan": "finding photos", "inspect": "looking", "render": "filming", "package": "checking"}
# Lines of the terminal that the table leaves free.
_OTHER_LINES = 6
_LEAST_ROWS = 3
_FRAMES_A_SECOND = 4


@contextmanager
def reporting(progress: BatchProgress, *, as_json: bool, quiet: bool) -> Iterator[Tell]:
    """A `tell` for the way the person wants to be told; `tally` hears of everything first."""
    if as_json:
        yield _both(progress, _tell_json)
    elif quiet:
        yield _both(progress, _tell_failure)
    elif sys.stderr.isatty():
        with _table(progress) as tell:
            yield tell
    else:
        yield _both(progress, lambda event: _tell_plain(progress, event))


def tell_summary(progress: BatchProgress, elapsed_seconds: float, *, as_json: bool, quiet: bool) -> None:
    """The last line: how many films were made, left as they are, not made; and the time it took."""
    counts = progress.counts()
    if as_json:
        counted = {name.replace(" ", "_"): count for name, count in counts.items()}
        console.tell_json({"event": "summary", **counted, "elapsed_seconds": round(elapsed_seconds, 2)})
    elif not quiet:
        console.tell(summary(progress, elapsed_seconds))


def summary(progress: BatchProgress, elapsed_seconds: float) -> str:
    """ "38 films made, 1 up to date, 1 failed, in 12:08"."""
    counts = progress.counts()
    made = f"{counts['made']} film{'s' if counts['made'] != 1 else ''} made"
    rest = [f"{count} {name}" for name, count in counts.items() if count and name != "made"]
    return f"{', '.join((made, *rest))}, in {clock(elapsed_seconds)}"


def ending_line(ending: AlbumEnded) -> str:
    """What has come of an album, for people."""
    place = printable(ending.album.place)
    match ending.state, ending.finished:
        case "failed", _:
            return f"{place}: failed. {ending.problem} {ending.hint}".rstrip()
        case _, Finished() as film:
            return f"{place}: {console.film_line(film, ending.film)}"
    return f"{place}: {printable(ending.film)} is up to date"


def _both(progress: BatchProgress, tell: Tell) -> Tell:
    def take(event: BatchEvent) -> None:
        progress.take(event)
        tell(event)

    return take


def _tell_json(event: BatchEvent) -> None:
    match event:
        case AlbumsFound(albums, workers):
            names = [printable(album.place) for album in albums]
            console.tell_json({"event": "albums", "albums": names, "workers": workers})
        case AlbumBegun(album):
            console.tell_json({"event": "begun", "album": printable(album.place), "photos": album.photos})
        case AlbumSaid(album, said) if not isinstance(said, Finished):
            console.tell_json({"album": printable(album.place), **console.told(said)})
        case AlbumEnded():
            console.tell_json({"event": "album", **fields(event)})
        case Watching(folder):
            console.tell_json({"event": "watching", "folder": printable(folder)})
        case Noticed():
            console.tell_json(console.told(event))


def _tell_failure(event: BatchEvent) -> None:
    if isinstance(event, AlbumEnded) and event.state == "failed":
        console.tell_aside(ending_line(event))


def _tell_plain(progress: BatchProgress, event: BatchEvent) -> None:
    match event:
        case AlbumsFound(albums):
            console.tell_aside(f"{_count(len(albums), 'album')} ...")
        case AlbumEnded():
            place = f"[{len(progress.ended)}/{len(progress.albums)}] "
            (console.tell_aside if event.state == "failed" else console.tell)(place + ending_line(event))
        case _:
            if line := _aside(event):
                console.tell_aside(line)


def _aside(event: BatchEvent) -> str:
    """What people may want to know beside the films; empty where there is nothing."""
    match event:
        case AlbumSaid(album, PhotoLeftOut(by_choice=False) as photo):
            return f"{printable(album.place)}: {printable(photo.path)} {photo.reason} It was left out."
        case AlbumSaid(album, Noticed(text)):
            return f"{printable(album.place)}: {console.one_line(text)}"
        case Noticed(text):
            return console.one_line(text)
        case Watching(folder):
            return f"Watching {printable(folder)}. Ctrl-C ends it."
    return ""


@contextmanager
def _table(progress: BatchProgress) -> Iterator[Tell]:
    from rich.console import Console
    from rich.live import Live

    screen = Console(stderr=True)
    started = time.monotonic()
    # The table is drawn by a thread of its own.
    counting = Lock()

    def table() -> "Table":
        rows = max(_LEAST_ROWS, screen.size.height - _OTHER_LINES)
        with counting:
            return table_of(progress, rows, time.monotonic() - started)

    live = Live(console=screen, get_renderable=table, refresh_per_second=_FRAMES_A_SECOND, transient=True)
    with live:

        def show(event: BatchEvent) -> None:
            nonlocal started
            with counting:
                progress.take(event)
            if isinstance(event, AlbumsFound):
                started = time.monotonic()
            line = ending_line(event) if isinstance(event, AlbumEnded) else _aside(event)
            if line:
                style = "red" if isinstance(event, AlbumEnded) and event.state == "failed" else None
                screen.print(
                    console.for_terminal(line), markup=False, highlight=False, soft_wrap=True, style=style
                )

        yield show


def table_of(progress: BatchProgress, most_rows: int, elapsed_seconds: float) -> "Table":
    """The albums that are being worked on and those that come next, in so many rows, and the time left."""
    from rich.table import Table
    from rich.text import Text

    left = progress.seconds_left(elapsed_seconds)
    done = f"{len(progress.ended)} of {_count(len(progress.albums), 'album')}"
    caption = f"{done}, {clock(left)} left" if left is not None else done
    table = Table(box=None, caption=caption, caption_justify="left", pad_edge=False)
    table.add_column("album", overflow="ellipsis", no_wrap=True)
    table.add_column("photos", justify="right")
    table.add_column("state", no_wrap=True)
    table.add_column("time left", justify="right")
    waiting = progress.waiting
    running = [path for path in progress.stages if path in progress.albums]
    seconds_a_photo = _seconds_a_photo(progress, elapsed_seconds)
    for path in running[:most_rows]:
        album, share = progress.albums[path], progress.shares.get(path, 0.0)
        state = _STAGES.get(progress.stages[path], "starting")
        state = f"{state} {share:.0%}" if progress.stages[path] == "render" else state
        rest = clock(seconds_a_photo * album.photos * (1 - share)) if seconds_a_photo else ""
        table.add_row(Text(printable(album.place)), str(album.photos), state, rest)
    free = most_rows - len(running)
    for album in waiting[: free if len(waiting) <= free else max(0, free - 1)]:
        rest = clock(seconds_a_photo * album.photos) if seconds_a_photo else ""
        table.add_row(Text(printable(album.place)), str(album.photos), "waiting", rest, style="dim")
    if len(waiting) > free:
        table.add_row(f"and {len(waiting) - max(0, free - 1)} more", "", "", "", style="dim")
    return table


def _seconds_a_photo(progress: BatchProgress, elapsed_seconds: float) -> float | None:
    """Seconds that a worker needs for a photo, by the films made until now."""
    made = [one for one in progress.ended.values() if one.state == "made"]
    photos = sum(one.album.photos for one in made)
    return sum(one.elapsed_seconds for one in made) / photos if photos else None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"
