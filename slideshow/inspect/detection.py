"""What a face detector finds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RGB = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Detection:
    """One face in pixels: `box` is left, top, right, bottom; `landmarks` (5, 2) are x and y of the left eye,
    right eye, nose, left and right end of the mouth, as we see them."""

    box: Floats
    score: float
    landmarks: Floats
