"""Picture -> the even border around it: the paper of a scanned print, the black of a letterbox."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slideshow.inspect.detection import RGB
from slideshow.model.geometry import Size

# A border's colour: paper, yellowed maybe, or black. Of 255.
_LIGHT, _MOST_CHROMA, _BLACK = 185, 48, 30
# What differs by less is the border still, by more surely not.
_ALIKE, _OTHER = 22, 32
# Where there is a border, so much of the outermost lines is of one colour.
_CANDIDATE = 0.85
# A print lies askew by so much at the most: the slope of its edges.
_MOST_SLOPE = 0.045
# How wide a border may be, in shares of the picture's side: the foot of an instant print is the widest.
_LEAST, _MOST = 0.005, 0.32
# Less than that left of the picture, and the border is what somebody wanted to show.
_LEAST_LEFT = 0.4
# The shares of an edge that lie on one straight line, and that begin before it, as dust does.
_STRAIGHT, _DUST = 0.6, 0.1
# Where not all sides speak for one another.
_SURELY_STRAIGHT, _EXACT = 0.9, 3.0
# Two edges agree on where a third is, to such a share of the side.
_AGREED = 0.02
_CHUNKS = 16
# Around paper there may be the black of the scanner.
_NESTED = 2
# The edge itself is soft.
_SEAM = 2
_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)
_ACROSS, _DOWN = (_LEFT, _RIGHT), (_TOP, _BOTTOM)
_BESIDE = ((_TOP, _BOTTOM), (_LEFT, _RIGHT), (_TOP, _BOTTOM), (_LEFT, _RIGHT))

Sides = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a border ends: its depth in pixels at the deepest place and in the middle; for how much of its
    length it does so on one straight line; how far its colours are spread."""

    deepest: float
    middle: float
    straight: float
    spread: float
    colour: NDArray[np.int16]
    ends: tuple[int, int]
    """Where along the side the line begins and ends: beyond lie the borders to its left and right."""

    @property
    def is_sure(self) -> bool:
        return self.straight >= _SURELY_STRAIGHT

    @property
    def is_exact(self) -> bool:
        return self.is_sure and self.spread <= _EXACT


def border(pixels: RGB) -> Sides:
    """What to take off at the left, top, right and bottom, in shares of the width and height: zeros where
    there is no border, or none that is sure.

    Paper lies on all four sides, or on three with edges that leave no doubt, and ends at a straight, hard
    edge. Black is of one exact colour, as are bars on two opposite sides, of one width.
    """
    height, width = pixels.shape[:2]
    sides = [0, 0, 0, 0]
    for _ in range(_NESTED):
        left, top, right, bottom = sides
        found = _outer_border(pixels[top : height - bottom, left : width - right])
        sides = [one + more for one, more in zip(sides, found, strict=True)]
        if not any(found) or _outermost(pixels, found) > _BLACK:
            break
    left, top, right, bottom = sides
    if (width - left - right) * (height - top - bottom) < _LEAST_LEFT * width * height:
        return 0.0, 0.0, 0.0, 0.0
    return left / width, top / height, right / width, bottom / height


