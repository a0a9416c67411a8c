"""The command line: arguments in, exit code out."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

import slideshow
from slideshow import cli_man, cli_phone, cli_pipes, cli_targets, cli_transitions, completion, console
from slideshow.cli_cache import cache_app
from slideshow.errors import InputError, SlideshowError, printable
from slideshow.events import Event, Finished, Report

if TYPE_CHECKING:
    from slideshow.model.brief import Brief

app = typer.Typer(
    help="A folder of photos becomes a beautiful vertical film, ready to be sent from a phone.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

# typer reads these at run time: `Optional`, not `| None`.
Folder = Annotated[Path, typer.Argument(help="The folder with the photos.", show_default=False)]
Title = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(help="Title over the first photo. [default: the folder's name]"),
]
NoTitle = Annotated[bool, typer.Option("--no-title", help="No title.")]
Music = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        help="A music file, or calm, bright, warm or pulse, made by slideshow; several files play one after "
        "the other. [default: the sound file in the folder, if it holds one]"
    ),
]
MusicStart = Annotated[str, typer.Option(help="Where in the music to begin: a time such as 1:05, or auto.")]
Template = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--template",
        "-t",
        help="The look: a name, or a file. [default: default]",
        autocompletion=completion.templates,
    ),
]
End = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(help="What a card at the end says. [default: no end card]", show_default=False),
]
AlbumLink = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        help="The link to the album of the originals: shown as a QR code at the end.", show_default=False
    ),
]
PerPhoto = Annotated[
    Optional[float],  # noqa: UP045
    typer.Option(help="Seconds each photo stands. [default: about 3, by what it shows]"),
]
Length = Annotated[
    Optional[float],  # noqa: UP045
    typer.Option(help="Seconds the whole film lasts. [default: what the photos need, at most 60]"),
]
All = Annotated[bool, typer.Option("--all", help="Every photo that can be read, however long the film.")]
Order = Annotated[
    str,
    typer.Option(help="time, name or shuffle.", autocompletion=completion.one_of("time", "name", "shuffle")),
]
Recursive = Annotated[bool, typer.Option("--recursive", "-r", help="Photos in subfolders too.")]
CanvasSize = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--size", help="Width x height in pixels. [default: what --for wants, 1080x1920]"),
]
Destination = Annotated[
    str,
    typer.Option(
        "--for",
        help="Where the film is to go: slideshow targets lists them.",
        autocompletion=completion.targets,
    ),
]
MaxSize = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(help="The largest the file may be, such as 16MB. [default: what --for takes]"),
]
Parts = Annotated[bool, typer.Option("--parts", help="Several films of one that is too long for --for.")]
Kit = Annotated[bool, typer.Option("--kit", help="Beside the film: its cover, a message, share.json.")]
Phone = Annotated[bool, typer.Option("--phone", help="Then send it to a phone in the same Wi-Fi.")]
Fps = Annotated[str, typer.Option(help="Frames a second.")]
Seed = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option(help="Another number moves the camera another way. [default: the template's]"),
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Choose anew, whatever the folder's slideshow.toml says.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Report in JSON, an object a line.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Report nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        console.tell(f"slideshow {slideshow.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """A folder of photos becomes a beautiful vertical film, ready to be sent from a phone."""


@app.command()
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
    recursive: Recursive = False,
    destination: Destination = "tiktok-dm",
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
    with cli_pipes.film_pipe(output) as pipe, _reporting(as_json, quiet, debug) as report:
        listed = cli_pipes.listed(folder)
        if pipe and (parts or kit or phone or max_size):
            raise InputError(
                "-o -: --parts, --kit, --phone and --max-size need a file.", "Give one, such as -o trip.mp4."
            )
        context.params["no_title"] = no_title or (listed is not None and title is None)
        # The heavy libraries are loaded here, so that --help does not wait for them.
        from slideshow import arguments
        from slideshow.make import make as make_film
        from slideshow.pipes import make_into
        from slideshow.render import AUTO, ENCODERS, QUALITIES
        from slideshow.sending import Sending
        from slideshow.share.targets import target

        sending = Sending(
            target(destination),
            arguments.size_bytes(max_size),
            in_parts=parts,
            kit=kit,
            offline=offline,
            copies_message=copy_message,
        )
        name = "film" if listed is not None else folder.resolve().name or "film"
        if to is not None:
            if listed is not None or album_link is not None:
                raise InputError("--to: makes the album of a folder, and its link.", "Give it alone.")
            from slideshow.upload import album_online

            album_name = title or name
            context.params["album_link"] = album_online(
                folder, to, album_name, recursive=recursive, report=report
            )
        out = output or Path(f"{name}.mp4")
        film = partial(make_into, pipe) if pipe else partial(make_film, out=out, overwrite=overwrite)
        film(
            folder=folder,
            brief=_brief(context.params),
            listed=listed,
            quality=arguments.one_of("--quality", quality, QUALITIES),
            recursive=recursive,
            fresh=fresh,
            jobs=arguments.jobs(jobs),
            cached=not no_cache,
            encoder=arguments.one_of("--encoder", encoder, (AUTO, *ENCODERS)),
            sending=sending,
            report=_heard(report, films),
        )
    if phone:
        for made in films:
            cli_phone.phone(made.path, message=_message_beside(made.path), as_json=as_json, debug=debug)


@app.command()
def plan(
    context: typer.Context,
    folder: Folder,
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
    recursive: Recursive = False,
    destination: Destination = "tiktok-dm",
    size: CanvasSize = None,
    fps: Fps = "30",
    seed: Seed = None,
    otio: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            help="Write the film's timeline for an editor (OpenTimelineIO) into this file instead.",
            show_default=False,
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Plan anew, and replace the slideshow.toml that is there.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write slideshow.toml into the folder: every choice of the film, to be changed in any text editor.

    With --otio the timeline goes to a video editor: as slideshow.toml has it, where there is one. --overwrite
    then replaces that file, and slideshow.toml stays as it is.
    """
    with _reporting(as_json, quiet, debug) as report:
        from slideshow.make import write_plan

        brief = _brief(context.params)
        if otio:
            from slideshow.bridges.otio import write_timeline

            write_timeline(folder, otio, brief, recursive=recursive, overwrite=overwrite, report=report)
        else:
            write_plan(folder, brief, recursive=recursive, overwrite=overwrite, report=report)


