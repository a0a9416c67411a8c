"""The border of a scanned print is found where it is sure, and a photo without one keeps all of itself."""

import cv2
import numpy as np
import pytest

from slideshow.inspect.borders import border
from slideshow.inspect.photo_facts import trimmed
from slideshow.model.geometry import NO_MARGINS, Size
from tests.inspect.pictures import RGB, foliage, noisy, screenshot, sky
from tests.inspect.prints import BLACK, PAPER, YELLOWED, printed, shares

NONE = (0.0, 0.0, 0.0, 0.0)
INSTANT = (50, 50, 50, 190)


@pytest.mark.parametrize("paper", [PAPER, YELLOWED])
@pytest.mark.parametrize("sides", [(36, 36, 36, 36), (12, 14, 10, 12), INSTANT, (150, 120, 150, 120)])
def test_paper_around_a_print_is_taken_off_and_next_to_nothing_of_the_picture(
    sides: tuple[int, int, int, int], paper: tuple[int, int, int]
) -> None:
    scan = printed(foliage(), sides, paper)
    for found, true in zip(border(scan), shares(sides, scan), strict=True):
        assert true <= found <= true + 0.006


@pytest.mark.parametrize("degrees", [-2.0, -0.7, 0.4, 1.5])
def test_of_a_print_that_lies_askew_no_wedge_of_paper_is_left(degrees: float) -> None:
    scan = printed(foliage(), (60, 60, 60, 60), askew_degrees=degrees)
    left, top, right, bottom = border(scan)
    assert min(left, top, right, bottom) > 0
    height, width = scan.shape[:2]
    part = scan[round(top * height) : height - round(bottom * height)]
    part = part[:, round(left * width) : width - round(right * width)]
    for line in (part[0], part[-1], part[:, 0], part[:, -1]):
        assert (line.min(axis=1) > 225).mean() < 0.05
    assert part.shape[0] * part.shape[1] > 0.85 * 960 * 720


def test_a_print_laid_at_the_edge_of_the_scanner_has_paper_on_three_sides() -> None:
    scan = printed(foliage(), (0, 40, 40, 40))
    left, top, right, bottom = border(scan)
    assert left == 0.0
    assert min(top, right, bottom) > 0.03


def test_dust_on_the_paper_does_not_hide_the_border() -> None:
    scan = printed(foliage())
    rng = np.random.default_rng(3)
    for _ in range(12):
        cv2.circle(scan, (int(rng.integers(1000)), int(rng.integers(30))), 2, (90, 80, 70), -1)
    assert border(scan)[1] > 0.03


def test_the_scanners_black_goes_with_the_paper_inside_of_it() -> None:
    paper = printed(foliage(), noise=0.0)
    scan = cv2.copyMakeBorder(paper, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=(2, 2, 2))
    assert all(found >= 0.05 for found in border(np.asarray(scan, np.uint8)))


@pytest.mark.parametrize("sides", [(0, 90, 0, 90), (120, 0, 120, 0)])
@pytest.mark.parametrize("colour", [BLACK, (255, 255, 255)])
def test_bars_of_one_colour_on_opposite_sides_are_taken_off(
    sides: tuple[int, int, int, int], colour: tuple[int, int, int]
) -> None:
    left, top, right, bottom = sides
    scan = cv2.copyMakeBorder(foliage(), top, bottom, left, right, cv2.BORDER_CONSTANT, value=colour)
    found = border(np.asarray(scan, np.uint8))
    assert [side > 0 for side in found] == [side > 0 for side in sides]


def wall(seed: int) -> RGB:
    """A white wall, lit from one side."""
    light = 228 + 14 * np.cos(np.linspace(-1, 2, 960))[None, :] * np.cos(np.linspace(-1, 1, 720))[:, None]
    return noisy(np.repeat(light[:, :, None], 3, axis=2).astype(np.float32), np.random.default_rng(seed))


def snow(seed: int) -> RGB:
    """A white sky above white ground, with a dark wood between them and people on it."""
    rng = np.random.default_rng(seed)
    picture = np.full((720, 960, 3), (244, 246, 250), np.float32)
    picture[300:390] = (60, 70, 66)
    for _ in range(6):
        cv2.ellipse(picture, (int(rng.integers(960)), 480), (14, 60), 0, 0, 360, (30, 40, 90), -1)
    return noisy(picture, rng)


def product(seed: int) -> RGB:
    """A thing on white paper, cut off by nothing."""
    picture = np.full((720, 960, 3), (250, 250, 250), np.float32)
    cv2.circle(picture, (480, 360), 250 + seed, (160, 60, 50), -1, cv2.LINE_AA)
    return noisy(picture, np.random.default_rng(seed))


def doorway(seed: int) -> RGB:
    """A garden through the door of a dark room."""
    picture = np.full((960, 720, 3), (14, 12, 12), np.float32)
    picture[150:960, 160:560] = foliage(400, 810, seed)
    picture += np.linspace(0, 12, 720, dtype=np.float32)[None, :, None]
    return noisy(picture, np.random.default_rng(seed))


def window(seed: int) -> RGB:
    """A garden between white curtains, which fall in folds."""
    folds = 215 + 18 * np.sin(np.linspace(0, 60, 960))
    picture = np.repeat(np.repeat(folds[None, :, None], 720, axis=0), 3, axis=2).astype(np.float32)
    picture[:, 200:760] = foliage(560, 720, seed)
    return noisy(picture, np.random.default_rng(seed))


@pytest.mark.parametrize("make", [wall, snow, product, doorway, window])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("turn", range(4))
def test_a_photo_without_a_border_keeps_all_of_itself(make, seed: int, turn: int) -> None:  # type: ignore[no-untyped-def]
    assert border(np.ascontiguousarray(np.rot90(make(seed), turn))) == NONE


@pytest.mark.parametrize("picture", [foliage(), sky(), np.zeros((400, 600, 3), np.uint8)])
def test_pictures_that_reach_their_edges_keep_them(picture: RGB) -> None:
    assert border(picture) == NONE


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 3), (100, 100), (127, 900)])
def test_pictures_of_a_few_lines_have_no_border(shape: tuple[int, int]) -> None:
    assert border(np.full((*shape, 3), 255, np.uint8)) == NONE


def test_a_screenshot_keeps_its_white_margins() -> None:
    page = np.full((960, 720, 3), 255, np.uint8)
    page[60:900, 60:660] = cv2.resize(screenshot(), (600, 840), interpolation=cv2.INTER_AREA)
    part, margins = trimmed(page, Size(1440, 1920))
    assert (margins, part.shape) == (NO_MARGINS, page.shape)


def test_a_small_picture_in_much_paper_is_as_somebody_wanted_it() -> None:
    assert border(printed(foliage(480, 360), (260, 220, 260, 220))) == NONE


def test_the_border_is_told_in_pixels_of_the_photo() -> None:
    scan = printed(foliage(), (40, 30, 40, 30))
    part, margins = trimmed(scan, Size(scan.shape[1] * 4, scan.shape[0] * 4))
    assert part.shape[0] < 722
    assert 160 <= margins.left <= 184
    assert 120 <= margins.bottom <= 144
