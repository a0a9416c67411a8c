"""Tasks -> finished parts, by worker processes side by side.

Each worker has a connection of its own: tasks go in, what it has done comes out. When we close it, or end
in whatever way, the worker ends its ffmpegs and itself; when the worker ends, we notice. Workers on other
computers look the same from here.
"""

import multiprocessing
import os
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue

from slideshow.errors import RenderError, SlideshowError
from slideshow.model.album import Photo
from slideshow.render.crashing_photo import culprit
from slideshow.render.segment_renderer import SegmentRenderer, Task
from slideshow.system import ffmpeg, processes
from slideshow.system.atomic_write import replacing
from slideshow.system.memory import return_large_blocks
from slideshow.system.sandbox import be_expendable

_FRAMES_A_MESSAGE = 10
_PATIENCE_SECONDS = 5.0

# From a worker: so many frames are drawn; a file is complete; it is ready for a task; it failed.
_Message = int | Path | None | SlideshowError | OSError

# A worker on another computer: it is given a task and calls back, from a thread, with the part's bytes, or
# None when it cannot film it. What it returns tells it that nobody waits any more.
RemoteWorker = Callable[[Task, Callable[[bytes | None], None]], Callable[[], None]]
# Those that are there for these tasks.
RemoteWorkers = Callable[[Sequence[Task]], AbstractContextManager[Sequence[RemoteWorker]]]


def film_with_workers(
    tasks: Sequence[Task],
    jobs: int,
    drawn: Callable[[int], None],
    finished: Callable[[Task], None],
    remote_workers: Sequence[RemoteWorker] = (),
) -> None:
    """Films all tasks. `drawn` is told numbers of frames, `finished` each task when its file is complete.

    What a worker had that died is done again once. Raises what a worker raised; when a task has ended two of
    them, PhotoError where one of its photos does that, else RenderError. In the end, what `remote_workers`
    still have is filmed here as well, and whoever is first has done it: nobody waits for a computer that is
    lost, or busy.
    """
    # The longest first, so that in the end nobody waits for a long one.
    waiting = sorted(tasks, key=lambda task: -len(task.segment.span))
    left = {task.out for task in tasks}
    lost: set[Path] = set()
    with _workers(jobs) as workers:
        workers += [_RemoteFilmer(remote_worker) for remote_worker in remote_workers]
        while left:
            for worker in [one for one in workers if one.is_ready]:
                if waiting:
                    worker.give(waiting.pop(0))
                elif worker.may_double and (task := _last_elsewhere(workers, left)):
                    worker.give(task)
            for worker in _speaking(workers):
                try:
                    message = worker.receive()
                except (EOFError, OSError):
                    # The others go on with its work: where there was no room for one, there may be none for
                    # another in its place.
                    workers.remove(worker)
                    worker.dismiss()
                    worker.gone()
                    held = {out for one in workers for out in one.tasks}
                    waiting[:0] = [task for out, task in worker.tasks.items() if out in left - held]
                    drawn(-worker.frames_in_hand)
                    if isinstance(worker, _RemoteFilmer):
                        continue
                    if lost & worker.tasks.keys():
                        # It was looked at in small, in a process of its own; here it is decoded in full.
                        if found := culprit(_photos(worker.tasks.values())):
                            raise found from None
                        raise RenderError(
                            "A worker process was ended from outside, and so was the next with its work.",
                            "Memory may be short: try --jobs 1.",
                        ) from None
                    lost |= worker.tasks.keys()
                    if not any(isinstance(one, _LocalFilmer) for one in workers):
                        workers.append(_LocalFilmer())
                    continue
                if isinstance(message, SlideshowError | OSError):
                    raise message
                if isinstance(message, int):
                    worker.frames_in_hand += message
                    drawn(message)
                elif isinstance(message, Path):
                    task = worker.tasks.pop(message)
                    worker.frames_in_hand -= len(task.segment.span)
                    if message in left:
                        left.discard(message)
                        finished(task)


class _Filmer:
    """Whoever films, as we hear them: the tasks that they have, and how much of them is drawn."""

    def __init__(self, connection: "Connection[Task, _Message]") -> None:
        self.connection = connection
        self.tasks: dict[Path, Task] = {}
        self.frames_in_hand = 0
        self.is_ready = True

    def receive(self) -> _Message:
        """What they say next. Raises EOFError or OSError when they have died, or cannot do what they have."""
        message: _Message = self.connection.recv()
        self.is_ready = self.is_ready or message is None
        return message


