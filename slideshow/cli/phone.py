"""The command `phone`: the film's way from this computer to a phone."""

import os
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Optional

import typer

from slideshow.cli import console
from slideshow.cli.options import AsJson, Debug
from slideshow.events import Event, Noticed, Offered, Withdrawn

_OVER = "The {what} {verb} over your own network, not encrypted; only who has this address can open it."
# typer reads these at run time: `Optional`, not `| None`.
Film = Annotated[Path, typer.Argument(help="The film to send.", show_default=False)]


def phone(
    film: Film,
    message: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="The words to send along, with the album's link: a text, or a file that holds it."),
    ] = None,
    cover: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="The film's cover. [default: a frame of it]"),
    ] = None,
    host: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="The address of this computer to use. [default: that of its home network]"),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to use; 0 is any free one.")] = 0,
    minutes: Annotated[float, typer.Option(help="How long the film is offered.")] = 10.0,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Send a film to a phone in the same Wi-Fi. Scan the code, and save it from the page that opens."""
    from slideshow.cli.runner import reporting

    with reporting(as_json, not as_json, debug) as report:
        from slideshow.cli.keyboard import keys
        from slideshow.share.phone.offer import message_of
        from slideshow.share.phone.offer import phone as offer

        words = message_of(message)
        with keys() as pressed:
            offer(
                film,
                cover=cover,
                message=words,
                host=host,
                port=port,
                minutes=minutes,
                pressed=pressed,
                report=report if as_json else _tell,
            )


def offer_photos(files: list[Path], folder: Path, message: str | None, *, as_json: bool, debug: bool) -> None:
    """Sends pictures, and clips among them, to a phone in the same Wi-Fi."""
    from slideshow.cli.runner import reporting

    with reporting(as_json, not as_json, debug) as report:
        from slideshow.cli.keyboard import keys
        from slideshow.share.phone.offer import message_of
        from slideshow.share.phone.photos import phone_photos

        words = message_of(message)
        with keys() as pressed:
            phone_photos(
                files,
                folder,
                message=words,
                pressed=pressed,
                report=report if as_json else partial(_tell, what="pictures"),
            )


def _tell(event: Event, what: str = "film") -> None:
    """What happens, in lines for people."""
    verb = "are" if what.endswith("s") else "is"
    match event:
        case Offered():
            _invite(event, what, verb)
        case Noticed(text):
            console.tell(text)
        case Withdrawn(_, "saved"):
            console.tell(f"The {what} {verb} on the phone. The page is closed.")
        case Withdrawn(_, "time"):
            console.tell("The time is over, and the page is closed. Start again when the phone is at hand.")
        case Withdrawn():
            console.tell("The page is closed.")


def _invite(offer: Offered, what: str, verb: str) -> None:
    console.tell("")
    if sys.stdout.isatty() and console.tell_code(offer.address, shutil.get_terminal_size()):
        console.tell("")
        console.tell("Scan this with the phone's camera, in the same Wi-Fi, or open")
    else:
        console.tell("Open this on a phone in the same Wi-Fi:")
    console.tell(f"  {offer.address}")
    console.tell("")
    if offer.warning:
        console.tell(offer.warning)
    if offer.other_hosts:
        console.tell(f"If the phone cannot open it, try --host {' or --host '.join(offer.other_hosts[:4])}.")
    if os.name == "nt":
        console.tell("Windows may ask whether Python may be reached: allow it in private networks.")
    console.tell(_OVER.format(what=what, verb="go" if verb == "are" else "goes"))
    how = "Any key ends it" if sys.stdin is not None and sys.stdin.isatty() else "Ctrl-C ends it"
    console.tell(
        f"{how}; otherwise it ends when the {what} {verb} saved, or after {offer.minutes:g} minutes."
    )
