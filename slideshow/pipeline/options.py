"""Everything that a film can be asked for: names, kinds, defaults, help and checks, for every caller.

The command line makes its flags of these, Python takes them by name, a batch hands them on. A caller's
mistake is told in the caller's own words: --per-photo or per_photo. Nothing heavy is imported, as --help and
shells that complete words read the table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Annotated, Any, Literal, TypedDict, get_type_hints

AnyPath = str | PathLike[str]
# How an option is written by who asks: "--per-photo" for "per_photo", or as it is.
Spelling = Callable[[str], str]
Completion = Literal["", "templates", "targets", "photo places"]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of the command line; in Python it has the same name, default and meaning."""

    default: Any
    """What holds without it; None leaves the choice to the album, the template or the target."""
    help: str
    """A line for --help."""
    kind: type = str
    """What the command line takes: str, int, float, bool, or list for several texts."""
    flags: tuple[str, ...] = ()
    """How it is written, where not as its name with hyphens."""
    off: tuple[str, str] | None = None
    """A flag that turns it off, and that flag's help: ("--no-title", "No title.")."""
    shows_default: bool = True
    """Whether --help shows the default."""
    words: tuple[str, ...] = ()
    """The values it can have, where they are few."""
    completes: Completion = ""
    """Where a shell finds the values it can have."""
    group: str = ""
    """The heading that it stands under in --help."""
    rare: bool = False
    """Whether only --help-all shows it."""


