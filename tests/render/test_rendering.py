"""Films in parts: the same whoever makes them, made once, joined without a seam."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.errors import FfmpegError, PhotoError, RenderError
from slideshow.events import Advanced, Event, Started
from slideshow.media.mp4 import read
from slideshow.model.segment import Segment
from slideshow.model.timeline import Timeline
from slideshow.package.join import join
from slideshow.render import SegmentCache, level, render, rendering
from slideshow.render.encoder import encoding
from slideshow.render.segment_renderer import Task
from slideshow.render.segments import cut
from slideshow.render.workers import film_with_workers
from slideshow.system import ffmpeg
from tests.package.films import shown_times, sound
from tests.render import timelines


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Timeline:
    return timelines.saved(tmp_path_factory.mktemp("photos"), 7, captions=(timelines.title(),))


@pytest.fixture
def cache(tmp_path: Path) -> SegmentCache:
    return SegmentCache(tmp_path / "cache")


def folder(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    path.mkdir()
    return path


def filmed(
    monkeypatch: pytest.MonkeyPatch, line: Timeline, into: Path, cache: SegmentCache | None
) -> tuple[list[bytes], int]:
    """The parts, and how many of them were filmed now."""
    count = 0
    here = rendering._film_here

    def counted(tasks: list[Task], *rest: object) -> None:
        nonlocal count
        count = len(tasks)
        here(tasks, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(rendering, "_film_here", counted)
        parts = render(line, "fast", into, cache=cache)
    return [part.read_bytes() for part in parts], count


def decoded(path: Path) -> NDArray[np.uint8]:
    raw, _ = ffmpeg.run(["-i", str(path), "-fps_mode", "passthrough", "-f", "rawvideo", "-"])
    size = timelines.CANVAS
    return np.frombuffer(raw, np.uint8).reshape(-1, size.width * size.height * 3 // 2)


def test_the_joined_film_is_its_segments_frame_for_frame(
    line: Timeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = render(line, "fast", folder(tmp_path, "parts"))
    assert len(parts) == len(cut(line)) > 2
    tone = sound(tmp_path / "tone.m4a", float(line.duration_seconds))
    whole, once = tmp_path / "film.mp4", tmp_path / "once.mp4"
    join(parts, tone, whole)
    frames = decoded(whole)
    assert np.array_equal(frames, np.concatenate([decoded(part) for part in parts]))

    monkeypatch.setattr(rendering, "cut", lambda line, apart: (Segment(line, line.span),))
    (single,) = render(line, "fast", folder(tmp_path, "single"))
    join([single], tone, once)
    other = decoded(once)
    assert len(frames) == len(other) == len(line.span)
    assert shown_times(whole, line.fps) == shown_times(once, line.fps)
    # Coded apart, they are the same pictures, at the ends as in the middle.
    for at in (0, len(frames) // 2, -1):
        assert np.abs(frames[at].astype(int) - other[at]).mean() < 2.0


def test_every_segment_begins_with_a_whole_picture_and_refers_to_no_other(
    line: Timeline, tmp_path: Path
) -> None:
    parts = render(line, "good", folder(tmp_path, "parts"))
    tone = sound(tmp_path / "tone.m4a", float(line.duration_seconds))
    join(parts, tone, tmp_path / "film.mp4")
    (track,) = read(tmp_path / "film.mp4").of_kind("video")
    assert track.samples.open_gop_count == 0
    assert track.longest_gop_seconds is not None
    assert track.longest_gop_seconds <= 2
    assert track.picture is not None
    assert track.picture.avc is not None
    assert track.picture.avc.level == level(line.canvas, line.fps)
    starts, at = set(), 0
    for part in parts:
        starts.add(at)
        at += read(part).of_kind("video")[0].samples.count
    assert starts <= set(track.samples.sync or ())
    assert track.end_seconds == Fraction(len(line.span)) / line.fps


def test_workers_make_the_same_bytes(line: Timeline, tmp_path: Path) -> None:
    events: list[Event] = []
    alone = render(line, "fast", folder(tmp_path, "alone"))
    together = render(line, "fast", folder(tmp_path, "together"), events.append, jobs=2)
    assert [part.read_bytes() for part in alone] == [part.read_bytes() for part in together]
    assert events[0] == Started("render", len(line.span))
    done = [event.done for event in events if isinstance(event, Advanced)]
    assert done == sorted(done)
    assert done[-1] == len(line.span)
    assert not active_children()


def test_the_same_film_again_is_taken_from_the_cache(
    line: Timeline, tmp_path: Path, cache: SegmentCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, made = filmed(monkeypatch, line, folder(tmp_path, "first"), cache)
    again, made_again = filmed(monkeypatch, line, folder(tmp_path, "again"), cache)
    assert (made, made_again) == (len(cut(line)), 0)
    assert again == first


def test_another_title_films_the_first_segment_alone(
    line: Timeline, tmp_path: Path, cache: SegmentCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    filmed(monkeypatch, line, folder(tmp_path, "first"), cache)
    other = replace(line, captions=(timelines.title("Another"),))
    assert filmed(monkeypatch, other, folder(tmp_path, "other"), cache)[1] == 1


def test_a_changed_photo_films_its_own_segment_and_at_most_the_next(
    line: Timeline, tmp_path: Path, cache: SegmentCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    filmed(monkeypatch, line, folder(tmp_path, "first"), cache)
    slides = list(line.slides)
    slides[3] = replace(slides[3], photos=(replace(slides[3].photos[0], digest="f" * 32),))
    changed = replace(line, slides=tuple(slides))
    assert filmed(monkeypatch, changed, folder(tmp_path, "other"), cache)[1] in (1, 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:-9] + bytes(9), lambda data: b""]
)
def test_a_damaged_segment_is_filmed_again(
    line: Timeline,
    tmp_path: Path,
    cache: SegmentCache,
    monkeypatch: pytest.MonkeyPatch,
    damage: Callable[[bytes], bytes],
) -> None:
    first, _ = filmed(monkeypatch, line, folder(tmp_path, "first"), cache)
    victim = max((tmp_path / "cache").rglob("*.mp4"))
    content = victim.read_bytes()
    # A file of its own: the others have other names for the same one.
    victim.unlink()
    victim.write_bytes(damage(content))
    again, made = filmed(monkeypatch, line, folder(tmp_path, "again"), cache)
    assert made == 1
    assert again == first
    assert victim.read_bytes() == content


def test_a_run_that_ended_early_is_gone_on_with(
    line: Timeline, tmp_path: Path, cache: SegmentCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    slides = list(line.slides)
    missing = replace(slides[-1].photos[0], path=tmp_path / "missing.jpg")
    slides[-1] = replace(slides[-1], photos=(missing,))
    with pytest.raises(PhotoError):
        render(replace(line, slides=tuple(slides)), "fast", folder(tmp_path, "first"), cache=cache)
    # The last photo is needed while the segment before its own is drawn.
    assert filmed(monkeypatch, line, folder(tmp_path, "again"), cache)[1] in (1, 2)
    assert len(cut(line)) > 3


def test_a_photo_that_changes_meanwhile_is_not_kept_under_its_old_name(
    tmp_path: Path, cache: SegmentCache
) -> None:
    line = timelines.saved(tmp_path, 1)
    path = line.slides[0].photos[0].path

    def touch(event: Event) -> None:
        os.utime(path, ns=(1, time.time_ns()))

    render(line, "fast", folder(tmp_path, "parts"), touch, cache=cache)
    assert list((tmp_path / "cache").rglob("*.mp4")) == []


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(line: Timeline, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = SegmentCache(tmp_path / "file" / "cache")
    assert len(render(line, "fast", folder(tmp_path, "parts"), cache=cache)) == len(cut(line))


def test_the_cache_stays_within_its_bound(line: Timeline, tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path / "cache", most_bytes=100_000)
    parts = render(line, "fast", folder(tmp_path, "parts"), cache=cache)
    kept = list((tmp_path / "cache").rglob("*.mp4"))
    assert 0 < len(kept) < len(parts)
    assert sum(path.stat().st_size for path in kept) <= 100_000
    assert all(part.exists() for part in parts)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_photo_that_cannot_be_read_is_told_from_any_process(
    line: Timeline, tmp_path: Path, jobs: int
) -> None:
    missing = replace(line.slides[3].photos[0], path=tmp_path / "missing.jpg")
    slides = (*line.slides[:3], replace(line.slides[3], photos=(missing,)), *line.slides[4:])
    with pytest.raises(PhotoError, match=r"missing\.jpg: cannot be read") as caught:
        render(replace(line, slides=slides), "fast", folder(tmp_path, "parts"), jobs=jobs)
    assert caught.value.photo == missing.path
    assert not active_children()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_encoder_that_fails_is_told_from_any_process(
    line: Timeline, tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "encoding", lambda *_: ("-f", "lavfi", "-i", "nothing_like_it"))
    with pytest.raises(FfmpegError, match="nothing_like_it"):
        render(line, "fast", folder(tmp_path, "parts"), jobs=jobs)
    assert not active_children()


def tasks_of(line: Timeline, into: Path) -> list[Task]:
    coding = encoding(line.canvas, line.fps, "fast")
    return [Task(piece, coding, into / f"{index}.mp4") for index, piece in enumerate(cut(line))]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is nothing like it on Windows")
def test_what_a_killed_worker_had_is_done_again(line: Timeline, tmp_path: Path) -> None:
    killed: list[int] = []

    def kill_one(frames: int) -> None:
        if not killed:
            victim = active_children()[0].pid
            assert victim is not None
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    alone = render(line, "fast", folder(tmp_path, "alone"))
    tasks = tasks_of(line, folder(tmp_path, "parts"))
    finished: list[Path] = []
    film_with_workers(tasks, 2, kill_one, lambda task: finished.append(task.out))
    assert killed
    assert sorted(finished) == [task.out for task in tasks]
    assert [task.out.read_bytes() for task in tasks] == [part.read_bytes() for part in alone]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is nothing like it on Windows")
def test_work_that_ends_two_workers_is_given_up(line: Timeline, tmp_path: Path) -> None:
    def kill_all(frames: int) -> None:
        for child in active_children():
            if child.pid is not None:
                os.kill(child.pid, signal.SIGKILL)

    with pytest.raises(RenderError, match="--jobs 1"):
        film_with_workers(tasks_of(line, tmp_path)[:1], 1, kill_all, lambda task: None)
    assert not active_children()


@pytest.mark.slow
def test_an_interrupted_pool_leaves_nobody_behind(line: Timeline, tmp_path: Path) -> None:
    def interrupt(frames: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        film_with_workers(tasks_of(line, tmp_path), 2, interrupt, lambda task: None)
    assert not active_children()
    assert not list(tmp_path.glob("*.mp4"))
