"""Grade → table of colours → a picture's colours changed: once for each card, not for each frame."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from slideshow.effects.grades import GRADES
from slideshow.errors import TemplateError, printable
from slideshow.model.template import Grade
from slideshow.render.colour import RGB
from slideshow.system.safe_read import read_start

_SIDE = 25
_MOST_SIDE = 65
_MOST_BYTES = 12_000_000


def graded(picture: RGB, grade: Grade) -> RGB:
    """The picture (H, W, 3) in the grade's colours. Raises TemplateError for a table that cannot be read."""
    table = table_of(grade)
    if table is None:
        return picture
    return np.array(Image.fromarray(picture).filter(table), np.uint8)


@lru_cache(maxsize=4)
def table_of(grade: Grade) -> ImageFilter.Color3DLUT | None:
    """The grade as a table of colours; None where it changes nothing."""
    if grade.cube is not None:
        side, values = read_cube(Path(grade.cube))
        plain = _plain(side)
    elif grade.name is not None:
        side, plain = _SIDE, _plain(_SIDE)
        values = np.clip(GRADES[grade.name](plain), 0.0, 1.0)
    else:
        return None
    mixed = plain + (values - plain) * grade.strength
    return ImageFilter.Color3DLUT(side, mixed.astype(np.float32).reshape(-1).tolist())


def read_cube(path: Path) -> tuple[int, np.ndarray]:
    """Side and colours (side ** 3, 3), red fastest, of a `.cube` file (Adobe's Cube LUT Specification 1.0).

    Raises TemplateError with the line that is wrong.
    """
    name = printable(path)
    try:
        text = read_start(path, _MOST_BYTES + 1).decode("utf-8", "replace")
    except OSError as error:
        raise TemplateError(f"{name}: cannot be read ({(error.strerror or str(error)).lower()}).") from error
    side, rows = 0, []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split("#")[0].split()
        if not words or words[0] in ("TITLE", "DOMAIN_MIN", "DOMAIN_MAX"):
            continue
        try:
            if words[0] == "LUT_3D_SIZE":
                side = int(words[1])
            elif words[0][0].isalpha():
                raise ValueError
            else:
                red, green, blue = (float(word) for word in words)
                rows.append((red, green, blue))
        except (ValueError, IndexError):
            raise TemplateError(
                f"{name}:{number}: is no line of a table of colours.", "It must be a 3D .cube file."
            ) from None
        if len(rows) > _MOST_SIDE**3:
            break
    if not 2 <= side <= _MOST_SIDE or len(rows) != side**3:
        raise TemplateError(
            f"{name}: has {len(rows)} colours where {side}³ are needed.", "It must be a 3D .cube file."
        )
    values = np.nan_to_num(np.array(rows, np.float64))
    return side, np.clip(values, 0.0, 1.0)


def _plain(side: int) -> np.ndarray:
    """The table that changes nothing: (side ** 3, 3), red fastest."""
    steps = np.linspace(0.0, 1.0, side)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    return np.stack([red, green, blue], axis=-1).reshape(-1, 3)
