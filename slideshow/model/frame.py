"""A frame of the film: I420, BT.709 limited range, left-sited chroma."""

import numpy as np
from numpy.typing import NDArray

from slideshow.model.geometry import Size

Plane = NDArray[np.uint8]


class Frame:
    """One contiguous `uint8` buffer and its three planes: y (H, W), u and v (H/2, W/2).

    `size` must be even both ways. A new frame holds whatever the memory held.
    """

    __slots__ = ("buffer", "size", "u", "v", "y")

    def __init__(self, size: Size) -> None:
        width, height = size.width, size.height
        if width % 2 or height % 2:
            raise ValueError(f"an I420 frame needs even sides, not {size}")
        luma, chroma = width * height, width * height // 4
        self.size = size
        self.buffer: Plane = np.empty(luma + 2 * chroma, np.uint8)
        self.y: Plane = self.buffer[:luma].reshape(height, width)
        self.u: Plane = self.buffer[luma : luma + chroma].reshape(height // 2, width // 2)
        self.v: Plane = self.buffer[luma + chroma :].reshape(height // 2, width // 2)

    @property
    def planes(self) -> tuple[Plane, Plane, Plane]:
        return self.y, self.u, self.v
