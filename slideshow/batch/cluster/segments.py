"""Segments of a long film -> their parts, by workers of the cluster that have nothing else to do.

Each goes with the photos that it shows, and its part comes back. Dask gives them out, after all albums, and
those of a lost worker to another.
"""

import pickle
import secrets
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slideshow.batch.cluster.worker_state import IDLE, film_slots, raise_if_cancelled
from slideshow.batch.jobs import JobResult, Scheduler, SegmentJob, SegmentParcel, unexpected
from slideshow.batch.workers import film_segment_apart
from slideshow.errors import RenderError, SlideshowError
from slideshow.media.photo_files import why_changed
from slideshow.model.album import Photo
from slideshow.model.segment import Segment
from slideshow.model.timeline import Slide
from slideshow.system.working_folder import temporary_folder

if TYPE_CHECKING:
    from slideshow.render import RemoteWorker, RemoteWorkers, Task

# Who watches the cluster sees which worker begins a segment.
TOPIC = "slideshow-segments"

# A shorter film is made before the others have begun.
_LEAST_SECONDS = 60
_PATIENCE_SECONDS = 5.0
# What is under way is in the memory of the scheduler.
_MOST_HANDS = 16
_MOST_BYTES = 200_000_000
# Albums have 0 and less by their place in the batch: all of them come first.
_PRIORITY = -1_000_000


def remote_workers(scheduler: Scheduler) -> "RemoteWorkers":
    """The hands that a cluster has for a film that one of its workers makes."""

    def remote_workers(tasks: "Sequence[Task]") -> "AbstractContextManager[Sequence[RemoteWorker]]":
        return _remote_workers(scheduler, tasks)

    return remote_workers


@contextmanager
def _remote_workers(scheduler: Scheduler, tasks: "Sequence[Task]") -> "Iterator[Sequence[RemoteWorker]]":
    with ExitStack() as stack:
        found: Sequence[RemoteWorker] = ()
        if sum(len(task.segment.span) / task.segment.timeline.fps for task in tasks) >= _LEAST_SECONDS:
            # Whatever is wrong with the cluster, the film can be made here.
            with suppress(Exception):
                found = _found(scheduler, len(tasks) - 1, stack)
        yield found


def _found(scheduler: Scheduler, most: int, stack: ExitStack) -> "Sequence[RemoteWorker]":
    from distributed import Client

    client = Client(
        scheduler.address,
        timeout=_PATIENCE_SECONDS,
        set_as_default=False,
        security=scheduler.security,
        name="slideshow-film",
    )
    stack.callback(client.close, timeout=_PATIENCE_SECONDS)
    programs = client.run(_program_here, on_error="ignore")
    workers = client.scheduler_info(n_workers=-1)["workers"]
    alike = [
        address for address, theirs in programs.items() if theirs == _program_here() and address in workers
    ]
    # One thread is that of this film.
    count = sum(workers[address]["nthreads"] for address in alike) - 1

    def remote_worker(task: "Task", brought: Callable[[bytes | None], None]) -> Callable[[], None]:
        try:
            future = _sent(_packed(task), client, alike)
        except Exception:
            brought(None)
            return lambda: None
        future.add_done_callback(lambda done: brought(_part(done)))

        def leave() -> None:
            with suppress(Exception):
                future.cancel()

        return leave

    return [remote_worker] * max(0, min(count, most, _MOST_HANDS))


def _sent(parcel: SegmentParcel, client: Any, workers: Sequence[str]) -> Any:
    with warnings.catch_warnings():
        # That it is large.
        warnings.simplefilter("ignore")
        return client.submit(
            part_of,
            pickle.dumps(parcel),
            key=f"slideshow_segment-{secrets.token_hex(8)}",
            workers=workers,
            priority=_PRIORITY,
            pure=False,
        )


