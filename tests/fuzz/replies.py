"""Reader of what strangers' servers answer when a link is checked."""

import socket
from typing import cast

from slideshow.errors import InputError
from slideshow.share.link.check import check
from slideshow.share.link.links import read_link
from tests.fuzz.reader import Reader
from tests.share import examples
from tests.share.servers import PUBLIC_ADDRESS

# A link, and what is answered each time a server is asked.
_BETWEEN = b"\n\x1e\n"
_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 55\r\n\r\n"
_LOGIN = _PAGE + b"<title>Sign in</title><form><input type='password'></form>"
_ALBUM = _PAGE + b'<meta property="og:title" content="Trip"> ["AF1Qip sharingToken shared-item'
_MOVED = b"HTTP/1.1 302 Found\r\nLocation: https://photos.google.com/share/AF1Qip?key=a\r\n\r\n"
_ELSEWHERE = b"HTTP/1.1 301 Moved\r\nLocation: //accounts.google.com/ServiceLogin\r\n\r\n"
_IN_PIECES = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
_JSON = b"HTTP/1.1 200 OK\r\n\r\n"
_SAID = (
    b'{"results": [{"anonymousPublicAccess": {"token": "a"}, "serverErrorCode": "NOT_FOUND"}]}',
    b'{"X-Apple-MMe-Host": "p12-sharedstreams.icloud.com", "photos": []}',
    b'{"result": 0, "metadata": {}}',
    b'[{"f": []}]',
    b"[-9]",
    b'{"nodeInfo": {}}',
    b'{"album": {}, "message": "password"}',
)
_LINKS = (
    *(examples.PHOTOS_SHORT, examples.DROPBOX, examples.ICLOUD, examples.ICLOUD_OLD, examples.DRIVE),
    *(
        examples.PCLOUD,
        examples.MEGA,
        examples.MEGA_OLD,
        examples.AMAZON,
        examples.NEXTCLOUD,
        examples.IMMICH,
    ),
)


def reply_reader() -> Reader:
    """Of a link and the answers to it."""
    answers = (_LOGIN, _ALBUM, _MOVED, _ELSEWHERE, *(_JSON + said for said in _SAID))
    pieces = _IN_PIECES + b"5\r\nhello\r\n0\r\n\r\n"
    wholes = [_BETWEEN.join((link.encode(), *answers[at:], pieces)) for at, link in enumerate(_LINKS)]
    return Reader(tuple(wholes), lambda content, _: _checked(content), (InputError,))


def _checked(content: bytes) -> None:
    link, *answers = content.split(_BETWEEN)
    found = check(read_link(link.decode("utf-8", "replace")), transport=_Played(answers))
    assert found.evidence.isprintable(), "words that are not printable"


class _Played:
    """A Transport to nowhere that gives the answers in their order."""

    def __init__(self, answers: list[bytes]) -> None:
        self._answers = iter(answers)

    def addresses(self, host: str, port: int, seconds: float) -> list[str]:
        return [PUBLIC_ADDRESS]

    def connect(self, address: str, port: int, tls_name: str | None, seconds: float) -> socket.socket:
        answer = next(self._answers, None)
        if answer is None:
            raise ConnectionRefusedError
        return cast(socket.socket, _Line(answer))


class _Line:
    """As much of a socket as is used."""

    def __init__(self, answer: bytes) -> None:
        self._left = memoryview(answer)

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0

    def sendall(self, data: bytes) -> None:
        pass

    def recv_into(self, buffer: memoryview) -> int:
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def close(self) -> None:
        pass
