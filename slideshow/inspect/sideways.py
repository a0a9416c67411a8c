"""Picture -> how far it lies on its side, where the faces in it leave no doubt."""

import threading

import cv2
import numpy as np

from slideshow.inspect.detection import RGB
from slideshow.inspect.faces import faces_in, finder

# Looked at this small, for faces of at least this share of the longer side: little work, and a large face
# is told from wallpaper.
_SIDE, _LEAST_FACE = 192, 0.0625
# Faces of people upright have scores like these; what is taken for one in a picture on its side reaches 0.8.
_SURE, _FRONTAL = 0.97, 0.5
# A face of that size has so much skin.
_LEAST_SKIN = 0.002
_QUARTERS = {90: -1, 270: 1}


def turn_degrees(pixels: RGB) -> int:
    """How far the picture is to be turned clockwise to stand upright: 90 or 270; 0 where that is not sure.

    It is for pictures without a face in them as they are. Cameras of old wrote no orientation, and held
    upright they made wide pictures that lie on their side: one that is upright needs no look.
    """
    height, width = pixels.shape[:2]
    if width <= height:
        return 0
    scale = min(1.0, _SIDE / width)
    # A photo may be very thin: nothing of it would be left.
    size = max(1, round(scale * pixels.shape[1])), max(1, round(scale * pixels.shape[0]))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    find = finder(threading.get_ident())
    if find is None or _skin(small) < _LEAST_SKIN:
        return 0
    # Both ways side by side: the networks are made ready once.
    both = np.concatenate([_turned(small, quarters) for quarters in _QUARTERS.values()], axis=1)
    found = find(both, max(12.0, _LEAST_FACE * width * scale))
    middle, ways = both.shape[1] / 2, tuple(_QUARTERS)
    sure = {ways[int((one.box[0] + one.box[2]) / 2 >= middle)] for one in found if one.score >= _SURE}
    if len(sure) != 1:
        return 0
    (degrees,) = sure
    # Seen again in more detail, and as a whole face that looks at us.
    faces = faces_in(_turned(pixels, _QUARTERS[degrees]))
    return degrees if any(one.score >= _SURE and one.frontal >= _FRONTAL for one in faces) else 0


def _skin(pixels: RGB) -> float:
    """The share of pixels in the colours of skin, light and dark (Chai and Ngan 1999)."""
    colours = cv2.cvtColor(pixels, cv2.COLOR_RGB2YCrCb)
    return float((cv2.inRange(colours, np.array([30, 133, 77]), np.array([255, 173, 127])) > 0).mean())


def turn_pixels(pixels: RGB, degrees: int) -> RGB:
    """The picture turned clockwise by 0, 90 or 270 degrees."""
    return _turned(pixels, _QUARTERS[degrees]) if degrees else pixels


def _turned(pixels: RGB, quarters: int) -> RGB:
    return np.ascontiguousarray(np.rot90(pixels, quarters))
