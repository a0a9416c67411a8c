"""Connections from the network → those that may stay: nobody without the key can keep the phone out."""

import io
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

# A phone opens a handful. Those that have not shown the key yet are few, and make room for who comes next.
MOST, MOST_STRANGERS, MOST_OF_ONE_ADDRESS = 48, 24, 12


@dataclass(slots=True)
class _Visitor:
    address: str
    knows_the_key: bool = False


class Doors:
    """Who is inside. Strangers, who have not shown the key, are sent away for newcomers, the first one first:
    a phone shows it with the first words that it says, and one who only waits waits longest.
    """

    def __init__(
        self,
        most: int = MOST,
        most_strangers: int = MOST_STRANGERS,
        most_of_one_address: int = MOST_OF_ONE_ADDRESS,
    ) -> None:
        self._most, self._most_strangers, self._most_of_one = most, most_strangers, most_of_one_address
        # In the order in which they came.
        self._inside: dict[socket.socket, _Visitor] = {}
        self._lock = threading.Lock()

    def enter(self, one: socket.socket, address: str) -> bool:
        """Whether it may come in; others may have been sent away for it."""
        with self._lock:
            of_address = Counter(visitor.address for visitor in self._inside.values())[address]
            if of_address >= self._most_of_one and not self._sent_away(lambda other: other == address):
                return False
            strangers = sum(not visitor.knows_the_key for visitor in self._inside.values())
            is_full = len(self._inside) >= self._most or strangers >= self._most_strangers
            if is_full and not self._sent_away(lambda other: True):
                return False
            self._inside[one] = _Visitor(address)
            return True

    def knows_the_key(self, one: socket.socket) -> None:
        """It is no stranger any more."""
        with self._lock:
            if visitor := self._inside.get(one):
                visitor.knows_the_key = True

    def leave(self, one: socket.socket) -> None:
        """It has gone."""
        with self._lock:
            self._inside.pop(one, None)

    def _sent_away(self, is_meant: Callable[[str], bool]) -> bool:
        """Whether a stranger was found, who is gone now: who waits for its words hears that it hung up."""
        for one, visitor in self._inside.items():
            if not visitor.knows_the_key and is_meant(visitor.address):
                del self._inside[one]
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                return True
        return False


class Patience(io.RawIOBase):
    """What comes in at a connection, until a time that all of it has in common: by a timeout for each letter,
    one that sends a letter now and then would have us wait for ever.
    """

    def __init__(self, connection: socket.socket, clock: Callable[[], float] = time.monotonic) -> None:
        self._connection, self._clock = connection, clock
        self._until = 0.0

    def begin(self, seconds: float) -> None:
        """From now on there is so much time."""
        self._until = self._clock() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        left = self._until - self._clock()
        if left <= 0:
            raise TimeoutError("the header did not come in time")
        self._connection.settimeout(left)
        return self._connection.recv_into(buffer)
