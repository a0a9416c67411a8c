"""What a person gives as a place -> a folder of this computer, or an address elsewhere: s3://bucket/albums."""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from slideshow.errors import InputError

# A single letter is a drive of Windows.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


class Address(PurePosixPath):
    """A place that fsspec knows the way to. A path in all but its beginning, and never opened as one."""

    __slots__ = ()

    def __str__(self) -> str:
        # A path keeps one slash only of several.
        return super().__str__().replace(":/", "://", 1)

    @property
    def store(self) -> str:
        """The bucket, or the server: s3://bucket."""
        return "://".join((self.parts[0].removesuffix(":"), *self.parts[1:2]))


Place = Path | Address


def place_of(word: str) -> Place:
    """The place that is meant. Raises InputError for an address that names no bucket nor server."""
    scheme = _SCHEME.match(word)
    if not scheme:
        return Path(word)
    if scheme[1].lower() == "file":
        path = unquote(urlsplit(word).path)
        # file:///C:/albums
        return Path(path[1:] if re.match(r"/[A-Za-z]:", path) else path)
    address = Address(word)
    if len(address.parts) < 2 or word[scheme.end() :].startswith("/"):
        raise InputError(f"{word}: names no bucket or server.", "An address is such as s3://bucket/albums.")
    return address
