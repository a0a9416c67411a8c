"""How the letters of a title come, and how those of the first one leave: drawn for how far they are there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from slideshow.effects.easing import settle
from slideshow.model.frame import Frame, Plane
from slideshow.render.captions.patch import Patch, Planes

# Of the time that a gesture takes: how long one letter takes, and one line.
_LETTER, _LINE = 0.3, 0.6
# A line is drawn first, and the words come out of it.
_DRAWN = 0.45
_STRIKE, _STRIKE_SEEN = 0.38, 0.5


@dataclass(frozen=True, slots=True)
class Parts:
    """Where a text's parts lie in its patch, in pixels of that: each letter in the order of reading (left,
    top, right, bottom), the rows that divide its lines, and those of the line that is drawn between them."""

    letters: Sequence[tuple[int, int, int, int]]
    edges: tuple[int, ...]
    rule: tuple[int, int] | None = None


Gesture = Callable[[Patch, Parts, float, Frame], None]


def letters(patch: Patch, parts: Parts, there: float, out: Frame) -> None:
    """One letter after the other comes out of nothing."""
    height, width = patch.keep[0].shape
    count = max(1, len(parts.letters))
    starts = np.full((height, width), 1.0 - _LETTER, np.float32)
    for number, (left, top, right, bottom) in enumerate(parts.letters):
        part = starts[max(0, top - 2) : bottom + 2, max(0, left - 1) : right + 1]
        np.minimum(part, (1.0 - _LETTER) * number / count, out=part)
    shares = np.clip((there - starts) / _LETTER, 0.0, 1.0)
    through(patch, np.asarray(np.rint(255.0 * shares), np.uint8), out)


def lines(patch: Patch, parts: Parts, there: float, out: Frame) -> None:
    """One line after the other rises from behind its own lower edge."""
    count = max(1, len(parts.edges) - 1)
    for number in range(count):
        start = (1.0 - _LINE) * number / max(1, count - 1)
        _risen(patch, parts.edges[number : number + 2], (there - start) / _LINE, out)


def masked(patch: Patch, parts: Parts, there: float, out: Frame) -> None:
    """All of it rises from behind its lower edge."""
    _risen(patch, (parts.edges[0], parts.edges[-1]), there, out)


def draw_rule(patch: Patch, parts: Parts, there: float, out: Frame) -> None:
    """A line draws itself, and the words come out of it: up what stands above, down what stands below."""
    if parts.rule is None:
        masked(patch, parts, there, out)
        return
    top, bottom = parts.rule
    _drawn(patch, top, bottom, min(1.0, there / _DRAWN), out)
    words = (there - _DRAWN) / (1.0 - _DRAWN)
    if words > 0.0:
        _risen(patch, (parts.edges[0], top), words, out)
        _risen(patch, (bottom, parts.edges[-1]), words, out, downward=True)


def struck(patch: Patch, parts: Parts, there: float, out: Frame) -> None:
    """It comes too large and lands, as a stamp does."""
    scale = 1.0 + _STRIKE * (1.0 - there) ** 2
    height, width = patch.keep[0].shape
    wide, high = (2 * round(length * scale / 2) for length in (width, height))
    left, top = patch.left - 2 * round((wide - width) / 4), patch.top - 2 * round((high - height) / 4)
    grown = _resized(patch, left, top, wide, high)
    cut = _within(grown, out)
    if cut is not None:
        cut.draw(out, min(1.0, there / _STRIKE_SEEN))


GESTURES: Mapping[str, Gesture] = {
    "letters": letters,
    "lines": lines,
    "mask": masked,
    "rule": draw_rule,
    "strike": struck,
}
# How long each takes, in times of a fade.
TIMES: Mapping[str, float] = {"letters": 2.4, "lines": 2.2, "mask": 1.6, "rule": 2.6, "strike": 0.6}


def through(patch: Patch, shares: Plane, out: Frame) -> None:
    """Draws it as far as shares of 255 say, for each of its pixels."""
    half = cv2.resize(shares, (shares.shape[1] // 2, shares.shape[0] // 2), interpolation=cv2.INTER_AREA)
    keeps, adds = [], []
    for keep, add, share in zip(patch.keep, patch.add, (shares, half, half), strict=True):
        taken = cv2.multiply(cv2.bitwise_not(keep), share, scale=1.0 / 255.0)
        keeps.append(np.asarray(cv2.bitwise_not(taken), np.uint8))
        adds.append(np.asarray(cv2.multiply(add, share, scale=1.0 / 255.0), np.uint8))
    replace(patch, keep=_three(keeps), add=_three(adds)).draw(out)


def _risen(patch: Patch, rows: Sequence[int], there: float, out: Frame, *, downward: bool = False) -> None:
    """Draws the rows from one even edge to another as far as they have come from behind the lower one, or
    from behind the upper one `downward`."""
    top, bottom = rows
    hidden = 2 * round((1.0 - settle(min(1.0, max(0.0, there)))) * (bottom - top) / 2)
    if bottom - top - hidden < 2:
        return
    seen = _rows(patch, top + hidden, bottom) if downward else _rows(patch, top, bottom - hidden)
    replace(seen, top=patch.top + top + (0 if downward else hidden)).draw(out)


def _drawn(patch: Patch, top: int, bottom: int, there: float, out: Frame) -> None:
    """The rows of the line, as far as it has been drawn: from its middle outward where it is in the middle of
    the patch, else from its start."""
    line = _rows(patch, top, bottom)
    inked = np.flatnonzero(line.keep[0].min(axis=0) < 128)
    if not inked.size:
        return
    first, last = int(inked[0]), int(inked[-1]) + 1
    width = line.keep[0].shape[1]
    centred = abs((first + last) / 2 - width / 2) < 0.02 * width
    length = settle(there) * (last - first)
    start = (first + last - length) / 2 if centred else first
    left, right = 2 * (int(start) // 2), min(width, 2 * (int(start + length + 1) // 2))
    if right - left < 2:
        return
    columns = [slice(left // half, right // half) for half in (1, 2, 2)]
    keeps = [plane[:, part] for plane, part in zip(line.keep, columns, strict=True)]
    adds = [plane[:, part] for plane, part in zip(line.add, columns, strict=True)]
    replace(line, left=line.left + left, keep=_three(keeps), add=_three(adds)).draw(out)


def _rows(patch: Patch, top: int, bottom: int) -> Patch:
    """The patch between two even rows of it."""
    parts = [slice(top // half, bottom // half) for half in (1, 2, 2)]
    keeps = [plane[part] for plane, part in zip(patch.keep, parts, strict=True)]
    adds = [plane[part] for plane, part in zip(patch.add, parts, strict=True)]
    return Patch(patch.left, patch.top + top, _three(keeps), _three(adds))


def _resized(patch: Patch, left: int, top: int, width: int, height: int) -> Patch:
    keeps: list[Plane] = []
    adds: list[Plane] = []
    for index in range(3):
        half = 1 if index == 0 else 2
        for planes, found in ((patch.keep, keeps), (patch.add, adds)):
            grown = cv2.resize(planes[index], (width // half, height // half), interpolation=cv2.INTER_LINEAR)
            found.append(np.asarray(grown, np.uint8))
    return Patch(left, top, _three(keeps), _three(adds))


def _within(patch: Patch, out: Frame) -> Patch | None:
    """What of it lies in the frame."""
    height, width = patch.keep[0].shape
    left, top = max(0, -patch.left), max(0, -patch.top)
    right, bottom = min(width, out.size.width - patch.left), min(height, out.size.height - patch.top)
    if right - left < 2 or bottom - top < 2:
        return None
    rows = _rows(patch, top, bottom)
    parts = [slice(left // half, right // half) for half in (1, 2, 2)]
    keeps = [plane[:, part] for plane, part in zip(rows.keep, parts, strict=True)]
    adds = [plane[:, part] for plane, part in zip(rows.add, parts, strict=True)]
    return Patch(patch.left + left, patch.top + top, _three(keeps), _three(adds))


def _three(planes: Sequence[Plane]) -> Planes:
    luma, u, v = planes
    return luma, u, v
