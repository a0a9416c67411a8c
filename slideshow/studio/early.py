"""The page as it was last -> shown at once, while the album's film is still being opened.

Kept in the user's cache, and never needed.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from slideshow.studio.ids import photo_id, thumb_name
from slideshow.system.atomic_write import replacing
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder, make_private

_KEY = re.compile(r"[0-9a-f]{24}", re.ASCII)
_PARTS = ("state", "choices")


def read(folder: Path) -> dict[str, Any] | None:
    """What there was to see of the album's film; None where that is not known."""
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(_file(folder).read_text("utf-8"))
        if isinstance(found, dict) and isinstance(found["state"]["slides"], list) and found["choices"]:
            return {name: found[name] for name in _PARTS}
    return None


def keep(folder: Path, whole: Mapping[str, Any]) -> None:
    """Keeps what there is to see now."""
    file = _file(folder)
    with suppress(OSError, KeyError, TypeError):
        make_private(file.parent)
        with replacing(file) as part:
            part.write_text(json.dumps({name: whole[name] for name in _PARTS}), "utf-8")


def thumb(key: str) -> bytes | None:
    """A slide's picture that was drawn before."""
    if not _KEY.fullmatch(key):
        return None
    try:
        return FileCache(cache_folder() / "preview").file(thumb_name(key)).read_bytes()
    except OSError:
        return None


def _file(folder: Path) -> Path:
    return cache_folder() / "editing" / "pages" / f"{photo_id(folder.resolve())}.json"
