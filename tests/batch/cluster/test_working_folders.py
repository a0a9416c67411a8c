"""What a worker of the cluster films takes longer than others wait before they throw out what seems left."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from slideshow.batch.cluster import segments, worker
from slideshow.batch.cluster.attachments import pack_files
from slideshow.batch.jobs import AlbumJob, JobResult
from slideshow.model.brief import Brief
from slideshow.pipeline.make_options import MakeOptions
from slideshow.render import Task, render
from slideshow.render.encoder import encoding
from slideshow.render.segments import cut
from slideshow.system.working_folder import drop_left_work
from tests.render import timelines

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="only locks of Unix tell who still works")


def hours_pass(folder: Path) -> None:
    """Another run, begun much later, throws out what nobody holds."""
    os.utime(folder, (1e9, 1e9))
    drop_left_work()


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files lie in a folder of this test's own, and the worker is one that asks for nothing."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr("slideshow.system.working_folder.cache_folder", lambda: tmp_path / "cache")
    state = SimpleNamespace(tasks={"key": SimpleNamespace(state="executing")}, nthreads=1)
    here = SimpleNamespace(
        get_current_task=lambda: "key",
        log_event=lambda topic, message: None,
        address="tcp://127.0.0.1:1",
        name="one",
        state=state,
        scheduler=SimpleNamespace(address="tcp://127.0.0.1:2"),
        security=None,
    )
    monkeypatch.setattr(distributed, "get_worker", lambda: here)


def test_a_segment_that_takes_hours_keeps_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "photos").mkdir()
    line = timelines.saved(tmp_path / "photos", 2)
    part, *_ = render(line, "draft", tmp_path)
    parcel = segments._packed(Task(cut(line)[0], encoding(line.canvas, line.fps, "draft"), part))

    def film(job: Any, asked: Callable[[], None], idle: Any, *, work: Any) -> JobResult:
        hours_pass(job.out.parent)
        return segments.film_segment(job, None)

    monkeypatch.setattr(segments, "film_segment_apart", film)
    assert segments.part_of(pickle.dumps(parcel)) == part.read_bytes()
    assert not list((tmp_path / "temporary").iterdir())


def test_music_that_came_along_is_there_as_long_as_the_film_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = tmp_path / "song.mp3"
    song.write_bytes(b"a song")
    (tmp_path / "Oslo").mkdir()
    options = MakeOptions(Brief(music=(str(song),)))
    heard: list[bytes] = []

    def film(jobs: Any, *arguments: Any, work: Any) -> None:
        there = Path(jobs[0].options.brief.music[0])
        hours_pass(next(one for one in there.parents if one.parent == tmp_path / "temporary"))
        heard.append(there.read_bytes())
        arguments[2].ended(jobs[0], JobResult(0))

    monkeypatch.setattr(worker, "film_albums", film)
    job = AlbumJob(0, tmp_path / "Oslo", tmp_path / "Oslo.mp4", options, None, 1)
    worker.run_album_job(job, pack_files(options), "topic", {})
    assert heard == [b"a song"]
    assert not list((tmp_path / "temporary").iterdir())
