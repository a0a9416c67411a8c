"""The command `preview`: the film on one page."""

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from slideshow.cli.options import CONTENT, AsJson, Debug, Folder, Quiet, film_options
from slideshow.cli.runner import reporting
from slideshow.pipeline.options import flag


@film_options(
    *CONTENT,
    "voice",
    "mark",
    "mark_place",
    "mark_size",
    "mark_opacity",
    "mark_colour",
    "seed",
    "fresh",
    "overwrite",
    "as_json",
    "quiet",
    "debug",
)
def preview(
    folder: Folder,
    options: Any,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output", "-o", help="The picture to write. [default: the folder's name with .png, here]"
        ),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the system's viewer.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show the film on one page. Every slide at its start and end, and what was left out."""
    with reporting(as_json, quiet, debug) as report:
        from slideshow.pipeline.preview import preview as make_preview
        from slideshow.pipeline.read_options import make_options_of

        out = output or Path(f"{folder.resolve().name or 'film'}.png")
        asked = make_options_of(options, flag)
        make_preview(
            folder,
            out,
            asked.brief,
            recursive=asked.recursive,
            fresh=asked.fresh,
            overwrite=asked.overwrite,
            report=report,
        )
        if open_it:
            typer.launch(str(out))
