"""A planned film and its size limit -> its parts on the disk, filmed until they keep it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from slideshow.events import Noticed, Report, ignore
from slideshow.model.coding import Coding
from slideshow.model.geometry import Size
from slideshow.model.measures import megabytes
from slideshow.model.timeline import Timeline
from slideshow.package import weight
from slideshow.pipeline import size_search


class HasTimeline(Protocol):
    @property
    def timeline(self) -> Timeline: ...


Film = TypeVar("Film", bound=HasTimeline)


@dataclass(frozen=True, slots=True)
class Take(Generic[Film]):
    """A film as it was filmed: its parts, its sound, how it was coded."""

    film: Film
    coding: Coding
    segments: tuple[Path, ...]
    sound: Path


# Films a plan into a folder: its parts and its sound.
Camera = Callable[[Film, Coding, Path], tuple[tuple[Path, ...], Path]]


def take(film: Film, coding: Coding, camera: Camera[Film], folder: Path) -> Take[Film]:
    """The film, filmed once."""
    folder.mkdir()
    return Take(film, coding, *camera(film, coding, folder))


def take_within(
    limit_bytes: int,
    film: Film,
    coding: Coding,
    own_crf: float,
    camera: Camera[Film],
    folder: Path,
    *,
    replanned: Callable[[float | None, Size], Film],
    may_shorten: bool,
    sound_kilobits: int,
    report: Report = ignore,
) -> Take[Film]:
    """The film within the limit; what that cost is reported. Raises InputError when it cannot be.

    `replanned` is the film of at most so many seconds, None as it is, on another canvas.
    `sound_kilobits` a second are what the sound will take.
    """
    timeline = film.timeline
    seconds = float(timeline.duration_seconds)
    wanted = size_search.Wanted(
        crf=own_crf,
        canvas=timeline.canvas,
        seconds=seconds,
        frames=len(timeline.span),
        may_shorten=may_shorten,
        is_plain=coding.plain,
        other_bytes=round(seconds * sound_kilobits * 125),
    )
    films: dict[tuple[float | None, Size], Film] = {(None, timeline.canvas): film}
    made: dict[size_search.Way, tuple[Take[Film], size_search.Weighed]] = {}

    def filmed(way: size_search.Way) -> size_search.Weighed:
        version = (way.seconds, way.canvas)
        if version not in films:
            films[version] = replanned(*version)
        crf = None if way.crf == own_crf else way.crf
        one = take(films[version], replace(coding, crf=crf), camera, folder / f"take-{len(made)}")
        weighed = weigh(one, folder)
        made[way] = one, weighed
        # Of those that are too large, what they came to is enough.
        if weighed.total_bytes > limit_bytes:
            shutil.rmtree(folder / f"take-{len(made) - 1}", ignore_errors=True)
        return weighed

    folder.mkdir(exist_ok=True)
    way = size_search.search_size(limit_bytes, wanted, filmed)
    best, weighed = made[way]
    if cost := size_search.describe_trade(way, wanted, weighed):
        report(Noticed(f"To stay within {megabytes(limit_bytes)}: {cost}."))
    return best


def weigh(one: Take[Film], folder: Path) -> size_search.Weighed:
    """What the film of a take will weigh, to the byte."""
    timeline = one.film.timeline
    pictures = sum(segment.stat().st_size for segment in one.segments)
    # The tables of where sound and picture take turns are only known when they do.
    other = weight(one.segments, one.sound, folder) - pictures
    return size_search.Weighed(pictures, other, float(timeline.duration_seconds), len(timeline.span))