class FilmOptions(TypedDict, total=False):
    """What the film is to be: for `make`, `plan`, `preview`, `sound` and batches."""

    music: Annotated[
        AnyPath | Sequence[AnyPath] | None,
        Option(
            None,
            "A music file, or calm, bright, warm, pulse, acoustic or lo-fi; may be given again. "
            "[default: the one sound file in the folder]",
            list,
            words=("calm", "bright", "warm", "pulse", "acoustic", "lo-fi"),
            off=("--no-music", "No music, even where a sound file is there."),
            group="The film",
        ),
    ]
    """A path, several, or the name of a style, "" for none; None is the sound file in the folder."""
    music_start: Annotated[
        float | str | None,
        Option(
            "auto", "Where in the music to begin: a time such as 1:05, or auto.", group="The film", rare=True
        ),
    ]
    """Seconds into the music, or "1:05"; None or "auto" is where it suits the film."""
    soundfont: Annotated[
        AnyPath | None,
        Option(
            None,
            "A .sf2 file whose instruments play music made by slideshow. [default: our own]",
            group="The film",
            rare=True,
        ),
    ]
    """The path of a .sf2 file whose instruments play music of our own; None is the template's, or ours."""
    template: Annotated[
        AnyPath | None,
        Option(
            None,
            "The look: a name, or a file. [default: default]",
            flags=("--template", "-t"),
            completes="templates",
            group="The film",
        ),
    ]
    """The look: a name, or the path of a file; None is "default"."""
    title: Annotated[
        str | None,
        Option(
            None,
            "Title over the first photo. [default: the folder's name]",
            off=("--no-title", "No title."),
            group="The film",
        ),
    ]
    """What stands over the first photo, "" for nothing; None is the folder's name."""
    end: Annotated[
        str | None,
        Option(
            None, "What a card at the end says. [default: no end card]", shows_default=False, group="The film"
        ),
    ]
    """What a card at the end says; None is no card."""
    mark: Annotated[
        AnyPath | None,
        Option(
            None,
            "A logo over the whole film: a PNG or SVG. [default: none]",
            shows_default=False,
            group="The film",
            rare=True,
        ),
    ]
    """The path of a PNG or SVG that stands over the whole film; None is none."""
    mark_place: Annotated[
        str,
        Option(
            "top-right",
            "Its corner, inside of what the app's controls leave free.",
            words=("top-left", "top-right", "bottom-left", "bottom-right"),
            group="The film",
            rare=True,
        ),
    ]
    """The corner it stands in: "top-left", "top-right", "bottom-left" or "bottom-right"."""
    mark_size: Annotated[
        float,
        Option(0.16, "Its width, as a share of the film's: 0.02 to 0.6.", float, group="The film", rare=True),
    ]
    """Its width as a share of the film's, 0.02 to 0.6."""
    mark_opacity: Annotated[
        float,
        Option(0.9, "How much of it covers what is behind: 0.05 to 1.", float, group="The film", rare=True),
    ]
    """How much of it covers what is behind, 0.05 to 1."""
    mark_colour: Annotated[
        str,
        Option(
            "auto",
            "auto (one that is black, white or a grey alone: light over dark, dark over light), own (as is).",
            words=("auto", "own"),
            group="The film",
            rare=True,
        ),
    ]
    """Whether a logo of one grey changes with what is behind it: "auto" or "own"."""
    voice: Annotated[
        AnyPath | None,
        Option(
            None,
            "Spoken words over the film, which lasts as long as they do: the music goes down under them.",
            shows_default=False,
            group="The film",
            rare=True,
        ),
    ]
    """The path of a sound file with spoken words; None is none."""
    album_link: Annotated[
        str | None,
        Option(
            None,
            "The album of the originals: a QR code at the end.",
            shows_default=False,
            group="Where it goes",
        ),
    ]
    """The link to the album of the originals; None is that of slideshow.toml."""
    per_photo: Annotated[
        float | None,
        Option(None, "Seconds each photo stands. [default: about 3]", float, group="The film"),
    ]
    """Seconds that a photo stands, 0.8 to 60; not together with `length`."""
    length: Annotated[
        float | None,
        Option(
            None,
            "Seconds the whole film lasts. [default: what the photos need, at most 60]",
            float,
            group="The film",
        ),
    ]
    """Seconds that the film lasts; not together with `per_photo`."""
    keep_all: Annotated[
        bool,
        Option(
            False,
            "Every photo that can be read, however long the film.",
            bool,
            flags=("--all",),
            group="Photos",
        ),
    ]
    """Every photo that can be read, however long the film."""
    order: Annotated[
        str,
        Option(
            "time", "time, name or shuffle.", words=("time", "name", "shuffle"), group="Photos", rare=True
        ),
    ]
    """The order of the photos: "time", "name" or "shuffle"."""
    shift: Annotated[
        str | Sequence[str] | None,
        Option(
            None,
            'Moves a camera\'s clock: "Canon EOS 20D=+1h", "iPhone=-30m", "DSC_*=+1y". May be given again.',
            list,
            shows_default=False,
            group="Photos",
            rare=True,
        ),
    ]
    """Moves cameras' clocks: "Canon EOS 20D=+1h", or several such."""
    clips: Annotated[
        bool,
        Option(
            True, "", bool, off=("--no-clips", "Photos alone: the folder's videos stay out."), group="Photos"
        ),
    ]
    """Videos among the photos, and what moves in animated ones."""
    live: Annotated[
        bool,
        Option(
            False,
            "Live Photos and motion photos play before they come to rest.",
            bool,
            group="Photos",
            rare=True,
        ),
    ]
    """Live Photos and motion photos play before they come to rest."""
    clip_sound: Annotated[
        str,
        Option(
            "mix",
            "What is heard of videos: mix (music goes down for speech and the like), only (no music), off.",
            words=("mix", "only", "off"),
            group="The film",
            rare=True,
        ),
    ]
    """What is heard of clips: "mix", "only" (no music) or "off"."""
    tone: Annotated[
        bool,
        Option(
            True,
            "",
            bool,
            off=("--no-tone", "Photos in their own light: dark ones stay as they are."),
            group="The film",
            rare=True,
        ),
    ]
    """Flat and dark photos are lifted, and the light of neighbours is brought closer."""
    recursive: Annotated[
        bool, Option(False, "Photos in subfolders too.", bool, flags=("--recursive", "-r"), group="Photos")
    ]
    """Photos in subfolders too."""
    follow_links: Annotated[
        bool, Option(False, "Follow links that lead out of the folder, too.", bool, group="Photos", rare=True)
    ]
    """What links lead to counts, also out of the folder."""
    target: Annotated[
        str,
        Option(
            "tiktok-dm",
            "Where the film is to go: slideshow targets lists them.",
            flags=("--for",),
            completes="targets",
            group="Where it goes",
        ),
    ]
    """Where the film is to go, which decides size, length and coding."""
    size: Annotated[
        tuple[int, int] | str | None,
        Option(None, "Width x height in pixels. [default: what --for wants]", group="The film"),
    ]
    """Width and height in pixels, even, 128 to 4320; None is what the target wants."""
    fps: Annotated[float | str, Option("30", "Frames a second.", group="The film", rare=True)]
    """Frames a second, 10 to 120; 29.97 is taken for 30000/1001."""
    seed: Annotated[
        int | None,
        Option(
            None,
            "Another number moves the camera another way. [default: the template's]",
            int,
            group="The film",
            rare=True,
        ),
    ]
    """Another number moves the camera another way; None is the template's."""
    fresh: Annotated[
        bool, Option(False, "Choose anew, whatever the folder's slideshow.toml says.", bool, group="Photos")
    ]
    """Choose anew, whatever the folder's slideshow.toml says."""


