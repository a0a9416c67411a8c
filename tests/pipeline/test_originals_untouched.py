"""Originals are only read: watched from inside every process that a command starts, workers included."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.photos import album, save

# Python's own word on what is done to files. Other programs here are ffmpeg alone, which is told what it may
# write by the command line that another test looks through.
_WATCH = """
import os, sys
_ALBUM = os.environ["WATCHED_ALBUM"]
_NOTES = os.open(os.environ["WATCHED_NOTES"], os.O_WRONLY | os.O_APPEND)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.chown", "os.utime",
            "os.truncate", "os.link", "os.symlink", "os.setxattr", "os.removexattr", "shutil.move"}

def _watch(event, given):
    if event == "open":
        path, mode, flags = given
        reads = isinstance(path, (str, bytes)) and os.fsdecode(path).startswith(_ALBUM)
        if reads:
            wanted = "WROTE" if (flags or 0) & _WRITING else "read"
            os.write(_NOTES, f"{wanted} {os.fsdecode(path)}\\n".encode())
    elif event in _CHANGES:
        for word in given:
            if isinstance(word, (str, bytes)) and os.fsdecode(word).startswith(_ALBUM):
                os.write(_NOTES, f"WROTE {event} {os.fsdecode(word)}\\n".encode())

sys.addaudithook(_watch)
"""


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    folder = album(tmp_path / "trip", 2, (120, 160))
    save(folder, "last.png", (120, 160), seed=7)
    for path in folder.iterdir():
        path.chmod(0o444)
        os.utime(path, ns=(1_000_000_000_123_456_789, 1_500_000_000_123_456_789))
    return folder


def state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
        for path in folder.iterdir()
    }


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(
            ("make", "-o", "trip.mp4", "--size", "128x224", "--length", "4", "--jobs", "2", "--kit"),
            marks=pytest.mark.slow,
        ),
        pytest.param(("preview", "-o", "trip.png"), marks=pytest.mark.slow),
        ("originals", "-o", "copies"),
    ],
    ids=lambda words: words[0],
)
def test_nothing_in_an_album_is_opened_for_writing(
    trip: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    inside, notes, cache = tmp_path / "inside", tmp_path / "notes", tmp_path / "cache"
    inside.mkdir()
    notes.touch()
    (inside / "sitecustomize.py").write_text(_WATCH)
    before = state(trip)
    command, *options = words
    paths = os.pathsep.join((str(inside), *(path for path in sys.path if path)))
    watched = {"WATCHED_ALBUM": str(trip), "WATCHED_NOTES": str(notes), "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run(
        [sys.executable, "-m", "slideshow", command, str(trip), *options],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": paths} | watched,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    lines = notes.read_text("utf-8").splitlines()
    assert {line.removeprefix("read ") for line in lines} == {str(path) for path in trip.iterdir()}
    assert state(trip) == before
