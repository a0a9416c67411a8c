"""Caption -> its letters as pixels: heading and detail set, wrapped and shrunk to the room there is."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Plane
from slideshow.model.template import Type
from slideshow.model.timeline import Caption, Timeline
from slideshow.render.lettering import Ink, Lines, typeset

# Of the heading's size. What is small already has a line under it that is nearly as large.
_DETAIL_SIZES = {"title": 0.46, "chapter": 0.72, "caption": 0.72, "end": 0.5}
_LEAST_DETAIL = 0.046
_DETAIL_WEIGHT = 500
_GAP = 0.35  # between heading and detail, of the detail's size
_MOST_LINES = {"title": 4, "chapter": 3, "caption": 4, "end": 6}
_MOST_DETAIL_LINES = 4


@dataclass(frozen=True, slots=True)
class Words:
    """`mask` is how much ink lies on each pixel, `colour` premultiplied RGBA of what has colours of its own.

    The text fills a room from (0, 0) on, `height` high; the pixels begin at `origin` of that. `boxes` hold
    its letters in the order of reading, in pixels of the mask: left, top, right, bottom. `missing` are the
    characters that no font has.
    """

    height: int
    origin: tuple[int, int]
    mask: Plane
    colour: NDArray[np.uint8] | None
    boxes: tuple[tuple[int, int, int, int], ...]
    missing: frozenset[str]


def words(caption: Caption, look: Type, short_side: int, room: float) -> Words:
    """The caption's text in lines no wider than `room` pixels."""
    heading, detail = _set(caption, look, short_side, room)
    gap = _GAP * detail.size if heading.lines and detail.lines else 0.0
    down = round(heading.height + gap)
    parts = [(one.draw(1), y) for one, y in ((heading, 0), (detail, down)) if one.lines]
    missing = heading.missing | detail.missing
    if not parts:
        return Words(0, (0, 0), np.zeros((0, 0), np.uint8), None, (), missing)
    return _together(parts, ceil(down + detail.height if detail.lines else heading.height), missing)


def missing_letters(timeline: Timeline) -> str:
    """The characters in a film's texts that no font here has, once each, in order."""
    side, room = min(timeline.canvas.width, timeline.canvas.height), float(timeline.canvas.width)
    found: set[str] = set()
    notes = [
        Caption("caption", slide.handwriting, "", slide.span, 0)
        for slide in timeline.slides
        if slide.handwriting
    ]
    for caption in (*timeline.captions, *notes):
        heading, detail = _set(caption, type_of(caption, timeline), side, room)
        found |= heading.missing | detail.missing
    return "".join(sorted(found))


def type_of(caption: Caption, timeline: Timeline) -> Type:
    """The lettering of a caption."""
    look = timeline.look
    return {"title": look.title, "chapter": look.chapter, "caption": look.caption, "end": look.end}[
        caption.kind
    ]


def _set(caption: Caption, look: Type, short_side: int, room: float) -> tuple[Lines, Lines]:
    size = look.size * short_side
    detail_size = max(size * _DETAIL_SIZES[caption.kind], min(size, _LEAST_DETAIL * short_side))
    heading = typeset(
        _cased(caption.heading, look),
        family=look.family,
        weight=look.weight,
        size=size,
        room=room,
        most_lines=_MOST_LINES[caption.kind],
        align=look.align,
    )
    detail = typeset(
        _cased(caption.detail, look),
        family=look.family,
        weight=min(look.weight, _DETAIL_WEIGHT),
        size=detail_size,
        room=room,
        most_lines=1 if caption.code else _MOST_DETAIL_LINES,
        align=look.align,
    )
    return heading, detail


def _cased(text: str, look: Type) -> str:
    # A dot between two parts stays with the first when the line is broken there.
    text = text.replace(" · ", "\u00a0· ")
    return text.upper() if look.capitals else text


def _together(parts: list[tuple[Ink, int]], height: int, missing: frozenset[str]) -> Words:
    """Inks, each so many pixels down, on one sheet."""
    left = min(one.origin[0] for one, _ in parts)
    top = min(one.origin[1] + down for one, down in parts)
    right = max(one.origin[0] + one.mask.shape[1] for one, _ in parts)
    bottom = max(one.origin[1] + down + one.mask.shape[0] for one, down in parts)
    mask = np.zeros((bottom - top, right - left), np.uint8)
    has_colour = any(one.colour is not None for one, _ in parts)
    colour = np.zeros((bottom - top, right - left, 4), np.uint8) if has_colour else None
    boxes = []
    for one, down in parts:
        x, y = one.origin[0] - left, one.origin[1] + down - top
        rows, columns = slice(y, y + one.mask.shape[0]), slice(x, x + one.mask.shape[1])
        mask[rows, columns] = np.maximum(mask[rows, columns], one.mask)
        if colour is not None and one.colour is not None:
            colour[rows, columns] = np.maximum(colour[rows, columns], one.colour)
        boxes += [
            (
                round(letter.box.x) - left,
                round(letter.box.y) + down - top,
                round(letter.box.right) - left,
                round(letter.box.bottom) + down - top,
            )
            for letter in one.letters
        ]
    return Words(height, (left, top), mask, colour, tuple(boxes), missing)
