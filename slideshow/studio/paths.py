"""The paths of the page's server: pictures, films, sounds and JSON out, steps in."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fastapi import Body, FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse

from slideshow.errors import InputError
from slideshow.studio.open_album import OpenAlbum

_STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FOR_EVER = "private, max-age=31536000, immutable"
_FRAME_WIDTHS = (180, 360, 540)
_MOST_BYTES = {"music": 300_000_000, "photo": 2_000_000_000}
_QUALITIES = ("draft", "fast", "good", "best")


def add_paths(app: FastAPI, album: OpenAlbum, show: Callable[[Path], object]) -> None:
    """All but the page itself; `show` opens a folder in the computer's own program."""
    _add_static(app)
    _add_pictures(app, album)
    _add_sounds(app, album)
    _add_steps(app, album)
    _add_files(app, album, show)
    _add_drops(app, album)


def _add_static(app: FastAPI) -> None:
    @app.get("/static/{name}")
    def _static(name: str) -> Response:
        file = _STATIC / name
        if name not in {one.name for one in _STATIC.iterdir()} or file.suffix not in _TYPES:
            return Response(status_code=404)
        return FileResponse(file, media_type=_TYPES[file.suffix], headers={"cache-control": "no-cache"})


def _image(content: bytes, kind: str = "jpeg", *, kept: bool = True) -> Response:
    headers = {"cache-control": _FOR_EVER if kept else "no-store"}
    return Response(content, media_type=f"image/{kind}", headers=headers)


def _video(file: Path | None, kept: str) -> Response:
    if file is None:
        return Response(status_code=404)
    return FileResponse(file, media_type="video/mp4", headers={"cache-control": kept})


def _add_pictures(app: FastAPI, album: OpenAlbum) -> None:
    @app.get("/thumb/{key}.jpg")
    def _thumb(key: str) -> Response:
        return _image(album.thumb(key))

    @app.get("/photo/{picture}.jpg")
    def _photo(picture: str, side: int = 320) -> Response:
        return _image(album.film.pictures.photo(album.film.photo(picture.split("-")[0]), side))

    @app.get("/face/{key}.jpg")
    def _face(key: str) -> Response:
        return _image(album.film.pictures.faces(album.film.photo(key)))

    @app.get("/frame/{revision}/{number}.jpg")
    def _frame(revision: str, number: int, width: int = 360) -> Response:
        film = album.film.edited
        width = min(_FRAME_WIDTHS, key=lambda one: abs(one - width))
        number = min(max(0, number), len(film.timeline.span) - 1)
        kept = revision == album.revision
        content = film.preview.jpeg(number, width)
        return _image(content, kept=kept and revision == album.revision)

    @app.get("/look/{name}.jpg")
    def _look(name: str) -> Response:
        return _image(album.film.looks.picture(name), kept=False)

    @app.get("/tile/{kind}/{name}/{number}.webp")
    def _tile(kind: str, name: str, number: int, still: bool = False, of: str = "") -> Response:
        return _image(album.film.tiles.tile(number, kind, name, still=still), "webp", kept=bool(of))

    @app.get("/clip/{picture}.jpg")
    def _clip(picture: str) -> Response:
        from slideshow.studio.clips import strip

        return _image(strip(album.film.photo(picture.split("-")[0])))

    @app.get("/film/{revision}.mp4")
    def _film(revision: str) -> Response:
        return _video(album.film.playing.file(album.number_of(revision)), _FOR_EVER)

    @app.get("/made.mp4")
    def _made() -> Response:
        return _video(album.film.making.path, "no-cache")

    @app.get("/phone.svg")
    def _phone_code() -> Response:
        return Response(album.film.sending.code(), media_type="image/svg+xml")

    @app.get("/screen.svg")
    def _screen_code() -> Response:
        return Response(album.film.screen.code(), media_type="image/svg+xml")


