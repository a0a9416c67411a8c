"""Kind and colour of a ground -> its picture at full size: wood, paper, cloth, cork, a wall, under one light.

Each is drawn once at a fixed size and brought to the canvas's, so that films of every size lie on the same
table. The light comes from above on the left, as that of the prints' shadows does.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.geometry import Size
from slideshow.render.colour import RGB, rgb_of

# Drawn with so many pixels on the shorter side.
_SIDE = 1080
_PLANKS = 4

Shares = NDArray[np.float32]


@lru_cache(maxsize=4)
def texture(kind: str, colour: str, canvas: Size) -> RGB:
    """(H, W, 3) of the canvas's size, not to be changed. Raises KeyError for a kind not in TEXTURES."""
    # Levels of 128 are the colour itself.
    paint = np.array(rgb_of(colour), np.float64) / 128.0
    found = np.asarray(cv2.transform(_lit(kind, canvas), np.diag(paint)), np.uint8)
    found.flags.writeable = False
    return found


@lru_cache(maxsize=1)
def _lit(kind: str, canvas: Size) -> RGB:
    """How bright each place is, (H, W, 3), 128 for as bright as its colour."""
    scale = _SIDE / min(canvas.width, canvas.height)
    drawn = Size(round(canvas.width * scale), round(canvas.height * scale))
    lamp = _lamp(drawn)
    if kind in _EVENLY_LIT:
        lamp = np.broadcast_to(lamp.mean(axis=1, keepdims=True), lamp.shape)
    light = TEXTURES[kind](drawn, np.random.default_rng(52)) * lamp[:, :, None]
    size, way = (canvas.width, canvas.height), cv2.INTER_AREA if scale >= 1.0 else cv2.INTER_CUBIC
    return np.asarray(np.clip(np.rint(128.0 * cv2.resize(light, size, interpolation=way)), 0, 255), np.uint8)


def _paper(size: Size, random: np.random.Generator) -> Shares:
    """Pressed fibres, and clouds that are hardly there."""
    relief = _soft(random, size, 1.1, 1.1) + 0.8 * _soft(random, size, 3.5, 3.5)
    slope = relief - np.roll(relief, (2, 2), (0, 1))
    light = 1.0 + 0.014 * slope + 0.014 * _soft(random, size, 140, 140)
    fibres = np.zeros((size.height, size.width), np.uint8)
    for _ in range(420):
        x, y = random.integers(0, size.width), random.integers(0, size.height)
        angle, length = random.uniform(0, 6.28), random.uniform(10, 34)
        bend = random.uniform(-8, 8)
        points = np.array(
            [
                (
                    x + np.cos(angle) * length * t - np.sin(angle) * bend * t * t,
                    y + np.sin(angle) * length * t,
                )
                for t in np.linspace(0, 1, 8)
            ],
            np.int32,
        )
        cv2.polylines(fibres, [points], False, int(random.integers(60, 200)), 1, cv2.LINE_AA)
    light -= 0.055 * fibres.astype(np.float32) / 255.0
    return np.asarray(light[:, :, None].repeat(3, axis=2), np.float32)


def _linen(size: Size, random: np.random.Generator) -> Shares:
    """Threads over and under each other, of uneven thickness."""
    y = np.arange(size.height, dtype=np.float32)[:, None]
    x = np.arange(size.width, dtype=np.float32)[None, :]
    step = 7.0
    across = x + 2.4 * _soft(random, size, 2, 90)
    down = y + 2.4 * _soft(random, size, 90, 2)
    warp = np.cos(2 * np.pi * across / step)
    weft = np.cos(2 * np.pi * down / step)
    over = np.sign(np.sin(np.pi * across / step) * np.sin(np.pi * down / step))
    thread = np.where(over > 0, 0.75 * warp + 0.25 * weft, 0.25 * warp + 0.75 * weft)
    slubs = 0.6 * _soft(random, size, 26, 1.6) + 0.6 * _soft(random, size, 1.6, 26)
    light = 0.97 + 0.045 * thread + 0.03 * slubs + 0.012 * _soft(random, size, 1, 1)
    return np.asarray(light[:, :, None].repeat(3, axis=2), np.float32)


