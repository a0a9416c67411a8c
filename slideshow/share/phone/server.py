"""A film, its page and its cover → an HTTP server that gives them out at one secret address, nothing else.

Not encrypted: whoever can listen in the same network can see what is sent. The address holds a random
token, so nobody comes upon it; who calls us by which name is never looked at.
"""

import hmac
import io
import os
import secrets
import socket
import socketserver
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any, Protocol
from urllib.parse import quote

from slideshow.errors import InputError, printable
from slideshow.share.phone.doors import Doors, Patience
from slideshow.share.phone.http_ranges import OutOfRange, asked, still_meant
from slideshow.share.phone.visits import Visits

_TOKEN_BYTES = 18  # 144 bits
_CHUNK_BYTES = 1 << 18
# A phone takes nothing while it asks its owner whether to save.
_SECONDS_TO_ASK, _SECONDS_TO_TAKE, _SECONDS_TO_HANG_UP = 15, 180, 30
_KINDS = {".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime"}
_ALWAYS = {
    # The film is the person's own: it stays out of caches, frames and other sites, the address out of logs.
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Document:
    """Something small to be sent whole; `name` is what it is called when it is saved."""

    content: bytes
    content_type: str
    name: str
    policy: str = "default-src 'none'"


class Film:
    """A film opened once, and read by several threads; or another file, of `kinds` by their suffixes."""

    def __init__(self, path: Path, kinds: Mapping[str, str] | None = None) -> None:
        self.name = printable(Path(path.name))
        self.tag = f'"{secrets.token_hex(8)}"'
        self.content_type = (kinds or {}).get(path.suffix.lower()) or _kind(path)
        self._lock = threading.Lock()
        try:
            if path.exists() and not path.is_file():  # a pipe would keep us waiting
                raise InputError(f"{printable(path)}: is not a file.", "Give a film such as trip.mp4.")
            self._file: IO[bytes] = path.open("rb")
            self.size_bytes = self._file.seek(0, os.SEEK_END)
        except OSError as error:
            raise InputError(f"{printable(path)}: cannot be read ({error.strerror or error}).") from error
        if not self.size_bytes:
            raise InputError(f"{printable(path)}: is empty.", "Make the film again.")

    def chunks(self, part: range) -> Iterator[tuple[range, bytes]]:
        """The bytes of a part, piece by piece. Raises OSError when somebody shortened the file."""
        for start in range(part.start, part.stop, _CHUNK_BYTES):
            length = min(_CHUNK_BYTES, part.stop - start)
            with self._lock:
                self._file.seek(start)
                content = self._file.read(length)
            if len(content) < length:
                raise OSError("the film has become shorter")
            yield range(start, start + length), content

    def close(self) -> None:
        self._file.close()


def _kind(path: Path) -> str:
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise InputError(f"{printable(path)}: is not a film for a phone.", "Give one that ends in .mp4.")
    return kind


def disposition(name: str, *, save: bool) -> str:
    """A Content-Disposition header (RFC 6266): the plain name for old phones, the true one for the rest."""
    plain = "".join(letter if 32 <= ord(letter) < 127 and letter not in '"\\%' else "_" for letter in name)
    kind = "attachment" if save else "inline"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def new_token() -> str:
    """Letters and digits that nobody guesses."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def behind(token: str, target: str) -> str | None:
    """The name that a request's path has behind the token; None where that is not the one."""
    root, _, rest = target.partition("?")[0][1:].partition("/")
    # Takes equally long for every wrong token, so none can be found letter by letter.
    knows = hmac.compare_digest(root.encode("utf-8", "replace"), token.encode())
    return rest if knows and target.startswith("/") else None


class Findable(Protocol):
    """What can be fetched from a server: `find` tells what a request's path leads to, None for nothing."""

    @property
    def documents(self) -> Mapping[str, Document]: ...

    def find(self, target: str) -> "Film | Document | None": ...

    def name_of(self, film: Film) -> str: ...


@dataclass(frozen=True, slots=True)
class Site:
    """What can be fetched at /token/name. The page's name is ""; `files` are large ones beside the film."""

    token: str
    film: Film
    film_name: str
    documents: Mapping[str, Document]
    files: Mapping[str, Film] = field(default_factory=dict)

    def find(self, target: str) -> "Film | Document | None":
        """What a request's path leads to."""
        rest = behind(self.token, target)
        if rest is None:
            return None
        if rest == self.film_name:
            return self.film
        return self.files.get(rest) or self.documents.get(rest)

    def name_of(self, film: Film) -> str:
        """The name of a file beside the film, "" for the film itself."""
        return next((name for name, one in self.files.items() if one is film), "")


@contextmanager
def serving(site: Findable, visits: Visits, host: str, port: int) -> Iterator[int]:
    """The port at which the site is given out while the block lasts. Raises InputError."""
    try:
        server = _Server(host, port, site, visits)
    except (OSError, OverflowError, UnicodeError) as error:
        where = f"{host}:{port}" if port else host
        why = getattr(error, "strerror", None) or error
        raise InputError(
            f"{where}: the film cannot be offered there ({why}).",
            "Choose another --port, or leave it out; --host must be an address of this computer.",
        ) from error
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), name="phone", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows this would let another program take our port over.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, host: str, port: int, site: Findable, visits: Visits) -> None:
        self.site, self.visits = site, visits
        self._doors = Doors()
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        # Not HTTPServer's, which asks the network for our name, and may wait long for it.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._doors.enter(request, str(client_address[0])):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._doors.leave(request)

    def knows_the_key(self, request: Any) -> None:
        """It has shown it: it stays until it is done."""
        self._doors.knows_the_key(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that goes away is no error of ours, and what it asked for is nobody's business."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = _SECONDS_TO_ASK
    server: _Server

    def setup(self) -> None:
        super().setup()
        self._patience = Patience(self.connection)
        self.rfile.close()
        self.rfile = io.BufferedReader(self._patience)

    def handle_one_request(self) -> None:
        self._patience.begin(_SECONDS_TO_ASK)
        super().handle_one_request()

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # whatever follows is not a request
        found = self.server.site.find(self.path)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.server.knows_the_key(self.connection)
        self.server.visits.happened()
        self.connection.settimeout(_SECONDS_TO_TAKE)
        try:
            if isinstance(found, Film):
                self._send_film(found)
            else:
                self._send_document(found)
        except OSError:  # it has gone, or the film has
            self.close_connection = True
        finally:
            with suppress(OSError):
                self.connection.settimeout(_SECONDS_TO_ASK)

    def _send_document(self, document: Document) -> None:
        self._head(HTTPStatus.OK, document.content_type, document.policy)
        self.send_header("Content-Length", str(len(document.content)))
        self.send_header("Content-Disposition", disposition(document.name, save=self._is_save))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(document.content)
            if document is self.server.site.documents.get(""):
                self.server.visits.opened()

    def _send_film(self, film: Film) -> None:
        part: range | None = None
        try:
            # The standard has ranges for GET alone.
            if self.command == "GET" and still_meant(self.headers.get("If-Range"), film.tag):
                part = asked(self.headers.get("Range"), film.size_bytes)
        except OutOfRange:
            self._head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "text/plain")
            self.send_header("Content-Range", f"bytes */{film.size_bytes}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        whole = range(film.size_bytes)
        self._head(HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT, film.content_type)
        if part is not None:
            self.send_header("Content-Range", f"bytes {part.start}-{part.stop - 1}/{film.size_bytes}")
        self.send_header("Content-Length", str(len(whole if part is None else part)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", film.tag)
        self.send_header("Content-Disposition", disposition(film.name, save=self._is_save))
        if self._is_save:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "GET":
            self._send_part(film, whole if part is None else part)

    def _send_part(self, film: Film, part: range) -> None:
        visits = self.server.visits
        with visits.saving() if self._is_save else nullcontext():
            for _, content in film.chunks(part):
                self.wfile.write(content)
                visits.happened()
            if self._is_save and self._was_taken():
                visits.saved(str(self.client_address[0]), part, self.server.site.name_of(film))

    def _was_taken(self) -> bool:
        """Waits until the phone hangs up: what we have written may still be on its way.

        False when it hung up before it had everything. One that stays on the line has been given it all.
        """
        try:
            self.connection.settimeout(_SECONDS_TO_HANG_UP)
            self.connection.shutdown(socket.SHUT_WR)
            while self.connection.recv(_CHUNK_BYTES):
                pass
        except TimeoutError:
            return True
        except OSError:
            return False
        return True

    @property
    def _is_save(self) -> bool:
        return self.path.partition("?")[2] == "save"

    def _head(self, status: HTTPStatus, content_type: str, policy: str = "default-src 'none'") -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Security-Policy", policy)
        for name, value in _ALWAYS.items():
            self.send_header(name, value)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A bare answer that tells nothing of us or of what there is."""
        self._head(HTTPStatus(code), "text/plain; charset=utf-8")
        body = f"{HTTPStatus(code).phrase}\n".encode()
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            with suppress(OSError):
                self.wfile.write(body)

    def version_string(self) -> str:
        return "slideshow"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the address is a secret."""