def _add_sounds(app: FastAPI, album: OpenAlbum) -> None:
    @app.get("/loudness/{picture}.json")
    def _loudness(picture: str) -> Response:
        from slideshow.studio import clips

        return JSONResponse(list(clips.loudness(album.film.photo(picture.split("-")[0]))))

    @app.get("/heard")
    def _heard(name: str, seed: int | None = None) -> Response:
        from slideshow.studio import listening

        return JSONResponse(listening.heard_in(album.film.edited, album.film.music(name), seed))

    @app.get("/sound")
    def _sound(name: str, seed: int | None = None) -> Response:
        from slideshow.studio import listening

        music = album.film.music(name)
        if isinstance(music, Path):
            return FileResponse(music, media_type=listening.kind_of(music))
        blocks = listening.sound_of(album.film.edited, music, seed)
        return StreamingResponse(blocks, media_type="audio/wav")


def _add_steps(app: FastAPI, album: OpenAlbum) -> None:
    @app.get("/state")
    def _state() -> Response:
        return JSONResponse(album.whole())

    @app.get("/news")
    def _news() -> Response:
        return JSONResponse(album.news())

    @app.get("/duels")
    def _duels() -> Response:
        return JSONResponse([asdict(one) for one in album.film.duels()])

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
        return JSONResponse(album.save(asked.get("overwrite") is True))

    @app.post("/link")
    def _link(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        from slideshow.share.link.check import check
        from slideshow.share.link.links import album_link

        answer = check(album_link(str(asked.get("link", ""))[:2000]))
        return JSONResponse({"verdict": answer.verdict, "evidence": answer.evidence})


def _add_files(app: FastAPI, album: OpenAlbum, show: Callable[[Path], object]) -> None:
    @app.post("/make")
    def _make(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        quality = asked.get("quality", "good")
        if quality not in _QUALITIES:
            raise InputError("There is no such quality.")
        album.film.making.start(quality)
        return JSONResponse(album.news())

    @app.post("/copy")
    def _copy(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        album.film.copying.start(str(asked.get("kind", "")), asked)
        return JSONResponse(album.news())

    @app.post("/cancel")
    def _cancel(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        film = album.film
        (film.copying if asked.get("what") == "copying" else film.making).cancel()
        return JSONResponse(album.news())

    @app.post("/phone")
    def _phone(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        film = album.film
        if asked.get("end"):
            film.sending.end()
        elif asked.get("what") == "photos":
            copied = film.copying.now
            if copied.phase != "copied" or not copied.names:
                raise InputError("There are no photos to send yet.", "Make them first.")
            film.sending.photos([copied.path / name for name in copied.names], copied.path)
        elif film.making.path is None:
            raise InputError("There is no finished film yet.", "Make it first.")
        else:
            film.sending.film(film.making.path, film.making.now.message)
        return JSONResponse(album.news())

    @app.post("/screen")
    def _screen(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        screen = album.film.screen
        screen.end() if asked.get("end") else screen.start()
        return JSONResponse(album.news())

    @app.post("/show")
    def _show(asked: dict[str, Any] = Body()) -> Response:  # noqa: B008
        film = album.film
        copied = film.copying.now
        is_copy = asked.get("what") == "copying" and copied.phase == "copied"
        found = copied.path if is_copy else film.making.path
        if found is None or not found.exists():
            raise InputError("It is not there yet.", "Make it first.")
        show(found)
        return JSONResponse({})


def _add_drops(app: FastAPI, album: OpenAlbum) -> None:
    @app.post("/drop/{kind}")
    async def _drop(kind: str, request: Request, name: str = "") -> Response:
        if kind not in _MOST_BYTES:
            return Response(status_code=404)
        dropped = album.film.dropped
        file = dropped.place(kind, name)
        part = file.with_name(f".{file.name}.part")
        written = 0
        try:
            with part.open("wb") as out:
                async for piece in request.stream():
                    written += len(piece)
                    if written > _MOST_BYTES[kind]:
                        raise InputError("The file is too large.", "Drop a smaller one.")
                    out.write(piece)
            part.replace(file)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return JSONResponse({"name": await asyncio.to_thread(dropped.take, kind, file), "label": file.name})

    @app.post("/join")
    def _join() -> Response:
        return JSONResponse(album.join())
