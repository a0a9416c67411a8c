"""How titles come and leave: letter by letter, line by line, masked, out of a line, struck."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.safe_zone import safe_zone
from slideshow.model.span import FrameSpan
from slideshow.model.template import Type
from slideshow.model.timeline import Caption
from slideshow.render.captions.captions import overlay
from slideshow.render.captions.gestures import GESTURES

CANVAS = Size(270, 480)
PAPER = 100
LATER, FIRST = FrameSpan(50, 150), FrameSpan(0, 90)
LOOK = Type(scrim=0.0)
# The line that is drawn is a part of what stands.
LETTERS = [name for name in GESTURES if name != "rule"]

Luma = NDArray[np.int16]


def frames(gesture: str, span: FrameSpan, numbers: Sequence[int], look: Type = LOOK) -> list[Luma]:
    """Luma of an even grey frame with a title over it, which fades within ten frames."""
    behind = Frame(CANVAS)
    behind.buffer[:] = PAPER
    caption = Caption("title", "Two weeks by the sea", "April 2026", span, 10)
    laid = overlay(caption, CANVAS, safe_zone(CANVAS), look, [behind], gesture=gesture)
    found = []
    for number in numbers:
        out = Frame(CANVAS)
        out.buffer[:] = PAPER
        laid.draw(number, out)
        found.append(out.y.astype(np.int16))
    return found


def ink(luma: Luma) -> float:
    return float(np.maximum(0, luma - PAPER).sum())


@pytest.mark.parametrize("name", [name for name in GESTURES if name != "strike"])
def test_a_gesture_begins_with_next_to_nothing_and_ends_with_the_whole_title(name: str) -> None:
    came = frames(name, LATER, range(LATER.start, LATER.start + 34))
    whole = ink(came[-1])
    assert ink(came[0]) < 0.35 * whole
    assert np.array_equal(came[-1], came[-2])
    assert any(0.05 * whole < ink(one) < 0.95 * whole for one in came)


@pytest.mark.parametrize("name", LETTERS)
def test_what_came_by_a_gesture_stands_as_it_would_without(name: str) -> None:
    (came,), (plain,) = (frames(gesture, LATER, [100]) for gesture in (name, ""))
    assert np.array_equal(came, plain)


@pytest.mark.parametrize("name", GESTURES)
def test_the_first_title_is_there_from_the_first_frame_and_leaves_by_the_gesture(name: str) -> None:
    first, later, last = frames(name, FIRST, [0, 40, FIRST.stop - 1])
    assert np.array_equal(first, later)
    assert ink(last) < 0.6 * ink(first)


def test_letters_come_one_after_the_other() -> None:
    middle, whole = frames("letters", LATER, [55, 100])
    columns = np.flatnonzero((whole > PAPER + 40).any(axis=0))
    left, right = columns[: len(columns) // 3], columns[-len(columns) // 3 :]
    rows = np.flatnonzero((whole > PAPER + 40).any(axis=1))
    heading = slice(int(rows[0]), int(rows[0]) + 20)
    there = [ink(middle[heading, part]) / ink(whole[heading, part]) for part in (left, right)]
    assert there[0] > there[1] + 0.2


def test_a_line_is_drawn_before_the_words_come_out_of_it() -> None:
    early, whole = frames("rule", LATER, [58, 120])
    line = np.flatnonzero((whole > PAPER + 60).mean(axis=1) > 0.5)
    assert 1 <= len(line) <= 3
    beside = np.delete(early, line, axis=0)
    assert ink(early[line]) > 0.3 * ink(whole[line])
    assert ink(beside) < 0.05 * ink(np.delete(whole, line, axis=0))


@pytest.mark.parametrize("name", ["lines", "mask"])
def test_what_rises_is_cut_off_at_the_edge_that_it_comes_from(name: str) -> None:
    early, whole = frames(name, LATER, [53, 120])
    stand = np.flatnonzero((whole > PAPER + 30).any(axis=1))
    seen = np.flatnonzero((early > PAPER + 30).any(axis=1))
    assert seen.min() > stand.min()
    assert seen.max() <= stand.max() + 2


def test_what_is_struck_comes_too_large() -> None:
    early, whole = frames("strike", LATER, [50, 120])

    def width(luma: Luma) -> int:
        return int(np.ptp(np.flatnonzero((luma > PAPER + 10).any(axis=0))))

    assert width(early) > 1.1 * width(whole)
