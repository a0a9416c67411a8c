"""What is found out about a clip: where it is worth seeing, and whether anything moves in it."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.inspect.clip_facts import best_steps, watch_clip
from slideshow.model.clip import Clip
from slideshow.model.facts import Course
from slideshow.model.geometry import Size
from slideshow.system import ffmpeg

WIDTH, HEIGHT, RATE = 320, 192, 10
Picture = Callable[[int], NDArray[np.uint8]]


def made(path: Path, count: int, picture: Picture) -> Clip:
    """A clip of grey pictures, ten a second."""
    raw = b"".join(picture(number).tobytes() for number in range(count))
    shape = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "pipe:0"]
    coding = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "16", "-g", "10", "-pix_fmt", "yuv420p"]
    ffmpeg.run(["-y", *shape, *coding, str(path)], stdin=raw)
    size = Size(WIDTH, HEIGHT)
    return Clip(path, Fraction(count, RATE), Fraction(RATE), size, size)


def _wall(wide: int = WIDTH) -> NDArray[np.uint8]:
    random = np.random.default_rng(5)
    coarse = random.integers(60, 200, (HEIGHT // 8, wide // 8)).astype(np.uint8)
    return np.kron(coarse, np.ones((8, 8), np.uint8))


WALL = _wall(4 * WIDTH)


def resting(number: int) -> NDArray[np.uint8]:
    """A wall."""
    return WALL[:, :WIDTH]


def with_a_ball(number: int) -> NDArray[np.uint8]:
    """Something goes across before the wall."""
    picture = WALL[:, :WIDTH].copy()
    left = number * 17 % (WIDTH - 80)
    picture[50:130, left : left + 80] = 255
    return picture


def swung(number: int) -> NDArray[np.uint8]:
    """The camera is swung along the wall, by two of its widths a second."""
    left = number * 64 % (3 * WIDTH)
    return WALL[:, left : left + WIDTH]


def dark(number: int) -> NDArray[np.uint8]:
    return WALL[:, :WIDTH] // 24


def middle(course: Course, seconds: float) -> float:
    first, last = best_steps(course.worth, seconds / course.step_seconds)
    return course.start_seconds + (first + last) / 2 * course.step_seconds


def test_a_wall_rests_and_what_goes_across_moves(tmp_path: Path) -> None:
    still, _ = watch_clip(made(tmp_path / "a.mp4", 40, resting))
    moving, _ = watch_clip(made(tmp_path / "b.mp4", 40, with_a_ball))
    assert still.movement < 0.1 < moving.movement


@pytest.mark.parametrize("bad", [dark, swung])
def test_the_best_part_is_neither_dark_nor_swung(tmp_path: Path, bad: Picture) -> None:
    clip = made(tmp_path / "a.mp4", 80, lambda number: bad(number) if number < 40 else with_a_ball(number))
    course, _ = watch_clip(clip)
    assert middle(course, 3.0) > 5.0
    assert course.still_seconds > 4.0


def test_of_a_long_clip_a_stretch_with_something_in_it_is_watched(tmp_path: Path) -> None:
    clip = made(
        tmp_path / "a.mp4", 1200, lambda number: with_a_ball(number) if 800 < number < 1000 else dark(number)
    )
    course, _ = watch_clip(clip)
    assert 80.0 <= course.still_seconds <= 100.0
    assert len(course.worth) * course.step_seconds <= 12.5
