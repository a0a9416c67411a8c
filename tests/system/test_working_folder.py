"""Folders for what is not finished: gone afterwards, and only those that killed runs left are thrown out."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from slideshow.errors import FfmpegError, RenderError
from slideshow.system.working_folder import (
    drop_left_work,
    folder_inside,
    held,
    temporary_folder,
    working_folder,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only locks of Unix tell who still works")


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where runs work, in a cache of this test's own; temporary files lie in one of its own, too."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr("slideshow.system.working_folder.cache_folder", lambda: tmp_path / "cache")
    place = tmp_path / "cache" / "work"
    place.mkdir(parents=True)
    return place


def left(folder: Path) -> Path:
    """A folder with something in it that was made long ago."""
    folder.mkdir()
    (folder / "part.mp4").write_bytes(b"half")
    os.utime(folder, (1e9, 1e9))
    return folder


@pytest.mark.parametrize("ending", [None, KeyboardInterrupt(), FfmpegError("ffmpeg failed: it said nothing")])
def test_the_folder_is_gone_however_it_is_left(work: Path, ending: BaseException | None) -> None:
    seen: list[Path] = []
    try:
        with working_folder() as folder:
            seen.append(folder)
            (folder / "deep").mkdir()
            (folder / "deep" / "part.mp4").write_bytes(b"half")
            if ending:
                raise ending
    except (KeyboardInterrupt, FfmpegError) as error:
        assert error is ending
    assert seen[0].parent == work
    assert list(work.iterdir()) == []


def test_what_killed_runs_left_is_thrown_out_and_nothing_else(work: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    gone = [left(work / "make-1"), left(temporary / "slideshow-1")]
    kept = [left(work / "mine"), left(temporary / "other-1"), left(tmp_path / "elsewhere")]
    at_work = left(work / "make-2")
    new = work / "make-3"
    new.mkdir()
    (work / "make-4").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (temporary / "slideshow-notes.txt").write_text("mine")
    with held(at_work):
        drop_left_work()
    assert not [path for path in gone if path.exists()]
    for folder in (*kept, at_work):
        assert (folder / "part.mp4").read_bytes() == b"half"
    assert new.is_dir()
    assert (work / "make-4").is_symlink()
    assert (temporary / "slideshow-notes.txt").read_text() == "mine"


@pytest.mark.parametrize("made", [working_folder, temporary_folder])
def test_a_folder_is_kept_for_as_long_as_somebody_works_in_it(
    work: Path, made: Callable[[], AbstractContextManager[Path]]
) -> None:
    with made() as folder:
        (folder / "part.mp4").write_bytes(b"half")
        with folder_inside(folder) as inner:
            (inner / "sound.f32").write_bytes(b"loud")
            # As if hours had passed.
            for one in (folder, inner):
                os.utime(one, (1e9, 1e9))
            drop_left_work()
            assert (folder / "part.mp4").read_bytes() == b"half"
            assert (inner / "sound.f32").read_bytes() == b"loud"
        assert not inner.exists()
    assert not folder.exists()


def test_other_users_folders_are_theirs(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = left(tmp_path / "temporary" / "slideshow-1")
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    drop_left_work()
    assert theirs.exists()


def test_a_cache_that_cannot_be_written_is_done_without(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "slideshow.system.working_folder.cache_folder", lambda: Path(os.devnull) / "slideshow"
    )
    with working_folder() as folder:
        assert folder.parent == tmp_path / "temporary"
        assert folder.name.startswith("slideshow-")


def test_nowhere_to_work_is_said_with_a_way_out(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "slideshow.system.working_folder.cache_folder", lambda: Path(os.devnull) / "slideshow"
    )
    monkeypatch.setattr("tempfile.tempdir", os.devnull)
    with pytest.raises(RenderError, match=r"cannot be written .*TMPDIR"), working_folder():
        pass
