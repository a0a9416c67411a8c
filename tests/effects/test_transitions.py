"""One contract for every entry of the table."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from slideshow.effects.transitions import FAMILIES, TRANSITIONS
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size

SIZES = [Size(64, 96), Size(130, 70), Size(2, 2), Size(16, 400)]


def noise(size: Size, seed: int) -> Frame:
    frame = Frame(size)
    frame.buffer[:] = np.random.default_rng(seed).integers(16, 236, frame.buffer.shape, np.uint8)
    return frame


def view(size: Size, seed: int) -> Frame:
    """Something like a photo: large forms, few fine ones."""
    frame = Frame(size)
    for plane in frame.planes:
        random = np.random.default_rng(seed)
        rough = random.integers(30, 220, (7, 5), np.uint8)
        plane[:] = cv2.resize(rough, (plane.shape[1], plane.shape[0]), interpolation=cv2.INTER_CUBIC)
    return frame


def joined(name: str, before: Frame, after: Frame, progress: float) -> Frame:
    out = Frame(before.size)
    out.buffer[:] = 77
    TRANSITIONS[name](before, after, progress, out=out)
    return out


def test_there_are_many_in_every_family_and_no_name_twice() -> None:
    assert len(TRANSITIONS) == sum(len(table) for table in FAMILIES.values()) >= 60
    assert set(FAMILIES) >= {"fades", "wipes", "pushes", "zooms", "shapes", "patterns", "tears", "glitches"}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", TRANSITIONS)
def test_transition_starts_as_before_and_ends_as_after(name: str, size: Size) -> None:
    before, after = noise(size, 1), noise(size, 2)
    assert np.array_equal(joined(name, before, after, 0.0).buffer, before.buffer)
    assert np.array_equal(joined(name, before, after, 1.0).buffer, after.buffer)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", TRANSITIONS)
def test_transition_leaves_its_inputs_alone_and_repeats_itself(name: str, size: Size) -> None:
    before, after = noise(size, 1), noise(size, 2)
    for progress in (0.03, 0.4, 0.97):
        first = joined(name, before, after, progress)
        assert np.array_equal(joined(name, before, after, progress).buffer, first.buffer)
    assert np.array_equal(before.buffer, noise(size, 1).buffer)
    assert np.array_equal(after.buffer, noise(size, 2).buffer)


@pytest.mark.parametrize("name", TRANSITIONS)
def test_the_middle_of_a_transition_is_neither_end_nor_blank(name: str) -> None:
    before, after = view(SIZES[0], 1), view(SIZES[0], 2)
    middle = joined(name, before, after, 0.5)
    for end in (before, after):
        assert np.abs(middle.y.astype(int) - end.y).mean() > 3
    assert middle.y.std() > 1.5


@pytest.mark.parametrize("name", TRANSITIONS)
def test_a_transition_runs_without_a_jump(name: str) -> None:
    before, after = view(Size(108, 192), 1), view(Size(108, 192), 2)
    steps = [joined(name, before, after, step / 30).y.astype(int) for step in range(31)]
    changes = [float(np.abs(one - other).mean()) for one, other in pairwise(steps)]
    for index, change in enumerate(changes):
        beside = changes[max(0, index - 2) : index] + changes[index + 1 : index + 3]
        assert change <= 2.5 * max(beside) + 1.5, (index, changes)
    # Nothing happens only at the end.
    assert max(changes) < 0.35 * sum(changes)


@pytest.mark.parametrize("name", TRANSITIONS)
def test_a_transition_looks_the_same_at_any_size(name: str) -> None:
    small, large = Size(108, 192), Size(216, 384)
    for progress in (0.25, 0.5, 0.75):
        one = joined(name, view(small, 1), view(small, 2), progress).y
        other = joined(name, view(large, 1), view(large, 2), progress).y
        shrunk = cv2.resize(other, (108, 192), interpolation=cv2.INTER_AREA)
        # Grain apart, which is as fine as the pixels.
        assert np.abs(cv2.blur(one, (9, 9)).astype(int) - cv2.blur(shrunk, (9, 9))).mean() < 9


def test_a_crossfade_between_equal_frames_changes_nothing() -> None:
    same = noise(SIZES[0], 3)
    assert np.array_equal(joined("crossfade", same, same, 0.3).buffer, same.buffer)
