"""What a session began with, in a few letters: whether it is another by now."""

from hashlib import blake2b
from pathlib import Path

from slideshow.model.brief import Brief


def file_digest(file: Path) -> str:
    """That of a file's content; empty where there is none."""
    try:
        return blake2b(file.read_bytes(), digest_size=12).hexdigest()
    except OSError:
        return ""


def brief_digest(brief: Brief) -> str:
    """That of what was asked."""
    return blake2b(repr(brief).encode("utf-8", "replace"), digest_size=12).hexdigest()
