"""What a worker is asked for, and what it brings: light enough for a process that does not film itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slideshow.batch.manifest import Film
from slideshow.batch.storage.address import Place
from slideshow.errors import SlideshowError
from slideshow.events import Event, Finished
from slideshow.model.segment import Segment
from slideshow.pipeline.make_options import MakeOptions


@dataclass(frozen=True, slots=True)
class Scheduler:
    """Where a cluster is reached, and with what keys (Dask's Security)."""

    address: str
    security: Any = None


@dataclass(frozen=True, slots=True)
class AlbumJob:
    """An album to film. `before` is its film as it was last made; `jobs` as many as are free for it, and
    `scheduler` that of a cluster whose workers may take part. Whoever films it is to be `careful` when
    somebody has died of it.
    """

    number: int
    folder: Place
    out: Place
    options: MakeOptions
    before: Film | None
    jobs: int
    scheduler: Scheduler | None = None
    careful: bool = False


@dataclass(frozen=True, slots=True)
class SegmentJob:
    """A segment to film into `out`. `fingerprint` is what it has where it was cut."""

    segment: Segment
    encoding: tuple[str, ...]
    fingerprint: str
    out: Path


@dataclass(frozen=True, slots=True)
class SegmentParcel:
    """A piece on its way to another computer, with the contents of the files that it needs."""

    job: SegmentJob
    files: Mapping[Path, bytes]


@dataclass(frozen=True, slots=True)
class JobResult:
    """What came of an order: `film` when there is one, `finished` when it was made now, or else `error`."""

    number: int
    film: Film | None = None
    finished: Finished | None = None
    error: SlideshowError | None = None
    elapsed_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class JobListener:
    """Who is told what becomes of the jobs of a batch."""

    begun: Callable[[AlbumJob], None]
    """A worker has taken the job up; told again when another has to begin anew."""
    said: Callable[[AlbumJob, Event], None]
    """Something to tell of the job's film has happened."""
    ended: Callable[[AlbumJob, JobResult], None]
    """The job is done, or has failed."""


def unexpected(fault: Exception) -> SlideshowError:
    """What is told of a mistake of the program's own: as an error of one album, it stops no other."""
    problem = f"This should not have happened ({type(fault).__name__}: {fault})."
    return SlideshowError(problem, "Please report it with what slideshow make --debug shows.")
