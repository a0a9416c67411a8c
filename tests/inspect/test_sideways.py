"""A photo that lies on its side is turned where a face leaves no doubt, and only then."""

import cv2
import numpy as np
import pytest

from slideshow.inspect import faces
from slideshow.inspect.detection import RGB, Detection
from slideshow.inspect.sideways import turn_degrees, turn_pixels

SKIN, CAP = (214, 160, 130), (20, 40, 200)


class CapFinder:
    """A detector of heads: skin under a blue cap. How sure it is, is given."""

    def __init__(self, score: float) -> None:
        self._score = score

    def find(self, pixels: RGB, least_side: float) -> list[Detection]:
        found = []
        for left, top, width, height in _spots(pixels, CAP):
            below = pixels[top + height + height // 2, left + width // 2].astype(int)
            if height < width and np.abs(below - SKIN).max() < 30:
                box = np.array([left, top, left + width, top + width], np.float32)
                across, down = box[0] + width * np.array([0.3, 0.7, 0.5, 0.35, 0.65]), np.full(5, box[1])
                found.append(Detection(box, self._score, np.stack([across, down], axis=1).astype(np.float32)))
        return found


def _spots(pixels: RGB, colour: tuple[int, int, int]) -> list[tuple[int, int, int, int]]:
    near = np.abs(pixels.astype(int) - colour).max(axis=2) < 40
    count, _, boxes, _ = cv2.connectedComponentsWithStats(near.astype(np.uint8))
    return [tuple(int(edge) for edge in boxes[one][:4]) for one in range(1, count) if boxes[one][4] > 20]  # type: ignore[misc]


def person() -> RGB:
    """Somebody upright, in an upright picture."""
    picture = np.full((800, 600, 3), (90, 120, 90), np.uint8)
    picture[200:360, 200:360] = SKIN
    picture[200:240, 200:360] = CAP
    return picture


def lying(quarters: int) -> RGB:
    return np.ascontiguousarray(np.rot90(person(), quarters))


def found(picture: RGB, monkeypatch: pytest.MonkeyPatch, score: float = 0.99) -> int:
    monkeypatch.setattr(faces, "_detector", lambda thread, name: CapFinder(score))
    return turn_degrees(picture)


@pytest.mark.parametrize(("quarters", "degrees"), [(1, 90), (-1, 270)])
def test_a_person_who_lies_on_the_side_stands_up(
    quarters: int, degrees: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = lying(quarters)
    assert found(picture, monkeypatch) == degrees
    assert (turn_pixels(picture, degrees) == person()).all()


def test_a_face_that_may_be_a_pattern_turns_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(lying(1), monkeypatch, score=0.8) == 0


def test_an_upright_picture_and_one_without_people_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(person(), monkeypatch) == 0
    assert found(np.full((300, 400, 3), (90, 120, 90), np.uint8), monkeypatch) == 0


def test_people_who_lie_both_ways_turn_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    both = np.concatenate([lying(1), lying(-1)], axis=1)
    assert found(both, monkeypatch) == 0


@pytest.mark.parametrize("height", [1, 2, 5])
def test_a_picture_of_a_few_lines_is_looked_at(height: int) -> None:
    assert turn_degrees(np.full((height, 20_000, 3), 180, np.uint8)) == 0
