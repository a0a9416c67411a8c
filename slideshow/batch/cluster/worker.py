"""What a worker of the cluster does: films of albums, segments of films."""

import pickle
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from slideshow.batch.cluster.attachments import Attachments, unpack_files
from slideshow.batch.cluster.segments import remote_workers
from slideshow.batch.cluster.worker_state import IDLE, film_slots, raise_if_cancelled
from slideshow.batch.jobs import AlbumJob, JobListener, JobResult, Scheduler
from slideshow.batch.workers import film_albums
from slideshow.errors import InputError, SlideshowError, printable
from slideshow.events import Advanced, Event, Report
from slideshow.system import cores
from slideshow.system.working_folder import temporary_folder

# Every word passes the scheduler.
_SECONDS_BETWEEN_ADVANCES = 1.0


def run_album_job(
    job: AlbumJob, attachments: Attachments, topic: str, threads: Mapping[str, int]
) -> JobResult:
    """What came of the job, on this worker. What it says meanwhile goes to the topic."""
    from distributed import get_worker
    from distributed.comm import get_address_host

    worker = get_worker()
    key = worker.get_current_task()
    advanced = 0.0

    def tell(message: Event | None) -> None:
        nonlocal advanced
        raise_if_cancelled(worker, key)
        if isinstance(message, Advanced):
            if time.monotonic() - advanced < _SECONDS_BETWEEN_ADVANCES:
                return
            advanced = time.monotonic()
        worker.log_event(topic, pickle.dumps((job.number, message)))

    if isinstance(job.folder, Path) and not job.folder.is_dir():
        return JobResult(job.number, error=_not_shared(job.folder, worker.name))
    results: list[JobResult] = []
    sharing = max(worker.state.nthreads, threads.get(get_address_host(worker.address), 0))
    address = worker.scheduler.address
    scheduler = Scheduler(address, worker.security if address.startswith("tls") else None)
    with film_slots(), temporary_folder() as folder:
        film_albums(
            [replace(job, options=unpack_files(job.options, attachments, folder), scheduler=scheduler)],
            1,
            max(1, cores.default_jobs() // sharing),
            JobListener(
                lambda _: tell(None), lambda _, event: tell(event), lambda _, result: results.append(result)
            ),
            IDLE,
            work=_make_album,
        )
    return results[0]


def _not_shared(folder: Path, worker: object) -> SlideshowError:
    return InputError(
        f"{printable(folder)}: is not there for the worker {worker}.",
        "Give a folder that all workers share, or an address such as s3://bucket/albums.",
    )


def _make_album(job: AlbumJob, report: Report) -> JobResult:
    """What came of the order, with the cluster's other workers where there is one."""
    # Heavy, and never loaded where nothing is filmed.
    from slideshow.batch.make_album import make_album

    return make_album(job, report, remote_workers(job.scheduler) if job.scheduler else None)
