"""The file of a logo → the mark of a film, read and checked."""

import io
from pathlib import Path

from PIL import Image

from slideshow.errors import InputError, printable
from slideshow.model.mark import Mark, MarkColour, MarkPlace
from slideshow.pipeline.svg_mark import is_svg, png_of
from slideshow.system.safe_read import read_start

# It goes with every segment to whoever draws it.
_MOST_BYTES, _MOST_PIXELS = 4_000_000, 25_000_000


def mark_of(path: Path, place: MarkPlace, width: float, opacity: float, colour: MarkColour) -> Mark:
    """The mark. Raises InputError for what is neither PNG nor SVG, or too large for a logo."""
    name = printable(path)
    try:
        content = read_start(path, _MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{name}: cannot be read ({why}).", "Name the PNG or SVG of a logo.") from error
    if len(content) > _MOST_BYTES:
        raise InputError(f"{name}: is too large for a logo.", "Make it smaller: 1000 pixels are plenty.")
    if is_svg(content):
        content = png_of(content, name)
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise InputError(f"{name}: is too large for a logo.", "1000 pixels across are plenty.")
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError(f"{name}: is no PNG or SVG that can be read.", "Export it as PNG.") from error
    return Mark(content, place, width, opacity, colour)
