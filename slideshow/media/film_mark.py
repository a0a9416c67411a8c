"""The mark at the end of films and previews that slideshow made."""

import os
from pathlib import Path

# A box at the end of the file that players skip: a "free" box is room left free, by the standard.
# It says which program made the film, nothing about the person, and is the same in every film.
_PAYLOAD = b"slideshow film 1"
MARK = (8 + len(_PAYLOAD)).to_bytes(4, "big") + b"free" + _PAYLOAD


def is_ours(path: Path) -> bool:
    """True for a film or preview that slideshow made and nobody has changed the end of."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - len(MARK)))
            return file.read() == MARK
    except OSError:
        return False
