"""What lies behind a photo that leaves the card free: its own copy, blurred; or plain, paper, wood."""

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.media.pictures import Picture
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Backdrop
from slideshow.render.colour import RGB, rgb_of

# A blur leaves nothing that an eighth of the resolution could not hold.
COARSE = 8
_SHADOW_BLUR = 0.02  # of the card's width
_SHADOW_DROP = 0.008
_PLANKS = 5
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


def ground(picture: Picture, card: Size, look: Backdrop, covered: Rect | None) -> RGB:
    """The card's ground in an eighth of its size, under the shadow of what covers a part of it."""
    coarse = Size(even_up(card.width / COARSE), even_up(card.height / COARSE))
    match look.kind:
        case "blur":
            lit = _blurred(picture, coarse, look)
        case "wood":
            lit = _wood(coarse, look)
        case "paper":
            lit = _paper(coarse, look)
        case "plain":
            lit = _plain(coarse, look)
    if covered is not None:
        lit = lit * (1.0 - look.shadow * _shadow(covered, coarse))[:, :, None]
    return np.asarray(np.clip(lit + _dither(coarse), 0, 255), np.uint8)


@lru_cache(maxsize=4)
def _dither(coarse: Size) -> NDArray[np.float32]:
    """Noise between 0 and 1, added before fractions are cut off: slow gradients do not band then."""
    random = np.random.default_rng(53)
    return random.random((coarse.height, coarse.width, 1), np.float32)


def enlarge_backdrop(coarse: RGB, part: Rect) -> RGB:
    """A part of the card, in its full resolution, of its coarse ground."""
    step = 1.0 / COARSE
    matrix = np.array(
        [[step, 0.0, (part.x + 0.5) * step - 0.5], [0.0, step, (part.y + 0.5) * step - 0.5]], np.float64
    )
    size = (int(part.width), int(part.height))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    whole = cv2.warpAffine(coarse, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(whole, np.uint8)


def even_up(length: float) -> int:
    return 2 * math.ceil(length / 2)


def _blurred(picture: Picture, coarse: Size, look: Backdrop) -> NDArray[np.float32]:
    small = picture.sample(_covering(picture.size, coarse), coarse).astype(np.float32)
    sigma = max(0.1, look.blur * coarse.width)
    blurred = cv2.GaussianBlur(small, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    # Its lightness alone is less: colours keep their distance from grey, so that it looks lit and not fogged.
    luma = (blurred @ _LUMA)[:, :, None]
    dimmed = luma * look.brightness
    colours = blurred - luma
    # As far as the channels allow.
    room = np.minimum(
        dimmed / np.maximum(1e-3, -colours.min(axis=2, keepdims=True)),
        (255.0 - dimmed) / np.maximum(1e-3, colours.max(axis=2, keepdims=True)),
    )
    return np.asarray(dimmed + colours * np.clip(room, 0.0, 1.0), np.float32)


def _plain(coarse: Size, look: Backdrop) -> NDArray[np.float32]:
    lit = np.empty((coarse.height, coarse.width, 3), np.float32)
    lit[:] = rgb_of(look.colour)
    return lit


def _paper(coarse: Size, look: Backdrop) -> NDArray[np.float32]:
    """Fibres and clouds, hardly there, and a little less light toward the edges."""
    random = np.random.default_rng(51)
    fine = random.normal(0.0, 1.0, (coarse.height, coarse.width)).astype(np.float32)
    clouds = cv2.GaussianBlur(fine, (0, 0), 0.12 * coarse.width)
    texture = 1.0 + 0.012 * fine + 0.012 * clouds / max(1e-6, float(clouds.std()))
    return np.asarray(_plain(coarse, look) * (texture * _vignette(coarse, 0.12))[:, :, None], np.float32)


def _wood(coarse: Size, look: Backdrop) -> NDArray[np.float32]:
    """Planks of a table, seen from above, their grain along them."""
    random = np.random.default_rng(52)
    noise = random.normal(0.0, 1.0, (coarse.height, coarse.width)).astype(np.float32)
    # Long along the grain, short across it.
    grain = cv2.GaussianBlur(noise, (0, 0), sigmaX=0.9, sigmaY=0.12 * coarse.height)
    plank = np.minimum((np.arange(coarse.width) * _PLANKS // coarse.width), _PLANKS - 1)
    tone = 1.0 + random.uniform(-0.09, 0.09, _PLANKS).astype(np.float32)[plank]
    seam = np.ones(coarse.width, np.float32)
    seam[np.flatnonzero(np.diff(plank)) + 1] = 0.55
    light = (
        (1.0 + 0.085 * grain / max(1e-6, float(grain.std())))
        * (tone * seam)[None, :]
        * _vignette(coarse, 0.3)
    )
    return np.asarray(_plain(coarse, look) * light[:, :, None], np.float32)


def _vignette(coarse: Size, strength: float) -> NDArray[np.float32]:
    x = np.linspace(-1.0, 1.0, coarse.width, dtype=np.float32)[None, :]
    y = np.linspace(-1.0, 1.0, coarse.height, dtype=np.float32)[:, None]
    return np.asarray(1.0 - strength * (x * x + y * y) / 2.0, np.float32)


def _shadow(box: Rect, coarse: Size) -> NDArray[np.float32]:
    """How much of the light the box takes away: (height, width), 0 to 1."""
    drop = _SHADOW_DROP * coarse.width * COARSE
    shadow = np.zeros((coarse.height, coarse.width), np.float32)
    left, right = max(0, round(box.x / COARSE)), max(0, round(box.right / COARSE))
    top, bottom = max(0, round((box.y + drop) / COARSE)), max(0, round((box.bottom + drop) / COARSE))
    shadow[top:bottom, left:right] = 1.0
    sigma = max(0.1, _SHADOW_BLUR * coarse.width)
    return np.asarray(cv2.GaussianBlur(shadow, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE), np.float32)


def _covering(photo: Size, shape: Size) -> Rect:
    """The largest part of the photo that has a shape, at its middle."""
    scale = max(shape.width / photo.width, shape.height / photo.height)
    width, height = shape.width / scale, shape.height / scale
    return Rect((photo.width - width) / 2, (photo.height - height) / 2, width, height)