@app.command()
def preview(
    context: typer.Context,
    folder: Folder,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output", "-o", help="The picture to write. [default: the folder's name with .png, here]"
        ),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the system's viewer.")] = False,
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
    recursive: Recursive = False,
    destination: Destination = "tiktok-dm",
    size: CanvasSize = None,
    fps: Fps = "30",
    seed: Seed = None,
    fresh: Fresh = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a file that slideshow did not make.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show the film on one page: every slide at its start and end, and what was left out."""
    with _reporting(as_json, quiet, debug) as report:
        from slideshow.make import preview as make_preview

        out = output or Path(f"{folder.resolve().name or 'film'}.png")
        make_preview(
            folder,
            out,
            _brief(context.params),
            recursive=recursive,
            fresh=fresh,
            overwrite=overwrite,
            report=report,
        )
        if open_it:
            typer.launch(str(out))


templates_app = typer.Typer(
    help="The looks that a film can have.", invoke_without_command=True, rich_markup_mode=None
)
app.add_typer(templates_app, name="templates")
app.add_typer(cache_app, name="cache")


@templates_app.callback()
def templates(context: typer.Context, as_json: AsJson = False) -> None:
    """The looks that a film can have, a line each."""
    if context.invoked_subcommand is None:
        with _reporting(as_json, False, False):
            from slideshow import template_files

            lines = {name: template_files.load(name).description for name in template_files.names()}
            console.tell_table(lines, as_json=as_json)


TemplateName = Annotated[
    str, typer.Argument(help="A template's name, or its file.", autocompletion=completion.templates)
]


@templates_app.command("show")
def show_template(name: TemplateName, as_json: AsJson = False) -> None:
    """Print a template's file."""
    with _reporting(as_json, False, False):
        from slideshow import template_files

        path = template_files.find(name)
        text = path.read_text("utf-8").rstrip()
        fields = {"name": name, "path": printable(path), "text": text}
        console.tell_result("template", text, fields, as_json=as_json)


@templates_app.command("new")
def new_template(
    name: Annotated[str, typer.Argument(help="What it is to be called.")], as_json: AsJson = False
) -> None:
    """Write a template to start from into your own folder of templates."""
    with _reporting(as_json, False, False):
        from slideshow import template_files

        path = printable(template_files.write_new(name))
        console.tell_result("template", path, {"name": name, "path": path}, as_json=as_json)


@templates_app.command("check")
def check_template(name: TemplateName, as_json: AsJson = False) -> None:
    """Look for mistakes in a template."""
    with _reporting(as_json, False, False):
        from slideshow import template_files

        description = template_files.load(name).description
        fields = {"name": name, "description": description}
        console.tell_result("template", f"{name}: {description}", fields, as_json=as_json)


@templates_app.command("gallery")
def template_gallery(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")],
    folder: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(help="A folder of photos to show them on. [default: the samples]", show_default=False),
    ] = None,
    template: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--template",
            "-t",
            help="Only this one; may be given again. [default: all]",
            autocompletion=completion.templates,
        ),
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make a short film and a still of every template, and a page to choose one from by looking."""
    with _reporting(as_json, quiet, debug) as report:
        from slideshow.gallery import gallery

        page = gallery(output, folder, template or (), report)
        if not quiet:
            shown = printable(page)
            console.tell_result("gallery", shown, {"path": shown}, as_json=as_json)


app.command()(cli_phone.phone)
app.command()(cli_targets.targets)
app.command()(cli_targets.check)
app.command()(cli_transitions.transitions)
app.command()(cli_man.man)


def _brief(given: Mapping[str, Any]) -> "Brief":
    """What the options ask for, by the names of their parameters, read and checked."""
    from slideshow import arguments
    from slideshow.model.brief import Brief
    from slideshow.sending import brief_for
    from slideshow.share.targets import target

    if given["per_photo"] is not None and given["length"] is not None:
        raise InputError("--per-photo and --length: each decides the other.", "Give one of them.")
    brief = Brief(
        fps=arguments.fps(given["fps"]),
        seconds_per_photo=arguments.seconds_per_photo(given["per_photo"]),
        length_seconds=arguments.length_seconds(given["length"]),
        title="" if given["no_title"] else given["title"],
        music=tuple(given["music"] or ()),
        music_start=arguments.music_start(given["music_start"]),
        closing=given["end"],
        album_link=given["album_link"],
        template=given["template"],
        seed=given["seed"],
        keep_all=given["keep_all"],
        order=arguments.order(given["order"]),
        locale=arguments.locale(),
    )
    size = given["size"]
    return brief_for(target(given["destination"]), brief, arguments.size(size) if size else None)


def _heard(report: Report, films: list[Finished]) -> Report:
    """The same report, which also gathers the films that are finished."""

    def tell(event: Event) -> None:
        if isinstance(event, Finished):
            films.append(event)
        report(event)

    return tell


def _message_beside(film: Path) -> str | None:
    """The message of the film's kit, where it has one."""
    from slideshow.kit import message_of

    text = message_of(film)
    return str(text) if text.is_file() else None


