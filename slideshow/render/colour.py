"""RGB -> I420 planes: BT.709 matrix, limited range, chroma sited to the left.

The matrix is that of ITU-R BT.709-6, section 3, quantised as in section 4: white is Y 235, black Y 16.
OpenCV's own conversion to I420 is BT.601 and may not be used here.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Frame, Plane

RGB = NDArray[np.uint8]

_KR, _KB = 0.2126, 0.0722
_KG = 1.0 - _KR - _KB
_Y, _C = 219 / 255, 224 / 255
# Rows Y, Cb, Cr; columns R, G, B, constant.
MATRIX: NDArray[np.float64] = np.array(
    [
        [_Y * _KR, _Y * _KG, _Y * _KB, 16.0],
        [-_C * _KR / (2 - 2 * _KB), -_C * _KG / (2 - 2 * _KB), _C / 2, 128.0],
        [_C / 2, -_C * _KG / (2 - 2 * _KR), -_C * _KB / (2 - 2 * _KR), 128.0],
    ]
)


def planes(rgb: RGB) -> tuple[Plane, Plane, Plane]:
    """Y (H, W) and U, V (H/2, W/2) of an (H, W, 3) picture with even sides."""
    y, u, v = (np.asarray(plane, np.uint8) for plane in cv2.split(cv2.transform(rgb, MATRIX)))
    return y, _subsampled(u), _subsampled(v)


def rgb(frame: Frame) -> RGB:
    """The picture in a frame, (H, W, 3), to be looked at on its own."""
    size = (frame.size.width, frame.size.height)
    u, v = (
        np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR), np.uint8)
        for plane in (frame.u, frame.v)
    )
    return rgb_planes(frame.y, u, v)


def rgb_planes(y: Plane, u: Plane, v: Plane) -> RGB:
    """Planes of one size as (H, W, 3)."""
    inverse = np.linalg.inv(MATRIX[:, :3])
    back = np.column_stack([inverse, -inverse @ MATRIX[:, 3]])
    return np.asarray(cv2.transform(cv2.merge([y, u, v]), back), np.uint8)


def ycbcr(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """One sRGB colour as limited-range BT.709."""
    y, u, v = np.rint(MATRIX @ np.array([*colour, 1.0])).astype(int)
    return int(y), int(u), int(v)


def rgb_of(colour: str) -> tuple[int, int, int]:
    """The channels of "#rrggbb"."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _subsampled(chroma: Plane) -> Plane:
    """Half the size: centred between two rows, and on the left of two columns, as H.264 expects."""
    height, width = chroma.shape
    rows = cv2.resize(chroma, (width, height // 2), interpolation=cv2.INTER_AREA)
    smooth = cv2.sepFilter2D(
        rows, -1, np.array([0.25, 0.5, 0.25]), np.array([1.0]), borderType=cv2.BORDER_REPLICATE
    )
    return np.ascontiguousarray(smooth[:, ::2])
