"""The command `preview`: the film on one page."""

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
    Fresh,
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
    clip_sound: ClipSoundChoice = "mix",
    recursive: Recursive = False,
    target_name: TargetName = "tiktok-dm",
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
        from slideshow.pipeline.preview import preview as make_preview

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
