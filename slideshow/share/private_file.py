"""A text for one pair of eyes → its file: the link in it opens the album."""

import contextlib
import os
import secrets
from pathlib import Path

from slideshow.errors import RenderError, printable


def write_private(path: Path, text: str) -> None:
    """The text in a file that only this user may read, under its name once it is whole.

    Raises RenderError when it cannot be written.
    """
    part = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode())
        part.replace(path)
    except OSError as error:
        raise RenderError(f"{printable(path)}: cannot be written ({error.strerror or error}).") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
