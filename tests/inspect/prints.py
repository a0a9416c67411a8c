"""Pictures on paper, as a scanner sees them."""

import cv2
import numpy as np

from tests.inspect.pictures import RGB

PAPER, YELLOWED, BLACK = (246, 244, 238), (234, 220, 192), (3, 3, 3)


def printed(
    picture: RGB,
    sides: tuple[int, int, int, int] = (36, 36, 36, 36),
    paper: tuple[int, int, int] = PAPER,
    askew_degrees: float = 0.0,
    noise: float = 1.6,
) -> RGB:
    """A scan of the picture on paper, as wide at the left, top, right and bottom, maybe laid askew."""
    left, top, right, bottom = sides
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), askew_degrees, 1.0)
    turn[:, 2] += left, top
    size = (width + left + right, height + top + bottom)
    scan = cv2.warpAffine(picture, turn, size, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
    soft = cv2.GaussianBlur(scan, (0, 0), 0.6).astype(np.float32)
    lamp = np.linspace(1.0, 0.985, size[0], dtype=np.float32)[None, :, None]
    rng = np.random.default_rng(8)
    return np.asarray(np.clip(soft * lamp + rng.normal(0, noise, soft.shape), 0, 255), np.uint8)


def shares(sides: tuple[int, int, int, int], scan: RGB) -> tuple[float, ...]:
    height, width = scan.shape[:2]
    return tuple(side / length for side, length in zip(sides, (width, height) * 2, strict=True))
