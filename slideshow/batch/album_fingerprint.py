"""An album's folder + what was asked for -> a name for all that its film comes of."""

import dataclasses
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

from slideshow.batch.file_digest import file_digest
from slideshow.documents import template_files
from slideshow.documents.captions_file import NAME as CAPTIONS
from slideshow.documents.storyboard_file import NAME as STORYBOARD
from slideshow.errors import SlideshowError
from slideshow.model.brief import Brief
from slideshow.model.file_names import at_home
from slideshow.render.fingerprint import program
from slideshow.scan.file_kinds import CLIP, PHOTO, RAW_PHOTO, SOUND, kind_by_name
from slideshow.scan.sidecars.folder_files import tells_of_folder
from slideshow.scan.sidecars.read import is_sidecar
from slideshow.system import toml
from slideshow.system.file_cache import FileCache
from slideshow.system.safe_read import read_start
from slideshow.system.user_folders import cache_folder
from slideshow.version import __version__, source_digest

MOST_BYTES = 50_000_000
# A file written to so shortly before may be written to again with no other time to show for it.
_RACY_NS = 3_000_000_000

# Size, time of content, time of anything.
_State = tuple[int, int, int]


def fingerprint(
    folder: Path,
    brief: Brief,
    fresh: bool,
    options: Sequence[str],
    known: Mapping[str, str] | None = None,
) -> str:
    """32 hexadecimal digits: others for other photos, music, words beside them, options, template or program.

    It asks for contents, not for dates; with `known`, these are the album's files and what names their
    contents. Raises OSError when the folder cannot be listed.
    """
    digests = Digests(folder)
    content = {
        # The title, where nobody gives another.
        "name": folder.resolve().name,
        "files": {path.name: digests.of(path) for path in files_in(folder)} if known is None else {**known},
        "music": [_music(path, digests) for path in _songs(folder, brief, fresh)],
        "soundfont": _music(at_home(brief.soundfont), digests) if brief.soundfont else "",
        "brief": {
            field.name: _plain(getattr(brief, field.name))
            for field in dataclasses.fields(brief)
            # What these name counts, not the way to it from the current folder.
            if field.name not in ("music", "soundfont", "template")
        },
        "template": [_template(name) for name in (brief.template, None if fresh else _named(folder)) if name]
        or [_template(template_files.DEFAULT)],
        "options": [fresh, *options],
        "program": [__version__, program(), source_digest()],
    }
    if known is None:
        digests.keep()
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=16).hexdigest()


def files_in(folder: Path) -> list[Path]:
    """The files of an album that a film may depend on."""
    with os.scandir(folder) as entries:
        return sorted(Path(one.path) for one in entries if matters(one.name) and _is_file(one))


class Digests:
    """Digests of an album's files, known from last time where neither size nor times have changed since."""

    def __init__(
        self, folder: Path, kept: FileCache | None = None, now_ns: Callable[[], int] = time.time_ns
    ) -> None:
        self._kept = kept or FileCache(cache_folder() / "digests")
        name = hashlib.blake2b(os.fsencode(folder.resolve()), digest_size=16).hexdigest()
        self._name = f"{name}.json"
        self._known = _read(self._kept.file(self._name))
        self._seen: dict[str, tuple[_State, str]] = {}
        self._now_ns = now_ns
        # Files whose content had to be read.
        self.read: list[Path] = []

    def of(self, path: Path) -> str:
        """The digest of a file's content."""
        name = str(path.resolve())
        try:
            status = path.stat()
        except OSError:
            return "missing"
        if not path.is_file():
            return "no file"
        state = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        known = self._known.get(name)
        if known and known[0] == state:
            digest = known[1]
        else:
            digest = file_digest(path)
            self.read.append(path)
        if self._now_ns() - max(state[1:]) > _RACY_NS:
            self._seen[name] = state, digest
        return digest

    def keep(self) -> None:
        """For the next time, where the cache can be written."""
        if self._seen != self._known:
            self._kept.write(self._name, json.dumps(self._seen).encode())
            self._kept.sweep(MOST_BYTES, 24 * 3600)


def _read(file: Path) -> dict[str, tuple[_State, str]]:
    """What was kept; nothing where it makes no sense."""
    known = {}
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        for name, ((size, changed, touched), digest) in json.loads(file.read_bytes()).items():
            known[str(name)] = (int(size), int(changed), int(touched)), str(digest)
    return known


def matters(name: str) -> bool:
    """Whether a film may depend on a file of this name."""
    if tells_of_folder(name):
        return True
    if name.startswith("."):
        return False
    return (
        name in (STORYBOARD, CAPTIONS)
        or kind_by_name(name) in (PHOTO, RAW_PHOTO, CLIP, SOUND, None)
        or is_sidecar(name)
    )


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _music(path: Path, digests: Digests) -> str:
    """A file's content, or the name of a style of our own; nothing where no music is wanted."""
    if path == Path():
        return ""
    return digests.of(path) if path.exists() else path.name


def _songs(folder: Path, brief: Brief, fresh: bool) -> Iterator[Path]:
    """Music that was asked for, here or in the album's file."""
    for word in brief.music:
        yield at_home(word)
    if not fresh:
        words = _storyboard(folder).get("music", ())
        for word in [words] if isinstance(words, str) else words if isinstance(words, list) else ():
            yield folder / at_home(str(word)) if word else Path()


def _named(folder: Path) -> str | None:
    name = _storyboard(folder).get("template")
    return name if isinstance(name, str) and name else None


def _storyboard(folder: Path) -> dict[str, object]:
    """What the album's file holds; mistakes in it are told when the film is made."""
    with suppress(OSError, ValueError):
        return toml.parse(read_start(folder / STORYBOARD, toml.MOST_BYTES).decode("utf-8-sig"))
    return {}


def _template(name: str) -> object:
    """All that a template says, with its table of colours; its mistakes are told when the film is made."""
    try:
        template = template_files.load(name)
    except SlideshowError as error:
        return error.problem
    cube = template.look.grade.cube
    return [template.model_dump(mode="json"), file_digest(Path(cube)) if cube else None]


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case tuple():
            return [_plain(one) for one in value]
        case Fraction():
            return str(value)
    return repr(value)
