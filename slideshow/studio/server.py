"""The page's server: paths in, pictures, films and JSON out. Loopback only, behind the guard."""

import asyncio
import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import Body, FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.types import ASGIApp

from slideshow.errors import InputError, SlideshowError
from slideshow.studio.guard import Guard, new_key
from slideshow.studio.open_album import OpenAlbum
from slideshow.studio.page import Pages, add_page

HOST = "127.0.0.1"
_STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FOR_EVER = "private, max-age=31536000, immutable"
_MOST_MUSIC_BYTES = 300_000_000
_FRAME_WIDTHS = (180, 360, 540)


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

    _add_pictures(app, album)
    _add_steps(app, album, show)

    @app.get("/static/{name}")
    def _static(name: str) -> Response:
        file = _STATIC / name
        if name not in {one.name for one in _STATIC.iterdir()} or file.suffix not in _TYPES:
            return Response(status_code=404)
        return FileResponse(file, media_type=_TYPES[file.suffix], headers={"cache-control": "no-cache"})

    add_page(app, album, pages)
    return app


def _jpeg(content: bytes, *, kept: bool = True) -> Response:
    headers = {"cache-control": _FOR_EVER if kept else "no-store"}
    return Response(content, media_type="image/jpeg", headers=headers)


def _add_pictures(app: FastAPI, album: OpenAlbum) -> None:
    @app.get("/thumb/{key}.jpg")
    def _thumb(key: str) -> Response:
        album.ready()
        assert album.pictures is not None
        return _jpeg(album.pictures.thumb(key))

    @app.get("/photo/{picture}.jpg")
    def _photo(picture: str, side: int = 320) -> Response:
        photo = album.photo(picture.split("-")[0])
        assert album.pictures is not None
        return _jpeg(album.pictures.photo(photo, side))

    @app.get("/face/{key}.jpg")
    def _face(key: str) -> Response:
        photo = album.photo(key)
        assert album.pictures is not None
        return _jpeg(album.pictures.faces(photo))

    @app.get("/frame/{revision}/{number}.jpg")
    def _frame(revision: str, number: int, width: int = 360) -> Response:
        film = album.ready()
        width = min(_FRAME_WIDTHS, key=lambda one: abs(one - width))
        number = min(max(0, number), len(film.timeline.span) - 1)
        kept = revision == album.revision
        content = film.preview.jpeg(number, width)
        return _jpeg(content, kept=kept and revision == album.revision)

    @app.get("/look/{name}.jpg")
    def _look(name: str) -> Response:
        album.ready()
        assert album.looks is not None
        return _jpeg(album.looks.picture(name))

    @app.get("/film/{revision}.mp4")
    def _film(revision: str) -> Response:
        album.ready()
        assert album.playing is not None
        file = album.playing.file(album.number_of(revision))
        if file is None:
            return Response(status_code=404)
        return FileResponse(file, media_type="video/mp4", headers={"cache-control": _FOR_EVER})

    @app.get("/made.mp4")
    def _made() -> Response:
        file = album.making.path if album.making else None
        if file is None:
            return Response(status_code=404)
        return FileResponse(file, media_type="video/mp4", headers={"cache-control": "no-cache"})

    @app.get("/phone.svg")
    def _code() -> Response:
        return Response(album.sending.code(), media_type="image/svg+xml")


def _add_steps(app: FastAPI, album: OpenAlbum, show: Callable[[Path], object]) -> None:
    @app.get("/state")
    def _state() -> Response:
        return JSONResponse(album.whole())

    @app.get("/news")
    def _news() -> Response:
        return JSONResponse(album.news())

    @app.get("/duels")
    def _duels() -> Response:
        return JSONResponse([asdict(one) for one in album.duels()])

    @app.post("/do")
    def _do(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        given = asked.get("given")
        words = str(asked.get("step", "")), str(asked.get("revision", ""))
        return JSONResponse(album.do(words[0], given if isinstance(given, dict) else {}, words[1]))

    @app.post("/open")
    def _open(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        album.choose(str(asked.get("album", "")))
        return JSONResponse(album.news())

    @app.post("/save")
    def _save(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        return JSONResponse({"name": album.save(asked.get("overwrite") is True)})

    @app.post("/make")
    def _make(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        album.ready()
        assert album.making is not None
        quality = asked.get("quality", "good")
        if quality not in ("draft", "fast", "good", "best"):
            raise InputError("There is no such quality.")
        album.making.start(quality)
        return JSONResponse(album.news())

    @app.post("/cancel")
    def _cancel() -> Response:
        if album.making:
            album.making.cancel()
        return JSONResponse(album.news())

    @app.post("/phone")
    def _phone(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        if asked.get("end"):
            album.sending.end()
            return JSONResponse(album.news())
        film = album.making.path if album.making else None
        if film is None or album.making is None:
            raise InputError("There is no finished film yet.", "Make it first.")
        album.sending.start(film, album.making.now.message)
        return JSONResponse(album.news())

    @app.post("/show")
    def _show() -> Response:
        film = album.making.path if album.making else None
        if film is None:
            raise InputError("There is no finished film yet.", "Make it first.")
        show(film)
        return JSONResponse({})

    @app.post("/music")
    async def _music(request: Request, name: str = "") -> Response:
        file = album.dropped_music(name)
        part = file.with_name(f".{file.name}.part")
        written = 0
        try:
            with part.open("wb") as out:
                async for piece in request.stream():
                    written += len(piece)
                    if written > _MOST_MUSIC_BYTES:
                        raise InputError("The file is too large for music.", "Drop one below 300 MB.")
                    out.write(piece)
            part.replace(file)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return JSONResponse({"name": await asyncio.to_thread(album.take_music, file), "label": file.name})
