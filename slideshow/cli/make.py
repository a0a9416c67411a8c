"""The command `make`: a film of a folder of photos."""

from functools import partial
from pathlib import Path
from typing import Annotated, Optional

import typer

from slideshow.cli import completion, stdio
from slideshow.cli.brief import brief_of
from slideshow.cli.options import (
    AlbumLink,
    All,
    AsJson,
    CanvasSize,
    ClipSoundChoice,
    Debug,
    End,
    Fps,
    Fresh,
    Kit,
    Length,
    Live,
    MaxSize,
    Music,
    MusicStart,
    NoClips,
    NoTitle,
    Order,
    Parts,
    PerPhoto,
    Phone,
    Quiet,
    Recursive,
    Seed,
    TargetName,
    Template,
    Title,
)
from slideshow.cli.phone import phone as offer
from slideshow.cli.runner import reporting
from slideshow.errors import InputError
from slideshow.events import Event, Finished, Report


def make(
    context: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(
            help="The folder with the photos, or - for paths of photos from standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output",
            "-o",
            help="The film to write, or - for standard output. [default: the folder's name with .mp4, here]",
        ),
    ] = None,
    music: Music = None,
    music_start: MusicStart = "auto",
    template: Template = None,
    title: Title = None,
    no_title: NoTitle = False,
    end: End = None,
    album_link: AlbumLink = None,
    per_photo: PerPhoto = None,
    length: Length = None,
    keep_all: All = False,
    order: Order = "time",
    no_clips: NoClips = False,
    live: Live = False,
    clip_sound: ClipSoundChoice = "mix",
    recursive: Recursive = False,
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
    parts: Parts = False,
    kit: Kit = False,
    phone: Phone = False,
    to: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            help="Upload copies of the photos with rclone to REMOTE:PATH, and use the link to them.",
            show_default=False,
        ),
    ] = None,
    copy_message: Annotated[
        bool, typer.Option("--copy", help="Put the message to send along on the clipboard.")
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Do not ask whether the album's link opens.")
    ] = False,
    seed: Seed = None,
    fresh: Fresh = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a file that slideshow did not make.")
    ] = False,
    jobs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(help="Processes that film side by side. [default: by the machine's cores]"),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Film everything anew, and keep nothing for the next time.")
    ] = False,
    encoder: Annotated[
        str, typer.Option(help="x264, or the graphics card's: auto, nvenc, qsv, vaapi, videotoolbox, amf.")
    ] = "x264",
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make a film of a folder of photos. They are only read, never changed.

    With - for the folder, paths come from standard input, one a line or with a NUL behind each (fd -e jpg |
    slideshow make -): a film of those, by time as ever, in film.mp4 here, with a title only by --title.
    With -o - the film goes to standard output, as a fragmented MP4, when it is finished and checked.
    """
    films: list[Finished] = []
    with stdio.film_pipe(output) as pipe, reporting(as_json, quiet, debug) as report:
        listed = stdio.listed(folder)
        stdio.check_pipe(pipe)
        if pipe and (parts or kit or phone or max_size):
            raise InputError(
                "-o -: --parts, --kit, --phone and --max-size need a file.", "Give one, such as -o trip.mp4."
            )
        context.params["no_title"] = no_title or (listed is not None and title is None)
        # The heavy libraries are loaded here, so that --help does not wait for them.
        from slideshow.documents.target_files import target
        from slideshow.pipeline import option_values
        from slideshow.pipeline.destination import Destination
        from slideshow.pipeline.make import make as make_film
        from slideshow.pipeline.make_to_pipe import make_into
        from slideshow.render import AUTO, ENCODERS, QUALITIES

        destination = Destination(
            target(target_name),
            option_values.size_bytes(max_size),
            in_parts=parts,
            kit=kit,
            offline=offline,
            copies_message=copy_message,
        )
        name = "film" if listed is not None else folder.resolve().name or "film"
        if to is not None:
            if listed is not None or album_link is not None:
                raise InputError("--to: makes the album of a folder, and its link.", "Give it alone.")
            from slideshow.pipeline.upload import album_online

            album_name = title or name
            context.params["album_link"] = album_online(
                folder, to, album_name, recursive=recursive, report=report
            )
        out = output or Path(f"{name}.mp4")
        film = partial(make_into, pipe) if pipe else partial(make_film, out=out, overwrite=overwrite)
        film(
            folder=folder,
            brief=brief_of(context.params),
            listed=listed,
            quality=option_values.one_of("--quality", quality, QUALITIES),
            recursive=recursive,
            fresh=fresh,
            jobs=option_values.jobs(jobs),
            cached=not no_cache,
            encoder=option_values.one_of("--encoder", encoder, (AUTO, *ENCODERS)),
            destination=destination,
            report=_heard(report, films),
        )
    if phone:
        for made in films:
            offer(made.path, message=_message_beside(made.path), as_json=as_json, debug=debug)


def _heard(report: Report, films: list[Finished]) -> Report:
    """The same report, which also gathers the films that are finished."""

    def tell(event: Event) -> None:
        if isinstance(event, Finished):
            films.append(event)
        report(event)

    return tell


def _message_beside(film: Path) -> str | None:
    """The message of the film's kit, where it has one."""
    from slideshow.pipeline.kit import message_of

    text = message_of(film)
    return str(text) if text.is_file() else None
