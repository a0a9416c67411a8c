"""A local server that plays every machine of the internet, and the transport that leads to it."""

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PUBLIC_ADDRESS = "93.184.215.14"


@dataclass
class Played:
    """What an address answers. `location` makes it a redirect."""

    status: int = 200
    body: str | bytes = ""
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    method: str
    host: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Internet:
    """A Transport: names in `names` have those addresses, every other a public one; all lead to one server.

    `asked` and `connected` hold what was asked for and where to.
    """

    port: int
    pages: dict[str, Played]
    names: dict[str, list[str]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connected: list[tuple[str, int, str | None]] = field(default_factory=list)

    def addresses(self, host: str, port: int, seconds: float) -> list[str]:
        return self.names.get(host, [PUBLIC_ADDRESS])

    def connect(self, address: str, port: int, tls_name: str | None, seconds: float) -> socket.socket:
        self.connected.append((address, port, tls_name))
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)


@contextlib.contextmanager
def internet(pages: Mapping[str, Played]) -> Iterator[Internet]:
    """`pages` are by "host/path?query"; one by "host/path" answers whatever the query. Others are 404."""
    played = dict(pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(size) if size else b""
            host = self.headers["Host"]
            transport.asked.append(Asked(self.command, host, self.path, dict(self.headers), body))
            where = f"{host}{self.path}"
            page = played.get(where) or played.get(where.partition("?")[0]) or Played(404, "nothing here")
            content = page.body.encode() if isinstance(page.body, str) else page.body
            self.send_response_only(page.status, "played")
            if page.location:
                self.send_header("Location", page.location)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.end_headers()
            # The client may have seen enough.
            with contextlib.suppress(OSError):
                self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    transport = Internet(server.server_address[1], played)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield transport
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def silence() -> Iterator[Internet]:
    """A machine that takes a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield Internet(server.getsockname()[1], {})
