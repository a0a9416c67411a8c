"""File names in the order that people expect."""

import re
from pathlib import Path

_DIGITS = re.compile(r"([0-9]+)")


def natural_name(path: Path) -> tuple[object, ...]:
    """A sort key that puts IMG_9 before IMG_10 and does not mind case."""
    *folders, _ = path.parts or ("",)
    # The ending is compared last, or "IMG_1-2.jpg" would come before "IMG_1.jpg".
    return tuple(_natural(part) for part in (*folders, path.stem, path.suffix))


def _natural(text: str) -> tuple[str | int, ...]:
    # "IMG_10b" -> ("img_", 10, "b"): text and numbers alternate, so like always meets like
    return tuple(
        int(part) if index % 2 else part.casefold() for index, part in enumerate(_DIGITS.split(text))
    )


def at_home(name: str | Path) -> Path:
    """The path that a person wrote; "~" begins one at their home, where they have one."""
    path = Path(name)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
