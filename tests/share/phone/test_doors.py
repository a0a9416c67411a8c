"""Who may stay at the server for the phone, and how long it is waited for their words."""

import io
import socket

import pytest

from slideshow.share.phone.doors import Doors, Patience


class Line:
    """A connection that says what it is to say, a letter a second."""

    def __init__(self, words: bytes = b"") -> None:
        self.words, self.now, self.is_open = io.BytesIO(words), 0.0, True
        self.timeouts: list[float] = []

    def settimeout(self, seconds: float) -> None:
        self.timeouts.append(seconds)

    def recv_into(self, buffer: memoryview) -> int:
        self.now += 1.0
        return self.words.readinto(buffer[:1])

    def shutdown(self, how: int) -> None:
        assert how == socket.SHUT_RDWR
        self.is_open = False


def lines(count: int) -> list[Line]:
    return [Line() for _ in range(count)]


def inside(doors: Doors, all_of_them: list[Line], address: str = "") -> list[bool]:
    return [
        doors.enter(one, address or f"10.0.0.{number}")  # type: ignore[arg-type]
        for number, one in enumerate(all_of_them)
    ]


def test_a_newcomer_is_let_in_and_the_longest_waiting_stranger_goes() -> None:
    doors, some = Doors(4, 3, 2), lines(5)
    assert all(inside(doors, some))
    assert [one.is_open for one in some] == [False, False, True, True, True]


def test_an_address_has_so_many_connections_and_takes_no_other_s_place() -> None:
    doors, phone, many = Doors(10, 10, 3), Line(), lines(20)
    doors.enter(phone, "10.0.0.9")  # type: ignore[arg-type]
    assert all(inside(doors, many, "10.0.0.1"))
    assert [one.is_open for one in many] == [False] * 17 + [True] * 3
    assert phone.is_open


def test_who_has_shown_the_key_stays_and_fills_the_house() -> None:
    doors, friends = Doors(4, 2, 4), lines(4)
    for one in friends:
        doors.enter(one, "10.0.0.9")  # type: ignore[arg-type]
        doors.knows_the_key(one)  # type: ignore[arg-type]
    assert inside(doors, lines(3)) == [False] * 3
    assert all(one.is_open for one in friends)
    doors.leave(friends[0])  # type: ignore[arg-type]
    assert inside(doors, lines(1)) == [True]


def test_a_header_that_comes_letter_by_letter_is_waited_for_as_a_whole() -> None:
    line = Line(b"GET / HTTP/1.1\r\n" + b"X: " + b"a" * 1000)
    patience = Patience(line, lambda: line.now)  # type: ignore[arg-type]
    patience.begin(15)
    with pytest.raises(TimeoutError):
        io.BufferedReader(patience).read(1000)
    assert line.now == 15
    assert line.timeouts == [float(left) for left in range(15, 0, -1)]


def test_each_request_has_its_own_time() -> None:
    line = Line(b"abcdef")
    patience = Patience(line, lambda: line.now)  # type: ignore[arg-type]
    for _ in range(2):
        patience.begin(4)
        assert len(patience.read(3) or b"") == 1
        assert len(patience.read(3) or b"") == 1
