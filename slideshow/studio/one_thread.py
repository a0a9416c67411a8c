"""What the page has begun and may take back: a thread of its own, one at a time."""

import threading
from collections.abc import Callable

from slideshow.errors import InputError

_PATIENCE_SECONDS = 20.0


class Cancelled(Exception):
    """The person has changed their mind."""


class OneThread:
    """Threads may share it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def start(self, work: Callable[[], None], begin: Callable[[], None], busy: str) -> None:
        """Calls `begin` here and `work` in the thread. Raises InputError, saying `busy`, while that of
        before goes on."""
        with self._lock:
            if self._thread and self._thread.is_alive():
                raise InputError(busy)
            self._cancelled.clear()
            begin()
            self._thread = threading.Thread(target=work, name=self._name, daemon=True)
            self._thread.start()

    def check(self) -> None:
        """Raises Cancelled where it is to end."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ends it at its next step."""
        self._cancelled.set()

    def close(self) -> None:
        """Ends it, and waits for that."""
        self.cancel()
        if self._thread:
            self._thread.join(timeout=_PATIENCE_SECONDS)
