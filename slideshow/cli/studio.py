"""The command `studio`: the film in a page of the browser."""

import os
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from slideshow.cli import console
from slideshow.cli.options import AsJson, Debug
from slideshow.errors import SlideshowError


def studio(
    folder: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(help="The folder with the photos. [default: one of the last]", show_default=False),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to use; 0 is any free one.")] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only say where the page is.")] = False,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Change the film by hand in a page of your browser. Watch it, swap photos, move, crop, undo, make, send.

    The page is this computer's own, and only the browser that it opens may see it. Ctrl-C ends it.
    """
    from slideshow.cli.runner import reporting

    with reporting(as_json, not as_json, debug):
        if folder is not None and not folder.is_dir():
            from slideshow.errors import InputError, printable

            raise InputError(f"{printable(folder)}: there is no such folder.", "Name one with photos.")
        try:
            # It is an extra, and takes a second to load.
            from slideshow.studio.server import serve
        except ModuleNotFoundError as error:
            if error.name not in ("nicegui", "fastapi", "starlette", "uvicorn", "socketio"):
                raise
            from slideshow.system.installation import extra

            raise SlideshowError(
                "The page needs NiceGUI, which is not installed.",
                f"Install it: {extra('studio')}",
            ) from error

        def ready(address: str, chosen: int) -> None:
            _tell_ready(address, chosen, as_json)
            if not no_open and not _is_remote():
                typer.launch(address)

        serve(folder, Path.cwd(), port, ready=ready, show=lambda path: typer.launch(str(path), locate=True))


def _is_remote() -> bool:
    return bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


def _tell_ready(address: str, port: int, as_json: bool) -> None:
    console.tell_result(
        "ready",
        f"The film is at {address}",
        {"url": address, "port": port},
        as_json=as_json,
    )
    if as_json:
        return
    if _is_remote():
        user = os.environ.get("USER", "you")
        console.tell(f"On the computer that you sit at: ssh -L {port}:127.0.0.1:{port} {user}@this-computer")
        console.tell("Then open the address there.")
    if sys.stdin is not None and sys.stdin.isatty():
        console.tell("Ctrl-C ends it; every step is kept.")
