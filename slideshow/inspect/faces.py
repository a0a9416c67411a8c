"""Picture → faces in shares of it, by the best detector that is installed."""

import threading
from collections.abc import Callable
from functools import cache
from typing import Protocol

import numpy as np

from slideshow.inspect import centerface, mtcnn
from slideshow.inspect.detection import RGB, Detection
from slideshow.model.facts import Face
from slideshow.model.geometry import Rect

# Smaller faces, as a share of the picture's longer side, are of people far away.
_LEAST_SIDE = 0.022
# In smaller ones there is nothing to find; a tiny photo would be enlarged and searched for them. The first
# network of the cascade looks at squares of this size.
_LEAST_PIXELS = 12.0


class Detector(Protocol):
    def find(self, pixels: RGB, least_side: float) -> list[Detection]: ...


@cache
def detector_name() -> str:
    """Which detector is used; empty for none."""
    if centerface.model_file():
        return "centerface"
    return "mtcnn" if mtcnn.model_folder() else ""


def faces_in(pixels: RGB) -> tuple[Face, ...]:
    """The faces in a picture (height, width, 3), RGB, largest first."""
    detector = _detector(threading.get_ident(), detector_name())
    if detector is None:
        return ()
    height, width = pixels.shape[:2]
    found = detector.find(pixels, max(_LEAST_PIXELS, _LEAST_SIDE * max(height, width)))
    faces = (_face(one, width, height) for one in found)
    return tuple(sorted((face for face in faces if face), key=lambda face: (-face.box.area, face.box.x)))


def finder(thread: int) -> Callable[[RGB, float], list[Detection]] | None:
    """What finds faces of a least side, in pixels, for one thread; None without a detector."""
    detector = _detector(thread, detector_name())
    return detector.find if detector else None


def forget_detectors() -> None:
    """Lets go of the networks, which hold tens of megabytes in every thread."""
    _detector.cache_clear()


@cache
def _detector(thread: int, name: str) -> Detector | None:
    """A detector of the thread's own, as a network is for one at a time."""
    if file := centerface.model_file():
        return centerface.CenterFace(file)
    if folder := mtcnn.model_folder():
        return mtcnn.Cascade(folder)
    return None


def _face(found: Detection, width: int, height: int) -> Face | None:
    """The face from forehead to chin, as far as it lies in the picture."""
    left, top, right, bottom = (float(edge) for edge in found.box)
    left, right = max(0.0, left / width), min(1.0, right / width)
    top, bottom = max(0.0, top / height), min(1.0, bottom / height)
    if right <= left or bottom <= top:
        return None
    box = Rect(*(round(edge, 4) for edge in (left, top, right - left, bottom - top)))
    return Face(box, round(found.score, 3), round(_frontal(found), 3))


def _frontal(found: Detection) -> float:
    """How far a face is turned to us, 0 to 1: the nose of one is in the middle between its eyes.

    Measured along the line of the eyes, so that a tilted head is no less frontal.
    """
    left_eye, right_eye, nose = found.landmarks[:3]
    eyes = right_eye - left_eye
    between = float(np.hypot(*eyes))
    width = float(found.box[2] - found.box[0])
    if between <= 0 or width <= 0:
        return 0.0
    across = float(np.dot(nose - left_eye, eyes)) / between**2
    # 0.5 is straight at us; beyond an eye, the face is seen from the side, and its eyes come together.
    return max(0.0, 1.0 - 2.2 * abs(across - 0.5)) * min(1.0, between / (0.33 * width))
