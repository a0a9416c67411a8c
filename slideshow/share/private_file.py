"""A text for one pair of eyes → its file: the link in it opens the album."""

import os
from pathlib import Path

from slideshow.errors import RenderError, printable
from slideshow.system.atomic_write import replacing


def write_private(path: Path, text: str) -> None:
    """The text in a file that only this user may read, under its name once it is whole.

    Raises RenderError when it cannot be written.
    """
    try:
        with (
            replacing(path) as part,
            os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        ):
            file.write(text.encode())
    except OSError as error:
        raise RenderError(f"{printable(path)}: cannot be written ({error.strerror or error}).") from error
