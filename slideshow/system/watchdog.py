"""A process that we wait for -> its end, when it does nothing: nobody waits for ever."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

VARIABLE = "SLIDESHOW_FFMPEG_SECONDS"
_SECONDS = 60.0
# Where nobody can tell whether a process works, it is given more: for one step, and for a whole work.
_TIMES_UNSEEN, _TIMES_UNSEEN_WHOLE = 5.0, 60.0
_LONGEST_TICK_SECONDS = 1.0


class Process(Protocol):
    @property
    def pid(self) -> int: ...


class Watchdog:
    """Looks at a process while somebody waits for it, and calls `end` when it has done nothing for too long.

    `is_over` tells that this has happened.
    """

    def __init__(self, process: Process, end: Callable[[], None], seconds: float | None = None) -> None:
        self.seconds = seconds or _told() or _SECONDS
        self.is_over = False
        self._pid = process.pid
        self._end = end
        self._times_unseen = _TIMES_UNSEEN
        # Odd while somebody waits; another number for every wait.
        self._waits = 0
        self._left = threading.Event()
        threading.Thread(target=self._look, name="patience", daemon=True).start()

    @contextmanager
    def waiting(self, *, for_all: bool = False) -> Iterator[None]:
        """Somebody waits for the process to take or give something, or `for_all` that it has to do."""
        self._times_unseen = _TIMES_UNSEEN_WHOLE if for_all else _TIMES_UNSEEN
        self._waits += 1
        try:
            yield
        finally:
            self._waits += 1

    def leave(self) -> None:
        """Looks no more."""
        self._left.set()

    def _look(self) -> None:
        # Ticks are counted, not the clock's time: a computer that slept, or we, stopped at the terminal, did
        # not wait.
        tick = min(_LONGEST_TICK_SECONDS, self.seconds / 10)
        still, waits, work = 0.0, 0, 0
        while not self._left.wait(tick):
            before, waits = (waits, work), self._waits
            if waits % 2 == 0 or waits != before[0]:
                still = 0.0
                continue
            work = work_done(self._pid)
            still = still + tick if work == before[1] else 0.0
            if still >= self.seconds * (1.0 if work else self._times_unseen):
                self.is_over = True
                self._end()
                return


def work_done(session: int) -> int:
    """A number that is another when a process of the session has worked or has moved data; 0 where nobody can
    tell. The session, as the program may be a script that calls it."""
    total = 0
    for process in Path("/proc").glob("[1-9]*"):
        with suppress(OSError, ValueError, IndexError):
            # Behind its name, which may hold anything: its state, parent, group and session, and from the
            # twelfth on what the processor did for it.
            fields = (process / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
            if int(fields[3]) == session:
                moved = (process / "io").read_text("ascii").split()
                total += 1 + sum(int(one) for one in (*fields[11:15], *moved[1:12:2]))
    return total


def _told() -> float | None:
    with suppress(ValueError):
        seconds = float(os.environ.get(VARIABLE, ""))
        return seconds if 0.0 < seconds < 1e6 else None
    return None
