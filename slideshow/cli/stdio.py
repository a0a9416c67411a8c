"""What `make` reads from standard input, and what it writes to standard output: "-" in place of a name."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from slideshow.errors import InputError

_DASH = Path("-")


def listed(folder: Path) -> list[Path] | None:
    """The paths that standard input holds, where "-" stands for the folder; None elsewhere."""
    if folder != _DASH:
        return None
    if sys.stdin is None or sys.stdin.isatty():
        raise InputError("-: nothing is piped into it.", "Pipe paths: fd -e jpg | slideshow make -")
    from slideshow.pipeline import option_values

    return option_values.paths(sys.stdin.buffer.read())


@contextlib.contextmanager
def film_pipe(output: Path | None) -> Iterator[BinaryIO | None]:
    """Standard output as a place for the film, where `output` is "-"; all words go to standard error then."""
    if output != _DASH:
        yield None
        return
    pipe = sys.stdout.buffer
    with contextlib.redirect_stdout(sys.stderr):
        yield pipe


def check_pipe(pipe: BinaryIO | None) -> None:
    """Raises InputError when the film is to go to a standard output that is closed."""
    if pipe and sys.__stdout__ is None:
        raise InputError("-o -: standard output is closed.", "Pipe it on, or give the film a name.")


def leave_standard_output() -> None:
    """Nobody reads it any more: what is still to be written goes nowhere, without a word at the exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stdout__.fileno())  # type: ignore[union-attr]
        os.close(nowhere)
