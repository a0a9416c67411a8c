"""Hands elsewhere that film segments, cannot, or are never heard of again: the parts are the same."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from slideshow.events import Advanced, Event
from slideshow.model.timeline import Timeline
from slideshow.render import RemoteWorker, SegmentCache, Task, render
from tests.render import timelines

Brought = Callable[[bytes | None], None]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    return timelines.saved(tmp_path_factory.mktemp("photos"), 7, captions=(timelines.title(),))


@pytest.fixture(scope="module")
def alone(line: Timeline, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return list(render(line, "fast", tmp_path_factory.mktemp("alone")))


@pytest.mark.parametrize("kind", ["films", "cannot", "is never heard of"])
def test_a_hand_elsewhere_makes_no_other_film(
    kind: str, line: Timeline, alone: list[Path], tmp_path: Path
) -> None:
    parts = {part.name: part.read_bytes() for part in alone}
    given: list[str] = []
    left: list[str] = []
    events: list[Event] = []

    def remote_worker(task: Task, brought: Brought) -> Callable[[], None]:
        given.append(task.out.name)
        if kind != "is never heard of":
            part = parts[task.out.name] if kind == "films" else None
            threading.Thread(target=brought, args=(part,)).start()
        return lambda: left.append(task.out.name)

    @contextmanager
    def remote_workers(tasks: Sequence[Task]) -> Iterator[Sequence[RemoteWorker]]:
        assert {task.out.name for task in tasks} == set(parts)
        yield [remote_worker]

    cache = SegmentCache(tmp_path / "cache")
    made = render(line, "fast", tmp_path, events.append, cache=cache, remote_workers=remote_workers)
    assert [part.read_bytes() for part in made] == list(parts.values())
    assert given
    # Whoever is still at work hears that nobody waits, and one that could not is not asked again.
    if kind != "films":
        assert len(given) == 1
        assert left == given
    # Each is kept, wherever it was filmed, and none is told of twice.
    assert all(cache.fetch(part.stem, tmp_path / "again.mp4") for part in made)
    counts = [event.done for event in events if isinstance(event, Advanced)]
    assert counts == sorted(counts)
    assert counts[-1] == len(line.span)
