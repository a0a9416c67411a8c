"""All that is kept in the user's cache: how much there is, and how to be rid of it."""

from dataclasses import dataclass
from pathlib import Path

from slideshow.batch.album_fingerprint import MOST_BYTES as MOST_DIGESTS_BYTES
from slideshow.documents.trusted_paths import MOST_BYTES as MOST_NAMED_BYTES
from slideshow.editing.preview import MOST_BYTES as MOST_PREVIEW_BYTES
from slideshow.inspect.cache import MOST_BYTES as MOST_FACTS_BYTES
from slideshow.media.proxies import MOST_BYTES as MOST_PROXIES_BYTES
from slideshow.render.hardware_encoder import MOST_BYTES as MOST_ENCODERS_BYTES
from slideshow.render.segment_cache import MOST_BYTES as MOST_SEGMENTS_BYTES
from slideshow.sound.beats.cache import MOST_BYTES as MOST_RHYTHMS_BYTES
from slideshow.sound.sound_cache import MOST_BYTES as MOST_SOUNDS_BYTES
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder
from slideshow.system.working_folder import drop_left_work

# The steps of films that are being changed are a person's choices, and no cache: they are not among these.
_MOST_BYTES = {
    "facts": MOST_FACTS_BYTES,
    "segments": MOST_SEGMENTS_BYTES,
    "proxies": MOST_PROXIES_BYTES,
    "preview": MOST_PREVIEW_BYTES,
    "sounds": MOST_SOUNDS_BYTES,
    "rhythms": MOST_RHYTHMS_BYTES,
    "encoders": MOST_ENCODERS_BYTES,
    "digests": MOST_DIGESTS_BYTES,
    "named": MOST_NAMED_BYTES,
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of things that are kept."""

    name: str
    folder: Path
    count: int
    size_bytes: int
    most_bytes: int


def shelves() -> list[Shelf]:
    """What is kept now."""
    found = []
    for name, most_bytes in _MOST_BYTES.items():
        kept = FileCache(cache_folder() / name)
        sizes = [status.st_size for _, status in kept.files()]
        found.append(Shelf(name, kept.folder, len(sizes), sum(sizes), most_bytes))
    return found


def clear() -> int:
    """Throws out all that is kept and what killed runs have left; returns how many bytes that was."""
    before = sum(shelf.size_bytes for shelf in shelves())
    for name in _MOST_BYTES:
        FileCache(cache_folder() / name).clear()
    drop_left_work()
    return before - sum(shelf.size_bytes for shelf in shelves())
