"""Timeline -> the film's parts: what was made before from the cache, the rest filmed here or by workers."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from slideshow.events import Advanced, Report, Started, ignore
from slideshow.model.coding import Coding
from slideshow.model.timeline import Timeline
from slideshow.render.encoder import SOFTWARE, encoding
from slideshow.render.fingerprint import added_transitions, fingerprint
from slideshow.render.segment_cache import SegmentCache
from slideshow.render.segment_renderer import SegmentRenderer, Task
from slideshow.render.segments import cut
from slideshow.render.workers import RemoteWorkers, film_with_workers

STAGE = "render"
_FRAMES_A_REPORT = 10


def render(
    timeline: Timeline,
    coding: Coding | str,
    folder: Path,
    report: Report = ignore,
    *,
    jobs: int | None = None,
    cache: SegmentCache | None = None,
    encoder: str = SOFTWARE,
    remote_workers: RemoteWorkers | None = None,
    apart: bool = False,
) -> tuple[Path, ...]:
    """The film's video as MP4 parts in `folder`, in order: the same bytes whatever `jobs` is.

    So many workers film segments side by side: a decoder may end one of them without ending us. Without
    `jobs` segments are filmed in this process. What is finished is kept in `cache` at once, so that a run
    that was ended goes on where it was. `elsewhere` has hands on other computers that take
    part where software encodes. `apart` films title and end card by themselves, for films that share the
    rest. Raises PhotoError when a photo cannot be decoded, FfmpegError when encoding fails, RenderError
    when workers die.
    """
    arguments = encoding(timeline.canvas, timeline.fps, coding, encoder)
    segments = cut(timeline, apart=apart)
    parts = [folder / f"{fingerprint(segment, arguments)}.mp4" for segment in segments]
    report(Started(STAGE, len(timeline.span)))
    # What is shown twice is made once.
    tasks = {part: Task(segment, arguments, part) for segment, part in zip(segments, parts, strict=True)}
    missing = [
        task for part, task in tasks.items() if not (cache and lasts(task) and cache.fetch(part.stem, part))
    ]
    finished = keeping(missing, cache) if cache else lambda task: None
    to_draw = sum(len(task.segment.span) for task in missing)
    progress = _Progress(len(timeline.span) - to_draw, len(timeline.span), report)
    # What this process alone knows is drawn here.
    portable = [task for task in missing if _is_known_everywhere(task)]
    # Hardware makes other bytes on another computer; so may what does not tell its version.
    can_leave = encoder == SOFTWARE and all(lasts(task) for task in portable)
    with remote_workers(portable) if remote_workers and can_leave else nullcontext(()) as remote:
        if portable and (jobs or remote):
            film_with_workers(portable, min(jobs or 1, len(portable)), progress.drawn, finished, remote)
            missing = [task for task in missing if task not in portable]
        _film_here(missing, progress, finished)
    if cache and to_draw:
        cache.sweep()
    report(Advanced(STAGE, len(timeline.span)))
    return tuple(parts)


def _film_here(tasks: Sequence[Task], progress: "_Progress", finished: Callable[[Task], None]) -> None:
    with SegmentRenderer(lambda: progress.drawn(1), finished) as renderer:
        for index, task in enumerate(tasks):
            then = tasks[index + 1].segment if index + 1 < len(tasks) else None
            renderer.film(task, then)


def keeping(tasks: Sequence[Task], cache: SegmentCache) -> Callable[[Task], None]:
    """Keeps each of the tasks in the cache, when it is told that its file is complete."""
    photos = {task.out: _files_of(task) for task in tasks}

    def finished(task: Task) -> None:
        # A photo that was changed meanwhile is not the one that the fingerprint tells of.
        if lasts(task) and _files_of(task) == photos[task.out]:
            cache.keep(task.out.stem, task.out)

    return finished


def lasts(task: Task) -> bool:
    """Whether its fingerprint tells all that it is drawn with."""
    return all(added.version for added in added_transitions(task.segment).values())


def _is_known_everywhere(task: Task) -> bool:
    """Whether a worker finds all that it is drawn with."""
    return all(added.is_everywhere for added in added_transitions(task.segment).values())


class _Progress:
    """Counts frames, those from the cache first."""

    def __init__(self, done: int, frames: int, report: Report) -> None:
        self._done = self._told = done
        self._all = frames
        self._report = report
        report(Advanced(STAGE, done))

    def drawn(self, frames: int) -> None:
        """So many more; fewer than none when a worker's were lost, which is not told."""
        self._done += frames
        # What was filmed twice counts twice.
        if self._told + _FRAMES_A_REPORT <= self._done <= self._all:
            self._told = self._done
            self._report(Advanced(STAGE, self._done))


def _paths_of(task: Task) -> set[Path]:
    photos = [photo for slide in task.segment.timeline.slides for photo in slide.all_photos]
    return {photo.path for photo in photos} | {photo.clip.path for photo in photos if photo.clip}


def _files_of(task: Task) -> list[tuple[int, int]]:
    """Size and time of the photos' files, as they are now."""
    states = []
    for path in _paths_of(task):
        try:
            status = path.stat()
        except OSError:
            continue
        states.append((status.st_size, status.st_mtime_ns))
    return sorted(states)
