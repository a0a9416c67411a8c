"""Finished segments, kept by fingerprint in the user's cache: what did not change is not made again."""

import hashlib
import logging
from pathlib import Path

from slideshow.system.file_cache import FileCache, link_or_copy
from slideshow.system.user_folders import cache_folder

MOST_BYTES = 2_000_000_000
_SUFFIX = ".mp4"
_log = logging.getLogger(__name__)


class SegmentCache:
    """One file a segment. Its name says what it shows, how long it is and what its bytes come to."""

    def __init__(self, folder: Path | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._kept = FileCache(folder or cache_folder() / "segments")
        self._most_bytes = most_bytes

    def fetch(self, fingerprint: str, to: Path) -> bool:
        """Whether the segment is now at `to`: whole, and there to stay whatever happens to the cache."""
        for file in self._kept.files_named(f"{fingerprint}-"):
            to.unlink(missing_ok=True)
            try:
                link_or_copy(file, to)
                content = to.read_bytes()
            except OSError:  # another run has thrown it out
                continue
            if file.name == _name(fingerprint, content):
                self._kept.touch(file)
                _log.debug("%s: was filmed before", fingerprint)
                return True
            self._kept.drop(file)
        to.unlink(missing_ok=True)
        _log.debug("%s: is to be filmed", fingerprint)
        return False

    def keep(self, fingerprint: str, finished: Path) -> None:
        """Keeps a segment, where the folder can be written. The file must not be changed any more."""
        try:
            name = _name(fingerprint, finished.read_bytes())
        except OSError:
            return
        self._kept.take_in(name, finished)

    def sweep(self) -> None:
        """Throws out what was not used for longest, where there is too much."""
        self._kept.sweep(self._most_bytes)


def _name(fingerprint: str, content: bytes) -> str:
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    return f"{fingerprint}-{len(content)}-{digest}{_SUFFIX}"
