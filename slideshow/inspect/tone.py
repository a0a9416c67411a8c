"""Picture -> its tone: where its blacks and whites lie, what colour its greys have, and its skin."""

from collections.abc import Sequence

import cv2
import numpy as np

from slideshow.inspect.detection import RGB
from slideshow.model.facts import Face
from slideshow.model.tone import Tone

_SIDE = 160
# CIELAB chroma below which a colour may be a grey under coloured light, and lightness it must have to tell.
_NEARLY_GREY, _LEAST_LIGHTNESS, _MOST_LIGHTNESS = 16.0, 22.0, 96.0
# Of a face's box, the part that is skin: below the eyes' brows, above the chin.
_SKIN = (0.28, 0.35, 0.72, 0.8)


def tone(pixels: RGB, faces: Sequence[Face]) -> Tone:
    """The tone of a picture (height, width, 3), RGB, with these faces in shares of it."""
    scale = min(1.0, _SIDE / max(pixels.shape[:2]))
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    luma = small.astype(np.float32) @ np.array([0.2126, 0.7152, 0.0722], np.float32) / 255.0
    black, middle, white = (round(float(level), 4) for level in np.quantile(luma, (0.01, 0.5, 0.99)))
    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB).reshape(-1, 3)
    lightness, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    is_grey = (chroma < _NEARLY_GREY) & (lightness > _LEAST_LIGHTNESS) & (lightness < _MOST_LIGHTNESS)
    share = float(is_grey.mean())
    cast = lab[is_grey, 1:].mean(axis=0) if share > 0 else np.zeros(2)
    return Tone(
        black,
        middle,
        white,
        (round(float(cast[0]), 2), round(float(cast[1]), 2)),
        round(share, 4),
        _skin(pixels, faces),
    )


def _skin(pixels: RGB, faces: Sequence[Face]) -> tuple[float, float, float] | None:
    if not faces:
        return None
    height, width = pixels.shape[:2]
    box, (left, top, right, bottom) = faces[0].box, _SKIN
    part = pixels[
        round((box.y + top * box.height) * height) : round((box.y + bottom * box.height) * height),
        round((box.x + left * box.width) * width) : round((box.x + right * box.width) * width),
    ]
    if part.size == 0:
        return None
    red, green, blue = (round(float(value) / 255.0, 4) for value in part.reshape(-1, 3).mean(axis=0))
    return red, green, blue
