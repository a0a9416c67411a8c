"""Glyphs at a size → pixels: how much ink lies on each, and the pictures of emoji in their colours."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

import cv2
import numpy as np
import uharfbuzz as hb
from numpy.typing import NDArray

from slideshow.model.geometry import Rect, around
from slideshow.render.lettering.fonts import EM, Font
from slideshow.render.lettering.shape import Glyph

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Letter:
    """A cluster as it was written, and where its ink is, in pixels of the text's own frame (see `Lines`)."""

    text: str
    line: int
    box: Rect


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The text's pixels. `mask[0, 0]` lies at `origin` (x, y) of the text's own frame (see `Lines`).

    `mask` (H, W) is the coverage of ordinary letters, to be filled with any colour; `colour` (H, W, 4) is
    what brings its own, premultiplied RGBA, None where there is nothing of the kind. `letters` are in the
    order in which they are read.
    """

    origin: tuple[int, int]
    mask: Pixels
    colour: Pixels | None
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A glyph's origin in pixels, y downwards, at the size it has."""

    glyph: Glyph
    size: float
    x: float
    y: float

    @property
    def box(self) -> Rect | None:
        """Where its ink is; None when it has none."""
        extents = self.glyph.font.instance.get_glyph_extents(self.glyph.number) if self.glyph.number else None
        if extents is None or not extents.width or not extents.height:
            return None
        scale = self.size / EM
        top = self.y - extents.y_bearing * scale
        return Rect(self.x + extents.x_bearing * scale, top, extents.width * scale, -extents.height * scale)


def ink(placed: Sequence[Placed], letters: tuple[Letter, ...], margin: int) -> Ink:
    """All glyphs drawn, with `margin` pixels of nothing around them."""
    boxes = [(one, box) for one in placed if (box := one.box) is not None]
    if not boxes:
        return Ink((0, 0), np.zeros((2 * margin + 1,) * 2, np.uint8), None, letters)
    whole = around(box for _, box in boxes)
    # One pixel more: a box may be rounded in its favour.
    left, top = floor(whole.x) - 1 - margin, floor(whole.y) - 1 - margin
    width, height = ceil(whole.right) + 1 + margin - left, ceil(whole.bottom) + 1 + margin - top
    mask = _outlines([one for one, _ in boxes if not one.glyph.font.is_coloured], left, top, width, height)
    coloured = [(one, box) for one, box in boxes if one.glyph.font.is_coloured]
    colour = np.zeros((height, width, 4), np.uint8) if coloured else None
    if colour is not None:
        for one, box in coloured:
            _lay(one, box, left, top, colour)
    return Ink((left, top), mask, colour, letters)


def _outlines(placed: Iterable[Placed], left: int, top: int, width: int, height: int) -> Pixels:
    draw = hb.RasterDraw()
    # HarfBuzz counts upwards: the lowest row first.
    draw.extents = hb.RasterExtents(left, -(top + height), width, height, 0)
    drawn = False
    for one in placed:
        scale = one.size / EM
        draw.transform = (scale, 0.0, 0.0, scale, one.x, -one.y)
        drawn |= draw.draw_glyph_or_fail(one.glyph.font.instance, one.glyph.number)
    image = draw.render() if drawn else None
    if image is None or not image.buffer:
        return np.zeros((height, width), np.uint8)
    rows = np.frombuffer(image.buffer, np.uint8).reshape(height, -1)
    return np.ascontiguousarray(rows[::-1, :width])


def _lay(one: Placed, box: Rect, left: int, top: int, colour: Pixels) -> None:
    """A picture of its own colours over what is already there."""
    x, y = round(box.x), round(box.y)
    width, height = max(1, round(box.width)), max(1, round(box.height))
    picture = _picture(one.glyph.font, one.glyph.number, width, height)
    if picture is None:
        painted = _painted(one, box)
        if painted is None:
            return
        x, y, picture = painted
    x, y = x - left, y - top
    picture = picture[max(0, -y) :, max(0, -x) :]
    part = colour[max(0, y) :, max(0, x) :][: picture.shape[0], : picture.shape[1]]
    picture = picture[: part.shape[0], : part.shape[1]]
    rest = 255 - picture[..., 3:].astype(np.uint16)
    part[:] = picture + ((part * rest + 127) // 255).astype(np.uint8)


@lru_cache(maxsize=256)
def _picture(font: Font, number: int, width: int, height: int) -> Pixels | None:
    """The picture that the font holds for a glyph, in premultiplied RGBA; None when it holds none."""
    data = font.instance.get_glyph_color_png(number).data
    if not data:
        return None
    read = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if read is None or read.dtype != np.uint8:
        return None
    if read.ndim == 2:
        read = cv2.cvtColor(read, cv2.COLOR_GRAY2BGRA)
    elif read.shape[2] == 3:
        read = cv2.cvtColor(read, cv2.COLOR_BGR2BGRA)
    full = read.astype(np.float32)
    full[..., :3] *= full[..., 3:] / 255.0
    way = cv2.INTER_AREA if width <= read.shape[1] else cv2.INTER_LINEAR
    sized = cv2.resize(full, (width, height), interpolation=way)
    return np.ascontiguousarray(np.rint(sized).astype(np.uint8)[..., (2, 1, 0, 3)])


def _painted(one: Placed, box: Rect) -> tuple[int, int, Pixels] | None:
    """A glyph that the font describes in layers and gradients: where its first pixel lies, and its pixels."""
    left, top = floor(box.x) - 1, floor(box.y) - 1
    width, height = ceil(box.right) + 1 - left, ceil(box.bottom) + 1 - top
    paint = hb.RasterPaint()
    paint.extents = hb.RasterExtents(left, -(top + height), width, height, 0)
    # What the font leaves to the text's own colour.
    paint.foreground = hb.Color(255, 255, 255, 255)
    scale = one.size / EM
    paint.transform = (scale, 0.0, 0.0, scale, one.x, -one.y)
    paint.paint_glyph(one.glyph.font.instance, one.glyph.number)
    image = paint.render()
    if image is None or not image.buffer:
        return None
    rows = np.frombuffer(image.buffer, np.uint8).reshape(height, -1, 4)
    return left, top, np.ascontiguousarray(rows[::-1, :width][..., (2, 1, 0, 3)])


def letters(line: int, text: str, starts: Sequence[int], placed: Sequence[Placed]) -> Iterator[Letter]:
    """What is seen of a line, in the order of its text. `starts`: where clusters begin, and the end."""
    boxes: dict[int, list[Rect]] = {}
    for one in placed:
        box = one.box
        if box is not None:
            boxes.setdefault(bisect_right(starts, one.glyph.start) - 1, []).append(box)
    for place in sorted(boxes):
        yield Letter(text[starts[place] : starts[place + 1]], line, around(boxes[place]))
