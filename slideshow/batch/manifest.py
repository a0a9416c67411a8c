"""What films a folder holds, of which albums, made of what: a hidden file beside them.

It lies there and not in the user's cache, so that it goes with the films, keeps their names, and is gone when
they are. Whatever is wrong with it costs time, never a film.
"""

import contextlib
import json
import os
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from slideshow.batch.file_digest import file_digest
from slideshow.batch.storage import store
from slideshow.batch.storage.address import Address, Place
from slideshow.errors import SlideshowError
from slideshow.system.atomic_write import replacing
from slideshow.system.safe_read import read_start

NAME = ".slideshow-films.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Film:
    """A film as it was when it was made. `fingerprint` names all that it came of.

    At an address, `digest` is what its store says of its content, and `changed_ns` says nothing.
    """

    name: str
    fingerprint: str
    size: int
    changed_ns: int
    digest: str

    @classmethod
    def at(cls, path: Path, fingerprint: str) -> "Film":
        """The film that was just made there. Raises OSError."""
        status = path.stat()
        return cls(path.name, fingerprint, status.st_size, status.st_mtime_ns, file_digest(path))

    def is_whole(self, folder: Path) -> bool:
        """Whether it is still there, unchanged: by its date where that is the same, by content otherwise."""
        try:
            status = (folder / self.name).stat()
        except OSError:
            return False
        if status.st_size != self.size:
            return False
        return status.st_mtime_ns == self.changed_ns or file_digest(folder / self.name) == self.digest


# Some ten thousand albums.
_MOST_BYTES = 100_000_000


class Manifest:
    """The films in a folder, by the place of their album."""

    def __init__(self, folder: Place, root: Place) -> None:
        self._folder = folder
        self._file = folder / NAME
        # Two folders of albums may have their films in one place; and all may be moved together.
        self._root = _way(folder, root)
        self._roots = _read(self._file)

    @property
    def films(self) -> Mapping[Path, Film]:
        return self._roots.get(self._root, {})

    def taken(self, present: Iterable[Path]) -> set[str]:
        """Names of films that stand there and are not of the albums at these places, but of others once."""
        here = set(present)
        there = _names_in(self._folder)
        return {
            film.name
            for root, films in self._roots.items()
            for place, film in films.items()
            if (root != self._root or place not in here) and film.name in there
        }

    def put(self, place: Path, film: Film) -> None:
        """Writes down a film that was made; where that cannot be, it is made again the next time."""
        # Another run may have written meanwhile.
        self._roots = _read(self._file)
        self._roots.setdefault(self._root, {})[place] = film
        self._write()

    def _write(self) -> None:
        content = {
            "version": _VERSION,
            "albums": {
                root: {place.as_posix(): asdict(film) for place, film in films.items()}
                for root, films in self._roots.items()
            },
        }
        text = json.dumps(content, indent=1)
        if isinstance(self._file, Address):
            with contextlib.suppress(SlideshowError):
                store.write_text(self._file, text)
            return
        with contextlib.suppress(OSError), replacing(self._file) as part:
            part.write_text(text, "utf-8")


def _names_in(folder: Place) -> set[str]:
    if isinstance(folder, Address):
        return {file.name for file in store.files_in(folder)}
    with contextlib.suppress(OSError):
        return {path.name for path in folder.iterdir()}
    return set()


def _way(folder: Place, root: Place) -> str:
    """The way from the films to the albums."""
    if isinstance(folder, Address) and isinstance(root, Address) and folder.store == root.store:
        return posixpath.relpath("/".join(("", *root.parts[2:])), "/".join(("", *folder.parts[2:])))
    if isinstance(root, Address):
        return str(root)
    if isinstance(folder, Address):
        return root.resolve().as_posix()
    try:
        return Path(os.path.relpath(root.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return root.resolve().as_posix()


def _read(file: Place) -> dict[str, dict[Path, Film]]:
    roots: dict[str, dict[Path, Film]] = {}
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        text = store.read_text(file) if isinstance(file, Address) else read_start(file, _MOST_BYTES).decode()
        content = json.loads(text)
        if content["version"] != _VERSION:
            return {}
        for root, films in content["albums"].items():
            roots[str(root)] = {Path(place): _film(fields) for place, fields in films.items()}
    return roots


def _film(fields: Mapping[str, object]) -> Film:
    film = Film(**fields)  # type: ignore[arg-type]
    kinds = (str, str, int, int, str)
    if not all(isinstance(value, kind) for value, kind in zip(asdict(film).values(), kinds, strict=True)):
        raise TypeError("film")
    # A name that leads elsewhere is none of ours, nor one that no file can have (fsencode raises ValueError).
    if film.name in ("", "..") or Path(film.name).name != film.name or b"\0" in os.fsencode(film.name):
        raise ValueError("name")
    return film
