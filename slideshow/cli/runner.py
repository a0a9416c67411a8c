"""A command while it runs: its report to the console, its exit code, its end by a signal."""

import logging
import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from types import FrameType

import typer

from slideshow.cli import console, stdio
from slideshow.errors import ExitCode, SlideshowError, printable
from slideshow.events import Report


@contextmanager
def reporting(as_json: bool, quiet: bool, debug: bool) -> Iterator[Report]:
    """A `report` for a command; what goes wrong in its block becomes a line and an exit code."""
    _exit_on_termination()
    if not debug:
        # Libraries warn those who call them: of a large photo, of odd metadata.
        warnings.simplefilter("ignore")
    try:
        with (
            _diagnostics() if debug else nullcontext(),
            console.reporting(as_json=as_json, quiet=quiet) as report,
        ):
            yield report
    except KeyboardInterrupt:
        console.tell_interrupted(as_json=as_json)
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        # Who reads what we write has had enough, as `head` has.
        stdio.leave_standard_output()
        raise typer.Exit(ExitCode.FAILED) from None
    except SlideshowError as error:
        if debug:
            raise
        console.tell_error(error, as_json=as_json)
        raise typer.Exit(error.exit_code) from None
    except OSError as error:
        if debug:
            raise
        console.tell_error(_failure(error), as_json=as_json)
        raise typer.Exit(ExitCode.FAILED) from None
    except Exception as error:
        if debug:
            raise
        problem = f"This should not have happened ({type(error).__name__}: {error})."
        hint = "Please report it with what --debug shows."
        console.tell_error(SlideshowError(problem, hint), as_json=as_json)
        raise typer.Exit(ExitCode.FAILED) from None


@contextmanager
def _diagnostics() -> Iterator[None]:
    """Shows what the program says of its own work: what was probed, taken from a cache, asked of ffmpeg."""
    shown = logging.StreamHandler()
    shown.setFormatter(logging.Formatter("%(relativeCreated)6.0f ms  %(name)s: %(message)s"))
    logger = logging.getLogger("slideshow")
    level = logger.level
    logger.addHandler(shown)
    logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        # A program that calls a command goes on afterwards, and may have closed what this wrote to.
        logger.removeHandler(shown)
        logger.setLevel(level)


def _failure(error: OSError) -> SlideshowError:
    """A disk that is full, closed or gone, in plain words."""
    name = error.filename
    place = f"{printable(Path(os.fsdecode(name)))}: " if isinstance(name, str | bytes) else ""
    words = error.strerror or str(error) or type(error).__name__
    problem = f"{place}the work could not go on ({words[:1].lower()}{words[1:]})."
    return SlideshowError(problem, "Look whether the disk is full, or was taken away, and start again.")


def _exit_on_termination() -> None:
    """SIGTERM and a closed terminal end the program as Ctrl-C does: tidily."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, ValueError):  # not on every system, not outside the main thread
            signal.signal(getattr(signal, name), interrupt)
