"""What a detector finds becomes faces of the photo. No person is in here: see tests/bench/faces.py."""

import numpy as np
import pytest

from slideshow.inspect import centerface, faces, mtcnn
from slideshow.inspect.detection import Detection
from tests.inspect.pictures import foliage, sky


class Detecting:
    """A detector that finds what it is told to."""

    def __init__(self, *found: Detection) -> None:
        self._found = list(found)

    def find(self, pixels: object, least_side: float) -> list[Detection]:
        return self._found


def seen(left: float, top: float, side: float, nose: float = 0.5, score: float = 0.9) -> Detection:
    """A face in pixels; `nose` is where it stands between the eyes."""
    box = np.array([left, top, left + side, top + side], np.float32)
    eyes = (left + 0.32 * side, left + 0.68 * side)
    across = eyes[0] + nose * (eyes[1] - eyes[0])
    points = [
        (eyes[0], top + 40),
        (eyes[1], top + 40),
        (across, top + 60),
        (eyes[0], top + 80),
        (eyes[1], top + 80),
    ]
    return Detection(box, score, np.array(points, np.float32))


def found_by(monkeypatch: pytest.MonkeyPatch, *found: Detection) -> tuple[object, ...]:
    monkeypatch.setattr(faces, "_detector", lambda thread, name: Detecting(*found))
    return faces.faces_in(np.zeros((400, 800, 3), np.uint8))


def test_faces_come_in_shares_of_the_photo_largest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = found_by(monkeypatch, seen(80, 40, 40), seen(400, 100, 100))[::-1]
    assert (large.box.x, large.box.y, large.box.width, large.box.height) == (0.5, 0.25, 0.125, 0.25)  # type: ignore[attr-defined]
    assert small.box.x == 0.1  # type: ignore[attr-defined]


def test_a_face_at_the_edge_ends_there(monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = found_by(monkeypatch, seen(-30, 350, 100))
    assert (one.box.x, one.box.right, one.box.bottom) == (0.0, pytest.approx(70 / 800), 1.0)  # type: ignore[attr-defined]


def test_the_nose_tells_how_far_a_face_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    straight, half, side = (
        found_by(monkeypatch, seen(100, 100, 100, nose=nose))[0].frontal  # type: ignore[attr-defined]
        for nose in (0.5, 0.7, 1.1)
    )
    assert straight > 0.95 > half > 0.3 > side == 0.0


def test_without_a_detector_there_are_no_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_detector", lambda thread, name: None)
    assert faces.faces_in(np.zeros((40, 80, 3), np.uint8)) == ()


def test_the_networks_that_come_with_us_load_and_see_no_faces_in_leaves_and_skies() -> None:
    folder = mtcnn.model_folder()
    assert folder is not None
    networks = mtcnn.Cascade(folder)
    for picture in (foliage(480, 360), sky(480, 360), np.zeros((100, 7, 3), np.uint8)):
        assert networks.find(picture, 12) == []
    assert faces.detector_name() == ("centerface" if centerface.model_file() else "mtcnn")
