"""Caption -> its letters as pixels: heading and detail set, wrapped and shrunk to the room there is."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from slideshow.model.frame import Plane
from slideshow.model.geometry import Size
from slideshow.model.template import Type
from slideshow.model.timeline import Caption

# Of the heading's size. What is small already has a line under it that is nearly as large.
_DETAIL_SIZES = {"title": 0.46, "chapter": 0.72, "caption": 0.72, "end": 0.5}
_LEAST_DETAIL = 0.038
_LINE_HEIGHT = 1.16
_LEAST_SHRUNK = 0.5


@dataclass(frozen=True, slots=True)
class Words:
    """`mask` is how much ink lies on each pixel, `colour` premultiplied RGBA of what has colours of its own.

    The text itself is `size` large; the pixels begin `origin` before it, for what reaches beyond. `boxes`
    hold its letters in the order of reading, in pixels of the mask: left, top, right, bottom.
    """

    size: Size
    origin: tuple[int, int]
    mask: Plane
    colour: NDArray[np.uint8] | None
    boxes: tuple[tuple[int, int, int, int], ...]


def words(caption: Caption, look: Type, short_side: int, room: float) -> Words:
    """The caption's text in lines no wider than `room` pixels."""
    size = look.size * short_side
    detail_size = max(size * _DETAIL_SIZES[caption.kind], min(size, _LEAST_DETAIL * short_side))
    heading, heading_font = _set(_cased(caption.heading, look), look, size, look.weight, room)
    detail, detail_font = _set(_cased(caption.detail, look), look, detail_size, min(look.weight, 500), room)
    lines = [(line, heading_font) for line in heading] + [(line, detail_font) for line in detail]
    gap = 0.35 * detail_font.size if heading and detail else 0.0
    width = max((font.getlength(line) for line, font in lines), default=0.0)
    height = sum(_LINE_HEIGHT * font.size for _, font in lines) + gap
    margin = round(0.4 * max(heading_font.size, detail_font.size))
    ink = Image.new("L", (round(width) + 2 * margin, round(height) + 2 * margin))
    draw = ImageDraw.Draw(ink)
    below = float(margin)
    boxes = []
    for index, (line, font) in enumerate(lines):
        if index == len(heading):
            below += gap
        top = below
        below += _LINE_HEIGHT * font.size
        left = margin + ((width - font.getlength(line)) / 2 if look.align == "centre" else 0.0)
        draw.text((left, below - 0.28 * font.size), line, 255, font, anchor="ls")
        for number in range(len(line)):
            start, stop = font.getlength(line[:number]), font.getlength(line[: number + 1])
            boxes.append((round(left + start), round(top), round(left + stop), round(below)))
    return Words(
        Size(round(width), round(height)), (margin, margin), np.asarray(ink, np.uint8), None, tuple(boxes)
    )


def _cased(text: str, look: Type) -> str:
    return text.upper() if look.capitals else text


def _set(
    text: str, look: Type, size: float, weight: int, room: float
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The text in lines no wider than `room`, smaller where a word would not fit otherwise."""
    font = font_of(look.family, weight, max(1, round(size)))
    words = _known(text, font).split(" ") if text else []
    widest = max((font.getlength(word) for word in words), default=0.0)
    if widest > room:
        font = font_of(look.family, weight, max(1, int(size * max(_LEAST_SHRUNK, room / widest))))
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.extend(_broken(word, font, room))
    return lines, font


def _broken(word: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """The word, cut where even the smallest letters would run over the edge."""
    parts = [""]
    for letter in word:
        if parts[-1] and font.getlength(parts[-1] + letter) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def _known(text: str, font: ImageFont.FreeTypeFont) -> str:
    """The text without the characters that the font would draw as an empty box."""
    box = bytes(font.getmask("\uffff"))
    kept = "".join(letter for letter in text if letter.isspace() or bytes(font.getmask(letter)) != box)
    return " ".join(kept.split(" "))


@cache
def font_of(family: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """A face of a font package, `size` pixels high."""
    import fontpkg

    font = ImageFont.truetype(str(fontpkg.path(family, weight, nearest=True)), size)
    # A font of one weight has no axes. Beside the weight there may be the optical size: titles are large.
    with suppress(OSError):
        font.set_variation_by_axes([_on_axis(axis, weight) for axis in font.get_variation_axes()])
    return font


def _on_axis(axis: Any, weight: int) -> float:
    least, most = axis["minimum"] or 0, axis["maximum"] or 0
    return float(min(max(weight, least), most) if axis["name"] == b"Weight" else most)
