"""A folder of copies → a cloud and a link to it, by rclone; and the link taken back, where rclone can.

What each cloud can do was read in rclone's source and documentation, July 2026. On most of them --unlink is
ignored and gives the link out again, so it is only called where it is known to revoke.
"""

import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from slideshow.errors import InputError, RenderError, printable
from slideshow.events import Report, Started, ignore
from slideshow.share.link.services import TO_END
from slideshow.share.upload import rclone

_ASK_SECONDS = 120.0
_COPY_SECONDS = 12 * 3600.0
# rclone's own answer for a folder that is not there.
_NO_FOLDER = 3
# Some clouds tell no sizes, and some show what has just come a little later.
_UNKNOWN = -1
_LISTINGS, _LISTING_SECONDS = 4, 3.0

_REVOKES = frozenset({"jottacloud", "yandex", "gofile", "pixeldrain"})
# Where --expire does something. s3 gives links to files only, for 7 days at most.
_ENDS = frozenset({"dropbox", "onedrive", "s3"})
_MOST_S3_DAYS = 7
# A link to these would give out scrambled names and contents.
_SCRAMBLED = frozenset({"crypt", "chunker", "compress"})
_SERVICES = {
    "drive": "Google Drive",
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "box": "Box",
    "pcloud": "pCloud",
    "mega": "MEGA",
}


@dataclass(frozen=True, slots=True)
class Remote:
    """A folder in a cloud: "drive:Trip" and the kind of cloud that rclone says it is, such as "drive"."""

    place: str
    backend: str

    @property
    def service(self) -> str:
        """What people call the cloud."""
        return _SERVICES.get(self.backend, self.backend)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """`url` is None where rclone gave no link. `until` is known only where the cloud surely keeps to it.

    `notes` are sentences on what the link has not, or what is left to do.
    """

    url: str | None
    until: date | None
    notes: tuple[str, ...]


def find_remote(text: str) -> Remote:
    """The folder that "REMOTE:PATH" stands for. Raises InputError for one that cannot be shared."""
    # Not repeated: remotes can be written with their secrets in them (":s3,secret_access_key=...:").
    match = re.fullmatch(r"(\w[\w.+@ -]*):(.*)", text.strip())
    if match is None or not text.strip().isprintable():
        raise InputError("REMOTE:PATH: is not a remote of rclone and a folder in it.", "Write drive:Trip.")
    name, path = match[1], match[2].strip("/")
    if os.name == "nt" and len(name) == 1:
        raise InputError(f"{name}: is a disk, and no remote of rclone.", "Give the remote a longer name.")
    if not path or path in (".", "..") or any(part == ".." for part in path.split("/")):
        raise InputError(
            f"{name}: names no folder: a link to it would give out all that it holds.",
            f"Name a new folder, such as {name}:Trip.",
        )
    said = rclone.run(["listremotes", "--long"], seconds=_ASK_SECONDS)
    if said.code:
        raise RenderError(f"rclone could not read its settings ({said.words}).", "Try rclone listremotes.")
    backends = {}
    for line in said.output.splitlines():
        known, _, rest = line.partition(":")
        if rest.strip():
            backends[known.strip()] = rest.split()[0]
    if name not in backends:
        there_are = f"There are {', '.join(backends)}." if backends else "There are none yet."
        raise InputError(
            f"{name}: rclone has no remote of that name.", f"{there_are} rclone config adds one."
        )
    return Remote(f"{name}:{path}", backends[name])


def check_expiry(remote: Remote, days: int | None) -> None:
    """Raises InputError for an end that the cloud does not know."""
    if days is None:
        return
    if days < 1:
        raise InputError(f"--expire {days}: must be 1 day or more.")
    if remote.backend == "s3" and days > _MOST_S3_DAYS:
        raise InputError(f"--expire {days}: links to s3 end after {_MOST_S3_DAYS} days at most.")


