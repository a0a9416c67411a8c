"""The command line: arguments in, exit code out."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

import slideshow
from slideshow import (
    cli_doctor,
    cli_man,
    cli_phone,
    cli_pipes,
    cli_targets,
    cli_transitions,
    completion,
    console,
)
from slideshow.cli_cache import cache_app
from slideshow.cli_options import (
    AlbumLink,
    All,
    AsJson,
    CanvasSize,
    ClipSound,
    Debug,
    Destination,
    End,
    Folder,
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
    Template,
    Title,
)
from slideshow.cli_running import reporting
from slideshow.cli_templates import templates_app
from slideshow.errors import InputError
from slideshow.events import Event, Finished, Report

if TYPE_CHECKING:
    from slideshow.model.brief import Brief

app = typer.Typer(
    help="A folder of photos becomes a beautiful vertical film, ready to be sent from a phone.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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
    no_clips: NoClips = False,
    live: Live = False,
    clip_sound: ClipSound = "mix",
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
    with cli_pipes.film_pipe(output) as pipe, reporting(as_json, quiet, debug) as report:
        listed = cli_pipes.listed(folder)
        cli_pipes.check_pipe(pipe)
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
            brief=brief_of(context.params),
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
    no_clips: NoClips = False,
    live: Live = False,
    clip_sound: ClipSound = "mix",
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
    with reporting(as_json, quiet, debug) as report:
        from slideshow.make import write_plan

        brief = brief_of(context.params)
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
    no_clips: NoClips = False,
    live: Live = False,
    clip_sound: ClipSound = "mix",
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
    with reporting(as_json, quiet, debug) as report:
        from slideshow.make import preview as make_preview

        out = output or Path(f"{folder.resolve().name or 'film'}.png")
        make_preview(
            folder,
            out,
            brief_of(context.params),
            recursive=recursive,
            fresh=fresh,
            overwrite=overwrite,
            report=report,
        )
        if open_it:
            typer.launch(str(out))


app.add_typer(templates_app, name="templates")
app.add_typer(cache_app, name="cache")
app.command()(cli_phone.phone)
app.command()(cli_targets.targets)
app.command()(cli_targets.check)
app.command()(cli_transitions.transitions)
app.command()(cli_man.man)
app.command()(cli_doctor.doctor)


def brief_of(given: Mapping[str, Any]) -> "Brief":
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
        album_link=given.get("album_link"),
        template=given["template"],
        seed=given["seed"],
        keep_all=given["keep_all"],
        order=arguments.order(given["order"]),
        clips=not given["no_clips"],
        live=given["live"],
        clip_sound=arguments.clip_sound(given["clip_sound"]),
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


# Behind everything that they stand on: importing them adds their commands.
from slideshow import cli_batch, cli_share  # noqa: E402, F401

# What --help ends with, here and for every command.
_EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 what was given cannot be used, 130 interrupted."
_OWN_EXIT_CODES = {
    "batch": "Exit codes: 0 done, 1 an album failed, 2 what was given cannot be used, 130 interrupted.",
    "doctor": "Exit codes: 0 films can be made, 1 they cannot, 2 what was given cannot be used, "
    "130 interrupted.",
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
