"""What phones fetch → when the film need not be offered any longer."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

from slideshow.share.phone.http_ranges import join_ranges

End = Literal["saved", "time", "key"]

# The page stays for so long after the film was saved and nothing more was asked for.
GRACE_SECONDS = 20.0


class Visits:
    """Told by the server's threads, asked by the one that waits. Times are those of a steady clock."""

    def __init__(
        self,
        size_bytes: int,
        seconds: float,
        *,
        more: Mapping[str, int] | None = None,
        grace_seconds: float = GRACE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        # Beside the film under "", files by name and size that are together worth as much.
        self._wholes = {"": range(size_bytes)} | {name: range(size) for name, size in (more or {}).items()}
        self._seconds = seconds
        self._grace_seconds = grace_seconds
        self._clock = clock
        self._began = self._latest = clock()
        self._lock = threading.Lock()
        self._saving = 0
        self._saved: dict[str, dict[str, list[range]]] = {}
        self._opened = self._is_saved = False

    def opened(self) -> None:
        """The page was sent."""
        with self._lock:
            self._opened = True

    def happened(self) -> None:
        """Something was asked for, or taken."""
        with self._lock:
            self._latest = self._clock()

    @contextmanager
    def saving(self) -> Iterator[None]:
        """While a phone saves the film, time does not run out."""
        with self._lock:
            self._saving += 1
        try:
            yield
        finally:
            with self._lock:
                self._saving -= 1
                self._latest = self._clock()

    def saved(self, phone: str, part: range, name: str = "") -> None:
        """A phone has got a part of the film to keep, or of another file; some fetch it in several."""
        with self._lock:
            parts = self._saved.setdefault(phone, {})
            parts[name] = join_ranges([*parts.get(name, ()), part])
            got = {one for one, whole in self._wholes.items() if parts.get(one) == [whole]}
            rest = self._wholes.keys() - {""}
            self._is_saved = self._is_saved or "" in got or bool(rest and rest <= got)

    @property
    def is_opened(self) -> bool:
        return self._opened

    @property
    def is_saved(self) -> bool:
        return self._is_saved

    @property
    def is_busy(self) -> bool:
        """Whether a phone is saving the film just now."""
        return self._saving > 0

    def end(self) -> End | None:
        """Why there is nothing more to wait for; None while there is.

        A phone that is still saving when the time is over gets as much time again.
        """
        with self._lock:
            now = self._clock()
            if self._is_saved and not self._saving and now - self._latest >= self._grace_seconds:
                return "saved"
            allowed = self._seconds * (2 if self._saving else 1)
            return "time" if now - self._began >= allowed else None
