"""Orders -> deliveries, by the workers of a Dask cluster that somebody has started.

Dask gives out the orders, and those of a lost worker to another. A worker has each film made by a process of
its own, as one computer alone does: it leaves tidily when the worker, or whoever wants the film, is gone.
"""

import logging
import pickle
import secrets
import socket
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from slideshow.batch.cluster.attachments import Attachments, pack_files
from slideshow.batch.cluster.versions import Versions, differences, versions_here
from slideshow.batch.cluster.worker import run_album_job
from slideshow.batch.jobs import AlbumJob, JobListener, JobResult
from slideshow.batch.storage.address import Place
from slideshow.batch.workers import drop_parts
from slideshow.errors import InputError, RenderError, SlideshowError
from slideshow.events import Noticed, ignore
from slideshow.system import installation

_PATIENCE_SECONDS = 5.0
# A cluster that grows with what there is to do takes longer; it has to have one worker at least.
_WORKER_SECONDS = 5.0
# Where nothing is said it is looked whether there is still somebody.
_LOOK_SECONDS = 2.0

Report = Callable[[Noticed], None]


class Cluster:
    """A cluster that we may give orders to. `workers` is how many films its workers make side by side."""

    def __init__(self, client: Any, address: str, report: Report) -> None:
        self.client = client
        self._address = address
        self._report = report
        # Threads by host: workers of one computer share its cores.
        self._threads: dict[str, int] = {}
        for worker in client.scheduler_info(n_workers=-1)["workers"].values():
            self._threads[worker["host"]] = self._threads.get(worker["host"], 0) + worker["nthreads"]
        self.workers = sum(self._threads.values())

    def film(
        self,
        album_jobs: Sequence[AlbumJob],
        workers: int,
        jobs: int,
        listener: JobListener,
    ) -> None:
        """Has all orders done, the first ones first. What a lost worker had is done again by another.

        Raises RenderError when the scheduler is lost.
        """
        topic = f"slideshow-{secrets.token_hex(8)}"
        heard: SimpleQueue[tuple[int, Any]] = SimpleQueue()
        self.client.subscribe_topic(topic, lambda event: heard.put(pickle.loads(event[1])))
        waiting = {job.number: job for job in album_jobs}
        times_begun: dict[int, int] = {}
        if not album_jobs:
            return
        # All orders are of the same wishes.
        attachments = self._sent(pack_files(album_jobs[0].options), topic)
        futures = {
            job.number: self.client.submit(
                run_album_job,
                replace(job, folder=_absolute(job.folder), out=_absolute(job.out)),
                attachments,
                topic,
                self._threads,
                key=f"{topic}-{job.number}",
                priority=-place,
                pure=False,
            )
            for place, job in enumerate(album_jobs)
        }
        for number, future in futures.items():
            future.add_done_callback(lambda future, number=number: heard.put((number, future)))
        try:
            for number, message in self._words(heard, waiting):
                job = waiting[number]
                if message is None:
                    times_begun[number] = times_begun.get(number, 0) + 1
                    listener.begun(job)
                elif message is futures[number]:
                    del waiting[number]
                    listener.ended(job, _delivery(job, message, self._address))
                else:
                    listener.said(job, message)
        finally:
            # Whoever is still at work hears of it, and leaves.
            self.client.cancel(list(futures.values()), force=True)
            self.client.unsubscribe_topic(topic)
        for job in album_jobs:
            if times_begun.get(job.number, 0) > 1:
                drop_parts(job.out)

    def _sent(self, attachments: Attachments, topic: str) -> Any:
        """The same for every order, as the answer to one of its own: lost with a worker, it is had again."""
        if not attachments:
            return attachments
        with warnings.catch_warnings():
            # That it is large.
            warnings.simplefilter("ignore")
            return self.client.submit(dict, attachments, key=f"{topic}-attachments", pure=False)

    def _words(
        self, heard: "SimpleQueue[tuple[int, Any]]", waiting: Mapping[int, AlbumJob]
    ) -> Iterator[tuple[int, Any]]:
        """What is heard of the orders that are still waited for."""
        was_alone = False
        while waiting:
            try:
                number, message = heard.get(timeout=_LOOK_SECONDS)
            except Empty:
                is_alone = not self.client.scheduler_info(n_workers=1)["workers"]
                if is_alone and not was_alone:
                    self._report(Noticed(f"{self._address}: has no workers left. {_start(self._address)}"))
                was_alone = is_alone
                continue
            if number in waiting:
                yield number, message


@contextmanager
def cluster(address: str, report: Report = ignore) -> Iterator[Cluster]:
    """The cluster whose scheduler is at `address`, such as tcp://10.0.0.5:8786.

    What its workers do not have in common with each other and with us is told. Raises InputError when it is
    not there, has no workers, or has some without slideshow.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise InputError(
            "--cluster: needs Dask, which is not installed.", installation.extra("cluster")
        ) from error
    with _quiet():
        try:
            _knock(address)
            client = Client(address, timeout=_PATIENCE_SECONDS, set_as_default=False, name="slideshow")
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise InputError(
                f"--cluster {address}: no scheduler answers there.",
                "Start one with: dask scheduler. It tells its address, such as tcp://10.0.0.5:8786.",
            ) from error
        try:
            try:
                client.wait_for_workers(1, timeout=_WORKER_SECONDS)
            except TimeoutError as error:
                problem = f"--cluster {address}: its scheduler has no workers."
                raise InputError(problem, _start(address)) from error
            for line in differences(versions_here(), _versions_there(client, address)):
                report(Noticed(line))
            yield Cluster(client, address, report)
        finally:
            client.close(timeout=_PATIENCE_SECONDS)


def _knock(address: str) -> None:
    """Raises OSError or ValueError where nobody is: Dask would go on trying."""
    scheme, _, rest = address.rpartition("://")
    if scheme in ("", "tcp", "tls", "ws", "wss"):
        there = urlsplit(f"//{rest}")
        if not there.hostname or not there.port:
            raise ValueError(address)
        socket.create_connection((there.hostname, there.port), _PATIENCE_SECONDS).close()
    elif scheme != "ucx":
        raise ValueError(address)


def _start(address: str) -> str:
    return f"Start one on each machine with: dask worker {address} --nthreads 1"


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Dask's own words: we tell what concerns people."""
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _versions_there(client: Any, address: str) -> Mapping[str, Versions]:
    """Versions by worker."""
    found: dict[str, Any] = client.run(versions_here, on_error="return")
    for worker, answer in found.items():
        if isinstance(answer, BaseException):
            raise InputError(
                f"--cluster {address}: the worker {worker} cannot make films ({answer}).",
                f"Install the same slideshow there: {installation.elsewhere('cluster')}",
            )
    return found


def _absolute(place: Place) -> Place:
    """As workers that were started elsewhere find it."""
    return place.absolute() if isinstance(place, Path) else place


def _delivery(job: AlbumJob, future: Any, address: str) -> JobResult:
    """What came of an order that nobody works on any more."""
    if future.status == "finished":
        found: JobResult = future.result()
        return found
    if future.status != "error":
        raise RenderError(
            f"--cluster {address}: its scheduler was lost.", "Start it, and this again: what is made stays."
        )
    error = future.exception()
    if type(error).__name__ == "KilledWorker":
        problem = "Every worker that took it up was lost, several times."
        return JobResult(job.number, error=SlideshowError(problem, "Memory may be short there."))
    problem = f"This should not have happened on a worker ({type(error).__name__}: {error})."
    return JobResult(job.number, error=SlideshowError(problem, "Look at the worker's own output."))
