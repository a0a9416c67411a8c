"""What a program asks for -> a film, its timeline, frames, sound: the functions of `import slideshow`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from slideshow.documents.target_files import DEFAULT as DEFAULT_TARGET
from slideshow.documents.target_files import target as target_of
from slideshow.errors import InputError, printable
from slideshow.events import Finished, Progress, Report, ignore, with_progress
from slideshow.model.brief import Brief
from slideshow.model.timeline import Timeline
from slideshow.pipeline import option_values
from slideshow.pipeline.destination import Destination, brief_for
from slideshow.pipeline.kit import cover_of, message_of, share_of
from slideshow.pipeline.make import make as make_film
from slideshow.pipeline.planning import Planned, planned
from slideshow.pipeline.sound_track import write_sound
from slideshow.render import AUTO, ENCODERS, QUALITIES, stills

AnyPath = str | PathLike[str]


class Options(TypedDict, total=False):
    """What `make`, `plan` and `sound` take by name; each may be left out. They are those of the command line.

    - `template`: a name, or the path of a file. "default".
    - `music`: a path, several, or one of "calm", "bright", "warm", "pulse". The sound file in the folder.
    - `music_start`: seconds into the music. Where it suits the film.
    - `title`: over the first photo, "" for none. The folder's name.
    - `end`: what a card at the end says. No card.
    - `per_photo`, `length`: seconds that a photo stands, that the film lasts; one of them. By what is seen.
    - `keep_all`: every photo that can be read, however long the film. False.
    - `order`: "time", "name" or "shuffle". "time".
    - `clips`: videos among the photos, and what moves in animated ones. True.
    - `clip_sound`: what is heard of clips: "mix", "only" (no music) or "off". "mix".
    - `live`: Live Photos and motion photos play before they come to rest. False.
    - `target`: where the film is to go, which decides size, length and coding. "tiktok-dm".
    - `size`: width and height in pixels, even, 128 to 4320. What the target wants.
    - `fps`: frames a second, 10 to 120; 29.97 is taken for 30000/1001. 30.
    - `seed`: another number moves the camera another way. The template's.
    - `recursive`: photos in subfolders too. False.
    - `fresh`: choose anew, whatever the folder's slideshow.toml says. False.
    - `album_link`: the link to the album of the originals, a QR code at the end. That of slideshow.toml.
    - `progress`: is called with the name of a stage ("scan", "inspect", "render", "package") and how much of
      it is done, 0 to 1, from whichever thread it happens in. What it raises ends the work.
    - `report`: is called with an event of `slideshow.events` whenever there is something to tell, in the
      same way.
    """

    template: AnyPath | None
    music: AnyPath | Sequence[AnyPath] | None
    music_start: float | None
    title: str | None
    end: str | None
    per_photo: float | None
    length: float | None
    keep_all: bool
    order: str
    clips: bool
    clip_sound: str
    live: bool
    target: str
    size: tuple[int, int] | None
    fps: float | str
    seed: int | None
    recursive: bool
    fresh: bool
    album_link: str | None
    progress: Progress | None
    report: Report


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
    photos: AnyPath | Sequence[AnyPath],
    output: AnyPath | None = None,
    *,
    quality: str = "good",
    overwrite: bool = False,
    jobs: int | None = None,
    cached: bool = True,
    encoder: str = "x264",
    max_size: int | str | None = None,
    parts: bool = False,
    kit: bool = False,
    offline: bool = False,
    **options: Unpack[Options],
) -> Film:
    """The film of a folder, or of a list of photos, at `output`: the folder's name with .mp4, here.

    `quality` is "draft", "fast", "good" or "best". A file that slideshow did not make is replaced only with
    `overwrite`. `jobs` processes film side by side, by default as many as the machine has room for; what uses
    a transition that this program has registered is drawn by this process. When `cached`, what was filmed
    before is not filmed again. `max_size` is the largest the file may be, in bytes or as "16MB": quality
    gives way first, then motion and length, then the size of the picture. With `parts`, a film that is too
    long for its target becomes several: trip-1.mp4, trip-2.mp4 and so on. `kit` puts a cover, a message and
    share.json beside each. An album's link is asked whether it opens, unless `offline`. Photos are only read.
    Raises InputError for what cannot be used, SlideshowError when the film cannot be made; nothing is left at
    `output` then.

    >>> film = make("trip", "trip.mp4", size=(216, 384), quality="draft", title="Saturday", length=6)
    >>> film.path.name, round(film.length), film.slides, film.left_out
    ('trip.mp4', 6, 3, ())
    """
    folder, listed = _photos(photos)
    name = folder.resolve().name if listed is None else ""
    quality = option_values.one_of("quality", quality, QUALITIES)
    encoder = option_values.one_of("encoder", encoder, (AUTO, *ENCODERS))
    destination = Destination(
        target_of(options.get("target", DEFAULT_TARGET)),
        option_values.size_bytes(f"{max_size}B" if isinstance(max_size, int) else max_size),
        in_parts=parts,
        kit=kit,
        offline=offline,
    )
    made: list[tuple[Planned, Finished]] = []
    make_film(
        folder,
        Path(output) if output is not None else Path(f"{name or 'film'}.mp4"),
        _brief(options, listed),
        listed=listed,
        quality=quality,
        recursive=options.get("recursive", False),
        fresh=options.get("fresh", False),
        overwrite=overwrite,
        jobs=option_values.jobs(jobs),
        cached=cached,
        encoder=encoder,
        destination=destination,
        made_as=lambda planned, finished: made.append((planned, finished)),
        report=_report(options),
    )
    # Photos that were not chosen are told of the whole, not of each part.
    left_out = tuple((one.path, one.reason) for one in made[0][0].left_out)
    films = tuple(_film(planned, finished, left_out, kit) for planned, finished in made)
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
    (FrameSpan(start=0, stop=72), 1)
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
    write_sound(film, out, _report(options))
    return out


def _planned(photos: AnyPath | Sequence[AnyPath], options: Options) -> Planned:
    folder, listed = _photos(photos)
    return planned(
        folder,
        _brief(options, listed),
        listed=listed,
        recursive=options.get("recursive", False),
        fresh=options.get("fresh", False),
        report=_report(options),
    )


def _report(options: Options) -> Report:
    report, progress = options.get("report", ignore), options.get("progress")
    return with_progress(report, progress) if progress else report


def _photos(photos: AnyPath | Sequence[AnyPath]) -> tuple[Path, list[Path] | None]:
    """The folder; or this one, and the photos that are listed."""
    if isinstance(photos, str | PathLike):
        return Path(photos), None
    listed = [Path(one) for one in photos]
    if not listed:
        raise InputError("No photo is listed.", "Name some, or a folder.")
    return Path(), listed


def _brief(options: Options, listed: Sequence[Path] | None) -> Brief:
    """What the options ask for, read and checked."""
    unknown = [name for name in options if name not in Options.__annotations__]
    if unknown:
        known = ", ".join(Options.__annotations__)
        raise TypeError(f"{unknown[0]!r} is no option of slideshow's: there are {known}")
    per_photo, length = options.get("per_photo"), options.get("length")
    if per_photo is not None and length is not None:
        raise InputError("per_photo and length: each decides the other.", "Give one of them.")
    music = options.get("music") or ()
    template = options.get("template")
    title = options.get("title")
    size = options.get("size")
    music_start = options.get("music_start")
    brief = Brief(
        fps=option_values.fps(str(options.get("fps", 30))),
        seconds_per_photo=option_values.seconds_per_photo(per_photo),
        length_seconds=option_values.length_seconds(length),
        title="" if title is None and listed is not None else title,
        music=(str(music),) if isinstance(music, str | PathLike) else tuple(str(one) for one in music),
        music_start=None if music_start is None else option_values.music_start(str(music_start)),
        closing=options.get("end"),
        album_link=options.get("album_link"),
        template=None if template is None else str(template),
        seed=options.get("seed"),
        keep_all=options.get("keep_all", False),
        order=option_values.order(options.get("order", "time")),
        clips=options.get("clips", True),
        clip_sound=option_values.clip_sound(options.get("clip_sound", "mix")),
        live=options.get("live", False),
        locale=option_values.locale(),
    )
    target = target_of(options.get("target", DEFAULT_TARGET))
    return brief_for(target, brief, None if size is None else option_values.size("x".join(map(str, size))))
