"""A planned film and where it goes -> the films it is sent as, each filmed as its target takes it."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from slideshow.events import Finished, ignore
from slideshow.model.album import VIDEO
from slideshow.model.coding import Coding
from slideshow.model.geometry import Size
from slideshow.model.storyboard import Storyboard
from slideshow.pipeline import takes
from slideshow.pipeline.destination import Destination, too_long
from slideshow.pipeline.music_choice import place_song
from slideshow.pipeline.planning import finished_timeline
from slideshow.plan import in_parts
from slideshow.render import own_crf

if TYPE_CHECKING:
    from slideshow.pipeline.crew import Crew
    from slideshow.pipeline.planning import Planned


def films_of(film: "Planned", destination: Destination) -> "tuple[Planned, ...]":
    """The film, or its parts where it is too long. Raises InputError when it is and parts are not wanted."""
    limit, seconds = destination.limit_seconds, float(film.timeline.duration_seconds)
    # As precisely as it is told.
    if limit is None or round(seconds, 1) <= limit:
        return (film,)
    template, brief = film.scene.template, film.scene.brief
    parts = in_parts(film.storyboard, template, brief, limit)
    if not destination.in_parts:
        raise too_long(seconds, len(parts), destination.target, limit)
    return tuple(_part(film, one) for one in parts)


def _part(film: "Planned", storyboard: Storyboard) -> "Planned":
    """A part, with the music from where it began: each is watched by itself."""
    scene = film.scene
    if not storyboard.closing:
        scene = replace(scene, brief=replace(scene.brief, closing_seconds=0.0))
    music, piece = place_song(film.song, storyboard, scene, ignore) if film.song else (None, None)
    timeline = finished_timeline(storyboard, scene, music)
    return replace(film, storyboard=storyboard, timeline=timeline, music=music, piece=piece)


def places_of(out: Path, count: int) -> tuple[Path, ...]:
    """trip.mp4, or trip-1.mp4, trip-2.mp4 and so on."""
    if count == 1:
        return (out,)
    return tuple(out.with_name(f"{out.stem}-{number}{out.suffix}") for number in range(1, count + 1))


def film_takes(film: "Planned", crew: "Crew", work: Path, *, is_whole: bool) -> "takes.Take[Planned]":
    """The film as its target takes it, in the folder `work`. `is_whole` tells it from a part of one."""
    destination = crew.options.destination
    sounds: dict[Fraction, Path] = {}

    def camera(one: "Planned", coding: Coding, into: Path) -> tuple[tuple[Path, ...], Path]:
        # Versions of one length differ in size alone.
        seconds = one.timeline.duration_seconds
        if seconds in sounds:
            return crew.pictures(one, coding, into), sounds[seconds]
        sound = work / f"sound-{len(sounds)}.mp4"
        segments = crew.pictures_and_sound(one, coding, into, sound)
        sounds[seconds] = sound
        return segments, sound

    def replanned(seconds: float | None, canvas: Size) -> "Planned":
        brief = replace(film.scene.brief, canvas=canvas)
        if seconds is not None:
            return crew.replan_for(film, replace(brief, most_seconds=seconds))
        scene = replace(film.scene, brief=brief)
        timeline = finished_timeline(film.storyboard, scene, film.music)
        return replace(film, scene=scene, timeline=timeline)

    work.mkdir()
    coding = destination.coding(crew.options.quality)
    if destination.limit_bytes is None:
        return takes.take(film, coding, camera, work / "take")
    brief = film.scene.brief
    # What a person decided stays.
    decided = film.from_file or brief.length_seconds or brief.seconds_per_photo or brief.keep_all
    return takes.take_within(
        destination.limit_bytes,
        film,
        coding,
        own_crf(crew.options.quality),
        camera,
        work / "takes",
        replanned=replanned,
        may_shorten=is_whole and not decided,
        sound_kilobits=destination.sound_kilobits(float(film.timeline.duration_seconds)) if film.song else 0,
        report=crew.report,
    )


def finished_event(film: "Planned", out: Path, destination: Destination, elapsed_seconds: float) -> Finished:
    """What is told of a film that is at its place, proof included."""
    checked = destination.proof(out)
    shown = [photo for shot in film.storyboard.shots for photo in shot.photos]
    return Finished(
        path=out,
        duration_seconds=float(film.timeline.duration_seconds),
        size_bytes=out.stat().st_size,
        width=film.timeline.canvas.width,
        height=film.timeline.canvas.height,
        photos_used=sum(photo.format != VIDEO for photo in shown),
        clips_used=sum(photo.format == VIDEO for photo in shown),
        photos_left_out=len(film.left_out),
        elapsed_seconds=elapsed_seconds,
        target=checked.target,
        fits=checked.fits,
        proof=checked.proof,
    )