def upload(
    folder: Path,
    names: Sequence[str],
    remote: Remote,
    *,
    expire_days: int | None = None,
    today: date | None = None,
    report: Report = ignore,
) -> Uploaded:
    """The files `names` of `folder` in the cloud, and a link to them. Raises SlideshowError.

    Whatever else is in the cloud's folder would be shared as well, so it must hold nothing else: it is
    looked at before, and again when all is there, and only then a link is asked for.
    """
    check_expiry(remote, expire_days)
    _refuse_others(remote, set(names))
    report(Started("upload"))
    # In full: of "drive:Private", "-trip" and ":x" it would make a remote, an option, a cloud.
    said = rclone.run(["copy", "--", str(folder.resolve()), remote.place], seconds=_COPY_SECONDS)
    if said.code:
        raise RenderError(
            f"{remote.place}: the copies could not be uploaded ({said.words}).",
            f"They are in {printable(folder)}.",
        )
    _check_arrived(folder, names, remote)
    if remote.backend in _SCRAMBLED:
        note = f"{remote.place}: is a {remote.backend} remote: others cannot read what is in it, so no link."
        return Uploaded(None, None, (note,))
    ends = remote.backend in _ENDS and expire_days is not None
    expiry = [f"--expire={expire_days}d"] if ends else []
    said = rclone.run(["link", *expiry, "--", remote.place], seconds=_ASK_SECONDS)
    if said.code:
        note = (
            f"{remote.place}: the copies are there, but rclone got no link ({said.words}). Make one in the "
            "service's own pages, and check it with slideshow link."
        )
        return Uploaded(None, None, (note,))
    lines = said.output.splitlines()
    if not lines or "://" not in lines[-1]:
        raise RenderError(f"{remote.place}: rclone gave no link.", "Make one in the service's own pages.")
    # Dropbox drops the end without a word on Basic accounts.
    is_sure = ends and remote.backend != "dropbox"
    until = (today or date.today()) + timedelta(days=expire_days or 0) if is_sure else None
    return Uploaded(lines[-1].strip(), until, _notes(remote, expire_days))


def unshare(remote: Remote) -> str:
    """Takes the link to a folder back where rclone can; a sentence on what was done.

    Raises RenderError with the service's own steps where it cannot.
    """
    if remote.backend not in _REVOKES:
        raise RenderError(
            f"{remote.place}: rclone cannot take back a link to {remote.service}; it still works.",
            TO_END.get(remote.service, f"End it in the service's own pages, or delete {remote.place}."),
        )
    said = rclone.run(["link", "--unlink", "--", remote.place], seconds=_ASK_SECONDS)
    if said.code:
        raise RenderError(
            f"{remote.place}: the link could not be taken back ({said.words}).",
            "End it in the service's own pages.",
        )
    return f"{remote.place}: the link was taken back. The files are still there, for you alone."


def _refuse_others(remote: Remote, names: set[str]) -> None:
    said = rclone.run(["lsf", "--max-depth=1", "--", remote.place], seconds=_ASK_SECONDS)
    if said.code == _NO_FOLDER:
        return
    if said.code:
        raise RenderError(f"{remote.place}: cannot be read ({said.words}).", "Try rclone lsf.")
    others = [name for name in said.output.splitlines() if name not in names]
    if others:
        raise InputError(
            f"{remote.place}: holds other files ({_shown(others[0])}), which the link would show as well.",
            "Name a new folder.",
        )


def _check_arrived(folder: Path, names: Sequence[str], remote: Remote) -> None:
    """Raises RenderError unless what is there is what was meant, by names and sizes."""
    meant = {name: (folder / name).stat().st_size for name in names}
    for tries_left in reversed(range(_LISTINGS)):
        said = rclone.run(
            ["lsf", "--max-depth=1", "--format=sp", "--separator=/", "--", remote.place], seconds=_ASK_SECONDS
        )
        if said.code:
            raise RenderError(
                f"{remote.place}: what arrived cannot be read ({said.words}); no link made.",
                "Start again, or make one in the service's own pages when you have looked at it.",
            )
        there = [_sized(line) for line in said.output.splitlines()]
        arrived = {name for name, size in there if size in (meant.get(name), _UNKNOWN) and name in meant}
        others = [name for name, size in there if name not in meant or size not in (meant[name], _UNKNOWN)]
        if others:
            raise RenderError(
                f"{remote.place}: holds something else than was sent ({_shown(others[0])}); no link made.",
                "Look at what is there, and name a new folder.",
            )
        if arrived == meant.keys():
            return
        if tries_left:
            time.sleep(_LISTING_SECONDS)
    missing = sorted(meant.keys() - arrived)
    raise RenderError(
        f"{remote.place}: {len(missing)} of {len(meant)} copies did not arrive ({missing[0]}); no link made.",
        "Start again.",
    )


def _sized(line: str) -> tuple[str, int]:
    """ "7021/001.jpg" as a name and its bytes; a folder ends with a stroke, and has none."""
    size, _, name = line.partition("/")
    try:
        return name, int(size)
    except ValueError:
        return line, _UNKNOWN


def _notes(remote: Remote, expire_days: int | None) -> tuple[str, ...]:
    notes = ["The link has no password: rclone cannot set one."]
    if expire_days is None:
        notes.append("The link has no end: it works until you take it back (slideshow unshare).")
    elif remote.backend not in _ENDS:
        notes.append(f"The link has no end: {remote.service} knows none that rclone can set.")
    elif remote.backend == "dropbox":
        notes.append("Dropbox keeps to the end of a link only on paid plans: look at its page.")
    return tuple(notes)


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:80])
