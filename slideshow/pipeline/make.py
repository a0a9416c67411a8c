"""A folder → its film under its name: all stages."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from slideshow.errors import FfmpegError, PhotoError, printable
from slideshow.events import Finished, Noticed, Report, Started, ignore
from slideshow.package import Expected, check_output, package
from slideshow.pipeline.album_link import LinkAnswer, ask_about_link
from slideshow.pipeline.crew import Crew
from slideshow.pipeline.destination import Destination
from slideshow.pipeline.filming import film_takes, films_of, finished_event, places_of
from slideshow.pipeline.kit import check_kit, copy_message, invitation, write_kit
from slideshow.pipeline.lost_photos import without_lost_photos
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.planning import Planned, plan_folder
from slideshow.pipeline.privacy import privacy_line
from slideshow.pipeline.shared_album import SharedAlbum
from slideshow.pipeline.sound_track import hear_clips
from slideshow.pipeline.takes import Take
from slideshow.render import RemoteWorkers, level
from slideshow.system.working_folder import working_folder


@dataclass(frozen=True, slots=True)
class _Shot:
    """What was filmed: takes of a film or of its parts, and where each is to lie."""

    film: Planned
    takes: tuple[Take[Planned], ...]
    places: tuple[Path, ...]


def make(
    folder: Path,
    out: Path,
    options: MakeOptions,
    *,
    listed: Sequence[Path] | None = None,
    made_as: Callable[[Planned, Finished], None] | None = None,
    remote_workers: RemoteWorkers | None = None,
    expendable: bool = False,
    film: Planned | None = None,
    shared: SharedAlbum | None = None,
    report: Report = ignore,
) -> Finished:
    """The film of `folder`, or of the photos `listed`, at `out`; or `film`, where it is planned already.

    Raises SlideshowError; nothing is left at `out` then. A film in parts is at `out` with numbers, and the
    first is returned. `made_as` is told each film, with the plan that it was made by. `remote_workers` are
    those on other computers that take part. `shared` is what other films of the album have in common with
    this one. An `expendable` process does a single job by itself; no other is
    ended by a decoder that crashes.
    """
    started = time.monotonic()
    options = replace(options, fresh=options.fresh or listed is not None)
    check_output(out, options.overwrite)
    crew = Crew.of(folder, options, remote_workers, expendable=expendable, report=report, shared=shared)
    film = film or plan_folder(
        folder,
        options.brief,
        listed=listed,
        scene=shared.scene if shared else None,
        recursive=options.recursive,
        fresh=options.fresh,
        report=report,
    )
    answer = ask_about_link(
        film.storyboard.album_link,
        report,
        is_given=bool(options.brief.album_link),
        offline=options.destination.offline,
    )
    with working_folder() as work:
        shot = _shot(film, out, crew, work)
        made = _packaged(shot, options, started, report)
    _tell(shot, made, answer, crew)
    if made_as:
        for take, one in zip(shot.takes, made, strict=True):
            made_as(take.film, one)
    return made[0]


def _shot(film: Planned, out: Path, crew: Crew, work: Path) -> _Shot:
    """The film, filmed: begun again without photos that are lost, and without a graphics card that fails."""
    attempts = 0
    while True:
        films = films_of(film, crew.options.destination)
        places = places_of(out, len(films))
        for place in places:
            check_output(place, crew.options.overwrite)
            if crew.options.destination.kit:
                check_kit(place, overwrite=crew.options.overwrite)
        attempts += 1
        try:
            takes = [
                film_takes(one, crew, work / f"{attempts}-{number}", is_whole=one is film)
                for number, one in enumerate(films)
            ]
            return _Shot(film, tuple(takes), places)
        except PhotoError as error:
            film = without_lost_photos(film, crew.folder, error, crew.options.fresh, crew.report)
        except FfmpegError as error:
            crew = crew.without_hardware(error)


def _packaged(shot: _Shot, options: MakeOptions, started: float, report: Report) -> list[Finished]:
    """The films at their places, verified."""
    report(Started("package"))
    for take, place in zip(shot.takes, shot.places, strict=True):
        package(
            take.segments,
            take.sound,
            place,
            _expected(take, options.destination),
            overwrite=options.overwrite,
        )
    return [
        finished_event(take.film, place, options.destination, time.monotonic() - started)
        for take, place in zip(shot.takes, shot.places, strict=True)
    ]


def _tell(shot: _Shot, made: Sequence[Finished], answer: LinkAnswer, crew: Crew) -> None:
    """What goes with the films, and what there is to say of them."""
    destination, report = crew.options.destination, crew.report
    shared = crew.shared
    words, shelf = (shared.message, shared.covers) if shared else ("", None)
    about = replace(invitation(shot.film), verdict=answer.verdict, words=words)
    for take, one in zip(shot.takes, made, strict=True):
        if destination.kit:
            write_kit(take.film, one, about, overwrite=crew.options.overwrite, shelf=shelf, report=report)
        heard = len(hear_clips(take.film, crew.lively))
        sounds = [printable(Path(path.name)) for path in take.film.song.paths] if take.film.song else []
        report(Noticed(privacy_line(take.film.timeline, answer.host, heard, sounds)))
        report(one)
    if destination.copies_message:
        copy_message(about, report)


def _expected(take: Take[Planned], destination: Destination) -> Expected:
    timeline = take.film.timeline
    return Expected(
        frame_count=len(timeline.span),
        fps=timeline.fps,
        size=timeline.canvas,
        profile=take.coding.profile,
        level=level(timeline.canvas, timeline.fps),
        code=next((caption.code for caption in timeline.captions if caption.code), ""),
        most_bytes=destination.limit_bytes,
    )
