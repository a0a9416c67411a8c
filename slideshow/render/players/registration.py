"""A photo and its film's picture of that moment, both small → how the one lies on the other.

Cameras film with another part of their sensor, in another shape and size, and steady what they film: between
the two lie a scale, a shift and a small turn. First the scale and shift are tried at which the middle of
the film's picture is found on the photo (normalised correlation), then all four numbers are refined by
maximising the enhanced correlation coefficient (Evangelidis and Psarakis, 2008), which does not mind how
bright the two are.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Plane

Matrix = NDArray[np.float64]
Planes = tuple[Plane, Plane, Plane]

SIDE = 480
_COARSE_SIDE = 160
_SMALLEST, _LARGEST, _STEP = 0.6, 1.55, 1.025
# So much of the film's picture is looked for, and its middle is so near the photo's, in shares of it.
_MIDDLE, _FARTHEST = 0.55, 0.22
_MOST_DEGREES = 5.0
# Correlations of pictures of one moment. Scenes that have nothing in common reach about half of that.
_FOUND, _CERTAIN = 0.6, 0.7
_LEAST_CONTRAST = 2.0
_STEPS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 80, 1e-5)
# How far the film's light and colours are changed at most: a factor, and steps of 255.
_MOST_GAIN, _MOST_SHIFT = 1.25, 16.0


@dataclass(frozen=True, slots=True)
class Lie:
    """`matrix` (2, 3) takes places in the film's picture to places on the photo, both in pixels from their
    edges. `is_found` tells it from a guess."""

    matrix: Matrix
    is_found: bool


def register(still: Plane, film: Plane) -> Lie:
    """Where the film's picture lies on the photo, both as brightness, with a longer side of about SIDE."""
    base = max(still.shape) / max(film.shape)
    if min(float(still.std()), float(film.std())) < _LEAST_CONTRAST:
        return Lie(_centred(still, film, base), False)
    score, coarse = _tried(still, film, base)
    if score < _FOUND:
        return Lie(_centred(still, film, base), False)
    refined = _refined(still, film, coarse)
    if refined is None or not _is_sane(refined, still, film, base):
        return (
            Lie(coarse, score >= _CERTAIN) if score >= _CERTAIN else Lie(_centred(still, film, base), False)
        )
    return Lie(refined, True)


def tables(still: Planes, film: Planes, matrix: Matrix) -> tuple[Plane, Plane, Plane]:
    """What makes the film's Y, U and V as bright and colourful as the photo's, gently: 256 values each."""
    found = []
    for index, (one, other) in enumerate(zip(still, film, strict=True)):
        scale = 1.0 if index == 0 else 2.0
        at = matrix * (1.0, 1.0, 1.0 / scale)
        size = (one.shape[1], one.shape[0])
        seen = cv2.warpAffine(other, by_index(at), size, flags=cv2.INTER_LINEAR)
        area = np.full(other.shape, 255, np.uint8)
        common = cv2.warpAffine(area, by_index(at), size, flags=cv2.INTER_NEAREST) == 255
        found.append(_table(one[common], seen[common]))
    return found[0], found[1], found[2]


