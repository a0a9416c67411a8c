"""`slideshow batch`: a folder of albums becomes a folder of films."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from slideshow.cli import completion
from slideshow.cli.batch_folders import films_for_each, photos_of_albums
from slideshow.cli.options import CONTENT, AsJson, Debug, Quiet, film_options
from slideshow.cli.runner import reporting
from slideshow.errors import ExitCode, InputError, printable
from slideshow.pipeline.options import flag

if TYPE_CHECKING:
    from slideshow.batch.events import Tell
    from slideshow.batch.run import FilmAll


# An album has a link of its own, and folders inside it are other albums.
@film_options(
    *(name for name in CONTENT if name not in ("album_link", "recursive")),
    "mark",
    "mark_place",
    "mark_size",
    "mark_opacity",
    "mark_colour",
    "quality",
    "max_size",
    "offline",
    "seed",
    "fresh",
    "overwrite",
    "jobs",
    "cluster",
    "cached",
    "encoder",
    "photos",
    "shown_as",
    "shape",
    "keep_time",
    "each",
    "report",
    "watch",
    "quiet_for",
    "as_json",
    "quiet",
    "debug",
    help={
        "title": "Title over every film's first photo. [default: each folder's name]",
        "overwrite": "Replace files that slideshow did not make.",
        "jobs": "Films that are made side by side. [default: by the machine's cores]",
    },
)
def batch(
    folder: Annotated[
        str,
        typer.Argument(
            help="The folder that holds the albums' folders, or its address: s3://bucket/albums.",
            show_default=False,
        ),
    ],
    options: Any,
    output: Annotated[
        str, typer.Option("--output", "-o", help="The folder for the films, or its address.")
    ] = "films",
    cluster: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="ADDRESS",
            help="Have the films made by the workers of this Dask cluster: tcp://scheduler:8786.",
            show_default=False,
        ),
    ] = None,
    photos: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="PLACE",
            help="No films: each album's best photos as pictures for this place, as slideshow photos makes "
            "them.",
            show_default=False,
            autocompletion=completion.photo_places,
            rich_help_panel="rare: Where it goes",
        ),
    ] = None,
    each: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="TABLE.CSV",
            help="Of every album a film for each row of a table, as slideshow make --each makes them.",
            show_default=False,
            rich_help_panel="rare: Where it goes",
        ),
    ] = None,
    report: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Write what has come of every album into this file, as JSON.", show_default=False),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and make a film when an album's folder has changed.")
    ] = False,
    quiet_for: Annotated[
        float, typer.Option(help="With --watch: seconds without a change before an album is filmed.")
    ] = 30.0,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make a film of every folder of photos inside a folder. What is up to date stays as it is.

    A slideshow.toml in an album's folder decides over its film, the options over all others. An album that
    fails is told and stops no other.
    """
    failed = 0
    if photos is not None or each is not None:
        with reporting(as_json, quiet, debug) as told:
            if cluster or watch or report is not None or (photos is not None and each is not None):
                raise InputError(
                    "--photos and --each: each is alone, without --cluster, --watch and --report.",
                    "Leave one out.",
                )
            said: dict[str, Any] = {"as_json": as_json, "quiet": quiet}
            if photos is not None:
                out = Path("photos" if output == "films" else output)
                failed = photos_of_albums(folder, out, photos, options, told, **said)
            elif each is not None:
                failed = films_for_each(folder, Path(output), each, options, told, **said)
        if failed:
            raise typer.Exit(ExitCode.FAILED)
        return
    with reporting(as_json, quiet=True, debug=debug):
        from slideshow.batch.progress import BatchProgress
        from slideshow.batch.run import batch as make_all
        from slideshow.batch.run import watch as make_for_ever
        from slideshow.batch.storage.address import place_of
        from slideshow.cli import batch_console
        from slideshow.pipeline.read_options import make_options_of

        asked = make_options_of(options, flag)
        most = asked.jobs
        root, films = place_of(folder), place_of(output)
        if watch and not isinstance(root, Path):
            raise InputError(f"--watch {root}: only folders can be watched.", "Run it again now and then.")
        if cluster and most:
            raise InputError("--jobs and --cluster: the workers' threads decide.", "Give one of them.")
        if not 0 <= quiet_for <= 86_400:
            raise InputError(f"--quiet-for {quiet_for:g}: must be 0 to 86400 seconds.", "30 is the usual.")
        if report is not None and (report.is_dir() or not report.absolute().parent.is_dir()):
            problem = f"--report {printable(report)}: cannot be written there."
            raise InputError(problem, "Give a file in a folder.")
        progress, started = BatchProgress(), time.monotonic()
        try:
            with (
                batch_console.reporting(progress, as_json=as_json, quiet=quiet) as tell,
                _team(cluster, most, tell) as (film, at_once),
            ):
                if watch and isinstance(root, Path):
                    make_for_ever(
                        root, films, asked, jobs=at_once, quiet_seconds=quiet_for, tell=tell, film=film
                    )
                make_all(root, films, asked, jobs=at_once, tell=tell, film=film)
        finally:
            if progress.albums:
                elapsed = time.monotonic() - started
                if report is not None:
                    progress.write(report, elapsed)
                batch_console.tell_summary(progress, elapsed, as_json=as_json, quiet=quiet)
        failed = progress.counts()["failed"]
    if failed:
        raise typer.Exit(ExitCode.FAILED)


@contextmanager
def _team(
    address: str | None, jobs: int | None, tell: "Tell"
) -> "Iterator[tuple[FilmAll | None, int | None]]":
    """Who makes the films, and how many side by side."""
    if address is None:
        yield None, jobs
    else:
        from slideshow.batch.cluster.client import cluster

        with cluster(address, tell) as workers:
            yield workers.film, workers.workers