def _part(done: Any) -> bytes | None:
    """What came; None where nothing did: filmed here, it is told what is wrong with it."""
    with suppress(Exception):
        if done.status == "finished":
            part: bytes = done.result()
            return part
    return None


def _program_here() -> str:
    # Heavy, and never loaded where nothing is filmed.
    from slideshow.render.fingerprint import program

    return program()


# What goes along


def _packed(task: "Task") -> SegmentParcel:
    """The task with its files. Raises OSError when they are too large, or not what they were."""
    photos = [photo for slide in task.segment.timeline.slides for photo in slide.all_photos]
    if any(why_changed(photo.path, photo.state) for photo in photos):
        raise OSError("changed")
    paths = {path for photo in photos for path in (photo.path, photo.clip and photo.clip.path) if path}
    if cube := task.segment.timeline.look.grade.cube:
        paths.add(Path(cube))
    if sum(path.stat().st_size for path in paths) > _MOST_BYTES:
        raise OSError("too large")
    files = {path: path.read_bytes() for path in paths}
    return SegmentParcel(SegmentJob(task.segment, task.encoding, task.out.stem, task.out), files)


def _unpacked(parcel: SegmentParcel, folder: Path) -> SegmentJob:
    """The piece, with its files in the folder, and to be filmed there."""
    places: dict[Path, Path] = {}
    for number, (path, content) in enumerate(parcel.files.items()):
        places[path] = folder / f"{number}{path.suffix}"
        places[path].write_bytes(content)
    job = parcel.job
    timeline = job.segment.timeline
    slides = tuple(_here(slide, places) for slide in timeline.slides)
    look = timeline.look
    if look.grade.cube:
        grade = look.grade.model_copy(update={"cube": str(places[Path(look.grade.cube)])})
        look = look.model_copy(update={"grade": grade})
    segment = Segment(replace(timeline, slides=slides, look=look), job.segment.span)
    return replace(job, segment=segment, out=folder / "part.mp4")


def _here(slide: Slide, places: dict[Path, Path]) -> Slide:
    photos = tuple(_moved(photo, places) for photo in slide.photos)
    return replace(slide, photos=photos, beneath=tuple(_here(one, places) for one in slide.beneath))


def _moved(photo: Photo, places: dict[Path, Path]) -> Photo:
    clip = replace(photo.clip, path=places[photo.clip.path]) if photo.clip else None
    return replace(photo, path=places[photo.path], clip=clip, state=None)


# What a worker does


def part_of(parcel: bytes) -> bytes:
    """The part, filmed by a process of this worker. Raises what went wrong."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()
    with film_slots(), temporary_folder() as folder:
        raise_if_cancelled(worker, key)
        worker.log_event(TOPIC, worker.address)
        job = _unpacked(pickle.loads(parcel), folder)
        result = film_segment_apart(job, lambda: raise_if_cancelled(worker, key), IDLE, work=film_segment)
        if result.error:
            raise RenderError(result.error.problem, result.error.hint)
        return job.out.read_bytes()


def film_segment(job: SegmentJob, report: object) -> JobResult:
    """What came of the piece, filmed in this process; what goes wrong is told in it."""
    # Heavy, and never loaded where nothing is filmed.
    from slideshow.render import SegmentRenderer, Task
    from slideshow.render.fingerprint import fingerprint

    started = time.monotonic()
    try:
        # Other fonts, other libraries, another ffmpeg: it would not be the same film.
        if fingerprint(job.segment, job.encoding) != job.fingerprint:
            raise RenderError("A segment would look another way here.", "Install the same on every worker.")
        with SegmentRenderer(lambda: None, lambda task: None) as renderer:
            renderer.film(Task(job.segment, job.encoding, job.out))
        return JobResult(0, elapsed_seconds=time.monotonic() - started)
    except SlideshowError as fault:
        error = fault
    except Exception as fault:
        error = unexpected(fault)
    return JobResult(0, error=error, elapsed_seconds=time.monotonic() - started)
