"""The albums that were opened last, and folders with photos where people keep them: what the page offers."""

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from slideshow.system.user_folders import cache_folder

_MOST = 8
_NAME = "recent.json"
_PLACES = ("Pictures", "Desktop", "Downloads", "Photos")
_SUFFIXES = {".jpg", ".jpeg", ".heic", ".png", ".webp", ".avif", ".mp4", ".mov"}
_MOST_LOOKED_AT = 200
_LEAST_PHOTOS = 3


def _file() -> Path:
    return cache_folder() / "editing" / _NAME


def recent_albums() -> list[Path]:
    """The albums opened before that are still there, the latest first."""
    try:
        names = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(names, list):
        return []
    return [Path(name) for name in names if isinstance(name, str) and Path(name).is_dir()]


def remember(folder: Path) -> None:
    """This album was opened."""
    whole = folder.resolve()
    names = [str(whole), *(str(one) for one in recent_albums() if one != whole)]
    with suppress(OSError, UnicodeError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(names[:_MOST]), "utf-8")


def albums_by_id() -> Mapping[str, Path]:
    """The albums to choose from, by an id each."""
    found = dict.fromkeys(recent_albums())
    with suppress(RuntimeError):
        home = Path.home()
        for place in (Path.cwd(), *(home / name for name in _PLACES)):
            found |= dict.fromkeys(one.resolve() for one in _with_photos(place))
    return {_id(path): path for path in list(found)[: 2 * _MOST]}


def _with_photos(place: Path) -> list[Path]:
    """A folder and those in it that hold a few photos."""
    found = []
    with suppress(OSError):
        for folder in (place, *sorted(one for one in place.iterdir() if one.is_dir())[:_MOST_LOOKED_AT]):
            count = 0
            with suppress(OSError):
                for one in list(folder.iterdir())[:_MOST_LOOKED_AT]:
                    count += one.suffix.lower() in _SUFFIXES
            if count >= _LEAST_PHOTOS and not folder.name.startswith("."):
                found.append(folder)
    return found


def _id(path: Path) -> str:
    return blake2b(str(path).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
