"""A finished film -> what goes with it, beside it: trip-cover.jpg, trip-message.txt and trip-share.json."""

import hashlib
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from slideshow.errors import InputError, PhotoError, printable
from slideshow.events import Finished, Noticed, Report, ignore
from slideshow.media.own_films import is_own
from slideshow.package import publish_picture
from slideshow.plan import cover_frame, days_told
from slideshow.render import CardShelf, stills
from slideshow.share.cover import cover_of_film
from slideshow.share.link.links import read_link
from slideshow.share.message import Invitation, message
from slideshow.share.private_file import write_private
from slideshow.system.safe_read import read_start

if TYPE_CHECKING:
    from slideshow.pipeline.planning import Planned

_PROGRAM = "slideshow"
# What we write ourselves has some hundred.
_MOST_BYTES = 1_000_000


def cover_of(film: Path) -> Path:
    return film.with_name(f"{film.stem}-cover.jpg")


def message_of(film: Path) -> Path:
    return film.with_name(f"{film.stem}-message.txt")


def share_of(film: Path) -> Path:
    return film.with_name(f"{film.stem}-share.json")


def check_kit(film: Path, *, overwrite: bool) -> None:
    """Raises InputError when one of the files beside the film is there and not ours, or was changed."""
    if overwrite:
        return
    known = _known(share_of(film))
    text = message_of(film)
    foreign = [
        path
        for path, ours in (
            (cover_of(film), is_own(cover_of(film))),
            (share_of(film), known is not None),
            (text, known is not None and known.get("message_digest") == _digest(text)),
        )
        if os.path.lexists(path) and not ours
    ]
    if foreign:
        raise InputError(
            f"{printable(foreign[0])}: is there already, and is not as slideshow made it.",
            "Use --overwrite to replace it, or choose another name with -o.",
        )


def invitation(film: "Planned") -> Invitation:
    """What the message says: the title, and the album it came from."""
    days = days_told(film.scene.album.photos)
    link = film.storyboard.album_link
    return Invitation(
        title=film.storyboard.heading or "",
        photos=len(film.scene.album.photos) if link else 0,
        first=min(days, default=None),
        last=max(days, default=None),
        link=read_link(link) if link else None,
    )


def write_kit(
    film: "Planned",
    made: Finished,
    about: Invitation,
    *,
    overwrite: bool,
    shelf: CardShelf | None = None,
    report: Report = ignore,
) -> None:
    """Writes cover, message and facts beside the film; the cover's card may lie on the `shelf`.

    Raises SlideshowError.
    """
    check_kit(made.path, overwrite=overwrite)
    cover, text, share = cover_of(made.path), message_of(made.path), share_of(made.path)
    publish_picture(_cover(film, made.path, shelf), cover, overwrite=overwrite)
    words = message(about)
    write_private(text, words)
    facts = {
        "program": _PROGRAM,
        "target": made.target,
        "file": made.path.name,
        "size_bytes": made.size_bytes,
        "duration_seconds": round(made.duration_seconds, 3),
        "link": about.link.url if about.link else None,
        "cover": cover.name,
        "message": text.name,
        "message_digest": _digest(text),
        "proof": made.proof,
    }
    write_private(share, json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
    report(Noticed(f"Beside it: {', '.join(printable(Path(one.name)) for one in (cover, text, share))}."))


def copy_message(about: Invitation, report: Report = ignore) -> None:
    """Puts the message on the clipboard, where there is one; it is said either way."""
    import pyperclip

    try:
        pyperclip.copy(message(about))
    except (pyperclip.PyperclipException, OSError):
        report(Noticed("There is no clipboard here: --kit writes the message into a file."))
    else:
        report(Noticed("The message is on the clipboard: paste it into the chat."))


def _cover(film: "Planned", made: Path, shelf: CardShelf | None) -> Image.Image:
    """The film's best frame, as it was before it was coded; one of the film's own when a photo is gone."""
    try:
        (picture,) = stills(film.timeline, [cover_frame(film.timeline, film.scene.facts_of)], shelf)
        return Image.fromarray(picture)
    except PhotoError:
        return Image.open(io.BytesIO(cover_of_film(made).content))


def _known(share: Path) -> dict[str, object] | None:
    """What we wrote down of a film, None when it was not us."""
    try:
        found = json.loads(read_start(share, _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("program") == _PROGRAM else None


def _digest(path: Path) -> str:
    try:
        return hashlib.blake2b(read_start(path, _MOST_BYTES), digest_size=16).hexdigest()
    except OSError:
        return ""
