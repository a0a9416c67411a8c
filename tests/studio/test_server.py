"""The running server, asked by those who may not."""

import base64
import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.photos import album
from tests.studio.program import end, started


class Served:
    """A page that is being served, and the ways to ask it."""

    def __init__(self, program: "subprocess.Popen[str]", url: str) -> None:
        self.program = program
        self.port = urlsplit(url).port or 0
        self.key = parse_qs(urlsplit(url).query)["key"][0]
        self.own = {
            "cookie": f"slideshow-studio-{self.port}={self.key}",
            "origin": f"http://127.0.0.1:{self.port}",
        }

    def ask(
        self, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest("GET" if body is None else "POST", path, skip_host="host" in (headers or {}))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("content-type", "application/json")
            connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    def upgraded(self, headers: dict[str, str]) -> int:
        """The status of a websocket's handshake at NiceGUI's own path."""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /_nicegui_ws/socket.io/?EIO=4&transport=websocket HTTP/1.1",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            "Connection: Upgrade",
            "Upgrade: websocket",
            *(f"{name}: {value}" for name, value in ({"host": f"127.0.0.1:{self.port}"} | headers).items()),
        ]
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as opened:
            opened.sendall("\r\n".join([*lines, "", ""]).encode())
            return int(opened.recv(200).split()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    work = tmp_path_factory.mktemp("served")
    trip = album(work / "trip", 4)
    url, program = started(trip, work)
    yield Served(program, url)
    assert end(program) == 130


def test_only_this_computer_can_reach_it(served: Served) -> None:
    if sys.platform != "linux":
        pytest.skip("The list of open ports is Linux's.")
    wanted = f":{served.port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    local = [
        line.split()[1] for line in lines if line.split()[1].endswith(wanted) and line.split()[3] == "0A"
    ]
    assert local == [f"0100007F{wanted}"]


@pytest.mark.parametrize(
    "path",
    ["/", "/state", "/news", "/made.mp4", "/static/studio.js", "/_nicegui/3.18.0/static/nicegui.js", "/docs"],
)
def test_nothing_is_given_without_the_key(served: Served, path: str) -> None:
    assert served.ask(path)[0] == 403
    assert served.ask(path, {"cookie": f"slideshow-studio-{served.port}=guess"})[0] == 403


def test_the_page_is_given_with_it(served: Served) -> None:
    status, content = served.ask("/", served.own)
    assert status == 200
    assert b"studio" in content
    assert served.ask("/state", served.own)[0] == 200


def test_nicegui_loads_nothing_from_outside(served: Served) -> None:
    _, content = served.ask("/", served.own)
    for attribute in (b'src="http', b'href="http', b"url(http", b'import "http', b'from "http'):
        assert attribute not in content


def test_another_origins_socket_is_refused(served: Served) -> None:
    cookie = {"cookie": served.own["cookie"]}
    assert served.upgraded(cookie | {"origin": served.own["origin"]}) == 101
    assert served.upgraded(cookie | {"origin": "http://evil.example"}) == 403
    assert served.upgraded(cookie) == 403
    assert served.upgraded({"origin": served.own["origin"]}) == 403


def test_a_rebinding_host_is_refused(served: Served) -> None:
    assert served.ask("/state", served.own | {"host": "evil.example"})[0] == 403
    headers = {"cookie": served.own["cookie"], "host": "evil.example", "origin": "http://evil.example"}
    assert served.upgraded(headers) == 403


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e%2fserver.py",
        "/static/..%2fserver.py",
        "/static/....//server.py",
        "/photo/..%2f..%2f..%2fetc%2fpasswd.jpg",
        "/thumb/..%2f..%2fetc%2fpasswd.jpg",
        "/film/..%2f..%2fetc%2fpasswd.mp4",
        "/look/..%2f..%2fetc%2fpasswd.jpg",
        "/face/%2fetc%2fpasswd.jpg",
        "/clip/..%2f..%2fetc%2fpasswd.jpg",
        "/loudness/%2fetc%2fpasswd.json",
        "/tile/layout/..%2f..%2fx/1.webp",
        "/sound?name=file:/etc/passwd",
        "/sound?name=/etc/passwd",
        "/heard?name=file:../../etc/passwd",
    ],
)
def test_no_path_leads_outside(served: Served, path: str) -> None:
    status, content = served.ask(path, served.own)
    assert status >= 400
    assert b"uvicorn" not in content
    assert b"root:" not in content


def test_a_change_from_another_page_is_refused(served: Served) -> None:
    body = json.dumps({"step": "undo", "given": {}, "revision": "x"}).encode()
    for origin in ("http://evil.example", "null"):
        assert served.ask("/do", served.own | {"origin": origin}, body)[0] == 403
    assert served.ask("/do", {"cookie": served.own["cookie"]}, body)[0] == 403


def test_what_is_no_link_is_asked_of_nobody(served: Served) -> None:
    for link in ("file:///etc/passwd", "http://127.0.0.1/x", "nonsense", ""):
        body = json.dumps({"link": link}).encode()
        status, content = served.ask("/link", served.own, body)
        assert status == 409, link
        assert json.loads(content)["problem"]


def test_what_is_no_json_is_refused_and_the_server_lives_on(served: Served) -> None:
    for body in (b"", b"[", b"[1]", b'{"step": 3, "given": []}', b"\xff" * 100):
        assert 400 <= served.ask("/do", served.own, body)[0] < 500
    assert served.ask("/news", served.own)[0] == 200


def test_two_hundred_connections_are_borne(served: Served) -> None:
    opened = [socket.create_connection(("127.0.0.1", served.port), timeout=60) for _ in range(200)]
    try:
        assert served.ask("/news", served.own)[0] == 200
    finally:
        for one in opened:
            one.close()
    assert served.ask("/news", served.own)[0] == 200
