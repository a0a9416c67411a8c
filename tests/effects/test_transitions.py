"""One contract for every entry of the table."""

import numpy as np
import pytest

from slideshow.effects.transitions import TRANSITIONS
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size

SIZES = [Size(64, 96), Size(130, 70), Size(2, 2)]


def noise(size: Size, seed: int) -> Frame:
    frame = Frame(size)
    frame.buffer[:] = np.random.default_rng(seed).integers(16, 236, frame.buffer.shape, np.uint8)
    return frame


def joined(name: str, before: Frame, after: Frame, progress: float) -> Frame:
    out = Frame(before.size)
    out.buffer[:] = 77
    TRANSITIONS[name](before, after, progress, out=out)
    return out


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", TRANSITIONS)
def test_transition_starts_as_before_and_ends_as_after(name: str, size: Size) -> None:
    before, after = noise(size, 1), noise(size, 2)
    assert np.array_equal(joined(name, before, after, 0.0).buffer, before.buffer)
    assert np.array_equal(joined(name, before, after, 1.0).buffer, after.buffer)


@pytest.mark.parametrize("name", TRANSITIONS)
def test_transition_leaves_its_inputs_alone_and_repeats_itself(name: str) -> None:
    before, after = noise(SIZES[0], 1), noise(SIZES[0], 2)
    first = joined(name, before, after, 0.4)
    assert np.array_equal(joined(name, before, after, 0.4).buffer, first.buffer)
    assert np.array_equal(before.buffer, noise(SIZES[0], 1).buffer)
    assert np.array_equal(after.buffer, noise(SIZES[0], 2).buffer)


@pytest.mark.parametrize("name", TRANSITIONS)
def test_the_middle_of_a_transition_is_neither_end(name: str) -> None:
    before, after = noise(SIZES[0], 1), noise(SIZES[0], 2)
    middle = joined(name, before, after, 0.5).buffer
    assert not np.array_equal(middle, before.buffer)
    assert not np.array_equal(middle, after.buffer)


@pytest.mark.parametrize("name", TRANSITIONS)
def test_a_transition_between_equal_frames_changes_nothing_in_a_crossfade(name: str) -> None:
    if name == "crossfade":
        same = noise(SIZES[0], 3)
        assert np.array_equal(joined(name, same, same, 0.3).buffer, same.buffer)
