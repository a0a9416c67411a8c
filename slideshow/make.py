"""A folder → its film under its name, all stages; the plan as a file, the film on a page, its sound alone."""

import functools
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from pathlib import Path

from slideshow import cores, ffmpeg, storyboard_file
from slideshow.errors import FfmpegError, InputError, PhotoError, printable
from slideshow.events import Finished, Noticed, PhotoLeftOut, Report, Started, Written, ignore
from slideshow.filming import Crew, filmed, films_of, finished, places_of
from slideshow.hearing import heard_in
from slideshow.inspect import thumbnail
from slideshow.kit import check_kit, copy_message, invitation, write_kit
from slideshow.link_check import asked
from slideshow.memory import return_what_is_free
from slideshow.model.album import LeftOut
from slideshow.model.brief import Brief
from slideshow.model.coding import Coding
from slideshow.model.soundtrack import Heard, Passage
from slideshow.package import Expected, check_output, package, publish_picture
from slideshow.photo_files import why_changed
from slideshow.planning import Planned, chosen, planned
from slideshow.privacy import privacy_line
from slideshow.render import (
    AUTO,
    SOFTWARE,
    Elsewhere,
    SegmentCache,
    contact_sheet,
    level,
    render,
    usable_encoder,
)
from slideshow.sending import Sending
from slideshow.sound.film import Fades
from slideshow.sound.liveliness import lively
from slideshow.sound.song import write_piece
from slideshow.sound.track import MUSIC_KILOBITS, make_track
from slideshow.takes import Take
from slideshow.workplace import working_folder

_NO_FADES = Fades(0.005, 0.01)
# The first note of a bar is not to be swallowed.
_ON_BEAT_FADES = Fades(0.02, 2.0)


# Of clips that are seen, those that are worth hearing.
Lively = Callable[[tuple[Heard, ...]], tuple[Heard, ...]]


@dataclass(frozen=True, slots=True)
class Filming:
    """How a timeline becomes segments and sound. Without `jobs` in this process; `lively` listens to the same
    clips once.
    """

    jobs: int | None
    cache: SegmentCache | None
    encoder: str
    elsewhere: Elsewhere | None
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
    sending: Sending | None = None,
    made_as: Callable[[Planned, Finished], None] | None = None,
    elsewhere: Elsewhere | None = None,
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
    sending = sending or Sending()
    check_output(out, overwrite)
    jobs = jobs or cores.default_jobs()
    filming = Filming(
        None if expendable and jobs == 1 else jobs,
        SegmentCache() if cached else None,
        usable_encoder(encoder, brief.canvas),
        elsewhere,
        functools.cache(lively),
    )
    film = planned(folder, brief, listed=listed, recursive=recursive, fresh=fresh, report=report)
    verdict, host = None, ""
    if film.storyboard.album_link and not sending.offline:
        verdict, host = asked(film.storyboard.album_link, report)
    with working_folder() as work:
        attempts = 0
        while True:
            films = films_of(film, sending)
            outs = places_of(out, len(films))
            for place in outs:
                check_output(place, overwrite)
                if sending.kit:
                    check_kit(place, overwrite=overwrite)
            attempts += 1
            try:
                crew = _crew(folder, film, sending, filming, fresh, report)
                shot = [
                    filmed(one, sending, quality, crew, work / f"{attempts}-{number}", is_whole=one is film)
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
            package(take.segments, take.sound, place, _expected(take, sending), overwrite=overwrite)
        made = [
            finished(take.film, place, sending, time.monotonic() - started)
            for take, place in zip(shot, outs, strict=True)
        ]
    about = replace(invitation(film), verdict=verdict)
    for take, one in zip(shot, made, strict=True):
        if sending.kit:
            write_kit(take.film, one, about, overwrite=overwrite, report=report)
        report(Noticed(privacy_line(take.film.timeline, host, len(_heard(take.film, filming.lively)))))
        report(one)
    if sending.copies_message:
        copy_message(about, report)
    if made_as:
        for take, one in zip(shot, made, strict=True):
            made_as(take.film, one)
    return made[0]


def write_sound(film: Planned, out: Path, report: Report = ignore) -> None:
    """Writes the film's finished sound as an MP4 file. Raises SlideshowError."""
    with working_folder() as work:
        _track(film, lively, MUSIC_KILOBITS, work, out, report)


def write_plan(
    folder: Path, brief: Brief, *, recursive: bool = False, overwrite: bool = False, report: Report = ignore
) -> Path:
    """The file in `folder` that now holds the film's storyboard. Raises SlideshowError."""
    file = folder / storyboard_file.NAME
    if file.exists() and not overwrite:
        raise InputError(f"{file}: is there already.", "Use --overwrite to plan anew, and lose what it says.")
    film = planned(folder, brief, recursive=recursive, fresh=True, report=report)
    storyboard_file.write(file, film.storyboard, film.scene.album, overwrite=overwrite)
    report(Written(file, len(film.timeline.slides), float(film.timeline.duration_seconds)))
    return file


def preview(
    folder: Path,
    out: Path,
    brief: Brief,
    *,
    recursive: bool = False,
    fresh: bool = False,
    overwrite: bool = False,
    report: Report = ignore,
) -> None:
    """The film of `folder` on one page, at `out`. Raises SlideshowError."""
    check_output(out, overwrite, ".png")
    film = planned(folder, brief, recursive=recursive, fresh=fresh, report=report)
    photos = {photo.path: photo for photo in film.scene.album.photos}
    left_out = [(one, photos.get(one.path)) for one in film.left_out]
    publish_picture(
        contact_sheet(film.timeline, film.storyboard.heading or "", left_out, thumbnail),
        out,
        overwrite=overwrite,
    )
    report(Written(out, len(film.timeline.slides), float(film.timeline.duration_seconds)))


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
    folder: Path, film: Planned, sending: Sending, filming: Filming, fresh: bool, report: Report
) -> Crew:
    def pictures(one: Planned, coding: Coding, into: Path) -> tuple[Path, ...]:
        return _pictures(one, coding, filming, into, report)

    def both(one: Planned, coding: Coding, into: Path, sound: Path) -> tuple[Path, ...]:
        kilobits = sending.sound_kilobits(float(one.timeline.duration_seconds))
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
        elsewhere=filming.elsewhere,
    )


