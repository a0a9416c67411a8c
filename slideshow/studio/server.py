"""The page's server: loopback only, behind the guard, until Ctrl-C."""

import logging
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.types import ASGIApp

from slideshow.errors import InputError, SlideshowError
from slideshow.studio.guard import Guard, new_key
from slideshow.studio.open_album import OpenAlbum
from slideshow.studio.page import Pages, add_page
from slideshow.studio.paths import add_paths

HOST = "127.0.0.1"


def serve(
    folder: Path | None,
    into: Path,
    port: int,
    *,
    ready: Callable[[str, int], None],
    show: Callable[[Path], object],
) -> None:
    """Shows the film of the folder in a page until Ctrl-C, which is raised again as KeyboardInterrupt.

    `ready` is called with the address, key and all, and the port as soon as the page answers. Films are made
    `into` that folder; `show` opens a folder in the computer's own program. Raises InputError when the port
    is taken.
    """
    opened = _opened(port)
    port = opened.getsockname()[1]
    key = new_key()
    pages = Pages()
    album = OpenAlbum(folder, into, pages.tell)
    try:
        guarded = Guard(_app(album, pages, show), key, port)
        address = f"http://{HOST}:{port}/?key={key}"
        config = uvicorn.Config(
            guarded,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            ws_max_size=1_000_000,
            limit_concurrency=400,
        )
        # What is still being answered when it ends is nobody's concern.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
        _Server(config, lambda: ready(address, port)).run(sockets=[opened])
    finally:
        pages.close()
        album.close()
        opened.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _opened(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise InputError(
            f"--port {port}: cannot be used ({error.strerror}).", "Leave it out, and a free one is found."
        ) from error


def _app(album: OpenAlbum, pages: Pages, show: Callable[[Path], object]) -> ASGIApp:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @app.exception_handler(SlideshowError)
    def _told(request: Request, error: SlideshowError) -> Response:
        status = 409 if isinstance(error, InputError) else 500
        return JSONResponse({"problem": error.problem, "hint": error.hint}, status)

    add_paths(app, album, show)
    add_page(app, album, pages)
    return app
