"""The command `make`: a film of a folder of photos."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Optional

import typer

from slideshow.cli import stdio
from slideshow.cli.each import make_each
from slideshow.cli.options import CONTENT, AsJson, Debug, Quiet, film_options
from slideshow.cli.phone import phone as offer
from slideshow.cli.runner import reporting
from slideshow.errors import ExitCode, InputError
from slideshow.events import Event, Finished, Report
from slideshow.pipeline.options import flag

# What only a film in a file can have.
_OF_FILES = ("parts", "kit", "max_size")


@film_options(
    *CONTENT,
    "voice",
    "mark",
    "mark_place",
    "mark_size",
    "mark_opacity",
    "mark_colour",
    "quality",
    "max_size",
    "parts",
    "kit",
    "phone",
    "to",
    "each",
    "dry_run",
    "copy_message",
    "offline",
    "seed",
    "fresh",
    "overwrite",
    "jobs",
    "cached",
    "encoder",
    "as_json",
    "quiet",
    "debug",
)
def make(
    folder: Annotated[
        Path,
        typer.Argument(
            help="The folder with the photos, or - for paths of photos from standard input.",
            show_default=False,
        ),
    ],
    options: Any,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output",
            "-o",
            help="The film to write, or - for standard output. [default: the folder's name with .mp4, here]",
            rich_help_panel="The film",
        ),
    ] = None,
    phone: Annotated[
        bool,
        typer.Option(
            "--phone", help="Then send it to a phone in the same Wi-Fi.", rich_help_panel="Where it goes"
        ),
    ] = False,
    to: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            help="Upload copies of the photos with rclone to REMOTE:PATH, and use the link to them.",
            show_default=False,
            rich_help_panel="rare: Where it goes",
        ),
    ] = None,
    each: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="TABLE.CSV",
            help="A film for each row of a table, in the folder -o: columns title, end, message, album_link, "
            "music, target, caption.NAME, photo, file.",
            show_default=False,
            rich_help_panel="rare: Where it goes",
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="With --each: only show what would be made, as a table.",
            rich_help_panel="rare: Other",
        ),
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make a film of a folder of photos. They are only read, never changed.

    With - for the folder, paths come from standard input, one a line or with a NUL behind each (fd -e jpg |
    slideshow make -): a film of those, by time as ever, in film.mp4 here, with a title only by --title.
    With -o - the film goes to standard output, as a fragmented MP4, when it is finished and checked.
    """
    from slideshow.pipeline import defaults_file

    films: list[Finished] = []
    failed = 0
    with stdio.film_pipe(output) as pipe, reporting(as_json, quiet, debug) as report:
        listed = stdio.listed(folder)
        stdio.check_pipe(pipe)
        if pipe:
            options = defaults_file.without(options, _OF_FILES)
        if pipe and (phone or any(options.get(name) for name in _OF_FILES)):
            raise InputError(
                "-o -: --parts, --kit, --phone and --max-size need a file.", "Give one, such as -o trip.mp4."
            )
        if listed is not None:
            options.setdefault("title", "")
        if dry_run and each is None:
            raise InputError("--dry-run: shows what --each would make.", "slideshow preview shows one film.")
        if each is not None:
            if pipe or listed is not None or to is not None or options.get("parts"):
                raise InputError("--each: makes films of a folder.", "Leave out -, --to and --parts.")
            gathering = _gathering(report, films)
            failed = make_each(
                folder, each, output, options, gathering, dry_run=dry_run, as_json=as_json, quiet=quiet
            )
        else:
            _make_one(folder, listed, output, pipe, to, options, _gathering(report, films))
    if phone:
        for made in films:
            offer(made.path, message=_message_beside(made.path), as_json=as_json, debug=debug)
    if failed:
        raise typer.Exit(ExitCode.FAILED)


def _make_one(
    folder: Path,
    listed: list[Path] | None,
    output: Path | None,
    pipe: BinaryIO | None,
    to: str | None,
    options: Any,
    report: Report,
) -> None:
    """The film, or its parts."""
    from slideshow.system.processes import get_ready

    get_ready()
    # The heavy libraries are loaded here, so that --help does not wait for them.
    from slideshow.pipeline.make import make as make_film
    from slideshow.pipeline.make_to_pipe import make_into
    from slideshow.pipeline.read_options import make_options_of

    made_as = make_options_of(options, flag)
    name = "film" if listed is not None else folder.resolve().name or "film"
    if to is not None:
        if listed is not None or "album_link" in options:
            raise InputError("--to: makes the album of a folder, and its link.", "Give it alone.")
        from slideshow.pipeline.upload import album_online

        link = album_online(
            folder,
            to,
            options.get("title") or name,
            recursive=made_as.recursive,
            follow_links=made_as.brief.follow_links,
            report=report,
        )
        made_as = replace(made_as, brief=replace(made_as.brief, album_link=link))
    film = partial(make_into, pipe) if pipe else partial(make_film, out=output or Path(f"{name}.mp4"))
    film(folder=folder, options=made_as, listed=listed, report=report)


def _gathering(report: Report, films: list[Finished]) -> Report:
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
