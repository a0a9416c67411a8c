"""A face -> how its person looks, by which the same one is known again in other photos of the album.

Hair, skin and clothes as colours: enough to tell the few people of an album, who are dressed the same all
day, from somebody who is seen once; not to tell who anybody is.
"""

import cv2
import numpy as np

from slideshow.inspect.detection import RGB
from slideshow.model.geometry import Rect

# Parts around a face's box, in its widths and heights from its top left: left, top, right, bottom.
_HAIR = (0.2, -0.25, 0.8, 0.1)
_SKIN = (0.28, 0.35, 0.72, 0.8)
_CLOTHES = (-0.2, 1.35, 1.2, 2.2)


def wear(pixels: RGB, face: Rect) -> tuple[float, ...]:
    """CIELAB colours of hair, skin and clothes, 9 numbers: the medians of where they are."""
    found: list[float] = []
    for part in (_HAIR, _SKIN, _CLOTHES):
        colour = np.asarray(_colour(pixels, face, part), np.float32).reshape(1, 1, 3) / 255
        found += [round(float(value), 1) for value in cv2.cvtColor(colour, cv2.COLOR_RGB2LAB)[0, 0]]
    return tuple(found)


def _colour(pixels: RGB, face: Rect, part: tuple[float, float, float, float]) -> np.ndarray:
    height, width = pixels.shape[:2]
    left, right = ((face.x + edge * face.width) * width for edge in (part[0], part[2]))
    top, bottom = ((face.y + edge * face.height) * height for edge in (part[1], part[3]))
    first, last = min(width - 1, max(0, round(left))), min(height - 1, max(0, round(top)))
    seen = pixels[last : max(last + 1, round(bottom)), first : max(first + 1, round(right))]
    return np.asarray(np.median(seen.reshape(-1, 3), axis=0), np.float32)
