"""The subject is where a person would point."""

import numpy as np
import pytest

from slideshow.inspect.saliency import subject_in
from tests.inspect.pictures import foliage, thing


@pytest.mark.parametrize("x", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("y", [0.35, 0.6])
def test_a_bright_thing_is_the_subject_wherever_it_is(x: float, y: float) -> None:
    found = subject_in(thing(x, y))
    assert found is not None
    assert found.centre.x == pytest.approx(x, abs=0.05)
    assert found.centre.y == pytest.approx(y, abs=0.06)
    assert 0.15 < found.width < 0.35


def test_where_everything_or_nothing_stands_out_there_is_none() -> None:
    assert subject_in(foliage()) is None
    assert subject_in(np.full((60, 80, 3), 120, np.uint8)) is None
    assert subject_in(np.full((1, 1, 3), 120, np.uint8)) is None
