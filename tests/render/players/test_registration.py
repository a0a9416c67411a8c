"""Where a film's picture lies on its photo: found to a fraction of a pixel, or a sane guess."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.render.players.registration import Matrix, by_index, register, tables
from tests.live_photos import scene

PHOTO = np.asarray(cv2.cvtColor(scene(480, 360), cv2.COLOR_RGB2GRAY), np.uint8)


def filmed(matrix: Matrix, size: tuple[int, int]) -> NDArray[np.uint8]:
    """What a film shows that lies on the photo by a matrix."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(PHOTO, by_index(matrix), size, flags=flags, borderMode=cv2.BORDER_REFLECT), np.uint8
    )


def lying(scale: float, degrees: float, size: tuple[int, int], shift: tuple[float, float]) -> Matrix:
    matrix = np.asarray(cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), degrees, scale), np.float64)
    matrix[:, 2] += np.array([240, 180]) + shift - np.array(size) / 2
    return matrix


# The scale of the film, its turn, its size, and how far its middle is off, in pixels of the photo.
VIEWS = {
    "the same": (1.0, 0.0, (480, 360), (0, 0)),
    "narrower": (0.86, 0.0, (480, 360), (6, -4)),
    "much narrower": (0.7, 0.0, (480, 360), (-20, 10)),
    "turned": (0.9, 1.4, (480, 360), (5, 3)),
    "wide": (1.0, 0.0, (480, 270), (0, 9)),
    "taller than a wide photo": (1.25, 0.0, (360, 300), (0, 0)),
    "small": (1.6, 0.3, (280, 210), (3, 4)),
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("light", [(1.0, 0.0), (0.8, 25.0)])
def test_the_films_place_is_found_whatever_its_view_and_light(view: str, light: tuple[float, float]) -> None:
    scale, degrees, size, shift = VIEWS[view]
    truth = lying(scale, degrees, size, shift)
    film = cv2.GaussianBlur(filmed(truth, size), (0, 0), 0.8) * light[0] + light[1]
    lie = register(PHOTO, np.asarray(np.clip(film, 0, 255), np.uint8))
    assert lie.is_found
    corners = np.array([[x, y, 1.0] for x in (0, size[0]) for y in (0, size[1])])
    assert np.abs(corners @ lie.matrix.T - corners @ truth.T).max() < 1.0


@pytest.mark.parametrize("other", ["another scene", "grey"])
def test_what_does_not_show_the_photo_lies_in_its_middle(other: str) -> None:
    if other == "grey":
        film = np.full((360, 480), 90, np.uint8)
    else:
        film = np.asarray(cv2.cvtColor(scene(480, 360, seed=9), cv2.COLOR_RGB2GRAY), np.uint8)
    lie = register(PHOTO, film)
    assert not lie.is_found
    assert np.allclose(lie.matrix, [[1, 0, 0], [0, 1, 0]])


def test_a_film_that_is_darker_is_made_as_bright_but_gently() -> None:
    half = np.asarray(cv2.resize(PHOTO, (240, 180)), np.uint8)
    same = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    dark = np.asarray(PHOTO * 0.9 + 2, np.uint8)
    luma, first, _ = tables((PHOTO, half, half), (dark, half, half), same)
    assert np.abs(luma[dark].astype(int) - PHOTO).mean() < 1.5
    assert np.array_equal(first, np.arange(256))
    black = np.asarray(PHOTO * 0.2, np.uint8)
    luma, _, _ = tables((PHOTO, half, half), (black, half, half), same)
    assert luma[black].mean() < PHOTO.mean() - 30
