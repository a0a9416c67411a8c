"""The steps of an album's film, kept in the user's cache as they are made: a file that only grows.

Each line is one step, or where in the steps we stand. A line that was cut off, as the program ended, is
passed over: that step is lost, and none before it. What a full disk did not take is tried with the next.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from slideshow.editing.draft import Step
from slideshow.editing.record import Recorder, brief_of
from slideshow.errors import InputError, printable
from slideshow.model.album import Album
from slideshow.model.brief import Brief
from slideshow.system.user_folders import cache_folder

_NAME = "steps.jsonl"


def folder_of(album: Path) -> Path:
    """Where the steps of an album's film are kept."""
    name = blake2b(os.fsencode(album.resolve()), digest_size=12).hexdigest()
    return cache_folder() / "editing" / name


class Journal:
    """What `read` finds and `step` and `at` add to. `is_kept` tells whether the last one reached the disk."""

    def __init__(self, folder: Path, recorder: Recorder) -> None:
        self._file = folder / _NAME
        self._recorder = recorder
        self._waiting = b""
        self._whole = b""
        self.is_kept = True

    def know(self, album: Album) -> None:
        """The album has more photos."""
        self._recorder.know(album)

    def read(self) -> tuple[list[Step], int, str, tuple[str, ...]]:
        """The steps, which of them is the film's, the digest of slideshow.toml that they began with, and the
        names of photos that are gone."""
        steps: list[Step] = []
        gone: dict[str, None] = {}
        at, base = -1, ""
        with suppress(OSError):
            self._whole = self._file.read_bytes()
        for line in _lines(self._whole):
            try:
                self._recorder.learn(line.get("parts", {}))
                if "base" in line:
                    base = str(line["base"])
                written = line.get("steps", [line] if "words" in line else [])
                for number, one in enumerate(written):
                    draft, lost = self._recorder.read(one["draft"])
                    if draft.shots:
                        step = Step(str(one["words"]), draft, bool(one.get("guess")))
                        steps = [*steps[: int(line["after"]) + number], step]
                        at = len(steps) - 1
                        gone |= dict.fromkeys(lost)
                if "at" in line:
                    at = int(line["at"])
            except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError):
                continue
        return steps, max(0, min(at, len(steps) - 1)), base, tuple(gone)

    def step(self, step: Step, after: int, base: str) -> None:
        """Keeps a step that comes after so many others."""
        self._add(self._written(step) | {"after": after, "base": base, "parts": self._recorder.new()})

    def replanned(self, steps: Sequence[Step], at: int, base: str) -> None:
        """Keeps all steps anew, in one line: it is there as a whole or not at all."""
        written = [self._written(step) for step in steps]
        self._add({"steps": written, "after": 0, "at": at, "base": base, "parts": self._recorder.new()})

    def at(self, number: int) -> None:
        """Keeps where in the steps we are, counted from 0."""
        self._add({"at": number})

    def base(self, digest: str) -> None:
        """Keeps which slideshow.toml the steps are about."""
        self._add({"base": digest})

    def _written(self, step: Step) -> dict[str, Any]:
        line: dict[str, Any] = {"words": step.words, "draft": self._recorder.written(step.draft)}
        return line | ({"guess": True} if step.is_guess else {})

    def _add(self, line: Mapping[str, Any]) -> None:
        # On a line of its own even behind one that was cut off.
        new = b"\n" + json.dumps(line, separators=(",", ":")).encode() + b"\n"
        self._whole += new
        self._waiting += new
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # The cache may have been cleared meanwhile: then all of it is written.
            content = self._waiting if self._file.exists() else self._whole
            with self._file.open("ab") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            self._waiting, self.is_kept = b"", True
        except OSError:
            # Half of it may be there: it is written anew with the next, and what is there twice does no harm.
            self.is_kept = False


def has_steps(folder: Path) -> bool:
    """Whether the steps of a film are kept there."""
    return (folder / _NAME).exists()


def last_brief(folder: Path) -> Brief | None:
    """What was last asked of the film whose steps are kept there; None where there is none."""
    found = None
    content = b""
    with suppress(OSError):
        content = (folder / _NAME).read_bytes()
    for line in _lines(content):
        with suppress(LookupError, TypeError, ValueError, ZeroDivisionError):
            last = line["steps"][-1] if "steps" in line else line
            found = brief_of(last["draft"]["brief"])
    return found


def _lines(content: bytes) -> Iterator[dict[str, Any]]:
    for line in content.split(b"\n"):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            yield value


@contextmanager
def sole_session(folder: Path, album: Path) -> Iterator[None]:
    """Holds an album's film for one session. Raises InputError when another has it."""
    lock = folder / "session"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        # Nothing can be kept there, so that there is nothing to get in each other's way with.
        yield
        return
    try:
        if not _locked(opened):
            raise InputError(
                f"{printable(album)}: its film is being changed elsewhere already.",
                "Close it there first.",
            )
        yield
    finally:
        os.close(opened)


def _locked(opened: int) -> bool:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A network folder that knows no locks.
        return True
    return True
