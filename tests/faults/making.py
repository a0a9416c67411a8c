"""A film being made in a process of its own, and what is to be true however that ended."""

import hashlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from slideshow.media.film_mark import is_ours
from slideshow.media.mp4 import read
from tests.photos import album

_MARK = "SLIDESHOW_FAULTS"
# Small and of many segments: every stage takes its share of the time.
_OPTIONS = ("--size", "180x320", "--per-photo", "1.5", "--jobs", "2", "--all")


@dataclass(slots=True)
class Trip:
    """An album, a place for its film and a cache, all in `folder`."""

    folder: Path
    photos: Path = field(init=False)
    out: Path = field(init=False)
    cache: Path = field(init=False)

    def __post_init__(self) -> None:
        self.photos = album(self.folder / "trip", 6, (300, 400))
        self.out = self.folder / "films" / "trip.mp4"
        self.cache = self.folder / "cache"
        self.out.parent.mkdir()

    def started(self, *options: str, **environment: str) -> "subprocess.Popen[bytes]":
        """The command, which has begun."""
        return self._begun(["make", str(self.photos), "-o", str(self.out), *_OPTIONS, *options], environment)

    def _begun(self, command: Sequence[str], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
        homes = {"XDG_CACHE_HOME": str(self.cache), "XDG_STATE_HOME": str(self.cache)}
        told = {**homes, _MARK: str(self.folder), **environment}
        return subprocess.Popen(
            [sys.executable, "-m", "slideshow", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | told,
        )

    def made(self, *options: str, **environment: str) -> tuple[int, str]:
        """The command's exit code and all that it said, once it has ended."""
        return _ended(self.started(*options, **environment))

    def batched(self, albums: Path, *options: str, **environment: str) -> tuple[int, str]:
        """As `made`, with films of all albums beside the film's place."""
        command = ["batch", str(albums), "-o", str(self.out.parent), *_OPTIONS, *options]
        return _ended(self._begun(command, environment))

    def originals(self) -> Mapping[str, tuple[str, int]]:
        """Of every photo, what its content and its time are."""
        return {
            path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in self.photos.iterdir()
        }

    def is_whole_or_absent(self) -> bool:
        """Whether there is no film under its name, or all of one."""
        return not self.out.exists() or (is_ours(self.out) and bool(read(self.out).of_kind("video")))

    def strays(self, patience_seconds: float = 60.0) -> Sequence[int]:
        """Processes of its runs that do not end. Only Linux tells."""
        until = time.monotonic() + patience_seconds
        return [pid for pid in self._processes() if not _ends(pid, until)]

    def left(self) -> list[Path]:
        """What runs have left of what was not finished."""
        work = self.cache / "slideshow" / "work"
        folders = list(work.iterdir()) if work.exists() else []
        return [*folders, *(path for path in self.out.parent.iterdir() if path != self.out)]

    def age(self) -> None:
        """Lets a minute pass for what is left."""
        for path in self.left():
            os.utime(path, (time.time() - 60, time.time() - 60))

    def _processes(self) -> list[int]:
        found = []
        wanted = f"{_MARK}={self.folder}".encode()
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                if wanted in path.read_bytes().split(b"\0"):
                    found.append(int(path.parent.name))
            except OSError:
                continue
        return found


def _ended(process: "subprocess.Popen[bytes]") -> tuple[int, str]:
    with process:
        said, complained = process.communicate()
    return process.returncode, (said + complained).decode("utf-8", "replace")


def _ends(pid: int, until: float) -> bool:
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], max(0.0, until - time.monotonic()))[0])
    finally:
        os.close(process)
