"""A segment on its way to another computer: it is filmed there without the album, or refused."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from slideshow.batch.cluster import segments
from slideshow.batch.cluster.segments import film_segment
from slideshow.events import ignore
from slideshow.render import Task, render
from slideshow.render.encoder import encoding
from slideshow.render.segments import cut
from tests.render import timelines


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """The film's first segment; where its part is to lie, and what it is called."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "there").mkdir()
    line = timelines.saved(tmp_path / "photos", 2)
    part, *_ = render(line, "draft", tmp_path)
    return Task(cut(line)[0], encoding(line.canvas, line.fps, "draft"), part)


def test_a_segment_is_filmed_the_same_where_its_album_is_not(task: Task, tmp_path: Path) -> None:
    parcel = pickle.loads(pickle.dumps(segments._packed(task)))
    for path in parcel.files:
        path.unlink()
    job = segments._unpacked(parcel, tmp_path / "there")
    assert film_segment(job, ignore).error is None
    assert job.out != task.out
    assert job.out.read_bytes() == task.out.read_bytes()


def test_a_computer_that_would_draw_it_another_way_refuses_it(task: Task, tmp_path: Path) -> None:
    parcel = segments._packed(task)
    other = replace(parcel, job=replace(parcel.job, fingerprint="of another program"))
    job = segments._unpacked(other, tmp_path / "there")
    refusal = film_segment(job, ignore).error
    assert refusal
    assert "Install the same" in refusal.hint
    assert not job.out.exists()


def test_photos_that_are_too_large_or_were_changed_stay_at_home(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(segments, "_MOST_BYTES", 1000)
        with pytest.raises(OSError, match="too large"):
            segments._packed(task)
    slide = task.segment.timeline.slides[0]
    old = replace(slide, photos=tuple(replace(photo, state=(1, 1)) for photo in slide.photos))
    timeline = replace(task.segment.timeline, slides=(old, *task.segment.timeline.slides[1:]))
    with pytest.raises(OSError, match="changed"):
        segments._packed(replace(task, segment=replace(task.segment, timeline=timeline)))
