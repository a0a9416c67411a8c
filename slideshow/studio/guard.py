"""Every request and socket of the page -> let through, or refused: only the browser that was opened may ask.

The address that is opened holds a random key, which becomes a cookie. Host and Origin are held against this
computer's own, so that a page from elsewhere can neither ask nor be a name for us (DNS rebinding).
"""

import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
_KEY_BYTES = 24
# Vue makes its templates at run time, from what this server sends and from nothing of an album.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self' {socket}; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_REFUSED = (
    "This page is open only to the browser that slideshow studio has opened. "
    "Open the address that it wrote in the terminal."
)


def new_key() -> str:
    """What nobody guesses."""
    return secrets.token_urlsafe(_KEY_BYTES)


class Guard:
    """Stands before the whole page: the paths of NiceGUI and its sockets too."""

    def __init__(self, app: ASGIApp, key: str, port: int) -> None:
        self._app = app
        self._key = key
        self.cookie = f"slideshow-studio-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        is_socket = scope["type"] == "websocket"
        if not self._is_own(headers, is_socket, scope.get("method", "GET")):
            await _refuse(send, receive, is_socket, 403)
            return
        if not is_socket and scope["path"] == "/" and scope["method"] == "GET":
            given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [])
            if given and self._is_key(given[0]):
                await self._welcome(send)
                return
        if not self._is_key(_cookie(headers, self.cookie)):
            await _refuse(send, receive, is_socket, 403)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                _harden(MutableHeaders(scope=message), headers["host"])
            await send(message)

        await self._app(scope, receive, answer)

    def _is_own(self, headers: Mapping[str, str], is_socket: bool, method: str) -> bool:
        """Whether it was asked under one of our names, and by a page of ours or by nobody's."""
        host = headers.get("host", "")
        if urlsplit(f"//{host}").hostname not in HOSTS:
            return False
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return False
        origin = headers.get("origin")
        if origin is None:
            return not is_socket and method in ("GET", "HEAD")
        return origin == f"http://{host}"

    def _is_key(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self._key.encode())

    async def _welcome(self, send: Send) -> None:
        """The key becomes a cookie, and goes from the address and the history."""
        cookie = f"{self.cookie}={self._key}; HttpOnly; SameSite=Strict; Path=/"
        headers = [
            (b"location", b"/"),
            (b"set-cookie", cookie.encode()),
            (b"cache-control", b"no-store"),
            (b"referrer-policy", b"no-referrer"),
            (b"content-length", b"0"),
        ]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def _cookie(headers: Mapping[str, str], name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _harden(headers: MutableHeaders, host: str) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers["content-security-policy"] = _POLICY.format(socket=f"ws://{host}")
    if "cache-control" not in headers:
        headers["cache-control"] = "no-store"


async def _refuse(send: Send, receive: Receive, is_socket: bool, status: int) -> None:
    if is_socket:
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    body = _REFUSED.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
