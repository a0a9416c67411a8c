"""The command line: arguments in, exit code out."""

import signal
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Annotated, Optional

import typer

import slideshow
from slideshow import console
from slideshow.errors import InputError, SlideshowError

app = typer.Typer(
    help="A folder of photos becomes a beautiful vertical film, ready to be sent from a phone.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

FILM = "The film"
SOUND = "Sound"
OUTPUT = "Output"


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
    folder: Annotated[Path, typer.Argument(help="The folder with the photos.", show_default=False)],
    output: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads this at run time
        typer.Option(
            "--output", "-o", help="The film to write. [default: the folder's name with .mp4, here]"
        ),
    ] = None,
    music: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Music under the film. [default: the sound file in the folder, if it holds one]"),
    ] = None,
    title: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Title over the first photo. [default: the folder's name]"),
    ] = None,
    no_title: Annotated[bool, typer.Option("--no-title", help="No title.")] = False,
    per_photo: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(help="Seconds each photo stands. [default: 3]"),
    ] = None,
    length: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(help="Seconds the whole film lasts, instead of --per-photo."),
    ] = None,
    recursive: Annotated[bool, typer.Option("--recursive", "-r", help="Photos in subfolders too.")] = False,
    size: Annotated[str, typer.Option(help="Width x height in pixels.")] = "1080x1920",
    fps: Annotated[str, typer.Option(help="Frames a second.")] = "30",
    quality: Annotated[str, typer.Option(help="draft, fast, good or best.")] = "good",
    seed: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(help="Another number moves the camera another way. [default: the template's]"),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a file that slideshow did not make.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report in JSON, an object a line.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Report nothing but errors.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
) -> None:
    """Make a film of a folder of photos. They are only read, never changed."""
    _exit_on_termination()
    try:
        with console.reporting(as_json=as_json, quiet=quiet) as report:
            # The heavy libraries are loaded here, so that --help does not wait for them.
            from slideshow import arguments
            from slideshow.make import make as make_film
            from slideshow.model.brief import Brief
            from slideshow.render import QUALITIES

            if per_photo is not None and length is not None:
                raise InputError("--per-photo and --length: each decides the other.", "Give one of them.")
            brief = Brief(
                fps=arguments.fps(fps),
                canvas=arguments.size(size),
                seconds_per_photo=arguments.seconds_per_photo(per_photo),
                length_seconds=arguments.length_seconds(length),
                title="" if no_title else title,
                seed=seed,
                locale=arguments.locale(),
            )
            make_film(
                folder,
                output or Path(f"{folder.resolve().name or 'film'}.mp4"),
                brief,
                music=music,
                quality=arguments.one_of("--quality", quality, QUALITIES),
                recursive=recursive,
                overwrite=overwrite,
                report=report,
            )
    except KeyboardInterrupt:
        console.tell_interrupted(as_json=as_json)
        raise typer.Exit(130) from None
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
