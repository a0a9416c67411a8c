"""The options that several commands share, each a type to annotate a parameter with."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from slideshow.cli import completion

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
NoClips = Annotated[bool, typer.Option("--no-clips", help="Photos alone: the folder's videos stay out.")]
Live = Annotated[
    bool, typer.Option("--live", help="Live Photos and motion photos play before they come to rest.")
]
ClipSoundChoice = Annotated[
    str,
    typer.Option(
        help="What is heard of videos: mix (music goes down for speech and the like), only (no music), off.",
        autocompletion=completion.one_of("mix", "only", "off"),
    ),
]
Order = Annotated[
    str,
    typer.Option(help="time, name or shuffle.", autocompletion=completion.one_of("time", "name", "shuffle")),
]
Recursive = Annotated[bool, typer.Option("--recursive", "-r", help="Photos in subfolders too.")]
CanvasSize = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--size", help="Width x height in pixels. [default: what --for wants, 1080x1920]"),
]
TargetName = Annotated[
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
Offline = Annotated[bool, typer.Option("--offline", help="Do not ask whether the link opens.")]
AsJson = Annotated[bool, typer.Option("--json", help="Report in JSON, an object a line.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Report nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")]
