"""The command `plan`: every choice of the film as a file."""

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from slideshow.cli.options import CONTENT, AsJson, Debug, Folder, Quiet, film_options
from slideshow.cli.runner import reporting
from slideshow.pipeline.options import flag


@film_options(
    *CONTENT,
    "seed",
    "otio",
    "overwrite",
    "as_json",
    "quiet",
    "debug",
    help={"overwrite": "Plan anew, and replace the slideshow.toml that is there."},
)
def plan(
    folder: Folder,
    options: Any,
    otio: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            help="Write the film's timeline for an editor (OpenTimelineIO) into this file instead.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write every choice of the film into slideshow.toml. It lies in the folder, for any text editor.

    With --otio the timeline goes to a video editor: as slideshow.toml has it, where there is one. --overwrite
    then replaces that file, and slideshow.toml stays as it is.
    """
    with reporting(as_json, quiet, debug) as report:
        from slideshow.pipeline.read_options import make_options_of
        from slideshow.pipeline.write_plan import write_plan

        asked = make_options_of(options, flag)
        how: Any = {"recursive": asked.recursive, "overwrite": asked.overwrite, "report": report}
        if otio:
            from slideshow.bridges.otio import write_timeline

            write_timeline(folder, otio, asked.brief, **how)
        else:
            write_plan(folder, asked.brief, **how)
