"""Picture → the part of it that draws the eye.

Saliency by contrast with the picture's border, which is nearly always background (the boundary prior of Wei,
Wen, Zhu, Sun 2012): how far the colour of each place is from the colours that the border is made of, together
with its contrast to its surroundings, with a mild preference for the middle, where photographers put their
subjects.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from slideshow.inspect.detection import RGB, Floats
from slideshow.model.geometry import Rect

_SIDE = 96
_BORDER = 0.06
_BORDER_COLOURS = 6
# What makes up less of the border than this is something that reaches over it.
_LEAST_OF_BORDER = 0.08
_ONE_COLOUR, _MOSTLY = 4.0, 0.7
_SURROUNDINGS = 0.2
# Light tells less of things than colour does: shadows and clouds are light.
_LIGHTNESS = 0.7
# The subject holds this much of what stands out.
_SHARE = 0.9
# Larger than this, everything draws the eye; nothing stands out.
_LARGEST = 0.55
# The subject must draw the eye so many times as much as the rest, and differ from it by so much (CIELAB).
_LEAST_RATIO, _LEAST_DIFFERENCE = 2.6, 9.0


# What is wider than that holds several things, or the line where land and sky meet: then the heaviest alone
# is looked at, if it holds so much of what stands out.
_WIDEST, _HEAVY = 0.68, 0.5
# The attention is told in so many stretches; that of the quietest places counts for nothing.
_STRETCHES = 16
_QUIET = 0.3
# How much colours count beside what is not like its surroundings, and what is not to be expected.
_COLOURFUL = 0.25


@dataclass(frozen=True, slots=True)
class Attention:
    """What draws the eye in a picture: its subject, and the shares of its stretches, as in `Facts`."""

    subject: Rect | None
    across: tuple[float, ...]
    down: tuple[float, ...]


def attention_in(pixels: RGB) -> Attention:
    """Where the eye goes in a picture."""
    lab = _small_lab(pixels)
    saliency = _saliency(lab)
    told = _told(saliency) + _told(_unexpected(lab)) + _COLOURFUL * _told(_colourful(lab))
    if float(told.sum()) <= 1e-3:
        return Attention(None, (), ())
    return Attention(_subject(lab, saliency), _stretches(told.sum(axis=0)), _stretches(told.sum(axis=1)))


def subject_in(pixels: RGB) -> Rect | None:
    """The smallest rectangle that holds most of what stands out, in shares of the picture; None for none."""
    lab = _small_lab(pixels)
    return _subject(lab, _saliency(lab))


def _stretches(sums: Floats) -> tuple[float, ...]:
    """The shares of equal stretches, however many sums there are."""
    upto = np.concatenate([[0.0], np.cumsum(sums, dtype=np.float64)]) / float(sums.sum())
    edges = np.interp(np.linspace(0.0, len(sums), _STRETCHES + 1), np.arange(len(sums) + 1), upto)
    return tuple(round(float(share), 4) for share in np.diff(edges))


def _subject(lab: Floats, saliency: Floats) -> Rect | None:
    height, width = saliency.shape
    eight_bits = np.rint(saliency * (255 / max(1e-6, float(saliency.max())))).astype(np.uint8)
    _, mask = cv2.threshold(eight_bits, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask)
    if count < 2:
        return None
    weights = np.bincount(labels.ravel(), saliency.ravel(), count)
    weights[0] = 0.0
    # The heaviest parts, until they hold most of it together.
    order = np.argsort(-weights, kind="stable")
    held = np.cumsum(weights[order]) / weights.sum()
    parts = order[: int(np.searchsorted(held, _SHARE)) + 1]
    across = (boxes[parts, cv2.CC_STAT_LEFT] + boxes[parts, cv2.CC_STAT_WIDTH]).max()
    is_wide = across - boxes[parts, cv2.CC_STAT_LEFT].min() > _WIDEST * width
    if is_wide and len(parts) > 1 and held[0] >= _HEAVY:
        parts = parts[:1]
    left, top = boxes[parts, cv2.CC_STAT_LEFT].min(), boxes[parts, cv2.CC_STAT_TOP].min()
    right = (boxes[parts, cv2.CC_STAT_LEFT] + boxes[parts, cv2.CC_STAT_WIDTH]).max()
    bottom = (boxes[parts, cv2.CC_STAT_TOP] + boxes[parts, cv2.CC_STAT_HEIGHT]).max()
    largest = 1.0 if _stands_free(lab) else _LARGEST
    if (right - left) * (bottom - top) > largest * width * height:
        return None
    inside = float(saliency[np.isin(labels, parts)].mean())
    outside = float(saliency[~np.isin(labels, parts)].mean())
    if inside < _LEAST_RATIO * outside or inside < _LEAST_DIFFERENCE:
        return None
    # What stands out ends a little beyond the last place that does.
    left, top, right, bottom = (
        max(0, left - 1),
        max(0, top - 1),
        min(width, right + 1),
        min(height, bottom + 1),
    )
    edges = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    return Rect(*(round(float(edge), 4) for edge in edges))


def _told(values: Floats) -> Floats:
    """What is beyond the quiet places, as shares of all that is."""
    beyond = np.clip(values - np.quantile(values, _QUIET), 0.0, None)
    return np.asarray(beyond / max(1e-6, float(beyond.sum())), np.float32)


def _unexpected(lab: Floats) -> Floats:
    """Where the picture is not as the rest of it lets expect: small figures on a beach, a ship on the sea.

    The spectral residual of Hou and Zhang 2007, of lightness and both colours.
    """
    height, width = lab.shape[:2]
    total = np.zeros((height, width), np.float32)
    for channel in range(3):
        spectrum = np.fft.rfft2(lab[:, :, channel])
        size = np.log(np.abs(spectrum) + 1e-3).astype(np.float32)
        residual = np.exp(size - cv2.blur(size, (3, 3)))
        total += np.abs(np.fft.irfft2(residual * np.exp(1j * np.angle(spectrum)), (height, width))) ** 2
    return np.asarray(cv2.GaussianBlur(total, (0, 0), 0.03 * max(height, width)), np.float32)


def _colourful(lab: Floats) -> Floats:
    """Where colours are far from those of most of the picture: jerseys before a grey wall.

    The square of the distance in a*b* from the median, so that a small bright spot tells as much as a large
    pale one; after the frequency-tuned saliency of Achanta and others 2009, without lightness.
    """
    colours = lab[:, :, 1:]
    middle = np.median(colours.reshape(-1, 2), axis=0).astype(np.float32)
    first, second = (colours[..., axis] - middle[axis] for axis in range(2))
    return np.asarray(
        cv2.GaussianBlur(first * first + second * second, (0, 0), 0.02 * max(lab.shape)), np.float32
    )


def _small_lab(pixels: RGB) -> Floats:
    """A small copy in CIELAB, smoothed within its edges, its lightness counting for less."""
    height, width = pixels.shape[:2]
    scale = _SIDE / max(height, width)
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    lab = np.array(cv2.bilateralFilter(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), 5, 12.0, 3.0), np.float32)
    lab[:, :, 0] *= _LIGHTNESS
    return lab


def _saliency(lab: Floats) -> Floats:
    """How much each place draws the eye, as a distance in CIELAB."""
    size = (lab.shape[1], lab.shape[0])
    around = cv2.GaussianBlur(lab, (0, 0), _SURROUNDINGS * max(size), borderType=cv2.BORDER_REFLECT)
    contrast: Floats = np.sqrt(_squared(lab - around))
    total = _from_border(lab) + 0.5 * contrast
    total = cv2.GaussianBlur(total, (0, 0), 0.012 * max(size))
    return np.asarray(total * _middle(size), np.float32)


def _border(lab: Floats) -> Floats:
    """The colours along the edges, one a row."""
    height, width = lab.shape[:2]
    edge = max(2, round(_BORDER * max(height, width)))
    ring = np.ones((height, width), bool)
    ring[edge : height - edge, edge : width - edge] = False
    return np.ascontiguousarray(lab[ring])


def _stands_free(lab: Floats) -> bool:
    """Whether most of the border is one colour: then all that is within it is one thing, however large."""
    border = _border(lab)
    distances = np.sqrt(_squared(border - np.median(border, axis=0).astype(np.float32)))
    return float((distances < _ONE_COLOUR).mean()) > _MOSTLY


def _from_border(lab: Floats) -> Floats:
    """How far each place is from the nearest colour of the border."""
    border = _border(lab)
    labels = np.empty((len(border), 1), np.int32)
    labels[np.argsort(border.sum(axis=1), kind="stable"), 0] = (
        np.arange(len(border)) * _BORDER_COLOURS // len(border)
    )
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 0.5)
    _, found, centres = cv2.kmeans(
        border, _BORDER_COLOURS, labels, criteria, 1, cv2.KMEANS_USE_INITIAL_LABELS
    )
    shares = np.bincount(np.asarray(found).ravel(), minlength=_BORDER_COLOURS) / len(border)
    background = centres[shares >= min(_LEAST_OF_BORDER, shares.max())]
    nearest = _squared(lab - background[0])
    for colour in background[1:]:
        np.minimum(nearest, _squared(lab - colour), out=nearest)
    return np.sqrt(nearest)


def _squared(differences: Floats) -> Floats:
    """The squared length of each of them."""
    # Three sums of planes take a tenth of the time of one along an axis of three.
    first, second, third = (differences[..., axis] for axis in range(3))
    return np.asarray(first * first + second * second + third * third, np.float32)


def _middle(size: tuple[int, int]) -> Floats:
    """1 in the middle, 0.5 in the corners."""
    x = np.linspace(-1.0, 1.0, size[0], dtype=np.float32)
    y = np.linspace(-1.0, 1.0, size[1], dtype=np.float32)
    return np.asarray(1.0 - 0.25 * (x[None, :] ** 2 + y[:, None] ** 2), np.float32)
