"""Text on sheets that are looked at on a screen: a font, and lines cut to the room there is."""

import threading
from functools import cache

from PIL import ImageFont

_FAMILY = "Inter"
# More than any line of a sheet has room for.
_MOST_LETTERS = 400

# Pillow's fonts are for one thread at a time.
_fonts = threading.Lock()


def text_font(size: int, weight: int = 450) -> ImageFont.FreeTypeFont:
    with _fonts:
        return _opened(size, weight)


@cache
def _opened(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """The sheet's family, `size` pixels high."""
    import fontpkg

    font = ImageFont.truetype(str(fontpkg.path(_FAMILY, weight)), size)
    # Beside the weight there is the optical size: small letters are made for being small.
    axes = font.get_variation_axes()
    font.set_variation_by_axes(
        [weight if axis["name"] == b"Weight" else axis["minimum"] or 0 for axis in axes]
    )
    return font


def shorten(text: str, room: float, font: ImageFont.FreeTypeFont) -> str:
    """The text on one line, its middle left out where it is too long: names differ at their ends."""
    # A break would be a mistake to the font, and a long text take as long as it is wide.
    text = printable_name(" ".join(text.splitlines()))
    text = _without_middle(text, _MOST_LETTERS) if len(text) > _MOST_LETTERS else text
    if font.getlength(text) <= room:
        return text
    kept = len(text)
    while kept > 4 and font.getlength(_without_middle(text, kept)) > room:
        kept -= 1
    return _without_middle(text, kept)


def _without_middle(text: str, kept: int) -> str:
    front = (kept + 1) // 2
    return f"{text[:front]}…{text[len(text) - (kept - front) :]}"


def wrap_text(text: str, room: float, font: ImageFont.FreeTypeFont, most: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), room, font)]
    return lines


def printable_name(name: str) -> str:
    # Of a name that is no text to anybody, too.
    text = name.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)
