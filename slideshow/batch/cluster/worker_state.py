"""What a cluster's worker has for all that it films: room, idle processes, a look at whether it is wanted."""

import threading
from functools import cache
from typing import Any

from slideshow.batch.workers import Idle
from slideshow.system import cores

_IDLE_SECONDS = 20.0

IDLE = Idle(_IDLE_SECONDS)


class Cancelled(Exception):
    """Nobody waits for it any more."""


@cache
def film_slots() -> threading.Semaphore:
    """A worker may have more threads than there is memory for films."""
    return threading.BoundedSemaphore(cores.default_albums())


def raise_if_cancelled(worker: Any, key: Any) -> None:
    """Raises Unwanted when the worker's task was called off."""
    task = worker.state.tasks.get(key)
    if task is None or task.state == "cancelled":
        raise Cancelled
