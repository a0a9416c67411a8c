"""What lies over every frame of the film: bars and grain."""

from functools import lru_cache

import cv2
import numpy as np

from slideshow.model.frame import Frame, Plane
from slideshow.model.template import Overlay

# The strongest grain, in levels of 8 bits (standard deviation).
_MOST_GRAIN = 22.0
_TILE = 97
_STEPS = 61


def lay_over(frame: int, look: Overlay, out: Frame) -> None:
    """Draws the grain and the bars of a frame of the film into `out`."""
    if look.grain > 0.0:
        # A grain pattern somewhat larger than the frame, looked at in another place each time.
        lighter, darker = _grain(out.size.width, out.size.height, look.grain)
        left, top = frame * 37 % _TILE, frame * 61 % _STEPS
        height, width = out.y.shape
        cv2.add(out.y, lighter[top : top + height, left : left + width], dst=out.y)
        cv2.subtract(out.y, darker[top : top + height, left : left + width], dst=out.y)
    rows = 2 * round(look.bars * out.size.height / 2)
    if rows:
        for plane, level, count in ((out.y, 16, rows), (out.u, 128, rows // 2), (out.v, 128, rows // 2)):
            plane[:count] = level
            plane[-count:] = level


@lru_cache(maxsize=2)
def _grain(width: int, height: int, strength: float) -> tuple[Plane, Plane]:
    """How much lighter and darker: grains of about a pixel and a half."""
    random = np.random.default_rng(41)
    noise = random.normal(0.0, 1.0, (height + _STEPS, width + _TILE)).astype(np.float32)
    noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), 0.7), np.float32)
    noise *= _MOST_GRAIN * strength / float(noise.std())
    lighter, darker = np.clip(noise, 0, 120), np.clip(-noise, 0, 120)
    return np.rint(lighter).astype(np.uint8), np.rint(darker).astype(np.uint8)