def _cork(size: Size, random: np.random.Generator) -> Shares:
    """Grains pressed together, each of its own brown, and dark specks between them."""
    count = size.width * size.height // 330
    seeds = np.stack([random.uniform(0, size.width, count), random.uniform(0, size.height, count)], axis=1)
    far = np.full((size.height, size.width), 255, np.uint8)
    points = seeds.astype(int)
    far[points[:, 1].clip(0, size.height - 1), points[:, 0].clip(0, size.width - 1)] = 0
    distance, labels = cv2.distanceTransformWithLabels(far, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    tones = random.normal(0.0, 1.0, int(labels.max()) + 1).astype(np.float32)
    grain = cv2.GaussianBlur(tones[labels], (0, 0), 1.3)
    edge = cv2.GaussianBlur(np.asarray(distance, np.float32), (0, 0), 1.0) / 11.0
    slope = edge - np.roll(edge, (2, 2), (0, 1))
    specks = np.clip(_soft(random, size, 2.2, 2.2) - 1.9, 0.0, 1.0)
    light = 1.0 + 0.075 * grain - 0.16 * slope - 0.42 * specks + 0.03 * _soft(random, size, 1.2, 1.2)
    light = light[:, :, None].repeat(3, axis=2)
    light[:, :, 2] -= 0.03 * grain
    return np.asarray(light, np.float32)


def _wood(size: Size, random: np.random.Generator) -> Shares:
    """Planks seen from above: rings cut lengthwise, here and there around a knot, pores, a seam between."""
    height, width = size.height, size.width
    light = np.empty((height, width, 3), np.float32)
    edges = np.round(np.linspace(0, width, _PLANKS + 1)).astype(int)
    for left, right in pairwise(edges):
        light[:, left:right] = _plank(Size(int(right - left), height), random)
    return light


def _plank(size: Size, random: np.random.Generator) -> Shares:
    y = np.arange(size.height, dtype=np.float32)[:, None]
    x = np.arange(size.width, dtype=np.float32)[None, :]
    # A trunk is a cone: cut lengthwise, its rings are long arches.
    middle = random.uniform(0.2, 0.8) * size.width
    rise = random.uniform(0.05, 0.09) * random.choice((-1.0, 1.0))
    bent = x - middle + 26.0 * _soft(random, size, 60, 330) + 5.0 * _soft(random, size, 14, 90)
    depth = np.sqrt(bent * bent + 26.0**2) + rise * y
    for _ in range(int(random.integers(0, 3))):
        knot_x, knot_y = random.uniform(0.2, 0.8) * size.width, random.uniform(0.08, 0.92) * size.height
        far = np.sqrt((x - knot_x) ** 2 + ((y - knot_y) / 2.6) ** 2)
        depth = depth + 62.0 * np.exp(-far / 24.0)
    rings = depth / random.uniform(13.0, 19.0)
    rings = rings + 0.35 * np.sin(rings * 0.61)
    phase = rings - np.floor(rings)
    # Spring wood darkens slowly into summer wood, which ends at once.
    ring = np.where(phase < 0.86, phase**2.2, (1.0 - phase) / 0.14)
    ring = cv2.GaussianBlur(np.asarray(ring, np.float32), (0, 0), sigmaX=0.8, sigmaY=1.6)
    fibre = _soft(random, size, 0.8, 42) + 0.7 * _soft(random, size, 2.6, 120)
    pores = np.clip(_soft(random, size, 0.7, 9) - 1.7, 0.0, 1.2)
    light = 1.05 - 0.23 * ring + 0.05 * fibre - 0.17 * pores + 0.05 * _soft(random, size, 70, 400)
    light *= random.uniform(0.9, 1.08)
    # The seam: the edge toward the light shines, the one away from it is dark.
    light[:, :2] *= 0.32
    light[:, 2:4] *= 0.72
    light[:, 4:6] *= 1.09
    light[:, -3:] *= 0.8
    warm = np.array((1.0, 0.985 + random.uniform(-0.015, 0.015), 0.96), np.float32)
    return np.asarray(light[:, :, None] ** (1.0 / warm), np.float32)


def _curtain(size: Size, random: np.random.Generator) -> Shares:
    """Cloth that hangs in folds, each of its own width, with a sheen where it turns to the light."""
    x = np.arange(size.width, dtype=np.float32)[None, :]
    swing = 9.0 * _soft(random, size, 120, 700)
    warp = 60.0 * np.sin(x / 210.0 + 1.3) + 26.0 * np.sin(x / 83.0)
    phase = (x + warp + swing) * (2.0 * np.pi / 132.0)
    fold = 0.5 + 0.5 * np.cos(phase)
    light = 0.79 + 0.42 * fold**1.5 + 0.1 * np.clip(np.cos(phase - 0.9), 0.0, 1.0) ** 12
    light += 0.022 * _soft(random, size, 0.8, 5) + 0.03 * _soft(random, size, 30, 500)
    return np.asarray(light[:, :, None].repeat(3, axis=2), np.float32)


def _wall(size: Size, random: np.random.Generator) -> Shares:
    """Plaster laid on with a trowel, painted over."""
    relief = _soft(random, size, 9, 5) + 0.7 * _soft(random, size, 26, 14) + 0.35 * _soft(random, size, 2, 2)
    slope = relief - np.roll(relief, (3, 3), (0, 1))
    light = 1.0 + 0.016 * slope + 0.008 * _soft(random, size, 90, 160)
    return np.asarray(light[:, :, None].repeat(3, axis=2), np.float32)


TEXTURES: Mapping[str, Callable[[Size, np.random.Generator], Shares]] = {
    "paper": _paper,
    "linen": _linen,
    "cork": _cork,
    "wood": _wood,
    "curtain": _curtain,
    "wall": _wall,
}
# The camera goes along them, and what comes next is as bright as what goes.
_EVENLY_LIT = ("wall",)


def _soft(random: np.random.Generator, size: Size, across: float, down: float) -> Shares:
    """Noise (H, W) of mean 0 and deviation 1, soft over so many pixels."""
    # What is soft needs few pixels: drawn small where that is enough.
    step_x, step_y = max(1, int(across / 3)), max(1, int(down / 3))
    small = (max(4, -(-size.height // step_y)), max(4, -(-size.width // step_x)))
    noise = random.standard_normal(small, np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), sigmaX=max(0.3, across / step_x), sigmaY=max(0.3, down / step_y))
    soft = np.asarray((soft - soft.mean()) / max(1e-6, float(soft.std())), np.float32)
    size_is_right = small == (size.height, size.width)
    whole = (
        soft if size_is_right else cv2.resize(soft, (size.width, size.height), interpolation=cv2.INTER_CUBIC)
    )
    return np.asarray(whole, np.float32)


def _lamp(size: Size) -> Shares:
    """How bright it is: most on the upper left, less toward the far corner."""
    x = np.linspace(0.0, 1.0, size.width, dtype=np.float32)[None, :]
    y = np.linspace(0.0, 1.0, size.height, dtype=np.float32)[:, None]
    far = np.sqrt((x - 0.3) ** 2 + (0.8 * (y - 0.22)) ** 2)
    return np.asarray(1.07 - 0.3 * far**1.5, np.float32)
