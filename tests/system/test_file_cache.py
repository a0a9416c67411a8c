"""Files that are kept: bounded, shared, never needed."""

import os
import time
from pathlib import Path

import pytest

from slideshow.system import user_folders
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder
from slideshow.system.working_folder import held, is_left, working_folder


@pytest.fixture
def kept(tmp_path: Path) -> FileCache:
    return FileCache(tmp_path / "kept")


def test_what_was_used_last_is_thrown_out_last(kept: FileCache) -> None:
    for age, name in enumerate(("aa-new", "bb-old", "cc-older")):
        kept.write(name, bytes(1000))
        os.utime(kept.file(name), (1_000_000_000 - age, 1_000_000_000 - age))
    kept.touch(kept.file("cc-older"))
    kept.sweep(2000)
    assert {path.name for path, _ in kept.files()} == {"aa-new", "cc-older"}


def test_a_half_written_file_is_nobody_s(kept: FileCache, tmp_path: Path) -> None:
    kept.take_in("aa-1", tmp_path / "missing")
    assert list(kept.files()) == []
    assert kept.files_named("aa") == []


def test_what_a_killed_run_left_is_thrown_out_a_day_later(kept: FileCache) -> None:
    kept.write("aa-1", b"whole")
    left = [kept.file("aa-1").with_name(name) for name in (".old.part", ".new.part")]
    for path in left:
        path.write_bytes(b"half")
    os.utime(left[0], (1, 1))
    kept.sweep(1000)
    assert not left[0].exists()
    assert left[1].exists()


def test_taking_in_the_same_file_twice_keeps_one(kept: FileCache, tmp_path: Path) -> None:
    finished = tmp_path / "finished"
    finished.write_bytes(b"whole")
    kept.take_in("aa-1", finished)
    kept.take_in("aa-1", finished)
    assert [path.read_bytes() for path, _ in kept.files()] == [b"whole"]
    assert finished.read_bytes() == b"whole"


def test_a_folder_that_cannot_be_made_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = FileCache(tmp_path / "file" / "kept")
    kept.write("aa-1", b"whole")
    kept.sweep(0)
    kept.clear()
    assert kept.files_named("aa-1") == []


def test_clearing_leaves_nothing(kept: FileCache) -> None:
    kept.write("aa-1", b"whole")
    kept.write("bb-1", b"whole")
    kept.clear()
    assert list(kept.files()) == []


def test_a_clock_that_was_set_back_stops_no_sweeping(kept: FileCache) -> None:
    tomorrow = (time.time() + 86400 * 2,) * 2
    kept.write("aa-1", bytes(1000))
    kept.sweep(10_000, every_seconds=3600)
    half = kept.file("aa-1").with_name(".half.part")
    half.write_bytes(b"half")
    for path in (kept.folder / "swept", half):
        os.utime(path, tomorrow)
    kept.sweep(100, every_seconds=3600)
    assert list(kept.files()) == []


@pytest.mark.skipif(os.name != "posix", reason="other systems cannot tell who holds a folder")
def test_what_was_left_before_the_clock_was_set_back_is_left_and_what_is_held_is_not(
    tmp_path: Path,
) -> None:
    os.utime(tmp_path, (time.time() + 9999,) * 2)
    with held(tmp_path):
        assert not is_left(tmp_path)
    assert is_left(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no users without a home")
def test_without_a_home_nothing_is_kept_and_no_folder_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda number: {}[number])
    monkeypatch.chdir(tmp_path)
    FileCache(user_folders.cache_folder()).write("aa-1", b"whole")
    assert list(FileCache(user_folders.cache_folder()).files()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["cache", "~/.cache", "./", "../cache"])
def test_a_cache_that_would_lie_wherever_we_are_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(user_folders, "user_cache_path", lambda program: Path(name) / program)
    monkeypatch.chdir(tmp_path)
    FileCache(user_folders.cache_folder()).write("aa-1", b"whole")
    assert list(FileCache(user_folders.cache_folder()).files()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps others out of a person's folders by itself")
def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts and segments show what somebody photographed, and where."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    before = os.umask(0o022)
    try:
        FileCache(cache_folder() / "facts").write("abcd", b"a face")
        with working_folder() as work:
            folders = [path for path in (tmp_path / ".cache").rglob("*") if path.is_dir()]
            assert work in folders and cache_folder() / "facts" / "ab" in folders
            assert {path: path.stat().st_mode & 0o777 for path in folders} == dict.fromkeys(folders, 0o700)
        # As an older version left it.
        cache_folder().chmod(0o755)
        with working_folder():
            assert cache_folder().stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)
