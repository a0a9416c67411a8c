"""A file that is named in an album's or a template's file -> whether it may be read: such files may come
from anybody, and music that one names ends in a film that is sent to friends.

What lies in the file's own folder may be. So may what the person has named on the command line or in a
program once: that is remembered, as a digest, until `slideshow cache clear`. So are links to albums: the
host of one that only an album's file names is not called.
"""

import hashlib
import os
from pathlib import Path, PurePath

from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder

MOST_BYTES = 1_000_000


def stays_inside(name: str, folder: Path) -> bool:
    """Whether a name leads to a file in the folder, links included.

    The disk is asked only for one that stays inside by itself: to ask for //host/share is to call that host.
    """
    path = PurePath(name)
    if path.anchor or ".." in path.parts or name.startswith("~") or "\0" in name:
        return False
    try:
        return (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def remember(path: Path) -> None:
    """The person has named this file."""
    for digest in {_digest(path), _digest(path.resolve())}:
        _kept().write(digest, b"named")


def is_remembered(path: Path) -> bool:
    """Whether the person has named this file before. The file itself is not looked at."""
    file = _kept().file(_digest(path))
    if file.is_file():
        _kept().touch(file)
        return True
    return False


def remember_link(url: str) -> None:
    """The person has given this link: its host may be asked for it."""
    _kept().write(_link_digest(url), b"given")


def is_remembered_link(url: str) -> bool:
    """Whether the person has given this link before."""
    file = _kept().file(_link_digest(url))
    if file.is_file():
        _kept().touch(file)
        return True
    return False


def _link_digest(url: str) -> str:
    # No path begins so, once it is whole.
    return hashlib.blake2b(f"link {url}".encode("utf-8", "replace"), digest_size=16).hexdigest()


def _kept() -> FileCache:
    return FileCache(cache_folder() / "named")


def _digest(path: Path) -> str:
    # Not Path.resolve(), which looks at the disk.
    whole = os.path.normcase(os.path.abspath(path))  # noqa: PTH100
    return hashlib.blake2b(os.fsencode(whole), digest_size=16).hexdigest()
