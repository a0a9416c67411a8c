"""A decoder that crashes, hangs or eats memory costs one photo, and nobody waits for it for long."""

import os
import select
import signal
import subprocess
import sys
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from slideshow.errors import PhotoError, RenderError
from slideshow.events import Event, PhotoLeftOut
from slideshow.inspect import album as looking
from slideshow.inspect.album import inspect
from slideshow.inspect.cache import FactsCache
from slideshow.inspect.photo_facts import PhotoFacts
from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.render import workers
from slideshow.render.crashing_photo import culprit
from slideshow.scan import scan
from slideshow.system.sandbox import Limits, Sandbox, WorkerLost
from tests.photos import save
from tests.system import failing_decoders

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are ended by signals"),
    pytest.mark.usefixtures("processes"),
]

FEW = Limits(seconds=1.0, memory_bytes=1 << 30)


def some_photo(folder: Path) -> Photo:
    save(folder, "a.jpg", (64, 48))
    (photo,) = scan(folder).photos
    return photo


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("crashes", "its decoder crashed"),
        ("hangs", "it took longer than 1 s to decode"),
        pytest.param(
            "eats",
            "there is not enough memory for it",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to it"),
        ),
    ],
)
def test_a_photo_that_ruins_its_decoder_is_left_out_and_the_others_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    monkeypatch.setattr(looking, "seen", failing_decoders.misled)
    monkeypatch.setattr(looking, "limits", lambda photo: FEW)
    for number, stem in enumerate(("first", name, "last", "very last")):
        save(tmp_path, f"{stem}.jpg", (64, 48), seed=number)
    events: list[Event] = []
    album, facts = inspect(scan(tmp_path), events.append, FactsCache("none", tmp_path / "cache"))
    assert [photo.path.stem for photo in album.photos] == ["first", "last", "very last"]
    assert set(facts) == {photo.digest for photo in album.photos}
    (left_out,) = (event for event in events if isinstance(event, PhotoLeftOut))
    assert left_out.path.stem == name
    assert left_out.reason == f"cannot be read ({why})."
    assert left_out.hint


def test_a_process_ended_from_outside_costs_no_photo(tmp_path: Path) -> None:
    photo = replace(some_photo(tmp_path), path=tmp_path / "killed once.jpg")
    with Sandbox(failing_decoders.misled, lambda photo: FEW) as look:
        assert look(photo) == PhotoFacts(Facts(), b"")
    assert (tmp_path / "killed once.jpg.seen").exists()


def test_one_process_looks_at_many_photos_and_ends_with_the_last(tmp_path: Path) -> None:
    photo = some_photo(tmp_path)
    with Sandbox(failing_decoders.named, lambda photo: FEW) as look:
        pids = {look(photo) for _ in range(5)}
    assert len(pids) == 1
    assert os.getpid() not in pids
    with pytest.raises(ProcessLookupError):
        os.kill(pids.pop(), 0)


def test_without_processes_the_photo_is_looked_at_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", refused)
    with Sandbox(failing_decoders.named, lambda photo: FEW) as look:
        assert look(some_photo(tmp_path)) == os.getpid()


def test_who_still_waits_when_it_is_left_gets_no_answer(tmp_path: Path) -> None:
    photo = some_photo(tmp_path)
    with Sandbox(failing_decoders.named, lambda photo: FEW) as look:
        look(photo)
    with pytest.raises(WorkerLost):
        look(photo)


def test_what_decoders_say_stays_with_them(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    photo = replace(some_photo(tmp_path), path=tmp_path / "talks.jpg")
    with Sandbox(failing_decoders.misled, lambda photo: FEW) as look:
        look(photo)
    assert capfd.readouterr().err == ""


def test_the_photo_that_ends_the_processes_of_a_film_is_found(tmp_path: Path) -> None:
    photo = some_photo(tmp_path)
    bad = replace(photo, path=tmp_path / "crashes.jpg")
    assert culprit([photo, photo]) is None
    found = culprit([photo, bad], failing_decoders.misled)
    assert found is not None
    assert found.photo == bad.path
    assert found.reason == "cannot be read (its decoder crashed)."


def test_a_film_whose_workers_die_of_a_photo_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = some_photo(tmp_path)
    slides = SimpleNamespace(slides=[SimpleNamespace(photos=(photo,), all_photos=(photo,))])
    task: Any = SimpleNamespace(
        segment=SimpleNamespace(span=range(5), timeline=slides), encoding=(), out=tmp_path / "part.mp4"
    )
    monkeypatch.setattr(workers, "_work", failing_decoders.dies)
    with pytest.raises(RenderError, match="ended from outside"):
        workers.film_with_workers([task], 1, lambda count: None, lambda task: None)
    monkeypatch.setattr(workers, "culprit", lambda photos: PhotoError(next(iter(photos)).path, "it crashes"))
    with pytest.raises(PhotoError) as raised:
        workers.film_with_workers([task], 1, lambda count: None, lambda task: None)
    assert raised.value.photo == photo.path


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets others wait for a process")
def test_a_decoder_that_hangs_ends_even_when_the_one_who_asked_was_killed(tmp_path: Path) -> None:
    text = """
import sys
from slideshow.system.sandbox import Limits, Sandbox
from tests.system.failing_decoders import orphaned
Sandbox(orphaned, lambda note: Limits(1.0, 1 << 30))(sys.argv[1])
"""
    note = tmp_path / "note"
    root = Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", text, str(note)], cwd=root, stderr=subprocess.DEVNULL)
    assert done.returncode == -signal.SIGKILL
    try:
        process = os.pidfd_open(int(note.read_text()))
    except ProcessLookupError:
        return
    try:
        assert select.select([process], [], [], 60.0)[0]
    finally:
        signal.pidfd_send_signal(process, signal.SIGKILL)
        os.close(process)


def test_a_program_that_was_told_to_have_no_children_is_served_too(tmp_path: Path) -> None:
    # As in pools of tasks, whose processes are daemonic.
    with get_context("spawn").Pool(1) as pool:
        asking, looking = pool.apply(failing_decoders.asked_by_another, (some_photo(tmp_path),))
    assert len({os.getpid(), asking, looking}) == 3
