"""Orders -> deliveries, by worker processes that make an album's film each.

A worker that dies, of a damaged photo or for want of memory, takes one album with it and not the batch. When
we close a worker's connection, or end in whatever way, it leaves its film as a Ctrl-C does: tidily.
"""

import _thread
import multiprocessing
import os
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.util import Finalize
from queue import SimpleQueue
from types import FrameType
from typing import Any

from slideshow.batch.jobs import AlbumJob, JobListener, JobResult, SegmentJob
from slideshow.batch.storage import store
from slideshow.batch.storage.address import Address, Place
from slideshow.errors import SlideshowError
from slideshow.events import Event
from slideshow.system import ffmpeg
from slideshow.system.processes import starting
from slideshow.system.sandbox import be_expendable

_PATIENCE_SECONDS = 10.0
_MOST_DEATHS = 2
_LOOK_SECONDS = 1.0

_Message = Event | JobResult
# What is to be done with a job, by a function of a module: it is pickled by its name.
Work = Callable[[Any, Callable[[_Message], None]], JobResult]
_Job = tuple[Work, AlbumJob | SegmentJob]


def film_albums(
    album_jobs: Sequence[AlbumJob],
    workers: int,
    jobs: int,
    listener: JobListener,
    idle: "Idle | None" = None,
    *,
    work: Work,
) -> None:
    """Has `work` done on all orders, the first ones first.

    `jobs` are shared among the workers that still have something to do.

    What a worker had that died is done again once, carefully: a photo whose decoder ended it is left out
    then. When that worker dies as well, the album has failed. Workers come from those that are `idle`, and go
    back there.
    """
    waiting = list(album_jobs)
    deaths: dict[int, int] = {}
    with _workers(min(workers, len(waiting)), idle) as team:
        while True:
            for worker in [one for one in team if one.job is None and waiting]:
                sharing = min(len(team), len(waiting) + sum(one.job is not None for one in team))
                given = replace(waiting.pop(0), jobs=max(1, jobs // sharing))
                worker.give(work, given)
                listener.begun(given)
            busy = [worker for worker in team if worker.job]
            if not busy:
                break
            ready = wait([worker.connection for worker in busy])
            for worker in [one for one in busy if one.connection in ready]:
                assert worker.job is not None
                job = worker.job
                try:
                    message = worker.connection.recv()
                except (EOFError, OSError):
                    team.remove(worker)
                    worker.dismiss()
                    worker.gone()
                    drop_parts(job.out)
                    deaths[job.number] = deaths.get(job.number, 0) + 1
                    if deaths[job.number] < _MOST_DEATHS:
                        waiting.insert(0, replace(job, careful=True))
                    else:
                        listener.ended(job, JobResult(job.number, error=_died(job)))
                    if waiting:
                        team.append(_AlbumProcess())
                    continue
                if isinstance(message, JobResult):
                    worker.job = None
                    listener.ended(job, message)
                else:
                    listener.said(job, message)
    # An ffmpeg that a worker left behind may have gone on writing.
    for job in album_jobs:
        if job.number in deaths:
            drop_parts(job.out)


def film_segment_apart(job: SegmentJob, asked: Callable[[], None], idle: "Idle", *, work: Work) -> JobResult:
    """What came of it. `asked` is called now and then: what it raises ends the filming."""
    with suppress(EOFError, OSError), _workers(1, idle) as team:
        team[0].give(work, job)
        while not team[0].connection.poll(_LOOK_SECONDS):
            asked()
        result = team[0].connection.recv()
        assert isinstance(result, JobResult)
        return result
    problem = "The process that filmed a segment was ended from outside."
    return JobResult(0, error=SlideshowError(problem, "Memory may be short there."))


def _died(job: AlbumJob) -> SlideshowError:
    return SlideshowError(
        "The process that made the film was ended from outside, twice.",
        "Memory may be short: try --jobs 1, or smaller photos.",
    )


def drop_parts(out: Place) -> None:
    """Throws out the unfinished film that a worker left which was killed."""
    if isinstance(out, Address):
        store.drop_parts(out)
        return
    with suppress(OSError):
        for entry in list(out.parent.iterdir()):
            if entry.name.startswith(f".{out.name[:40]}.") and entry.suffix == ".part":
                entry.unlink(missing_ok=True)


class _AlbumProcess:
    """A process that makes films, as we see it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        # A program that ends waits for it first, which would be for ever.
        self._dismissed = Finalize(self, self.connection.close, exitpriority=1)
        self._process = context.Process(target=_work, args=(theirs,), daemon=False)
        with starting():
            self._process.start()
        theirs.close()
        self.job: AlbumJob | None = None

    def give(self, work: Work, job: AlbumJob | SegmentJob) -> None:
        self.job = job if isinstance(job, AlbumJob) else None
        # When it has just died, that is heard next.
        with suppress(OSError):
            self.connection.send((work, job))

    def dismiss(self) -> None:
        """Has it leave everything at once."""
        self._dismissed()

    def gone(self) -> None:
        """Returns when it has ended, by itself or not."""
        self._process.join(_PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


class Idle:
    """Workers that wait so long for more to do, as their start takes longer than a small film."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._all: dict[_AlbumProcess, threading.Timer] = {}

    def take(self) -> _AlbumProcess:
        """One of them, or a new one."""
        with self._lock:
            if not self._all:
                return _AlbumProcess()
            worker, timer = self._all.popitem()
        timer.cancel()
        return worker

    def put(self, worker: _AlbumProcess) -> None:
        timer = threading.Timer(self._seconds, self._let_go, [worker])
        timer.daemon = True
        with self._lock:
            self._all[worker] = timer
        timer.start()

    def _let_go(self, worker: _AlbumProcess) -> None:
        with self._lock:
            if self._all.pop(worker, None) is None:
                return
        worker.dismiss()
        worker.gone()


@contextmanager
def _workers(count: int, idle: Idle | None) -> Iterator[list[_AlbumProcess]]:
    """So many of them. Whoever is in the list at the end is ended, or idle when all went well."""
    workers: list[_AlbumProcess] = []
    try:
        for _ in range(count):
            workers += [idle.take() if idle else _AlbumProcess()]
        yield workers
        while idle and workers:
            idle.put(workers.pop())
    finally:
        for worker in workers:
            worker.dismiss()
        for worker in workers:
            worker.gone()


def _work(connection: "Connection[_Message, _Job]") -> None:
    """What a worker process does: the jobs that come in, until nobody sends any more."""
    warnings.simplefilter("ignore")
    be_expendable()
    # The work is undone on Ctrl-C once, however often it is pressed.
    ended = threading.Event()

    def leave(number: int, frame: FrameType | None) -> None:
        if not ended.is_set():
            ended.set()
            ffmpeg.stop_all()
            raise KeyboardInterrupt

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with suppress(AttributeError, ValueError):
            signal.signal(getattr(signal, name), leave)
    speaking = threading.Lock()

    def tell(message: _Message) -> None:
        # When nobody hears, the other thread ends us.
        with speaking, suppress(OSError):
            connection.send(message)

    try:
        messages: SimpleQueue[_Job | None] = SimpleQueue()
        threading.Thread(target=_listen, args=(connection, messages), daemon=True).start()
        while message := messages.get():
            work, job = message
            tell(work(job, tell))
        ended.set()
    except KeyboardInterrupt:
        return


def _listen(connection: "Connection[_Message, _Job]", messages: "SimpleQueue[_Job | None]") -> None:
    """Takes in messages until the one who gives them is gone, and then interrupts what is being done."""
    with suppress(EOFError, OSError):
        while True:
            messages.put(connection.recv())
    messages.put(None)
    if os.name == "posix":
        # Also wakes a main thread that waits.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
