"""What a worker of the cluster does: films of albums, segments of films."""

import pickle
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from slideshow.batch.cluster.attachments import Luggage, unpacked
from slideshow.batch.cluster.segments import elsewhere
from slideshow.batch.cluster.worker_state import IDLE, room, see_that_it_is_wanted
from slideshow.batch.jobs import Delivery, Order, Scheduler
from slideshow.batch.workers import film_albums
from slideshow.errors import InputError, SlideshowError, printable
from slideshow.events import Advanced, Event, Report
from slideshow.system import cores

# Every word passes the scheduler.
_SECONDS_BETWEEN_ADVANCES = 1.0


def fulfilled(order: Order, luggage: Luggage, topic: str, threads: Mapping[str, int]) -> Delivery:
    """What came of the order, on this worker. What it says meanwhile goes to the topic."""
    from distributed import get_worker
    from distributed.comm import get_address_host

    worker = get_worker()
    key = worker.get_current_task()
    advanced = 0.0

    def tell(message: Event | None) -> None:
        nonlocal advanced
        see_that_it_is_wanted(worker, key)
        if isinstance(message, Advanced):
            if time.monotonic() - advanced < _SECONDS_BETWEEN_ADVANCES:
                return
            advanced = time.monotonic()
        worker.log_event(topic, pickle.dumps((order.number, message)))

    if isinstance(order.folder, Path) and not order.folder.is_dir():
        return Delivery(order.number, error=_not_shared(order.folder, worker.name))
    deliveries: list[Delivery] = []
    sharing = max(worker.state.nthreads, threads.get(get_address_host(worker.address), 0))
    address = worker.scheduler.address
    scheduler = Scheduler(address, worker.security if address.startswith("tls") else None)
    with room(), TemporaryDirectory(prefix="slideshow-") as folder:
        film_albums(
            [replace(order, wishes=unpacked(order.wishes, luggage, Path(folder)), scheduler=scheduler)],
            1,
            max(1, cores.default_jobs() // sharing),
            lambda _: tell(None),
            lambda _, event: tell(event),
            lambda _, delivery: deliveries.append(delivery),
            IDLE,
            work=_make_album,
        )
    return deliveries[0]


def _not_shared(folder: Path, worker: object) -> SlideshowError:
    return InputError(
        f"{printable(folder)}: is not there for the worker {worker}.",
        "Give a folder that all workers share, or an address such as s3://bucket/albums.",
    )


def _make_album(order: Order, report: Report) -> Delivery:
    """What came of the order, with the cluster's other workers where there is one."""
    # Heavy, and never loaded where nothing is filmed.
    from slideshow.batch.make_album import make_album

    return make_album(order, report, elsewhere(order.scheduler) if order.scheduler else None)
