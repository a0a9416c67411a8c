"""Films and previews that were made on this computer: these alone may be made anew under the same name.

The mark tells slideshow's films from others, and is the same in each, so that none says who made it. Whose
it is stands here: in the person's own folder, as a digest of what was made.
"""

import hashlib
import os
from pathlib import Path

from slideshow.media.film_mark import is_ours
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import state_folder

_END_BYTES = 1 << 16
# A hundred thousand films.
_MOST_BYTES = 400_000
_SWEEP_SECONDS = 30 * 24 * 3600


def remember(path: Path) -> None:
    """It was made here. Where that cannot be written down, it is a stranger's the next time."""
    kept = _kept()
    kept.write(_digest(path), b"made")
    kept.sweep(_MOST_BYTES, _SWEEP_SECONDS)


def is_own(path: Path) -> bool:
    """Whether it was made here, wherever it lies now and whatever it is called."""
    if not is_ours(path):
        return False
    try:
        file = _kept().file(_digest(path))
    except OSError:
        return False
    if file.is_file():
        _kept().touch(file)
        return True
    return False


def _kept() -> FileCache:
    return FileCache(state_folder() / "made")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        digest = hashlib.blake2b(size.to_bytes(8, "big"), digest_size=16)
        for start in (0, max(0, size - _END_BYTES)):
            file.seek(start)
            digest.update(file.read(_END_BYTES))
    return digest.hexdigest()
