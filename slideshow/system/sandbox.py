"""Work that may crash, hang or eat memory -> its answer, from processes that die without us.

A decoder of photos is some hundred thousand lines of C that read whatever somebody has sent.
"""

import faulthandler
import math
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from slideshow.system import processes
from slideshow.system.memory import share_arenas

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

# A process whose parent is gone ends itself so much later than it would have been ended.
_GRACE_SECONDS = 5
_START_SECONDS = 60.0
_STARTING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """For one piece of work. `memory_bytes` is what it may take on top; only Linux holds a process to it."""

    seconds: float
    memory_bytes: int


class WorkerLost(Exception):
    """There is no answer; `why` says what happened, as in "its decoder crashed"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Sandbox(Generic[Asked, Answer]):
    """`work`, a function of a module, called in other processes: as many as there are callers at once.

    They are started when they are needed, serve many calls and end with the `with` block. What `work` raises
    is raised here.
    """

    def __init__(self, work: Callable[[Asked], Answer], limits: Callable[[Asked], Limits]) -> None:
        self._work = work
        self._limits = limits
        self._all: set[_SandboxProcess] = set()
        self._idle: list[_SandboxProcess] = []
        self._closed = False

    def __call__(self, asked: Asked) -> Answer:
        """The answer. Raises Lost when there is none."""
        limits = self._limits(asked)
        # Once more, as it may have been ended from outside, such as when memory is short.
        for _ in range(2):
            worker = self._worker()
            if worker is None:
                return self._work(asked)
            try:
                answer = worker.answer(asked, limits)
            except (EOFError, OSError) as error:
                self._drop(worker)
                if isinstance(error, TimeoutError):
                    raise WorkerLost(f"it took longer than {limits.seconds:.0f} s to decode") from None
                continue
            self._idle.append(worker)
            if isinstance(answer, BaseException):
                raise answer
            found: Answer = answer
            return found
        raise WorkerLost("its decoder crashed")

    def _worker(self) -> "_SandboxProcess | None":
        """One that is idle, or a new one; None where no process can be started."""
        with suppress(IndexError):
            return self._idle.pop()
        with _STARTING:
            if self._closed:
                raise WorkerLost("it was interrupted")
            try:
                worker = _SandboxProcess(self._work)
            except OSError:
                return None
            self._all.add(worker)
        return worker

    def _drop(self, worker: "_SandboxProcess") -> None:
        self._all.discard(worker)
        worker.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _STARTING:
            self._closed = True
            self._idle.clear()
            workers, self._all = self._all, set()
        for worker in workers:
            worker.end()


class _SandboxProcess:
    """One process, as we see it."""

    def __init__(self, work: Callable[[Any], object]) -> None:
        self._connection, theirs = Pipe()
        try:
            self._process: BaseProcess = processes.started(_serve, theirs, work)
        except OSError:
            self._connection.close()
            raise
        finally:
            theirs.close()
        self._is_ready = False

    def answer(self, asked: object, limits: Limits) -> Any:
        """What it answers. Raises TimeoutError, or EOFError or another OSError when it has died."""
        self._begun()
        self._connection.send((asked, limits))
        if not self._connection.poll(limits.seconds):
            raise TimeoutError
        return self._connection.recv()

    def _begun(self) -> None:
        """Waits until it can work: its start takes longer than most work, and is none of the work's."""
        if not self._is_ready:
            if not self._connection.poll(_START_SECONDS):
                raise EOFError
            self._connection.recv()
            self._is_ready = True

    def end(self) -> None:
        """Ends it at once, whatever it does. Whoever waits for its answer hears of it."""
        self._process.kill()
        self._process.join()


# Where an expendable process says its last words.
_unseen: int | None = None


def be_expendable() -> None:
    """For a process whose death its parent makes good: `ending_after` holds from now on."""
    global _unseen
    _unseen = os.open(os.devnull, os.O_WRONLY)


@contextmanager
def ending_after(seconds: float) -> Iterator[None]:
    """Ends an expendable process when the block takes longer, whatever holds it up; no other.

    There is one such block at a time.
    """
    if _unseen is None:
        yield
        return
    # Its clock runs in a thread without Python, which a decoder may keep from running.
    faulthandler.dump_traceback_later(seconds, exit=True, file=_unseen)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _serve(connection: "Connection[object, tuple[Any, Limits]]", work: Callable[[Any], object]) -> None:
    """What a process of a sandbox does: answers until nobody asks any more."""
    # A Ctrl-C at the terminal reaches all of us; the one who started us decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Decoders complain there about every line of a damaged photo.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    warnings.simplefilter("ignore")
    # It keeps large blocks for the next photo, unlike us: asking for them anew took a quarter of its time.
    share_arenas()
    with suppress(EOFError, OSError):
        connection.send(None)
        while True:
            asked, limits = connection.recv()
            answer: object
            try:
                with _held_to(limits):
                    answer = work(asked)
            except Exception as error:
                answer = error
            connection.send(answer)


@contextmanager
def _held_to(limits: Limits) -> Iterator[None]:
    """Has the system end this process when it takes too long, and refuse it more memory."""
    alarm: Callable[[int], int] | None = getattr(signal, "alarm", None)
    if alarm:
        alarm(math.ceil(limits.seconds) + _GRACE_SECONDS)
    _allow(limits.memory_bytes)
    try:
        yield
    finally:
        _allow(None)
        if alarm:
            alarm(0)


def _allow(more_bytes: int | None) -> None:
    """Lets this process take so much more memory, or with None as much as it can."""
    if sys.platform == "linux":
        import resource

        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            soft = hard
            if more_bytes is not None:
                # Its first number is all the address space, in pages.
                pages = int(Path("/proc/self/statm").read_text().split()[0])
                soft = pages * resource.getpagesize() + more_bytes
                if hard != resource.RLIM_INFINITY:
                    soft = min(soft, hard)
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
