"""A folder → its film under its name, all stages; the plan as a file, the film on a page, its sound alone."""

import functools
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from pathlib import Path

from slideshow.errors import FfmpegError, InputError, PhotoError, printable
from slideshow.events import Finished, Noticed, PhotoLeftOut, Report, Started, ignore
from slideshow.media.photo_files import why_changed
from slideshow.model.album import LeftOut
from slideshow.model.brief import Brief
from slideshow.model.coding import Coding
from slideshow.package import Expected, check_output, package
from slideshow.pipeline.album_link import asked
from slideshow.pipeline.destination import Destination
from slideshow.pipeline.filming import Crew, filmed, films_of, finished, places_of
from slideshow.pipeline.kit import check_kit, copy_message, invitation, write_kit
from slideshow.pipeline.planning import Planned, chosen, planned
from slideshow.pipeline.privacy import privacy_line
from slideshow.pipeline.sound_track import Lively, heard_clips, sound_track
from slideshow.pipeline.takes import Take
from slideshow.render import (
    AUTO,
    SOFTWARE,
    RemoteWorkers,
    SegmentCache,
    level,
    render,
    usable_encoder,
)
from slideshow.sound.sound_activity import lively
from slideshow.system import cores, ffmpeg
from slideshow.system.working_folder import working_folder


@dataclass(frozen=True, slots=True)
class Filming:
    """How a timeline becomes segments and sound. Without `jobs` in this process; `lively` listens to the same
    clips once.
    """

    jobs: int | None
    cache: SegmentCache | None
    encoder: str
    remote_workers: RemoteWorkers | None
    lively: Lively


def make(
    folder: Path,
    out: Path,
    brief: Brief,
    *,
    listed: Sequence[Path] | None = None,
    quality: str = "good",
    recursive: bool = False,
    fresh: bool = False,
    overwrite: bool = False,
    jobs: int | None = None,
    cached: bool = True,
    encoder: str = "x264",
    destination: Destination | None = None,
    made_as: Callable[[Planned, Finished], None] | None = None,
    remote_workers: RemoteWorkers | None = None,
    expendable: bool = False,
    report: Report = ignore,
) -> Finished:
    """The film of `folder`, or of the photos `listed`, at `out`.

    Raises SlideshowError; nothing is left at `out` then. `jobs` processes film side by side, as many as the
    machine has room for by default. When `cached`, segments are taken from those of earlier films and kept
    for later ones. `sending` says where it is to go; a film in parts is at `out` with numbers, and the first
    is returned. `made_as` is told each film, with the plan that it was made by. `elsewhere` has hands
    on other computers that take part. An `expendable` process does a single job by itself; no other is
    ended by a decoder that crashes.
    """
    started = time.monotonic()
    fresh = fresh or listed is not None
    destination = destination or Destination()
    check_output(out, overwrite)
    jobs = jobs or cores.default_jobs()
    filming = Filming(
        None if expendable and jobs == 1 else jobs,
        SegmentCache() if cached else None,
        usable_encoder(encoder, brief.canvas),
        remote_workers,
        functools.cache(lively),
    )
    film = planned(folder, brief, listed=listed, recursive=recursive, fresh=fresh, report=report)
    verdict, host = None, ""
    if film.storyboard.album_link and not destination.offline:
        verdict, host = asked(film.storyboard.album_link, report)
    with working_folder() as work:
        attempts = 0
        while True:
            films = films_of(film, destination)
            outs = places_of(out, len(films))
            for place in outs:
                check_output(place, overwrite)
                if destination.kit:
                    check_kit(place, overwrite=overwrite)
            attempts += 1
            try:
                crew = _crew(folder, film, destination, filming, fresh, report)
                shot = [
                    filmed(
                        one, destination, quality, crew, work / f"{attempts}-{number}", is_whole=one is film
                    )
                    for number, one in enumerate(films)
                ]
                break
            except PhotoError as error:
                film = _without(film, folder, error, fresh, report)
            except FfmpegError as error:
                if encoder != AUTO or filming.encoder == SOFTWARE:
                    raise
                # A card may have room for so many films at once, or be taken away.
                report(Noticed(f"The graphics card's encoder failed ({error.problem}). It goes on without."))
                filming = replace(filming, encoder=SOFTWARE)
        report(Started("package"))
        for take, place in zip(shot, outs, strict=True):
            package(take.segments, take.sound, place, _expected(take, destination), overwrite=overwrite)
        made = [
            finished(take.film, place, destination, time.monotonic() - started)
            for take, place in zip(shot, outs, strict=True)
        ]
    about = replace(invitation(film), verdict=verdict)
    for take, one in zip(shot, made, strict=True):
        if destination.kit:
            write_kit(take.film, one, about, overwrite=overwrite, report=report)
        report(Noticed(privacy_line(take.film.timeline, host, len(heard_clips(take.film, filming.lively)))))
        report(one)
    if destination.copies_message:
        copy_message(about, report)
    if made_as:
        for take, one in zip(shot, made, strict=True):
            made_as(take.film, one)
    return made[0]


