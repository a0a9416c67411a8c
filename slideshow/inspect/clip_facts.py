"""A clip's pictures, a few a second -> how it goes on: where it is steady, sharp, alive, and who is in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.inspect import measure
from slideshow.inspect.detection import RGB
from slideshow.inspect.faces import faces_in
from slideshow.media.clips.poster import samples
from slideshow.model.clip import Clip
from slideshow.model.facts import Course, Face, Facts
from slideshow.model.geometry import Rect, around

STEP_SECONDS = 0.5
# Of a longer clip so much is watched, around the best of a few places.
_MOST_SECONDS = 12.0
_PLACES = 10
_SIDE = 480
_SMALL_SIDE = 96
# What is shown of it, more or less.
PART_SECONDS = 3.0
# A hand at the button shakes the camera.
_EDGE_SECONDS, _EDGE_WORTH = 0.4, 0.8
# The picture moves by so many of its widths a second: above the first, the camera is shaken or swung.
_SWUNG, _MOST_SWUNG = 0.35, 1.2
# Mean difference of grey levels between steps, the camera's own movement taken away, at which all is moving.
_ALIVE = 18.0
_LEAST_RESPONSE = 0.1
# Where the shift is not known: so many grey levels, in such a share of the picture.
_CHANGED, _ALL_CHANGED = 8.0, 0.6
_SAME_FACE = 0.15


@dataclass(frozen=True, slots=True)
class Watched:
    """One step of a clip."""

    seconds: float
    quality: float
    faces: tuple[Face, ...]
    # Widths of the picture a second, and 0 to 1.
    swing: float
    movement: float


def watch_clip(clip: Clip) -> tuple[Course, tuple[Face, ...]]:
    """How the clip goes on, and all places that faces come to in its best part. Raises PhotoError."""
    start = 0.0
    seconds = float(clip.seconds)
    if seconds > _MOST_SECONDS:
        start = _best_place(clip)
        seconds = _MOST_SECONDS
    count = max(1, round(seconds / STEP_SECONDS))
    step = seconds / count
    steps = _steps(list(samples(clip, [start + (index + 0.5) * step for index in range(count)], _SIDE)))
    worth = tuple(round(_worth(one, clip), 3) for one in steps)
    first, last = best_steps(worth, PART_SECONDS / step)
    part = steps[first:last]
    still = max(part, key=lambda one: one.quality + 0.5 * bool(one.faces))
    movement = round(float(np.median([one.movement for one in part])), 3)
    course = Course(round(start, 3), round(step, 4), worth, round(still.seconds, 3), movement)
    return course, _everywhere([one.faces for one in part])


def with_course(facts: Facts, course: Course, faces: Sequence[Face]) -> Facts:
    """The facts of a clip's still, with what is known of the rest of its best part."""
    return replace(facts, course=course, faces=_everywhere([facts.faces, tuple(faces)]))


def best_steps(worth: Sequence[float], length: float) -> tuple[int, int]:
    """The run of so many steps that is worth most, as indices; the earliest of equals."""
    count = min(len(worth), max(1, round(length)))
    sums = [sum(worth[index : index + count]) for index in range(len(worth) - count + 1)]
    first = max(range(len(sums)), key=lambda index: (round(sums[index], 6), -index))
    return first, first + count


def _best_place(clip: Clip) -> float:
    """Where the stretch begins of a long clip that is watched."""
    last = float(clip.seconds) - _MOST_SECONDS
    starts = [last * index / (_PLACES - 1) for index in range(_PLACES)]
    seen = list(samples(clip, [start + _MOST_SECONDS / 2 for start in starts], _SIDE))
    worth = [_quality(picture) + 0.5 * bool(faces_in(picture)) for _, picture in seen]
    return starts[max(range(len(worth)), key=worth.__getitem__)] if worth else 0.0


