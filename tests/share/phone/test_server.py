"""The server as a phone meets it, and as a stranger does."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from slideshow.share.phone.server import Document, Film, Site, disposition, new_token, serving
from slideshow.share.phone.visits import Visits

CONTENT = bytes(range(256)) * 4096  # a mebibyte
NAME = 'Rügen "25" & 100%.mp4'


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Given:
    port: int
    token: str
    visits: Visits
    clock: Clock

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """An answer and its body; header names are written with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, headers={key.replace("_", "-"): headers[key] for key in headers})
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def film(
        self, method: str = "GET", query: str = "", **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        return self.ask(f"/{self.token}/film.mp4{query}", method, **headers)


@pytest.fixture
def given(tmp_path: Path) -> Iterator[Given]:
    path = tmp_path / NAME
    path.write_bytes(CONTENT)
    (tmp_path / "secret.txt").write_text("nobody's business")
    clock = Clock()
    visits = Visits(len(CONTENT), 600, grace_seconds=20, clock=clock)
    film = Film(path)
    documents = {
        "": Document(b"<h1>hello</h1>", "text/html; charset=utf-8", "page.html", "default-src 'none'; x"),
        "cover.jpg": Document(b"\xff\xd8", "image/jpeg", "cover.jpg"),
    }
    site = Site(new_token(), film, "film.mp4", documents)
    with serving(site, visits, "127.0.0.1", 0) as port:
        yield Given(port, site.token, visits, clock)
    film.close()


def test_the_film_comes_whole_with_its_kind_and_name(given: Given) -> None:
    answer, body = given.film()
    assert answer.status == 200
    assert body == CONTENT
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("header", "start", "stop"),
    [("bytes=0-1", 0, 2), ("bytes=300000-900000", 300_000, 900_001), ("bytes=-500", 1_048_076, 1_048_576)],
)
def test_a_part_of_the_film_is_exactly_that(given: Given, header: str, start: int, stop: int) -> None:
    answer, body = given.film(Range=header)
    assert answer.status == 206
    assert body == CONTENT[start:stop]
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(CONTENT)}"
    assert answer.headers["Content-Length"] == str(stop - start)


def test_several_parts_at_once_are_answered_with_the_whole(given: Given) -> None:
    answer, body = given.film(Range="bytes=0-1,5-6")
    assert (answer.status, body) == (200, CONTENT)
    assert "Content-Range" not in answer.headers


def test_a_part_beyond_the_end_is_refused_and_the_length_told(given: Given) -> None:
    answer, body = given.film(Range=f"bytes={len(CONTENT)}-")
    assert (answer.status, body) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{len(CONTENT)}"


def test_if_range_sends_the_part_of_this_film_and_all_of_another(given: Given) -> None:
    tag = given.film("HEAD")[0].headers["ETag"]
    assert given.film(Range="bytes=0-1", If_Range=tag)[0].status == 206
    assert given.film(Range="bytes=0-1", If_Range='"another"')[0].status == 200


def test_head_tells_all_and_sends_nothing(given: Given) -> None:
    answer, body = given.film("HEAD", Range="bytes=0-1")
    assert (answer.status, body) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(CONTENT))


def test_one_connection_takes_several_requests(given: Given) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", given.port, timeout=60)
    for start in (0, 500, 1000):
        connection.request("GET", f"/{given.token}/film.mp4", headers={"Range": f"bytes={start}-{start + 9}"})
        assert connection.getresponse().read() == CONTENT[start : start + 10]
    connection.close()


def test_the_page_is_there_with_and_without_its_last_slash(given: Given) -> None:
    for path in (f"/{given.token}/", f"/{given.token}"):
        answer, body = given.ask(path)
        assert (answer.status, body) == (200, b"<h1>hello</h1>")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; x"
    assert given.visits.is_opened


def test_nothing_may_be_kept_framed_or_told_on(given: Given) -> None:
    for path in (f"/{given.token}/", f"/{given.token}/film.mp4", f"/{given.token}/cover.jpg", "/"):
        headers = given.ask(path)[0].headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "'none'" in headers["Content-Security-Policy"]
        assert headers["Server"] == "slideshow"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_else_is_there(given: Given, method: str) -> None:
    token = given.token
    wrong = token[:-1] + ("a" if token[-1] != "a" else "b")
    paths = [
        *("/", "/film.mp4", "/favicon.ico", f"/{wrong}/", f"/{wrong}/film.mp4", f"/{token[:-1]}/film.mp4"),
        *(f"/{token}x/", f"/{token}/secret.txt", f"/{token}/../secret.txt", f"/{token}/..%2fsecret.txt"),
        *(f"/{token}/%66ilm.mp4", f"/{token}//film.mp4", f"/{token}/film.mp4/", f"/x/{token}/film.mp4"),
        *(f"/?{token}/", f"http://127.0.0.1/{token}/", "*", "/%00", f"/{token}/{NAME.encode().hex()}"),
    ]
    answers = {path: given.ask(path, method) for path in paths}
    assert {path: answer.status for path, (answer, _) in answers.items()} == dict.fromkeys(paths, 404)
    assert len({body for _, body in answers.values()}) == 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_nothing_can_be_done_but_look(given: Given, method: str) -> None:
    answer, body = given.ask(f"/{given.token}/film.mp4", method)
    assert answer.status == 501
    assert given.token.encode() not in body


