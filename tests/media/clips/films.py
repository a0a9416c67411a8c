"""Tiny clips for the tests: moving pictures with a number in each, made by ffmpeg."""

from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from slideshow.system.ffmpeg import run

WIDTH, HEIGHT = 192, 112
_BITS, _BIT_WIDTH = 12, 16
H264 = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p")


def pictures(count: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> NDArray[np.uint8]:
    """Grey pictures (count, height, width): their number in bars of black and white, over a moving slope."""
    width, height = size
    numbers = np.arange(count)
    slope = np.linspace(40, 200, width) + 10 * np.sin(numbers)[:, None]
    film = np.repeat(slope[:, None, :], height, axis=1).astype(np.uint8)
    for bit in range(_BITS):
        left, right = (int(edge * width / _BITS) for edge in (bit, bit + 1))
        film[:, height // 4 : 3 * height // 4, left:right] = np.where(numbers >> bit & 1, 220, 30)[
            :, None, None
        ]
    return film


def number_in(luma: NDArray[np.uint8]) -> int:
    """The number that a picture of any size shows."""
    height, width = luma.shape
    row = luma[int(height * 0.4) : int(height * 0.6)].mean(axis=0)
    centres = ((np.arange(_BITS) + 0.5) * width / _BITS).astype(int)
    return int(((row[centres] > 125) << np.arange(_BITS)).sum())


def clip(
    path: Path,
    count: int,
    rate: Fraction | int = 30,
    *arguments: str,
    coding: tuple[str, ...] = H264,
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> Path:
    """Writes `count` numbered pictures, `rate` of them a second; `arguments` go before those of the coder."""
    raw = [
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "-s",
        f"{size[0]}x{size[1]}",
        "-r",
        str(rate),
        "-i",
        "pipe:0",
    ]
    run(["-y", *raw, *arguments, *coding, str(path)], stdin=pictures(count, size).tobytes())
    return path


def rewritten(path: Path, to: Path, *arguments: str, before: tuple[str, ...] = ()) -> Path:
    """The same packets with other things told about them."""
    run(["-y", *before, "-i", str(path), "-map", "0", "-c", "copy", *arguments, str(to)])
    return to
