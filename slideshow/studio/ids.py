"""Files of an album <-> the ids that the page has for them, so that nothing it asks for can be a path."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slideshow.model.album import Album

THUMB_WIDTH = 180
_REVISION = 1


def photo_id(path: Path) -> str:
    """What the page calls a file."""
    return blake2b(str(path).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def ids_of(album: "Album") -> Mapping[str, Path]:
    """Every file of the album that the page may name."""
    return {photo_id(path): path for path in (*(photo.path for photo in album.photos), *album.audio)}


def thumb_name(key: str) -> str:
    """The name in the cache of the picture of a slide that looks so."""
    return f"{key}-{THUMB_WIDTH}-{_REVISION}.jpg"