def _steps(seen: Sequence[tuple[float, RGB]]) -> list[Watched]:
    small = [_small(picture) for _, picture in seen]
    found: list[Watched] = []
    faces: tuple[Face, ...] = ()
    for index, (seconds, picture) in enumerate(seen):
        # Every second one: people do not come and go so fast.
        if index % 2 == 0:
            faces = faces_in(picture)
        moves = [
            _moved(small[one], small[one + 1], abs(seen[one + 1][0] - seen[one][0]))
            for one in (index - 1, index)
            if 0 <= one < len(seen) - 1
        ]
        swing = max((one for one, _ in moves), default=0.0)
        movement = max((one for _, one in moves), default=0.0)
        found.append(Watched(seconds, _quality(picture), faces, swing, movement))
    return found


def _quality(picture: RGB) -> float:
    """Sharp and well lit, 0 to 1."""
    light = measure.light(picture)
    sharp = min(1.0, measure.sharpness(picture) / 0.6)
    lit = max(0.0, 1.0 - 2.0 * abs(light.brightness - 0.48) - light.white - 0.5 * light.black)
    return 0.6 * sharp + 0.4 * lit


def _worth(one: Watched, clip: Clip) -> float:
    swung = min(1.0, max(0.0, (one.swing - _SWUNG) / (_MOST_SWUNG - _SWUNG)))
    worth = 0.5 * one.quality + 0.2 * bool(one.faces) + 0.3 * min(1.0, one.movement * 2.0)
    worth *= 1.0 - 0.7 * swung
    at_edge = min(one.seconds, float(clip.seconds) - one.seconds) < _EDGE_SECONDS
    return worth * (_EDGE_WORTH if at_edge else 1.0)


_Grey = NDArray[np.float32]


def _small(picture: RGB) -> _Grey:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    scale = _SMALL_SIDE / max(grey.shape)
    size = (max(16, round(grey.shape[1] * scale)), max(16, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)


def _moved(one: _Grey, other: _Grey, seconds: float) -> tuple[float, float]:
    """How far the camera moved, in widths a second, and how much moved before it, 0 to 1.

    The shift by phase correlation: Kuglin and Hines, The phase correlation image alignment method (1975).
    """
    window = cv2.createHanningWindow((one.shape[1], one.shape[0]), cv2.CV_32F)
    (across, down), response = cv2.phaseCorrelate(one, other, window)
    if response < _LEAST_RESPONSE:
        across = down = 0.0
    shift = np.array([[1.0, 0.0, -across], [0.0, 1.0, -down]], np.float64)
    size = (one.shape[1], one.shape[0])
    back = cv2.warpAffine(other, shift, size, borderMode=cv2.BORDER_REPLICATE)
    left, top = int(abs(across)) + 2, int(abs(down)) + 2
    inner = np.abs(back - one)[top : one.shape[0] - top, left : one.shape[1] - left]
    difference = float(inner.mean()) if inner.size else 0.0
    swing = float(np.hypot(across, down)) / one.shape[1] / max(0.1, seconds)
    # Farther than the two pictures have anything in common.
    if response < _LEAST_RESPONSE and float((inner > _CHANGED).mean()) > _ALL_CHANGED:
        swing = _MOST_SWUNG
    return swing, min(1.0, difference / _ALIVE)


def _everywhere(seen: Sequence[tuple[Face, ...]]) -> tuple[Face, ...]:
    """Faces of several moments: those that meet are one that moves, and is wherever it comes to."""
    found: list[Face] = []
    for face in (face for faces in seen for face in faces):
        for index, other in enumerate(found):
            if _meet(face.box, other.box):
                best = max(face, other, key=lambda one: one.score)
                found[index] = replace(best, box=around([face.box, other.box]))
                break
        else:
            found.append(face)
    return tuple(sorted(found, key=lambda face: -face.box.area))


def _meet(one: Rect, other: Rect) -> bool:
    return one.common(other).area > _SAME_FACE * min(one.area, other.area)