def _without(film: Planned, folder: Path, error: PhotoError, fresh: bool, report: Report) -> Planned:
    """The film without photos that were taken away or changed while it was being made: begun again.

    Raises InputError when none is left, and `error` when it is about no photo of the album's.
    """
    album = film.scene.album
    _, why, hint = error.args
    # The seconds around a photo may lie in a file of their own.
    named = {
        photo.path: (why, hint)
        for photo in album.photos
        if error.photo in (photo.path, photo.clip.path if photo.clip else photo.path)
    }
    # Begun again with the same photos, it would fail again, for ever.
    if not named:
        raise error
    # All of them at once: where a disk was taken away, each would be found by a beginning of its own.
    changed = {photo.path: why_changed(photo.path, photo.state) for photo in album.photos}
    others = {path: words for path, words in changed.items() if words and path not in named}
    lost = [PhotoError(path, *words) for path, words in (named | others).items()]
    for one in lost:
        report(PhotoLeftOut(one.photo, one.reason, one.hint))
    album = album.without(*(LeftOut(one.photo, one.reason, one.hint) for one in lost))
    if not album.photos:
        raise InputError(f"{printable(folder)}: its photos are gone or were changed.", "Start again.")
    return chosen(folder, replace(film.scene, album=album), fresh, ignore)


def _crew(
    folder: Path, film: Planned, destination: Destination, filming: Filming, fresh: bool, report: Report
) -> Crew:
    def pictures(one: Planned, coding: Coding, into: Path) -> tuple[Path, ...]:
        return _pictures(one, coding, filming, into, report)

    def both(one: Planned, coding: Coding, into: Path, sound: Path) -> tuple[Path, ...]:
        kilobits = destination.sound_kilobits(float(one.timeline.duration_seconds))
        return _render(one, coding, filming, kilobits, into, sound, report)

    def again(brief: Brief) -> Planned:
        return chosen(folder, replace(film.scene, brief=brief), fresh, ignore)

    return Crew(pictures, both, again, report)


def _pictures(
    film: Planned, coding: Coding, filming: Filming, into: Path, report: Report
) -> tuple[Path, ...]:
    return render(
        film.timeline,
        coding,
        into,
        report,
        jobs=filming.jobs,
        cache=filming.cache,
        encoder=filming.encoder,
        remote_workers=filming.remote_workers,
    )


def _render(
    film: Planned, coding: Coding, filming: Filming, kilobits: int, work: Path, sound: Path, report: Report
) -> tuple[Path, ...]:
    """Pictures and sound, side by side."""
    with ffmpeg.grouped() as processes, ThreadPoolExecutor(1, "sound") as pool:
        track = pool.submit(
            copy_context().run, sound_track, film, filming.lively, kilobits, work, sound, report
        )
        try:
            segments = _pictures(film, coding, filming, work, report)
        except BaseException:
            processes.stop()
            raise
        track.result()
        return segments


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
