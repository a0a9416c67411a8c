"""The command `photos`: the best photos as pictures for a phone."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from slideshow.cli import console
from slideshow.cli.options import AsJson, Debug, Folder, Quiet, film_options, folder_beside, folder_option
from slideshow.cli.runner import reporting
from slideshow.errors import InputError, printable
from slideshow.pipeline.options import flag

if TYPE_CHECKING:
    from slideshow.pipeline.photos import SentPhotos
    from slideshow.pipeline.photos_asked import PhotosAsked


@film_options(
    "place",
    "shown_as",
    "shape",
    "template",
    "title",
    "order",
    "clips",
    "keep_time",
    "dry_run",
    "phone",
    "kit",
    "album_link",
    "recursive",
    "seed",
    "fresh",
    "overwrite",
    "as_json",
    "quiet",
    "debug",
    help={
        "template": "The look of --as card, and of a title: a name, or a file. [default: default]",
        "title": "Title on the first picture, which is the cover. [default: none]",
        "kit": "Beside the folder: a message to send along.",
        "album_link": "The link to the album of the originals, for the message.",
        "overwrite": "Replace the pictures that are there.",
        "seed": "Another number for --order shuffle. [default: the template's]",
    },
)
def photos(
    folder: Folder,
    options: Any,
    output: Annotated[Optional[Path], folder_option("photos")] = None,  # noqa: UP045
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show them all on one sheet: the folder's name with .png.")
    ] = False,
    phone: Annotated[
        bool, typer.Option("--phone", help="Then send them to a phone in the same Wi-Fi.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make pictures of the best photos, to be sent as photos. In order, without places, times or cameras.

    The originals are only read. A slideshow.toml in the folder decides which, and in which order.
    """
    with reporting(as_json, quiet, debug) as report:
        # The heavy libraries are loaded here, so that --help does not wait for them.
        from slideshow.pipeline.photo_sheet import sheet_of, write_photo_sheet
        from slideshow.pipeline.photos import write_photos
        from slideshow.pipeline.read_options import photo_options_of

        asked = photo_options_of(options, flag)
        out = output or folder_beside(folder, "photos")
        if dry_run:
            if phone or asked.kit:
                raise InputError("--dry-run: writes a sheet alone.", "Leave out --phone and --kit.")
            sent = write_photo_sheet(folder, sheet_of(out), asked, report=report)
        else:
            sent = write_photos(folder, out, asked, report=report)
        if not quiet:
            tell_sent(sent, asked, as_json=as_json)
    if phone:
        from slideshow.cli.phone import offer_photos

        words = str(sent.message) if sent.message else None
        offer_photos([out / name for name in sent.names], out, words, as_json=as_json, debug=debug)


def tell_sent(sent: "SentPhotos", asked: "PhotosAsked", *, as_json: bool, album: str = "") -> None:
    """What was made: for people, or for machines, with the name of the `album` where it is one of many."""
    fields = {**({"album": album} if album else {}), **_fields(sent, asked)}
    console.tell_result("photos", _text(sent, asked), fields, as_json=as_json)


def _fields(sent: "SentPhotos", asked: "PhotosAsked") -> dict[str, object]:
    return {
        "folder": printable(sent.folder),
        "place": asked.place.name,
        "files": [
            {"name": name, "from": printable(photo.path), "size_bytes": size}
            for name, photo, size in zip(sent.names, sent.sources, sent.sizes_bytes, strict=True)
        ],
        "size_bytes": sum(sent.sizes_bytes),
        "left_out": len(sent.left_out),
        "message": printable(sent.message) if sent.message else None,
    }


def _text(sent: "SentPhotos", asked: "PhotosAsked") -> str:
    from slideshow.model.measures import megabytes

    count = len(sent.names)
    text = (
        f"{printable(sent.folder)}: {count} picture{'s' if count != 1 else ''} for {asked.place.name}, "
        f"{megabytes(sum(sent.sizes_bytes))}"
    )
    if sent.left_out:
        text += f"; {len(sent.left_out)} left out"
    return f"{text}\nBeside it: {printable(sent.message)}." if sent.message else text