@contextmanager
def _reporting(as_json: bool, quiet: bool, debug: bool) -> Iterator[Report]:
    """A `report` for a command; what goes wrong in its block becomes a line and an exit code."""
    _exit_on_termination()
    try:
        with console.reporting(as_json=as_json, quiet=quiet) as report:
            yield report
    except KeyboardInterrupt:
        console.tell_interrupted(as_json=as_json)
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # Who reads what we write has had enough, as `head` has.
        cli_pipes.leave_standard_output()
        raise typer.Exit(1) from None
    except SlideshowError as error:
        if debug:
            raise
        console.tell_error(error, as_json=as_json)
        raise typer.Exit(error.exit_code) from None
    except Exception as error:
        if debug:
            raise
        problem = f"This should not have happened ({type(error).__name__}: {error})."
        hint = "Please report it with what --debug shows."
        console.tell_error(SlideshowError(problem, hint), as_json=as_json)
        raise typer.Exit(1) from None


def _exit_on_termination() -> None:
    """SIGTERM and a closed terminal end the program as Ctrl-C does: tidily."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, ValueError):  # not on every system, not outside the main thread
            signal.signal(getattr(signal, name), interrupt)


# Behind everything that they stand on: importing them adds their commands.
from slideshow import cli_share  # noqa: E402, F401

# What --help ends with, here and for every command.
_EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 what was given cannot be used, 130 interrupted."
_OWN_EXIT_CODES = {
    "check": "Exit codes: 0 it fits, 1 it does not, 2 what was given cannot be used, 130 interrupted.",
    "link": "Exit codes: 0 nothing speaks against it, 1 a friend cannot open it, 2 it is no album's link, "
    "130 interrupted.",
}


def _tell_exit_codes(of: typer.Typer) -> None:
    of.info.epilog = _EXIT_CODES
    for group in of.registered_groups:
        group.epilog = _EXIT_CODES
        if group.typer_instance:
            _tell_exit_codes(group.typer_instance)
    for command in of.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        command.epilog = _OWN_EXIT_CODES.get(name, _EXIT_CODES) if of is app else _EXIT_CODES


_tell_exit_codes(app)
