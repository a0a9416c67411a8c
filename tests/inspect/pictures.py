"""Pictures with known answers, made of nothing."""

import cv2
import numpy as np
from numpy.typing import NDArray

RGB = NDArray[np.uint8]


def foliage(width: int = 960, height: int = 720, seed: int = 1) -> RGB:
    """A sharp photograph of many small things, with a camera's noise."""
    rng = np.random.default_rng(seed)
    picture = np.full((height, width, 3), (60, 90, 50), np.float32)
    for _ in range(900):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        colour = tuple(float(value) for value in rng.uniform((20, 60, 10), (140, 200, 90)))
        axes = (int(rng.integers(4, 30)), int(rng.integers(2, 12)))
        cv2.ellipse(picture, centre, axes, float(rng.uniform(0, 180)), 0, 360, colour, -1, cv2.LINE_AA)
    return noisy(picture, rng)


def noisy(picture: NDArray[np.float32], rng: np.random.Generator) -> RGB:
    return np.clip(picture + rng.normal(0, 1.6, picture.shape), 0, 255).astype(np.uint8)


def blurred(picture: RGB, sigma: float) -> RGB:
    """Out of focus, with the noise of a camera on top."""
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)
    return noisy(soft, np.random.default_rng(9))


def shaken(picture: RGB, pixels: int) -> RGB:
    """The camera moved sideways while the shutter was open."""
    kernel = np.zeros((pixels, pixels), np.float32)
    kernel[pixels // 2] = 1.0 / pixels
    return noisy(np.asarray(cv2.filter2D(picture, -1, kernel), np.float32), np.random.default_rng(9))


def sky(width: int = 960, height: int = 720) -> RGB:
    """Evening light over a hill: hardly an edge in it, but a sharp one."""
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    picture = (1 - down) * np.array([70, 90, 160], np.float32) + down * np.array([240, 170, 110], np.float32)
    picture = np.repeat(picture, width, axis=1)
    hill = height * (0.8 + 0.06 * np.sin(np.linspace(0, 7, width)))
    picture[np.arange(height)[:, None] > hill[None, :]] = (22, 24, 30)
    return noisy(picture, np.random.default_rng(2))


def screenshot(width: int = 720, height: int = 960) -> RGB:
    """A page of a program: flat panels, lines of text."""
    picture = np.full((height, width, 3), (245, 246, 248), np.uint8)
    picture[:70] = (32, 90, 170)
    for row in range(110, height - 30, 26):
        cv2.putText(picture, "Meet at the station at 9:40, track 3", (30, row), 0, 0.6, (30, 30, 34), 1, 8)
    return picture


def thing(
    x: float, y: float, width: int = 900, height: int = 600, colour: tuple[int, int, int] = (210, 40, 40)
) -> RGB:
    """A bright thing of a fifth of the width on a quiet ground, around a point in shares."""
    rng = np.random.default_rng(4)
    picture = np.full((height, width, 3), (110, 125, 115), np.float32)
    picture += cv2.GaussianBlur(rng.normal(0, 60, (height, width, 1)).astype(np.float32), (0, 0), 25)[
        :, :, None
    ]
    centre = (round(x * width), round(y * height))
    cv2.circle(picture, centre, width // 10, tuple(float(value) for value in colour), -1, cv2.LINE_AA)
    return noisy(picture, rng)