def _render(
    film: Planned, coding: Coding, filming: Filming, kilobits: int, work: Path, sound: Path, report: Report
) -> tuple[Path, ...]:
    """Pictures and sound, side by side."""
    with ffmpeg.grouped() as processes, ThreadPoolExecutor(1, "sound") as pool:
        track = pool.submit(copy_context().run, _track, film, filming.lively, kilobits, work, sound, report)
        try:
            segments = _pictures(film, coding, filming, work, report)
        except BaseException:
            processes.stop()
            raise
        track.result()
        return segments


def _track(film: Planned, lively: Lively, kilobits: int, work: Path, out: Path, report: Report) -> Path:
    paths: tuple[Path, ...] = film.song.paths if film.song else ()
    passages: tuple[Passage, ...] = film.music.passages if film.music else ()
    fades = Fades()
    if film.piece:
        paths = (write_piece(film.piece, work / "piece.wav"),)
        return_what_is_free()
        # It has a beginning and an ending of its own.
        fades = _NO_FADES
    elif film.music and film.music.has_beats and passages:
        fades = _ON_BEAT_FADES
    seconds = film.timeline.duration_seconds
    return make_track(
        paths,
        seconds,
        out,
        report,
        passages=passages,
        fades=fades,
        kilobits=kilobits,
        clips=_heard(film, lively),
        only=film.scene.brief.clip_sound == "only",
    )


def _heard(film: Planned, lively: Lively) -> tuple[Heard, ...]:
    """The clips whose sound is in the film."""
    wanted = film.scene.brief.clip_sound
    heard = () if wanted == "off" else heard_in(film.timeline)
    return lively(heard) if wanted == "mix" else heard


def _expected(take: Take[Planned], sending: Sending) -> Expected:
    timeline = take.film.timeline
    return Expected(
        frame_count=len(timeline.span),
        fps=timeline.fps,
        size=timeline.canvas,
        profile=take.coding.profile,
        level=level(timeline.canvas, timeline.fps),
        code=next((caption.code for caption in timeline.captions if caption.code), ""),
        most_bytes=sending.limit_bytes,
    )
