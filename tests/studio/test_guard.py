"""Who may ask the page for anything: the browser that was opened, and nobody else."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from slideshow.studio.guard import Guard, new_key

# Fixed, as it stands in the names of tests, which each process finds for itself.
KEY = "a-key-as-long-as-those-of-the-page"
PORT = 8421
OWN = f"127.0.0.1:{PORT}"
COOKIE = f"slideshow-studio-{PORT}={KEY}"


async def everything(scope: Scope, receive: Receive, send: Send) -> None:
    """What is behind the guard: it answers whatever is asked."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse("inside")(scope, receive, send)


def asked(
    path: str = "/state",
    headers: Mapping[str, str] | None = None,
    *,
    kind: str = "http",
    method: str = "GET",
    query: str = "",
) -> list[Message]:
    """What the guard sends to who asks so."""
    given = {"host": OWN} | dict(headers or {})
    scope: dict[str, Any] = {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"} if kind == "websocket" else {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Guard(everything, KEY, PORT)(scope, receive, send))
    return sent


def is_let_in(sent: list[Message]) -> bool:
    return sent[0]["type"] == "websocket.accept" or sent[0].get("status") == 200


def headers_of(sent: list[Message]) -> dict[str, str]:
    return {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}


def test_the_browser_that_was_opened_is_let_in() -> None:
    assert is_let_in(asked(headers={"cookie": COOKIE}))
    assert is_let_in(asked(headers={"cookie": COOKIE, "origin": f"http://{OWN}"}, method="POST"))
    assert is_let_in(asked(headers={"cookie": COOKIE, "origin": f"http://{OWN}"}, kind="websocket"))


@pytest.mark.parametrize(
    "path", ["/", "/state", "/film/a-1.mp4", "/_nicegui/3/static/nicegui.js", "/_nicegui_ws/"]
)
@pytest.mark.parametrize(
    "cookie", ["", "slideshow-studio-8421=", "slideshow-studio-8421=guess", "other=" + KEY]
)
def test_without_the_key_no_path_answers(path: str, cookie: str) -> None:
    headers = {"cookie": cookie} if cookie else {}
    assert not is_let_in(asked(path, headers))
    assert not is_let_in(asked(path, headers | {"origin": f"http://{OWN}"}, kind="websocket"))


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8421", "127.0.0.1.evil.example", "localhost.", "", "[::1]"]
)
def test_a_name_that_was_bound_anew_to_this_computer_is_refused(host: str) -> None:
    assert not is_let_in(asked(headers={"cookie": COOKIE, "host": host}))
    socket = asked(headers={"cookie": COOKIE, "host": host, "origin": f"http://{host}"}, kind="websocket")
    assert not is_let_in(socket)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:8421",
        "http://127.0.0.1:9999",
        "http://localhost:8421",
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_page_from_elsewhere_is_refused_though_the_browser_sends_the_cookie(origin: str, kind: str) -> None:
    headers = {"cookie": COOKIE, "origin": origin}
    assert not is_let_in(asked(headers=headers, kind=kind, method="POST"))


def test_a_socket_or_a_change_without_an_origin_is_refused() -> None:
    assert not is_let_in(asked(headers={"cookie": COOKIE}, kind="websocket"))
    assert not is_let_in(asked(headers={"cookie": COOKIE}, method="POST"))


def test_what_a_page_of_another_site_embeds_is_refused() -> None:
    assert not is_let_in(asked("/frame/a-1/0.jpg", {"cookie": COOKIE, "sec-fetch-site": "cross-site"}))
    assert not is_let_in(asked("/frame/a-1/0.jpg", {"cookie": COOKIE, "sec-fetch-site": "same-site"}))


def test_the_key_becomes_a_cookie_that_no_script_reads_and_no_other_site_sends() -> None:
    sent = asked("/", query=f"key={KEY}")
    assert sent[0]["status"] == 303
    assert headers_of(sent)["location"] == "/"
    assert headers_of(sent)["set-cookie"] == f"{COOKIE}; HttpOnly; SameSite=Strict; Path=/"
    assert not is_let_in(asked("/", query="key=guess"))
    assert asked("/state", query=f"key={KEY}")[0]["status"] == 403


def test_answers_say_that_nothing_from_elsewhere_belongs_to_them() -> None:
    found = headers_of(asked(headers={"cookie": COOKIE}))
    assert "default-src 'none'" in found["content-security-policy"]
    assert "frame-ancestors 'none'" in found["content-security-policy"]
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "no-referrer"
    assert found["cache-control"] == "no-store"


def test_every_run_has_a_key_of_its_own() -> None:
    assert len({new_key() for _ in range(50)}) == 50
    assert len(new_key()) >= 32