def _outermost(pixels: RGB, found: tuple[int, ...]) -> int:
    """How light the picture is at its very edge, where a border was found."""
    height, width = pixels.shape[:2]
    places = (height // 2, 0), (0, width // 2), (height // 2, -1), (-1, width // 2)
    return max(int(pixels[place].max()) for place, depth in zip(places, found, strict=True) if depth)


def _outer_border(pixels: RGB) -> tuple[int, ...]:
    """The outermost border in pixels, zeros where there is none."""
    none = (0, 0, 0, 0)
    if min(pixels.shape[:2]) < 8 * _CHUNKS:
        return none
    inward = _inward(pixels)
    colours = [_colour(side) for side in inward]
    if sum(colour is not None for colour in colours) < 2:
        return none
    depths = [
        None if colour is None else _depths(side, colour)
        for side, colour in zip(inward, colours, strict=True)
    ]
    rough = [0 if depth is None else int(np.median(depth)) for depth in depths]
    edges = [
        None
        if depth is None or colour is None
        else _edge(side, depth, colour, tuple(rough[one] for one in beside))
        for side, depth, colour, beside in zip(inward, depths, colours, _BESIDE, strict=True)
    ]
    depths_found = _believed(edges, colours, Size(pixels.shape[1], pixels.shape[0]))
    return tuple(0 if depth is None else round(depth) + _SEAM for depth in depths_found)


def _believed(
    edges: list[_Edge | None], colours: list[NDArray[np.int16] | None], size: Size
) -> tuple[float | None, ...]:
    """How deep the border is on each side; None where there is none. `colours` are those that begin there."""
    found = {index: edge for index, edge in enumerate(edges) if edge is not None}
    depths = tuple(None if edge is None else edge.deepest for edge in edges)
    if len(found) >= 3 and _is_paper(list(found.values())):
        if len(found) == 4:
            return depths
        (missing,) = {*range(4)} - {*found}
        # On a side that is not of paper, the print was cut or laid at the scanner's edge.
        depth = _between(missing, edges, size) if _is_like(colours[missing], edges) else 0.0
        if depth is not None:
            return (*depths[:missing], depth or None, *depths[missing + 1 :])
    if len(found) == 2:
        for pair, others, side in ((_ACROSS, _DOWN, size.width), (_DOWN, _ACROSS, size.height)):
            if pair == tuple(found) and all(colours[other] is None for other in others):
                one, other = found.values()
                return depths if _are_bars(one, other, side) else (None,) * 4
    return (None,) * 4


def _is_like(colour: NDArray[np.int16] | None, edges: list[_Edge | None]) -> bool:
    """Whether a side begins with the colour of the others' border."""
    return colour is not None and all(
        edge is None or int(np.abs(colour - edge.colour).max()) <= 2 * _ALIKE for edge in edges
    )


def _are_bars(one: _Edge, other: _Edge, side: int) -> bool:
    """Whether two opposite borders are as wide as one another, and not askew."""
    apart = max(abs(one.middle - other.middle), one.deepest - one.middle, other.deepest - other.middle)
    return one.is_exact and other.is_exact and apart <= max(2.0, 0.004 * side)


def _is_paper(edges: list[_Edge]) -> bool:
    """Whether borders on most sides are of one colour, and as sure as they must be."""
    colours = np.stack([edge.colour for edge in edges])
    if int((colours.max(axis=0) - colours.min(axis=0)).max()) > 2 * _ALIKE:
        return False
    if colours.max() <= _BLACK:
        return len(edges) == 4 and all(edge.is_exact for edge in edges)
    return len(edges) == 4 or all(edge.is_sure for edge in edges)


def _between(missing: int, edges: list[_Edge | None], size: Size) -> float | None:
    """How deep the border is on a side where the picture is as light as paper: by where the edges on both
    sides of it end; 0 where they go on to the end, None where they do not agree.
    """
    length = size.height if missing in _DOWN else size.width
    far = missing in (_RIGHT, _BOTTOM)
    ends = [edge.ends[far] for edge in (edges[one] for one in _BESIDE[missing]) if edge]
    depths = [length - end if far else end for end in ends]
    if len(depths) < 2 or max(depths) - min(depths) > _AGREED * length:
        return None
    return float(max(depths)) if max(depths) > _LEAST * length else 0.0


def _inward(pixels: RGB) -> tuple[RGB, ...]:
    """The picture as seen from the left, the top, the right and the bottom: lines from the edge inward."""
    return pixels.transpose(1, 0, 2), pixels, pixels[:, ::-1].transpose(1, 0, 2), pixels[::-1]


def _colour(side: RGB) -> NDArray[np.int16] | None:
    """The colour of the border that begins there; None where none does."""
    line = side[1].astype(np.int16)
    colour = np.median(line, axis=0).astype(np.int16)
    is_paper = colour.min() >= _LIGHT and colour.max() - colour.min() <= _MOST_CHROMA
    if not is_paper and colour.max() > _BLACK:
        return None
    return colour if (np.abs(line - colour).max(axis=1) <= _ALIKE).mean() >= _CANDIDATE else None


def _depths(side: RGB, colour: NDArray[np.int16]) -> NDArray[np.intp]:
    """How many lines from the edge each column is of the border's colour; the most that is looked at where
    it does not end."""
    limit = max(2, int(_MOST * side.shape[0]))
    other = np.abs(side[1:limit].astype(np.int16) - colour).max(axis=2) > _ALIKE
    return np.where(other.any(axis=0), other.argmax(axis=0) + 1, limit)


def _edge(
    side: RGB, depths: NDArray[np.intp], colour: NDArray[np.int16], beside: tuple[int, ...]
) -> _Edge | None:
    """The straight line on which the border ends, between those to its left and right; None without one."""
    lines, length = side.shape[:2]
    first, last = beside[0] + _SEAM, length - beside[1] - _SEAM
    if last - first < length * (1 - 2 * _MOST):
        return None
    across, depths = np.arange(first, last), depths[first:last]
    line = _line(across, depths)
    if line is None or abs(line[0]) > _MOST_SLOPE:
        return None
    on_line = line[0] * across + line[1]
    near = max(2.0, 0.003 * lines)
    straight = np.abs(depths - on_line) <= near
    share = float(straight.mean())
    if share < _STRAIGHT or float((depths < on_line - near).mean()) > _DUST:
        return None
    # Hard: as far behind the line as it is thick, the picture is another thing.
    beyond = np.minimum(np.round(on_line + near + 1).astype(int), lines - 1)
    other = np.abs(side[beyond, across].astype(np.int16) - colour).max(axis=1) >= _OTHER
    if float(other[straight].mean()) < _STRAIGHT:
        return None
    deepest, middle = float(on_line.max()), float(on_line.mean())
    if middle < max(2.0, _LEAST * lines) or middle > _MOST * lines - 2:
        return None
    inside = side[: max(1, int(on_line.min()) - 1), first:last].astype(np.float32)
    on = np.flatnonzero(straight) + first
    spread = float(inside.std(axis=(0, 1)).max())
    return _Edge(deepest, middle, share, spread, colour, (int(on[0]), int(on[-1]) + 1))


def _line(across: NDArray[np.intp], depths: NDArray[np.intp]) -> tuple[float, float] | None:
    """Slope and start of the line that most of the depths lie on, by the medians of stretches."""
    chunks = np.array_split(np.arange(len(across)), _CHUNKS)
    x = np.array([across[chunk].mean() for chunk in chunks])
    y = np.array([float(np.median(depths[chunk])) for chunk in chunks])
    kept = np.ones(_CHUNKS, bool)
    for _ in range(4):
        if kept.sum() < _CHUNKS // 2:
            return None
        slope, start = np.polyfit(x[kept], y[kept], 1)
        off = np.abs(slope * x + start - y)
        kept = off <= max(2.0, 1.5 * float(np.median(off)))
    return float(slope), float(start)
