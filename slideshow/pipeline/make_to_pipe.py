"""A film into a pipe, as a fragmented MP4: made in full and checked first, so what comes out is whole."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from slideshow.errors import InputError
from slideshow.events import Event, Finished, Report, ignore
from slideshow.package.fragmented_mp4 import stream
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions
from slideshow.system.working_folder import working_folder

# What the film is called on the command line and in events.
STANDARD_OUTPUT = Path("-")


def make_into(
    pipe: BinaryIO,
    folder: Path,
    options: MakeOptions,
    *,
    listed: Sequence[Path] | None = None,
    report: Report = ignore,
) -> Finished:
    """The film of `folder`, or of the photos `listed`, in `pipe`.

    Raises SlideshowError, nothing is in the pipe then; and BrokenPipeError when nobody reads any more.
    """
    if pipe.isatty():
        raise InputError("-o -: the film would go to the terminal.", "Send it on, such as with > trip.mp4.")
    started = time.monotonic()

    def but_finished(event: Event) -> None:
        if not isinstance(event, Finished):
            report(event)

    with working_folder() as work:
        film = make(
            folder,
            work / "film.mp4",
            options,
            listed=listed,
            report=but_finished,
        )
        size_bytes = stream(film.path, pipe)
    # The proof was of a file in one piece.
    finished = replace(
        film,
        path=STANDARD_OUTPUT,
        size_bytes=size_bytes,
        elapsed_seconds=time.monotonic() - started,
        proof="",
    )
    report(finished)
    return finished