class FileOptions(FilmOptions, total=False):
    """What the film is to be, and how its file is made: for `make` and batches."""

    quality: Annotated[
        str,
        Option(
            "good", "draft, fast, good or best.", words=("draft", "fast", "good", "best"), group="The film"
        ),
    ]
    """Of the coding: "draft", "fast", "good" or "best"."""
    max_size: Annotated[
        int | str | None,
        Option(
            None,
            "The largest the file may be, such as 16MB. [default: what --for takes]",
            group="Where it goes",
            rare=True,
        ),
    ]
    """The largest the file may be, in bytes or as "16MB": quality gives way first, then motion and length,
    then the size of the picture.
    """
    parts: Annotated[
        bool,
        Option(
            False, "Several films of one that is too long for --for.", bool, group="Where it goes", rare=True
        ),
    ]
    """A film that is too long for its target becomes several: trip-1.mp4, trip-2.mp4 and so on."""
    kit: Annotated[
        bool, Option(False, "Beside the film: its cover, a message, share.json.", bool, group="Where it goes")
    ]
    """A cover, a message and share.json beside each film."""
    copy_message: Annotated[
        bool,
        Option(
            False,
            "Put the message to send along on the clipboard.",
            bool,
            flags=("--copy",),
            group="Where it goes",
            rare=True,
        ),
    ]
    """The message to send along goes on the clipboard."""
    offline: Annotated[
        bool,
        Option(False, "Do not ask whether the album's link opens.", bool, group="Where it goes", rare=True),
    ]
    """Nobody is asked whether the album's link opens."""
    overwrite: Annotated[
        bool, Option(False, "Replace a file that slideshow did not make.", bool, group="Other")
    ]
    """Also a file that slideshow did not make is replaced."""
    jobs: Annotated[
        int | None,
        Option(
            None,
            "Processes that film side by side. [default: by the machine's cores]",
            int,
            group="Other",
            rare=True,
        ),
    ]
    """Processes that film side by side; None is as many as the machine has room for."""
    cached: Annotated[
        bool,
        Option(
            True,
            "",
            bool,
            off=("--no-cache", "Film everything anew, and keep nothing for the next time."),
            group="Other",
            rare=True,
        ),
    ]
    """What was filmed before is not filmed again."""
    encoder: Annotated[
        str,
        Option(
            "x264",
            "x264, or the graphics card's: auto, nvenc, qsv, vaapi, videotoolbox, amf.",
            group="Other",
            rare=True,
        ),
    ]
    """The encoder: "x264", "auto", or one of a graphics card."""


class PhotoOptions(TypedDict, total=False):
    """What the photos that are sent as photos are to be: what they share with a film, and their own."""

    template: AnyPath | None
    title: str | None
    album_link: str | None
    order: str
    clips: bool
    recursive: bool
    seed: int | None
    fresh: bool
    kit: bool
    overwrite: bool
    place: Annotated[
        str,
        Option(
            "tiktok-dm",
            "Where the photos are to go: tiktok-dm, tiktok-photo, carousel, whatsapp, story.",
            flags=("--for",),
            completes="photo places",
        ),
    ]
    """Where the photos are to go, which decides how many, how large and of which shape."""
    shown_as: Annotated[
        str,
        Option(
            "whole",
            "whole (all of each photo), fill (cropped to the place's shape as a film would), card (in the "
            "look of --template, with caption, day and place).",
            flags=("--as",),
            words=("whole", "fill", "card"),
        ),
    ]
    """What is seen of each: "whole", "fill" or "card"."""
    shape: Annotated[
        str | None,
        Option(
            None,
            "The pictures' shape, where the place takes several: 3:4. [default: the place's first]",
            rare=True,
        ),
    ]
    """Width to height, such as "3:4", where the place takes several; None is its first."""
    keep_time: Annotated[
        bool, Option(False, "Keep when each photo was taken, for apps that sort by it; nothing else.", bool)
    ]
    """When each photo was taken stays in it, without a time zone; nothing else does."""


class WithDefaults(dict[str, Any]):
    """Options by name; those in `defaults` are from config.toml: an album's own plan decides over them."""

    defaults: frozenset[str] = frozenset()


def _options_of(kind: type) -> dict[str, Option]:
    hints = get_type_hints(kind, include_extras=True)
    return {
        name: next(one for one in hint.__metadata__ if isinstance(one, Option))
        for name, hint in hints.items()
        if hasattr(hint, "__metadata__")
    }


OF_FILMS: Mapping[str, Option] = _options_of(FileOptions)
OPTIONS: Mapping[str, Option] = {**OF_FILMS, **_options_of(PhotoOptions)}


def flag(name: str) -> str:
    """How the command line writes an option: "--per-photo" for per_photo."""
    option = OPTIONS.get(name)
    if option and option.flags:
        return option.flags[0]
    return f"--{name.replace('_', '-')}"


def in_python(name: str) -> str:
    """How Python writes an option."""
    return name
