"""Picture → its measures: sharpness, light, colours, likeness. Pictures are small, (height, width, 3) RGB."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.inspect.detection import RGB
from slideshow.model.geometry import Rect

# Sharpness is measured at this size, near that of the film: what is blurred there looks blurred.
SHARP_SIDE = 1024
_BLOCK = 64
# Blocks with less contrast than this say nothing about sharpness: sky, walls, fog.
_LEAST_CONTRAST = 4.0
_SHARPEST = 0.06
_MOST_NOISE = 1.5
_COLOURS = 5
_COLOUR_SIDE = 48
_GRID = 4
_HASH_SIDE = 8
_BLACK, _WHITE = 8, 250


@dataclass(frozen=True, slots=True)
class Light:
    """Shares 0 to 1, as in `Facts`."""

    brightness: float
    contrast: float
    black: float
    white: float


def sharpness(pixels: RGB) -> float:
    """How sharp the sharpest parts are, 0 to 1: below 0.2 a person calls a photo blurred."""
    return sharpnesses(pixels, (None,))[0]


def sharpnesses(pixels: RGB, parts: Sequence[Rect | None]) -> tuple[float, ...]:
    """How sharp each part is where it is sharpest, 0 to 1, in shares of the picture; None is all of it.

    The Laplacian's energy against the picture's own contrast, block by block: a sharp face before a blurred
    garden is sharp. After Pech-Pacheco et al. 2000 (variance of the Laplacian); the comparison with a blurred
    copy follows Crété-Roffet et al. 2007: a picture that loses little by being blurred was blurred before.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    scale = SHARP_SIDE / max(grey.shape)
    if scale < 1.0:
        size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)
    blurred = cv2.GaussianBlur(grey, (0, 0), 1.6)
    fine = _block_means(np.abs(grey - blurred))
    coarse = _block_means(np.abs(blurred - cv2.GaussianBlur(blurred, (0, 0), 3.2)))
    # What is left in the flattest blocks is the camera's noise, which no blur takes away.
    fine = np.clip(fine - min(_MOST_NOISE, float(np.quantile(fine, 0.05))), 0.0, None)
    return tuple(
        _sharpest(*(values[_blocks(part, fine.shape)] for values in (fine, coarse))) for part in parts
    )


def _sharpest(fine: NDArray[np.float32], coarse: NDArray[np.float32]) -> float:
    told = coarse > _LEAST_CONTRAST / 4
    if not told.any():
        told = coarse >= coarse.max()
    ratios = fine[told] / np.maximum(coarse[told], 0.5)
    weights = coarse[told]
    # The sharpest blocks, of those that have something to be sharp.
    count = max(2, round(_SHARPEST * fine.size))
    best = np.argsort(-ratios * np.minimum(weights, 12.0))[:count]
    return round(float(np.clip((ratios[best].mean() - 0.25) / 1.5, 0.0, 1.0)), 4)


def _blocks(part: Rect | None, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The blocks that a part touches."""
    if part is None:
        return slice(None), slice(None)
    height, width = shape
    top, left = min(height - 1, int(part.y * height)), min(width - 1, int(part.x * width))
    bottom, right = math.ceil(part.bottom * height), math.ceil(part.right * width)
    return slice(top, max(top + 1, bottom)), slice(left, max(left + 1, right))


def _block_means(values: NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = values.shape
    size = (max(1, width // _BLOCK), max(1, height // _BLOCK))
    return np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), np.float32)


def light(pixels: RGB) -> Light:
    """Brightness and its spread, and how much is black or white beyond detail."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    red, green, blue = cv2.split(pixels)
    brightest = cv2.min(red, cv2.min(green, blue))
    return Light(
        brightness=round(float(grey.mean()) / 255, 4),
        contrast=round(float(grey.std()) / 255, 4),
        black=round(float((grey < _BLACK).mean()), 4),
        white=round(float((brightest > _WHITE).mean()), 4),
    )


def detail(pixels: RGB) -> float:
    """How busy the picture is: the share of pixels on or near an edge."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    edges = cv2.Canny(cv2.GaussianBlur(grey, (0, 0), 1.0), 40, 120)
    near = cv2.dilate(edges, np.ones((5, 5), np.uint8))
    return round(min(1.0, float((near > 0).mean()) * 1.4), 4)


def layout(pixels: RGB) -> tuple[float, ...]:
    """The mean colour of each cell of a 4 x 4 grid, CIELAB, row by row."""
    cells = cv2.resize(pixels, (_GRID, _GRID), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    lab = cv2.cvtColor(cells, cv2.COLOR_RGB2LAB)
    return tuple(round(float(value), 2) for value in lab.reshape(-1))


def difference_hash(pixels: RGB) -> int:
    """128 bits: whether each of 8 x 8 places is lighter than the next one to the right, and below.

    Krawetz 2013 ("dHash"), both ways.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    across = cv2.resize(grey, (_HASH_SIDE + 1, _HASH_SIDE), interpolation=cv2.INTER_AREA).astype(np.int16)
    down = cv2.resize(grey, (_HASH_SIDE, _HASH_SIDE + 1), interpolation=cv2.INTER_AREA).astype(np.int16)
    bits = np.concatenate([(np.diff(across, axis=1) > 0).ravel(), (np.diff(down, axis=0) > 0).ravel()])
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def colours(pixels: RGB) -> tuple[str, ...]:
    """The dominant colours as "#rrggbb", most first: k-means in CIELAB, begun the same way every time."""
    small = cv2.resize(pixels, (_COLOUR_SIDE, _COLOUR_SIDE), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB).reshape(-1, 3)
    # Begun with fifths of the lightness, not by chance.
    labels = np.empty((len(lab), 1), np.int32)
    labels[np.argsort(lab[:, 0], kind="stable"), 0] = np.arange(len(lab)) * _COLOURS // len(lab)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    _, found, centres = cv2.kmeans(lab, _COLOURS, labels, criteria, 1, cv2.KMEANS_USE_INITIAL_LABELS)
    counts = np.bincount(np.asarray(found).ravel(), minlength=_COLOURS)
    rgb = cv2.cvtColor(centres.reshape(1, -1, 3).astype(np.float32), cv2.COLOR_LAB2RGB)[0]
    order = np.argsort(-counts, kind="stable")
    return tuple(
        "#" + bytes(np.clip(np.rint(rgb[one] * 255), 0, 255).astype(np.uint8)).hex() for one in order
    )


def is_screen(pixels: RGB) -> bool:
    """True for screenshots and pages of text: most of it exactly flat, with hard edges between.

    A photograph has noise everywhere, or, where it is smoothed or blown out, soft edges around.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    across = np.abs(np.diff(grey.astype(np.int16), axis=1))
    flat = float((across[:-1] <= 1).mean())
    hard = float((across > 60).mean())
    # Where nothing changes, it must not change in whole blocks: 8 x 8 of one exact colour.
    height, width = (side - side % 8 for side in grey.shape)
    if not height or not width:
        return False
    blocks = grey[:height, :width].reshape(height // 8, 8, width // 8, 8)
    even = float(((blocks.max(axis=(1, 3)) - blocks.min(axis=(1, 3))) <= 2).mean())
    middle = blocks.mean(axis=(1, 3))
    # A black or blown-out photo is even too, but has nothing on it.
    varied = float(((middle > 16) & (middle < 239)).mean())
    return flat > 0.72 and even > 0.5 and hard > 0.008 and (varied > 0.02 or even > 0.6)
