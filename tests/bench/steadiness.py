"""A photo of dots, and how steadily a film moves over it, in pixels."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from slideshow.model.geometry import Size
from slideshow.model.span import FrameSpan
from slideshow.system import ffmpeg
from tests.render.test_camera import REACH, centroid

PATTERN = Size(2250, 4000)
_SPACING = 200
_SIGMA = 6.0
_PAPER, _INK = 40.0, 180.0
# Half the curve's stretch, in frames, and its degree: what turns faster than this is no motion of a camera.
_HALF, _DEGREE = 10, 3
# A tool that is a frame or two late is not to show the join.
_MARGIN = 4


def write_dots(path: Path) -> None:
    """The photo: soft round dots on paper, with grain between them, which an encoder keeps as it does photos.

    It has the film's shape, so that all tools show the whole of it when they begin.
    """
    random = np.random.default_rng(7)
    grain = cv2.GaussianBlur(random.normal(0.0, 1.0, (PATTERN.height, PATTERN.width)), (0, 0), 2.4)
    picture = grain * (25.0 / grain.std())
    reach = _SPACING // 3
    steps = np.arange(-reach, reach + 1)
    dot = _INK * np.exp(-np.add.outer(steps**2, steps**2) / (2 * _SIGMA**2))
    for x, y in _centres():
        picture[y - reach : y + reach + 1, x - reach : x + reach + 1] = dot
    pixels = np.clip(picture + _PAPER, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).convert("RGB").save(path, quality=95)


def _centres() -> list[tuple[int, int]]:
    return [
        (x, y)
        for y in range(_SPACING // 2, PATTERN.height - _SPACING // 3, _SPACING)
        for x in range(_SPACING // 2, PATTERN.width - _SPACING // 3, _SPACING)
    ]


def jitter(film: Path, size: Size, alone: FrameSpan) -> float:
    """How far the picture leaves its own smooth path from frame to frame: rms in pixels, at its corners.

    `alone` are the frames that show the photo of dots and no other. A dot may be moved a little by the
    encoder, as any detail is: the picture's path is what all of them do together, a shift and a scale.
    """
    frames = _decoded(film, size, FrameSpan(alone.start + _MARGIN, alone.stop - _MARGIN))
    paths = _tracked(frames)
    corners = np.empty((len(frames), 2, 2))
    for axis, length in enumerate((size.width, size.height)):
        first = paths[0, :, axis]
        for number, places in enumerate(paths[:, :, axis]):
            scale, shift = np.polyfit(first, places, 1)
            corners[number, :, axis] = shift, scale * length + shift
    return float(np.sqrt(np.mean(_beside_curve(corners.reshape(len(frames), 4)) ** 2)))


def _decoded(film: Path, size: Size, span: FrameSpan) -> list[NDArray[np.uint8]]:
    wanted = f"select='between(n,{span.start},{span.stop - 1})'"
    raw, _ = ffmpeg.run(
        [
            "-i",
            str(film),
            "-vf",
            wanted,
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "gray",
            "-",
        ]
    )
    return list(np.frombuffer(raw, np.uint8).reshape(-1, size.height, size.width))


def _tracked(frames: list[NDArray[np.uint8]]) -> NDArray[np.float64]:
    """(frames, dots, 2): where the dots are that stay in the picture all the time."""
    height, width = frames[0].shape
    scale, border = width / PATTERN.width, 2 * REACH
    smooth = cv2.GaussianBlur(frames[0], (0, 0), _SIGMA * scale)
    half = round(_SPACING * scale / 2)
    tracks = []
    for x, y in ((x * scale, y * scale) for x, y in _centres()):
        left, top = max(0, round(x) - half), max(0, round(y) - half)
        part = smooth[top : top + 2 * half, left : left + 2 * half]
        row, column = np.unravel_index(int(part.argmax()), part.shape)
        place, track = (left + float(column), top + float(row)), []
        for frame in frames:
            inside = border < place[0] < width - border and border < place[1] < height - border
            if not inside:
                break
            place = centroid(frame, place)
            track.append(place)
        if len(track) == len(frames):
            tracks.append(track)
    return np.array(tracks).transpose(1, 0, 2)


def _beside_curve(paths: NDArray[np.float64]) -> NDArray[np.float64]:
    """(frames, paths): each place less what a curve through its neighbours makes of it; the ends left out."""
    steps = np.arange(-_HALF, _HALF + 1)
    weights = np.linalg.pinv(np.vander(steps, _DEGREE + 1, increasing=True))[0]
    return np.array(
        [paths[at] - weights @ paths[at - _HALF : at + _HALF + 1] for at in range(_HALF, len(paths) - _HALF)]
    )
