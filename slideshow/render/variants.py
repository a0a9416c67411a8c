"""Films of one album that differ in what is written → their segments in the cache, drawn side by side."""

import dataclasses
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from slideshow.errors import SlideshowError
from slideshow.model.coding import Coding
from slideshow.model.geometry import Size
from slideshow.model.segment import Segment
from slideshow.model.timeline import Timeline
from slideshow.render.encoder import encoding
from slideshow.render.fingerprint import fingerprint
from slideshow.render.rendering import keeping, lasts
from slideshow.render.segment_cache import SegmentCache
from slideshow.render.segment_renderer import SegmentRenderer, Task
from slideshow.render.segments import cut

# Encoders that are fed at once: each takes some 100 MB for its pictures.
_SIDE_BY_SIDE = 4
_log = logging.getLogger(__name__)

# What is asked of a film's coding, its frames, their size: films alike in these are coded alike.
_Kind = tuple[tuple[str, ...], int, Size]


class Variants:
    """Segments of films that have been made, and those of later films that differ from them in texts alone.

    The photos of these have been decoded by workers, which may die of it: so they are filmed in this process,
    which need not be started.
    """

    def __init__(self, cache: SegmentCache) -> None:
        self._cache = cache
        self._bare: set[str] = set()
        self._ways: dict[_Kind, set[tuple[Coding, str]]] = defaultdict(set)

    def remember(self, asked: tuple[str, ...], timeline: Timeline, coding: Coding, encoder: str) -> None:
        """Takes in a film that was made, for what was `asked` of its coding."""
        arguments = encoding(timeline.canvas, timeline.fps, coding, encoder)
        self._ways[_kind(asked, timeline)].add((coding, encoder))
        self._bare.update(_bare_name(segment, arguments) for segment in cut(timeline, apart=True))

    def film(self, films: Iterable[tuple[tuple[str, ...], Timeline]], folder: Path) -> None:
        """Has the cache hold the segments of these films, with what was asked of each, that differ from
        earlier ones in their texts.

        Working files are kept in `folder`. What fails is left to those who make the film.
        """
        groups = [*self._groups(films, folder)]
        tasks = [task for group in groups for task in group]
        try:
            with SegmentRenderer(lambda: None, keeping(tasks, self._cache)) as renderer:
                for group in groups:
                    renderer.film_alike(group)
        except (SlideshowError, OSError) as error:
            _log.debug("%d segments were not filmed ahead: %s", len(tasks), error)
        for task in tasks:
            task.out.unlink(missing_ok=True)

    def _groups(
        self, films: Iterable[tuple[tuple[str, ...], Timeline]], folder: Path
    ) -> Iterator[Sequence[Task]]:
        """What is to be filmed, so many at once as there may be."""
        alike: dict[str, dict[str, Task]] = defaultdict(dict)
        for asked, timeline in films:
            for coding, encoder in self._ways.get(_kind(asked, timeline), ()):
                arguments = encoding(timeline.canvas, timeline.fps, coding, encoder)
                for segment in cut(timeline, apart=True):
                    bare, name = _bare_name(segment, arguments), fingerprint(segment, arguments)
                    part = folder / f"{name}.mp4"
                    task = Task(segment, arguments, part)
                    if bare in self._bare and lasts(task) and not self._cache.fetch(name, part):
                        alike[bare][name] = task
        for tasks in alike.values():
            waiting = [*tasks.values()]
            while waiting:
                yield tuple(waiting[:_SIDE_BY_SIDE])
                del waiting[:_SIDE_BY_SIDE]


def _kind(asked: tuple[str, ...], timeline: Timeline) -> _Kind:
    return asked, len(timeline.span), timeline.canvas


def _bare_name(segment: Segment, arguments: Sequence[str]) -> str:
    """A name for what is behind the texts."""
    timeline = dataclasses.replace(segment.timeline, captions=())
    return fingerprint(dataclasses.replace(segment, timeline=timeline), arguments)
