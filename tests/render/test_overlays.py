"""What lies over every frame: flicker, confetti, a vignette without a ring."""

import numpy as np
from numpy.typing import NDArray

from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.template import Overlay
from slideshow.render.overlays import lay_over

CANVAS = Size(270, 480)


def laid(look: Overlay, frame: int = 0) -> Frame:
    out = Frame(CANVAS)
    out.y[:], out.u[:], out.v[:] = 150, 128, 128
    lay_over(frame, look, out)
    return out


def luma(look: Overlay, frame: int = 0) -> NDArray[np.int16]:
    return laid(look, frame).y.astype(np.int16)


def test_flicker_changes_the_light_a_little_and_black_stays_black() -> None:
    means = [float(luma(Overlay(flicker=0.5), frame).mean()) for frame in range(0, 40, 2)]
    assert 2.0 < max(means) - min(means) < 25.0
    out = Frame(CANVAS)
    out.y[:], out.u[:], out.v[:] = 16, 128, 128
    lay_over(3, Overlay(flicker=1.0), out)
    assert np.abs(out.y.astype(int) - 16).max() <= 1


def test_confetti_falls_along_the_sides_and_leaves_the_middle_alone() -> None:
    pieces = [luma(Overlay(confetti=0.7), frame) != 150 for frame in (0, 20, 40)]
    for one in pieces:
        assert 30 < one.sum() < 0.03 * one.size
        assert not one[:, round(0.25 * CANVAS.width) : round(0.75 * CANVAS.width)].any()
    assert not np.array_equal(pieces[0], pieces[1])
    assert np.array_equal(luma(Overlay(confetti=0.7), 20), luma(Overlay(confetti=0.7), 20))


def test_a_vignette_has_no_ring_where_it_begins() -> None:
    row = luma(Overlay(vignette=0.6))[CANVAS.height // 2].astype(float)
    column = luma(Overlay(vignette=0.6))[:, CANVAS.width // 2].astype(float)
    # No step from pixel to pixel, and the slope itself changes slowly.
    for line in (row, column):
        assert np.abs(np.diff(line)).max() <= 2
    diagonal = np.array(
        [luma(Overlay(vignette=0.6))[y, y * CANVAS.width // CANVAS.height] for y in range(240)]
    )
    assert diagonal[0] < 100
    assert diagonal[-1] == 150