def test_who_calls_us_by_which_name_changes_nothing(given: Given) -> None:
    answer, body = given.ask(f"/{given.token}/", Host="evil.example")
    assert answer.status == 200
    assert b"evil" not in body
    assert "evil" not in str(answer.headers)


@pytest.mark.parametrize(
    "words", [b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"A" * 70_000]
)
def test_noise_is_turned_away_and_the_next_one_served(
    given: Given, words: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", given.port), timeout=60) as noise:
        noise.sendall(words)
        noise.shutdown(socket.SHUT_WR)
        try:
            answer = noise.recv(1000)
        except ConnectionError:
            answer = b""
    assert b"200" not in answer[:20]
    assert given.ask(f"/{given.token}/")[0].status == 200
    assert capfd.readouterr() == ("", "")


def test_a_body_that_comes_along_is_not_taken_for_a_request(given: Given) -> None:
    inner = f"GET /{given.token}/ HTTP/1.1\r\n\r\n".encode()
    head = f"GET /{given.token}/ HTTP/1.1\r\nContent-Length: {len(inner)}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", given.port), timeout=60) as one:
        one.sendall(head + inner)
        heard = b""
        while chunk := one.recv(4096):
            heard += chunk
    assert heard.count(b"HTTP/1.1 ") == 1


def test_playing_the_film_does_not_end_the_offer(given: Given) -> None:
    given.film()
    given.clock.now = 500
    assert not given.visits.is_saved
    assert given.visits.end() is None


def settled(given: Given) -> None:
    """Returns when the server has seen the phone hang up: it waits for that before it answers no more."""
    while given.visits.is_busy:
        given.ask("/")


def test_saving_the_film_ends_the_offer_after_a_moment(given: Given) -> None:
    answer, body = given.film(query="?save")
    assert body == CONTENT
    assert answer.headers["Content-Disposition"].startswith("attachment")
    settled(given)
    assert given.visits.is_saved
    assert given.visits.end() is None
    given.clock.now = 20
    assert given.visits.end() == "saved"


def test_a_film_saved_in_parts_is_saved(given: Given) -> None:
    given.film(query="?save", Range="bytes=0-699999")
    settled(given)
    assert not given.visits.is_saved
    given.film(query="?save", Range="bytes=700000-")
    settled(given)
    assert given.visits.is_saved


def test_a_save_that_is_broken_off_or_only_asked_about_is_none(given: Given) -> None:
    given.film("HEAD", query="?save")
    given.film(query="?save", Range="bytes=100000-")
    with socket.create_connection(("127.0.0.1", given.port), timeout=60) as one:
        # So little that the system takes it off the server's hands before anyone reads it.
        head = f"GET /{given.token}/film.mp4?save HTTP/1.1\r\nRange: bytes=0-99999\r\n\r\n"
        one.sendall(head.encode())
        heard = b""
        while len(heard) < 2000:
            heard += one.recv(1000)
        assert heard.startswith(b"HTTP/1.1 206")
        # Hangs up with bytes unread.
    settled(given)
    assert not given.visits.is_saved


def test_the_name_is_written_for_old_phones_and_for_new_ones() -> None:
    written = disposition(NAME, save=True)
    assert written == (
        'attachment; filename="R_gen _25_ & 100_.mp4"; '
        "filename*=UTF-8''R%C3%BCgen%20%2225%22%20%26%20100%25.mp4"
    )
    assert disposition("a\r\nSet-Cookie: b.mp4", save=False).isprintable()


def test_every_address_is_new_and_too_long_to_guess() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) * 6 >= 128 for token in tokens)


@pytest.mark.slow
@pytest.mark.parametrize("words", [b"", b"GET / HTTP/1.1\r\nX: ", b"GET /wrong/ HTTP/1.1\r\n\r\n"])
def test_connections_without_the_key_do_not_keep_the_phone_out(given: Given, words: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(80):
            one = stack.enter_context(socket.create_connection(("127.0.0.1", given.port), timeout=60))
            with suppress(OSError):
                one.sendall(words)
        answer, body = given.film()
        assert (answer.status, body) == (200, CONTENT)


@pytest.mark.slow
def test_of_one_address_the_strangers_that_wait_longest_are_sent_away(given: Given) -> None:
    with ExitStack() as stack:
        waiting = [
            stack.enter_context(socket.create_connection(("127.0.0.1", given.port), timeout=60))
            for _ in range(20)
        ]
        assert given.ask(f"/{given.token}/")[0].status == 200
        # Twelve of them may stay; the phone that came last made one more go.
        assert [one.recv(1) for one in waiting[:8]] == [b""] * 8
