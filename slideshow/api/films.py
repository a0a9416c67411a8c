"""What a program asks for -> a film, its timeline, frames, sound: the functions of `import slideshow`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any, TypedDict, Unpack, get_type_hints

import numpy as np
from numpy.typing import NDArray

from slideshow.errors import InputError, printable
from slideshow.events import Finished, Progress, Report, ignore, with_progress
from slideshow.model.timeline import Timeline
from slideshow.pipeline.kit import cover_of, message_of, share_of
from slideshow.pipeline.make import make as make_film
from slideshow.pipeline.options import AnyPath, FileOptions, FilmOptions, in_python
from slideshow.pipeline.planning import Planned, plan_folder
from slideshow.pipeline.read_options import brief_of, make_options_of
from slideshow.pipeline.sound_track import write_sound
from slideshow.render import stills


class Reporting(TypedDict, total=False):
    """How a program hears of what happens. Both are called from whichever thread it happens in."""

    progress: Progress | None
    """Is called with the name of a stage ("scan", "inspect", "render", "package") and how much of it is done,
    0 to 1. What it raises ends the work.
    """
    report: Report
    """Is called with an event of `slideshow.events` whenever there is something to tell."""


class Options(FilmOptions, Reporting, total=False):
    """What `plan` and `sound` take by name; each may be left out. They are those of the command line.

    `slideshow.pipeline.options` says what each means, and what holds without it.
    """


class MakeOptions(FileOptions, Reporting, total=False):
    """What `make` takes by name: all of `Options`, and how the file is made."""


@dataclass(frozen=True, slots=True)
class Film:
    """A finished film, checked and under its name.

    `length` is in seconds, `width` and `height` in pixels, `size` in bytes. `left_out` holds the photos that
    are not in it, each with why. `fits` tells whether its target takes it, and `proof` why, in a line. `kit`
    holds the cover, the message and share.json beside it, where they were asked for. A film in parts is the
    first of them, and `parts` holds them all; it is empty for a film that is whole.
    """

    path: Path
    length: float
    width: int
    height: int
    size: int
    slides: int
    left_out: tuple[tuple[Path, str], ...]
    fits: bool = True
    proof: str = ""
    kit: tuple[Path, ...] = ()
    parts: tuple["Film", ...] = ()


def make(
    photos: AnyPath | Sequence[AnyPath], output: AnyPath | None = None, **options: Unpack[MakeOptions]
) -> Film:
    """The film of a folder, or of a list of photos, at `output`: the folder's name with .mp4, here.

    What transitions that this program has registered draw is drawn by this process. An album's link is asked
    whether it opens, unless `offline`. Photos are only read. Raises InputError for what cannot be used,
    SlideshowError when the film cannot be made; nothing is left at `output` then.

    >>> film = make("trip", "trip.mp4", size=(216, 384), quality="draft", title="Saturday", length=6)
    >>> film.path.name, round(film.length), film.slides, film.left_out
    ('trip.mp4', 6, 3, ())
    """
    folder, listed = photos_given(photos)
    name = folder.resolve().name if listed is None else ""
    asked = make_options_of(options_for_photos(options, MakeOptions, listed), in_python)
    made: list[tuple[Planned, Finished]] = []
    make_film(
        folder,
        Path(output) if output is not None else Path(f"{name or 'film'}.mp4"),
        asked,
        listed=listed,
        made_as=lambda plan_folder, finished: made.append((plan_folder, finished)),
        report=report_of(options),
    )
    # Photos that were not chosen are told of the whole, not of each part.
    left_out = tuple((one.path, one.reason) for one in made[0][0].left_out)
    films = tuple(_film(planned, finished, left_out, asked.destination.kit) for planned, finished in made)
    return films[0] if len(films) == 1 else replace(films[0], parts=films)


def _film(planned: Planned, finished: Finished, left_out: tuple[tuple[Path, str], ...], kit: bool) -> Film:
    path = finished.path
    return Film(
        path=path,
        length=finished.duration_seconds,
        width=finished.width,
        height=finished.height,
        size=finished.size_bytes,
        slides=len(planned.timeline.slides),
        left_out=left_out,
        fits=finished.fits,
        proof=finished.proof,
        kit=(cover_of(path), message_of(path), share_of(path)) if kit else (),
    )


def plan(photos: AnyPath | Sequence[AnyPath], **options: Unpack[Options]) -> Timeline:
    """The film as data: which photo stands when, how it is framed, moved and joined, and what is written.

    As the folder's slideshow.toml has it, where there is one. Nothing is written. Times are in frames, spans
    half-open. Raises SlideshowError.

    >>> timeline = plan("trip", title="", length=6)
    >>> float(timeline.duration_seconds), len(timeline.slides), len(timeline.joins)
    (6.0, 3, 2)
    >>> timeline.slides[0].span, len(timeline.slides[0].photos)
    (FrameSpan(start=0, stop=69), 1)
    """
    return _planned(photos, options).timeline


def frames(timeline: Timeline, start: int = 0, stop: int | None = None) -> Iterator[NDArray[np.uint8]]:
    """The film's pictures from frame `start` to before `stop` (the film's end), one after the other.

    Each is an array of its own, (H, W, 3), uint8, RGB, full range, as the film shows it before it is
    encoded. Photos are decoded when they come into sight and let go when they leave it. Raises InputError at
    once for frames that the film does not have, PhotoError on the way for a photo that cannot be decoded.

    >>> timeline = plan("trip", title="", length=6, size=(216, 384), fps=25)
    >>> [picture.shape for picture in frames(timeline, 148)]
    [(384, 216, 3), (384, 216, 3)]
    """
    count = len(timeline.span)
    stop = count if stop is None else stop
    if not 0 <= start <= stop <= count:
        raise InputError(
            f"Frames {start} to {stop}: the film has {count}.",
            "Count from 0; `stop` is the one after the last.",
        )
    return stills(timeline, range(start, stop))


def sound(
    photos: AnyPath | Sequence[AnyPath],
    output: AnyPath,
    *,
    overwrite: bool = False,
    **options: Unpack[Options],
) -> Path:
    """The finished sound track of the film that `plan` gives for the same options, as MP4 (AAC) at `output`.

    Cut to the film, 48 kHz stereo, at -14 LUFS with true peaks below -1 dBTP; silent where there is no music.
    Raises SlideshowError, InputError for a file that is there already without `overwrite`.

    >>> sound("trip", "trip.m4a", music="calm", length=6).stat().st_size > 20_000
    True
    """
    out = Path(output)
    if out.exists() and not overwrite:
        raise InputError(f"{printable(out)}: is there already.", "Use overwrite=True, or another name.")
    if not out.parent.is_dir():
        raise InputError(f"{printable(out.parent)}: there is no such folder.", "Create it.")
    film = _planned(photos, options)
    write_sound(film, out, report_of(options))
    return out


def _planned(photos: AnyPath | Sequence[AnyPath], options: Options) -> Planned:
    folder, listed = photos_given(photos)
    return plan_folder(
        folder,
        brief_of(options_for_photos(options, Options, listed), in_python),
        listed=listed,
        recursive=options.get("recursive", False),
        fresh=options.get("fresh", False),
        report=report_of(options),
    )


def report_of(options: Reporting) -> Report:
    """Who is told."""
    report, progress = options.get("report", ignore), options.get("progress")
    return with_progress(report, progress) if progress else report


def photos_given(photos: AnyPath | Sequence[AnyPath]) -> tuple[Path, list[Path] | None]:
    """The folder; or this one, and the photos that are listed."""
    if isinstance(photos, str | PathLike):
        return Path(photos), None
    listed = [Path(one) for one in photos]
    if not listed:
        raise InputError("No photo is listed.", "Name some, or a folder.")
    return Path(), listed


def options_for_photos(options: Any, known: type, listed: Sequence[Path] | None) -> Any:
    """The options; photos that are listed have no folder to be titled by.

    Raises TypeError for names that are no options.
    """
    names = get_type_hints(known)
    if unknown := [name for name in options if name not in names]:
        raise TypeError(f"{unknown[0]!r} is no option of slideshow's: there are {', '.join(names)}")
    if listed is not None and options.get("title") is None:
        return {**options, "title": ""}
    return options


def check_options(options: Options) -> FilmOptions:
    """The options for a folder's film. Raises TypeError for names that are none."""
    found: FilmOptions = options_for_photos(options, Options, None)
    return found
