"""Caption -> its letters as pixels: heading and detail set, wrapped and shrunk to the room there is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
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
_MOST_DETAIL = 0.075
_DETAIL_WEIGHT = 500
# As small as this, in shares of the frame's shorter side, a heading may get to have its words whole.
_LEAST_HEADING = 0.06
_GAP = 0.35  # between heading and detail, of the detail's size
_MOST_LINES = {"title": 4, "chapter": 3, "caption": 4, "end": 6}
# A strip of paper is not to hide half of the photo.
_MOST_LABELLED = 2
_MOST_DETAIL_LINES = 4
# The small line above a heading, such as a chapter's day: of the heading's size, and no smaller than that.
_KICKER, _LEAST_KICKER, _KICKER_GAP = 0.5, 0.036, 0.3
_KICKER_WEIGHT = 600
# A line between heading and detail, in shares of the frame's shorter side; around it, of the detail's size.
_RULE, _RULE_GAP = 0.0028, 0.5
# What does not fit into so many lines at half the size gets more of them in smaller letters: so many times
# the lines, and the least share of the size.
_LONGER = (
    (1.0, 0.5),
    (1.5, 0.5),
    (2.0, 0.45),
    (2.75, 0.38),
    (3.75, 0.31),
    (5.0, 0.25),
    (7.0, 0.19),
    (12.0, 0.12),
)
# A long text fills so much more of the frame than one of the usual lines.
_MOST_FILLED = 1.6


@dataclass(frozen=True, slots=True)
class Words:
    """`mask` is how much ink lies on each pixel, `colour` premultiplied RGBA of what has colours of its own.

    The text fills a room from (0, 0) on, `height` high; the pixels begin at `origin` of that. `boxes` hold
    its letters in the order of reading, in pixels of the mask: left, top, right, bottom; `edges` are the rows
    of the mask that divide its lines, first and last included, and `rule` those of the line drawn between
    heading and detail. `missing` are the characters that no font has.
    """

    height: int
    origin: tuple[int, int]
    mask: Plane
    colour: NDArray[np.uint8] | None
    boxes: tuple[tuple[int, int, int, int], ...]
    missing: frozenset[str]
    edges: tuple[int, ...] = ()
    rule: tuple[int, int] | None = None


def words(caption: Caption, look: Type, short_side: int, room: float, *, ruled: bool = False) -> Words:
    """The caption's text in lines no wider than `room` pixels; `ruled` with a line below its heading."""
    kicker, heading, detail = _set(caption, look, short_side, room)
    missing = kicker.missing | heading.missing | detail.missing
    thick = max(2, 2 * round(_RULE * short_side / 2)) if ruled and heading.lines else 0
    placed: list[tuple[Lines, int]] = []
    height, rule_at = 0.0, 0
    for one, gap in ((kicker, 0.0), (heading, _KICKER_GAP * kicker.size), (detail, _GAP * detail.size)):
        if not one.lines:
            continue
        if one is detail and thick:
            gap = _RULE_GAP * detail.size
            rule_at = round(height + gap)
            gap = 2 * gap + thick
        down = round(height + (gap if placed else 0.0))
        placed.append((one, down))
        height = down + one.height
    if thick and not rule_at:
        rule_at = round(height + _GAP * heading.size)
        height = rule_at + thick
    if not placed:
        return Words(0, (0, 0), np.zeros((0, 0), np.uint8), None, (), missing)
    whole = _together([(one.draw(1), y) for one, y in placed], ceil(height), missing)
    whole = replace(whole, edges=_edges(placed, whole))
    return _with_rule(whole, rule_at, thick) if thick else whole


def _edges(placed: Sequence[tuple[Lines, int]], whole: Words) -> tuple[int, ...]:
    """The rows of the mask, first and last included, between the lines of the parts."""
    bounds = [
        (down + line.baseline - line.ascent, down + line.baseline + line.descent)
        for lines, down in placed
        for line in lines.lines
    ]
    between = [round((before[1] + after[0]) / 2) - whole.origin[1] for before, after in pairwise(bounds)]
    return (0, *between, whole.mask.shape[0])


def _with_rule(whole: Words, rule_at: int, thick: int) -> Words:
    """The words with a line as wide as they are, that begins so many pixels down in the text's room."""
    top = rule_at - whole.origin[1]
    height, width = whole.mask.shape
    more = max(0, top + thick + 1 - height)
    mask = np.pad(whole.mask, ((0, more), (0, 0)))
    colour = None if whole.colour is None else np.pad(whole.colour, ((0, more), (0, 0), (0, 0)))
    mask[top : top + thick, 1 : width - 1] = 255
    edges = (*whole.edges[:-1], mask.shape[0])
    return replace(whole, mask=mask, colour=colour, edges=edges, rule=(top, top + thick))


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
        for part in _set(caption, type_of(caption, timeline), side, room):
            found |= part.missing
    return "".join(sorted(found))


def type_of(caption: Caption, timeline: Timeline) -> Type:
    """The lettering of a caption."""
    look = timeline.look
    return {"title": look.title, "chapter": look.chapter, "caption": look.caption, "end": look.end}[
        caption.kind
    ]


def _set(caption: Caption, look: Type, short_side: int, room: float) -> tuple[Lines, Lines, Lines]:
    size = look.size * short_side
    kicker = typeset(
        caption.kicker.upper(),
        family=look.family,
        weight=max(look.weight, _KICKER_WEIGHT),
        size=max(_KICKER * size, min(size, _LEAST_KICKER * short_side)),
        room=room,
        most_lines=1,
        align=look.align,
    )
    share = min(look.size * _DETAIL_SIZES[caption.kind], _MOST_DETAIL)
    detail_size = max(share, min(look.size, _LEAST_DETAIL)) * short_side
    most_lines = _MOST_LABELLED if look.label else _MOST_LINES[caption.kind]
    whole_words = (1.0, min(0.5, _LEAST_HEADING / look.size))
    heading = _unbroken(
        caption.heading, look, look.weight, size, room, most_lines, (whole_words, *_LONGER[1:])
    )
    if caption.code:
        # A link stands on a line, or not at all.
        longer: Sequence[tuple[float, float]] = ((1.0 / _MOST_DETAIL_LINES, 0.5),)
    else:
        longer = _LONGER
    weight = min(look.weight, _DETAIL_WEIGHT)
    detail = _unbroken(caption.detail, look, weight, detail_size, room, _MOST_DETAIL_LINES, longer)
    return kicker, heading, detail


def _unbroken(
    text: str,
    look: Type,
    weight: int,
    size: float,
    room: float,
    most_lines: int,
    longer: Sequence[tuple[float, float]] = _LONGER,
) -> Lines:
    """The whole text, however long: in as many lines and as small as it has to be."""
    for times, share in longer:
        most = min(1.0, _MOST_FILLED / times)
        lines = typeset(
            _cased(text, look),
            family=look.family,
            weight=weight,
            size=size * most,
            room=room,
            least_share=share / most,
            most_lines=round(most_lines * times),
            align=look.align,
        )
        if not lines.is_cut:
            break
    return lines


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