def by_index(matrix: Matrix) -> Matrix:
    """The same for OpenCV, which counts from the middle of the first pixel."""
    moved = matrix.copy()
    moved[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    return moved


def _tried(still: Plane, film: Plane, base: float) -> tuple[float, Matrix]:
    """The best of some scales, without a turn: its correlation, and the matrix."""
    small = _COARSE_SIDE / max(still.shape)
    photo = _resized(still, small)
    best, found = -1.0, _centred(still, film, base)
    for index in range(round(math.log(_LARGEST / _SMALLEST) / math.log(_STEP)) + 1):
        scale = base * _SMALLEST * _STEP**index
        picture = _resized(film, scale * small)
        height, width = picture.shape
        down = min(round(height * _MIDDLE), round(photo.shape[0] * 0.9))
        across = min(round(width * _MIDDLE), round(photo.shape[1] * 0.9))
        top, left = (height - down) // 2, (width - across) // 2
        middle = picture[top : top + down, left : left + across]
        if min(middle.shape) < 8 or float(middle.std()) < _LEAST_CONTRAST:
            continue
        scores = np.nan_to_num(
            cv2.matchTemplate(photo, middle, cv2.TM_CCOEFF_NORMED), posinf=-1.0, neginf=-1.0
        )
        ys, xs = np.indices(scores.shape)
        far_x = np.abs(xs + across / 2 - photo.shape[1] / 2) > _FARTHEST * photo.shape[1]
        far_y = np.abs(ys + down / 2 - photo.shape[0] / 2) > _FARTHEST * photo.shape[0]
        scores[far_x | far_y] = -1.0
        y, x = np.unravel_index(int(scores.argmax()), scores.shape)
        if scores[y, x] > best:
            best = float(scores[y, x])
            shift = ((x - left) / small, (y - top) / small)
            found = np.array([[scale, 0.0, shift[0]], [0.0, scale, shift[1]]])
    return best, found


def _refined(still: Plane, film: Plane, guess: Matrix) -> Matrix | None:
    scale = float(guess[0, 0])
    picture = _resized(film, scale)
    # In pixels of the photo; what is left is close to no change at all.
    start = by_index(np.array([[1.0, 0.0, guess[0, 2]], [0.0, 1.0, guess[1, 2]]])).astype(np.float32)
    try:
        score, found = cv2.findTransformECC(picture, still, start, cv2.MOTION_AFFINE, _STEPS)
    except cv2.error:
        return None
    if score < _CERTAIN:
        return None
    # The similarity that is nearest to it in the middle of the film's picture.
    across, down = found[0, 0] + found[1, 1], found[1, 0] - found[0, 1]
    turn = np.array([[across, -down], [down, across]], np.float64) / 2
    middle = np.array([picture.shape[1] / 2, picture.shape[0] / 2])
    place = found[:, :2] @ (middle - 0.5) + found[:, 2] + 0.5
    shares = np.array([picture.shape[1] / film.shape[1], picture.shape[0] / film.shape[0]])
    return np.column_stack([turn * shares, place - turn @ middle])


def _is_sane(matrix: Matrix, still: Plane, film: Plane, base: float) -> bool:
    scale = math.hypot(matrix[0, 0], matrix[1, 0]) / base
    degrees = abs(math.degrees(math.atan2(matrix[1, 0], matrix[0, 0])))
    middle = matrix @ (film.shape[1] / 2, film.shape[0] / 2, 1.0)
    off = np.abs(middle / (still.shape[1], still.shape[0]) - 0.5)
    return bool(
        _SMALLEST * 0.95 <= scale <= _LARGEST * 1.05
        and degrees <= _MOST_DEGREES
        and off.max() <= _FARTHEST * 1.1
    )


def _centred(still: Plane, film: Plane, scale: float) -> Matrix:
    """The two with one middle."""
    left, top = ((still.shape[axis] - film.shape[axis] * scale) / 2 for axis in (1, 0))
    return np.array([[scale, 0.0, left], [0.0, scale, top]])


def _resized(plane: Plane, scale: float) -> Plane:
    size = (max(1, round(plane.shape[1] * scale)), max(1, round(plane.shape[0] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(plane, size, interpolation=way), np.uint8)


def _table(wanted: Plane, given: Plane) -> Plane:
    values = np.arange(256, dtype=np.float64)
    if not wanted.size:
        return values.astype(np.uint8)
    mean, spread = float(given.mean()), float(given.std())
    gain = float(wanted.std()) / spread if spread > 1.0 else 1.0
    gain = min(_MOST_GAIN, max(1 / _MOST_GAIN, gain))
    shift = min(_MOST_SHIFT, max(-_MOST_SHIFT, float(wanted.mean()) - mean))
    return np.asarray(np.clip(np.rint((values - mean) * gain + mean + shift), 0, 255), np.uint8)