class _LocalFilmer(_Filmer):
    """A process here that films, as we see it."""

    may_double = True

    def __init__(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        super().__init__(ours)
        self._process = processes.started(_work, theirs)
        theirs.close()

    def give(self, task: Task) -> None:
        self.tasks[task.out] = task
        self.is_ready = False
        # When it has just died, that is heard next.
        with suppress(OSError):
            self.connection.send(task)

    def dismiss(self) -> None:
        """Has it leave everything at once."""
        self.connection.close()

    def gone(self) -> None:
        """Returns when it has ended, by itself or not."""
        self._process.join(_PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


class _RemoteFilmer(_Filmer):
    """A worker on another computer, as we see it. One that cannot film something is let go."""

    may_double = False

    def __init__(self, remote_worker: RemoteWorker) -> None:
        ours, self._theirs = multiprocessing.Pipe(duplex=False)
        super().__init__(ours)
        self._film = remote_worker
        self._leave: Callable[[], None] | None = None
        self._is_wanted = True

    def give(self, task: Task) -> None:
        self.tasks[task.out] = task
        self.is_ready = False
        self._leave = self._film(task, lambda part: self._brought(task, part))

    def _brought(self, task: Task, part: bytes | None) -> None:
        if not self._is_wanted:
            return
        # When nobody hears any more, nothing is waited for.
        with suppress(OSError):
            if part is None:
                self._theirs.close()
                return
            # Not `out`: it may be filmed here at the same time.
            try:
                with replacing(task.out) as beside:
                    beside.write_bytes(part)
            except OSError:
                self._theirs.close()
                return
            for message in (len(task.segment.span), task.out, None):
                self._theirs.send(message)

    def dismiss(self) -> None:
        """Has it leave what it is at."""
        self._is_wanted = False
        if self._leave and self.tasks:
            self._leave()
        self.connection.close()

    def gone(self) -> None:
        """Returns at once: another computer is not waited for."""


def _last_elsewhere(workers: "Sequence[_LocalFilmer | _RemoteFilmer]", left: Collection[Path]) -> Task | None:
    """What is left, and was given to a remote worker and to nobody here."""
    here = {out for one in workers if isinstance(one, _LocalFilmer) for out in one.tasks}
    away = [task for one in workers if isinstance(one, _RemoteFilmer) for task in one.tasks.values()]
    return next((task for task in away if task.out in left and task.out not in here), None)


@contextmanager
def _workers(count: int) -> "Iterator[list[_LocalFilmer | _RemoteFilmer]]":
    """So many of them. Whoever is in the list at the end is ended."""
    workers: list[_LocalFilmer | _RemoteFilmer] = []
    try:
        for _ in range(count):
            workers += [_LocalFilmer()]
        yield workers
    finally:
        for worker in workers:
            worker.dismiss()
        for worker in workers:
            worker.gone()


def _photos(tasks: Iterable[Task]) -> Iterator[Photo]:
    for task in tasks:
        for slide in task.segment.timeline.slides:
            yield from slide.all_photos


def _speaking(workers: "Sequence[_LocalFilmer | _RemoteFilmer]") -> "list[_LocalFilmer | _RemoteFilmer]":
    ready = wait([worker.connection for worker in workers])
    return [worker for worker in workers if worker.connection in ready]


def _work(connection: "Connection[_Message, Task]") -> None:
    """What a worker process does: films tasks until nobody gives any more."""
    # A Ctrl-C at the terminal reaches all of us; the one who started us decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    be_expendable()
    return_large_blocks()
    speaking = threading.Lock()
    frames = 0

    def tell(message: _Message) -> None:
        # When nobody hears, the other thread ends us.
        with speaking, suppress(OSError):
            connection.send(message)

    def tell_failure(error: BaseException) -> None:
        # A disk that is full or gone is told as it is where it happens in one process.
        if not isinstance(error, SlideshowError | OSError):
            where = "".join(traceback.format_exception(error))
            problem = f"This should not have happened in a worker ({type(error).__name__}: {error})."
            error = RenderError(problem, "Please report it with what --debug shows.")
            error.add_note(where)
        tell(error)

    def drawn() -> None:
        nonlocal frames
        frames += 1
        if frames == _FRAMES_A_MESSAGE:
            tell(frames)
            frames = 0

    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, tasks), daemon=True).start()
    try:
        with SegmentRenderer(drawn, lambda task: tell(task.out), tell_failure) as renderer:
            while True:
                renderer.film(tasks.get())
                tell(frames)
                frames = 0
                tell(None)
    except BaseException as error:
        tell_failure(error)
        # Until it was heard.
        threading.Event().wait()


def _listen(connection: "Connection[_Message, Task]", tasks: "SimpleQueue[Task]") -> None:
    """Takes in tasks until the one who gives them is gone, and then ends the process."""
    with suppress(EOFError, OSError):
        while True:
            tasks.put(connection.recv())
    ffmpeg.stop_all()
    os._exit(0)
