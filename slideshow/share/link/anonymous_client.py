"""An address → what a stranger gets to see there: no cookies, no login, nothing private, within a deadline.

Every hop is looked at before it is taken: https, no name or password, no odd port, an address of the public
internet; and the connection goes to that very address, so that a second answer of DNS changes nothing.
"""

import contextlib
import http.client
import io
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 8
_MOST_BYTES = 4_000_000
# Names in letters of any script, and numbers; anything else could write all over a terminal.
_HOST = re.compile(r"[\w.:%-]+")
_PORTS = {"https": 443, "http": 80}
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; slideshow album link check)",
    "Accept": "text/html,application/json;q=0.9,*/*;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
# Prefixes under which an address of IPv4 is reached by IPv6 (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NoAnswer(Exception):
    """Nothing was learned. The words say why and name hosts at most, never a path."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The last answer of a chain. `body` is its first 4 MB as text, header names are in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"


class Transport(Protocol):
    """How names become addresses and addresses connections. Both raise OSError."""

    def addresses(self, host: str, port: int, seconds: float) -> list[str]: ...

    def connect(self, address: str, port: int, tls_name: str | None, seconds: float) -> socket.socket: ...


class Internet:
    """The Transport that is one."""

    def addresses(self, host: str, port: int, seconds: float) -> list[str]:
        # DNS knows no deadline of ours: it is asked on the side, and left there when it takes too long.
        answers: queue.Queue[list[str] | OSError] = queue.Queue()

        def ask() -> None:
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                answers.put(list(dict.fromkeys(str(one[4][0]) for one in found)))
            except (OSError, UnicodeError) as error:
                answers.put(error if isinstance(error, OSError) else OSError("no such name"))

        threading.Thread(target=ask, name="dns", daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(answer, OSError):
            raise answer
        return answer

    def connect(self, address: str, port: int, tls_name: str | None, seconds: float) -> socket.socket:
        plain = socket.create_connection((address, port), timeout=seconds)
        if tls_name is None:
            return plain
        # A timeout starts again with every byte: this one does not.
        late = threading.Timer(seconds, plain.shutdown, (socket.SHUT_RDWR,))
        late.daemon = True
        late.start()
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=tls_name)
        except BaseException:
            plain.close()
            raise
        finally:
            late.cancel()


class AnonymousClient:
    """Asks as somebody would who only has the link. The deadline counts for all that one Stranger asks."""

    def __init__(
        self,
        transport: Transport | None = None,
        *,
        allow_private: bool = False,
        deadline_seconds: float = 10.0,
        most_bytes: int = _MOST_BYTES,
    ) -> None:
        self._transport = transport or Internet()
        self._allow_private = allow_private
        self._deadline = time.monotonic() + deadline_seconds
        self._deadline_seconds = deadline_seconds
        self._most_bytes = most_bytes

    def get(self, url: str) -> Reply:
        """What stands at the end of the chain of redirects that begins at `url`. Raises NoAnswer."""
        seen: set[str] = set()
        while True:
            reply = self._hop("GET", url, b"", "")
            target = reply.headers.get("location")
            if reply.status not in _REDIRECTS or not target:
                return reply
            seen.add(url)
            try:
                url = urljoin(url, target).partition("#")[0]
            except ValueError:
                raise NoAnswer(f"{reply.host} redirects to something that is no address") from None
            if url in seen:
                raise NoAnswer(f"{reply.host} redirects in a circle")
            if len(seen) > _MOST_REDIRECTS:
                raise NoAnswer(f"{reply.host} redirects again and again")

    def post(self, url: str, body: bytes, kind: str) -> Reply:
        """The answer to `body`, which is of the content type `kind`. Redirects are not followed."""
        return self._hop("POST", url, body, kind)

    def _hop(self, method: str, url: str, body: bytes, kind: str) -> Reply:
        try:
            host, port, scheme = self._allowed(url)
            address = self._address(host, port)
            tls_name = host if scheme == "https" else None
            with contextlib.closing(self._transport.connect(address, port, tls_name, self._left())) as line:
                return self._asked(line, method, url, body, kind)
        except NoAnswer:
            raise
        except TimeoutError as error:
            raise NoAnswer(f"no answer within {self._deadline_seconds:g} s") from error
        except ssl.SSLCertVerificationError as error:
            raise NoAnswer(f"{_host(url)} cannot prove that it is {_host(url)}") from error
        except socket.gaierror as error:
            raise NoAnswer(f"{_host(url)} was not found, or there is no network") from error
        # What servers send can trip any part of the parsers; their words may hold the address.
        except (OSError, http.client.HTTPException, ValueError, LookupError) as error:
            words = getattr(error, "strerror", None) or type(error).__name__
            raise NoAnswer(f"{_host(url)} could not be asked ({words})") from error

    def _allowed(self, url: str) -> tuple[str, int, str]:
        parts = urlsplit(url)
        host, scheme = parts.hostname or "", parts.scheme.lower()
        if scheme not in _PORTS or not _HOST.fullmatch(host):
            raise NoAnswer("it redirects to something that is no web address")
        if "@" in parts.netloc or "\\" in url:
            raise NoAnswer("it redirects to an address with a name or password in it")
        port = parts.port or _PORTS[scheme]
        if not self._allow_private and scheme != "https":
            raise NoAnswer(f"it redirects to {host} without encryption")
        if not self._allow_private and port != 443:
            raise NoAnswer(f"it redirects to an odd port of {host} ({port})")
        return host, port, scheme

    def _address(self, host: str, port: int) -> str:
        try:
            found = [str(ipaddress.ip_address(host))]
        except ValueError:
            found = self._transport.addresses(host, port, self._left())
        if not found:
            raise NoAnswer(f"{host} was not found")
        # All of them: a name that stands for both worlds is up to something.
        if not self._allow_private and not all(map(is_public, found)):
            raise NoAnswer(f"{host} is an address of a private network, which was not asked")
        return found[0]

    def _asked(self, line: socket.socket, method: str, url: str, body: bytes, kind: str) -> Reply:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection("unused")
        # It only writes to and reads from what it finds here.
        connection.sock = _Line(line, self._left)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", parts.netloc)
        for name, value in _HEADERS.items():
            connection.putheader(name, value)
        if method == "POST":
            connection.putheader("Content-Type", kind)
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        with contextlib.closing(connection.getresponse()) as response:
            headers = {name.lower(): value for name, value in response.getheaders()}
            redirects = response.status in _REDIRECTS and "location" in headers
            content = b"" if redirects else response.read(self._most_bytes)
            return Reply(url, response.status, headers, content.decode("utf-8", "replace"))

    def _left(self) -> float:
        """Seconds until the deadline."""
        seconds = self._deadline - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class _Line:
    """A socket, as far as http.client needs one, on which every single read keeps to the deadline."""

    def __init__(self, line: socket.socket, seconds_left: Callable[[], float]) -> None:
        self._line = line
        self._seconds_left = seconds_left

    def makefile(self, *_: object) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self._line, self._seconds_left))

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(self._seconds_left())
        self._line.sendall(data)

    def close(self) -> None:
        # By whoever connected: http.client lets go of it before it has read all.
        pass


class _Reading(io.RawIOBase):
    def __init__(self, line: socket.socket, seconds_left: Callable[[], float]) -> None:
        self._line = line
        self._seconds_left = seconds_left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(self._seconds_left())
        return self._line.recv_into(buffer)


def is_public(address: str) -> bool:
    """True for an address of the public internet, also where it is one of IPv4 wrapped in one of IPv6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if any(
            one is not None and not is_public(str(one)) for one in (found.sixtofour, *(found.teredo or ()))
        ):
            return False
        # ::1.2.3.4 and fec0::, which no list of private networks holds any more.
        if int(found) >> 32 == 0 or found.is_site_local:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return "it"
    return host if _HOST.fullmatch(host) else "it"
