import numpy as np
import pytest

from slideshow.render.colour import planes, ycbcr

# ITU-R BT.709-6 in 8 bits, limited range: white, black, and the primaries as every table of them has it.
KNOWN = {
    (255, 255, 255): (235, 128, 128),
    (0, 0, 0): (16, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
    (128, 128, 128): (126, 128, 128),
}


@pytest.mark.parametrize(("rgb", "expected"), KNOWN.items(), ids=str)
def test_colours_are_those_of_bt709(rgb: tuple[int, int, int], expected: tuple[int, int, int]) -> None:
    assert ycbcr(rgb) == expected
    picture = np.full((4, 6, 3), rgb, np.uint8)
    assert [int(plane[1, 1]) for plane in planes(picture)] == pytest.approx(expected, abs=1)


def test_planes_have_the_shapes_of_i420() -> None:
    y, u, v = planes(np.zeros((40, 60, 3), np.uint8))
    assert (y.shape, u.shape, v.shape) == ((40, 60), (20, 30), (20, 30))


def test_chroma_lies_on_the_left_of_two_columns() -> None:
    # A red line on every even column, where the chroma samples lie: more red than grey on the odd ones.
    left, right = np.full((8, 16, 3), 100, np.uint8), np.full((8, 16, 3), 100, np.uint8)
    left[:, 8] = right[:, 9] = (255, 0, 0)
    red = {name: planes(picture)[2][2].astype(int) for name, picture in (("left", left), ("right", right))}
    # On a sample's own column it shows in that one alone; a column further, in two alike.
    assert red["left"][4] > red["left"][3] == red["left"][5] == 128
    assert red["right"][4] == red["right"][5] > 128
