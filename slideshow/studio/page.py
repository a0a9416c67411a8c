"""The page itself: a component in the browser, told by its socket whenever there is something new."""

import asyncio
import logging
from contextlib import suppress
from pathlib import Path

from fastapi import FastAPI, Request
from nicegui import core, ui
from nicegui.element import Element

from slideshow.studio.open_album import OpenAlbum
from slideshow.studio.texts import texts_for
from slideshow.version import __version__

# A laptop that wakes, or a phone's tab that comes back, is known again for so long.
_RECONNECT_SECONDS = 120.0
_LANGUAGES = ("en", "de")


class StudioPage(Element, component="static/studio.js"):
    """The page in one browser tab. Its state is the server's: it asks for it, and is told when to."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._props["texts"] = texts_for(language)
        self._props["language"] = language
        self._props["version"] = __version__


class Pages:
    """All tabs that are open. `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._open: list[StudioPage] = []
        self._waiting = False
        self._closed = False

    def add(self, page: StudioPage) -> None:
        self._loop = asyncio.get_running_loop()
        self._open.append(page)

    def tell(self) -> None:
        """There is something new: each tab asks for it."""
        loop = self._loop
        if loop is None or self._closed or self._waiting:
            return
        self._waiting = True
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self._tell)

    def close(self) -> None:
        self._closed = True

    def _tell(self) -> None:
        self._waiting = False
        self._open = [page for page in self._open if not page.is_deleted]
        for page in self._open:
            # A tab that has just gone is no reason to end anything.
            with suppress(Exception):
                page.run_method("news")


def add_page(app: FastAPI, album: OpenAlbum, pages: Pages) -> None:
    """The page at "/" and all that NiceGUI serves for it."""

    @ui.page("/", reconnect_timeout=_RECONNECT_SECONDS, response_timeout=20.0)
    async def _index(request: Request) -> None:
        language = _language(request.headers.get("accept-language", ""))
        name = album.folder.resolve().name if album.folder else ""
        ui.page_title(f"{name} · slideshow" if name else "slideshow")
        for name in ("studio.css", "parts.css"):
            ui.add_head_html(f'<link rel="stylesheet" href="/static/{name}">')
        page = StudioPage(language)
        pages.add(page)

    # It tells of every address that is not there, on standard error.
    logging.getLogger("nicegui").setLevel(logging.CRITICAL)
    icon = (Path(__file__).parent / "static" / "icon.svg").read_text("utf-8")
    ui.run_with(
        app,
        title="slideshow",
        favicon=icon,
        dark=None,
        reconnect_timeout=_RECONNECT_SECONDS,
        tailwind=False,
        show_welcome_message=False,
    )
    # The guard has looked at every Origin before; this is for whoever takes the guard away.
    core.sio.eio.cors_allowed_origins = None


def _language(accepted: str) -> str:
    """The first language that we speak of those that a browser asks for."""
    for part in accepted.split(","):
        name = part.split(";")[0].strip().lower().split("-")[0]
        if name in _LANGUAGES:
            return name
    return "en"
