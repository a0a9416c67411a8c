"""A file -> what names its content."""

import hashlib
from pathlib import Path
from typing import IO

_BLOCK_BYTES = 1 << 20


def file_digest(path: Path) -> str:
    """32 hexadecimal digits; "missing" where it cannot be read."""
    try:
        # A pipe would be waited for.
        if not path.is_file():
            return "missing"
        with path.open("rb") as file:
            return digest_of(file)
    except OSError:
        return "missing"


def digest_of(file: IO[bytes]) -> str:
    """The same of an open file."""
    digest = hashlib.blake2b(digest_size=16)
    while block := file.read(_BLOCK_BYTES):
        digest.update(block)
    return digest.hexdigest()
