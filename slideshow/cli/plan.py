"""The command `plan`: every choice of the film as a file."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from slideshow.cli.brief import brief_of
from slideshow.cli.options import (
    AlbumLink,
    All,
    AsJson,
    CanvasSize,
    ClipSoundChoice,
    Debug,
    End,
    Folder,
    Fps,
    Length,
    Live,
    Music,
    MusicStart,
    NoClips,
    NoTitle,
    Order,
    PerPhoto,
    Quiet,
    Recursive,
    Seed,
    TargetName,
    Template,
    Title,
)
from slideshow.cli.runner import reporting


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
    clip_sound: ClipSoundChoice = "mix",
    recursive: Recursive = False,
    target_name: TargetName = "tiktok-dm",
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
        from slideshow.pipeline.write_plan import write_plan

        brief = brief_of(context.params)
        if otio:
            from slideshow.bridges.otio import write_timeline

            write_timeline(folder, otio, brief, recursive=recursive, overwrite=overwrite, report=report)
        else:
            write_plan(folder, brief, recursive=recursive, overwrite=overwrite, report=report)
