"""`slideshow batch`: a folder of albums becomes a folder of films."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from slideshow.cli import completion
from slideshow.cli.brief import brief_of
from slideshow.cli.options import (
    All,
    AsJson,
    CanvasSize,
    ClipSoundChoice,
    Debug,
    End,
    Fps,
    Fresh,
    Length,
    Live,
    MaxSize,
    Music,
    MusicStart,
    NoClips,
    NoTitle,
    Order,
    PerPhoto,
    Quiet,
    Seed,
    TargetName,
    Template,
)
from slideshow.cli.runner import reporting
from slideshow.errors import InputError

if TYPE_CHECKING:
    from slideshow.batch.events import Tell
    from slideshow.batch.run import FilmAll


def batch(
    context: typer.Context,
    folder: Annotated[
        str,
        typer.Argument(
            help="The folder that holds the albums' folders, or its address: s3://bucket/albums.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", help="The folder for the films, or its address.")
    ] = "films",
    music: Music = None,
    music_start: MusicStart = "auto",
    template: Template = None,
    title: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Title over every film's first photo. [default: each folder's name]"),
    ] = None,
    no_title: NoTitle = False,
    end: End = None,
    per_photo: PerPhoto = None,
    length: Length = None,
    keep_all: All = False,
    order: Order = "time",
    no_clips: NoClips = False,
    live: Live = False,
    clip_sound: ClipSoundChoice = "mix",
    target_name: TargetName = "tiktok-dm",
    size: CanvasSize = None,
    fps: Fps = "30",
    quality: Annotated[
        str,
        typer.Option(
            help="draft, fast, good or best.",
            autocompletion=completion.one_of("draft", "fast", "good", "best"),
        ),
    ] = "good",
    max_size: MaxSize = None,
    seed: Seed = None,
    fresh: Fresh = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that slideshow did not make.")
    ] = False,
    jobs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(help="Films that are made side by side. [default: by the machine's cores]"),
    ] = None,
    cluster: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="ADDRESS",
            help="Have the films made by the workers of this Dask cluster: tcp://scheduler:8786.",
            show_default=False,
        ),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Film everything anew, and keep nothing for the next time.")
    ] = False,
    encoder: Annotated[
        str, typer.Option(help="x264, or the graphics card's: auto, nvenc, qsv, vaapi, videotoolbox, amf.")
    ] = "x264",
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
    with reporting(as_json, quiet=True, debug=debug):
        from slideshow.batch.jobs import BatchOptions
        from slideshow.batch.progress import BatchProgress
        from slideshow.batch.run import batch as make_all
        from slideshow.batch.run import watch as make_for_ever
        from slideshow.batch.storage.address import place_of
        from slideshow.cli import batch_console
        from slideshow.documents.target_files import target
        from slideshow.pipeline import option_values
        from slideshow.pipeline.destination import Destination
        from slideshow.render import AUTO, ENCODERS, QUALITIES

        options = BatchOptions(
            brief=brief_of(context.params),
            quality=option_values.one_of("--quality", quality, QUALITIES),
            encoder=option_values.one_of("--encoder", encoder, (AUTO, *ENCODERS)),
            fresh=fresh,
            overwrite=overwrite,
            cached=not no_cache,
            destination=Destination(target(target_name), option_values.size_bytes(max_size)),
        )
        most = option_values.jobs(jobs)
        root, films = place_of(folder), place_of(output)
        if watch and not isinstance(root, Path):
            raise InputError(f"--watch {root}: only folders can be watched.", "Run it again now and then.")
        if cluster and jobs:
            raise InputError("--jobs and --cluster: the workers' threads decide.", "Give one of them.")
        if not 0 <= quiet_for <= 86_400:
            raise InputError(f"--quiet-for {quiet_for:g}: must be 0 to 86400 seconds.", "30 is the usual.")
        if report is not None and (report.is_dir() or not report.absolute().parent.is_dir()):
            raise InputError(f"--report {report}: cannot be written there.", "Give a file in a folder.")
        progress, started = BatchProgress(), time.monotonic()
        try:
            with (
                batch_console.reporting(progress, as_json=as_json, quiet=quiet) as tell,
                _team(cluster, most, tell) as (film, at_once),
            ):
                if watch and isinstance(root, Path):
                    make_for_ever(
                        root, films, options, jobs=at_once, quiet_seconds=quiet_for, tell=tell, film=film
                    )
                make_all(root, films, options, jobs=at_once, tell=tell, film=film)
        finally:
            if progress.albums:
                elapsed = time.monotonic() - started
                if report is not None:
                    progress.write(report, elapsed)
                batch_console.tell_summary(progress, elapsed, as_json=as_json, quiet=quiet)
        failed = progress.counts()["failed"]
    if failed:
        raise typer.Exit(1)


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
