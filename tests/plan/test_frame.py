from random import Random

import numpy as np
import pytest

from slideshow.effects.layouts import CLOSEST, LAYOUTS, MOST_ENLARGED, closest
from slideshow.effects.motions import MOTIONS
from slideshow.model.geometry import Rect, Size
from slideshow.model.template import Motion
from slideshow.plan.frame import TOP_SPEED, frame

TALL = Size(1080, 1920)
PHOTOS = [
    Size(3024, 4032),
    Size(4032, 3024),
    Size(3000, 3000),
    Size(6000, 2000),
    Size(386, 395),
    Size(1200, 4000),
]


def framed(photo: Size, canvas: Size = TALL, seconds: float = 3.0, strength: float = 0.09, seed: int = 1):  # type: ignore[no-untyped-def]
    return frame(photo, canvas, seconds=seconds, motion=Motion(strength=strength), random=Random(seed))


@pytest.mark.parametrize(
    ("photo", "canvas", "layout"),
    [
        (Size(3024, 4032), TALL, "fill"),
        (Size(4032, 3024), TALL, "fit"),
        (Size(6000, 2000), TALL, "band"),
        (Size(4032, 3024), Size(1920, 1080), "fill"),
        (Size(3024, 4032), Size(1920, 1080), "fit"),
        (Size(3024, 4032), Size(1080, 1080), "fill"),
        # Too few pixels to fill the frame.
        (Size(300, 400), TALL, "fit"),
    ],
    ids=str,
)
def test_a_photo_gets_the_layout_for_its_shape(photo: Size, canvas: Size, layout: str) -> None:
    assert framed(photo, canvas)[0].name == layout


@pytest.mark.parametrize("photo", PHOTOS, ids=str)
def test_no_photo_is_enlarged_by_more_than_a_quarter(photo: Size) -> None:
    layout, _ = framed(photo)
    placement = LAYOUTS[layout.name](photo, TALL, **layout.arguments).placement
    assert placement.box.width / placement.crop.width / CLOSEST <= MOST_ENLARGED * 1.01


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("seconds", [0.8, 1.5, 3.0, 8.0])
@pytest.mark.parametrize("strength", [0.09, 0.4])
@pytest.mark.parametrize("photo", PHOTOS, ids=str)
def test_nothing_in_the_frame_moves_too_fast_nor_stands_still(
    photo: Size, strength: float, seconds: float, seed: int
) -> None:
    count = round(30 * seconds)
    layout, motion = framed(photo, seconds=(count - 1) / 30, strength=strength, seed=seed)
    card = LAYOUTS[layout.name](photo, TALL, **layout.arguments).card
    views = [
        MOTIONS[motion.name](card, TALL, number / (count - 1), **motion.arguments) for number in range(count)
    ]
    # The same four points of the card, seen from each view: where they stand in the frame.
    corners = np.array([[_place(view, x, y) for x, y in _corners(views)] for view in views])
    speeds = np.linalg.norm(np.diff(corners, axis=0), axis=2) * 30
    assert speeds.max() <= TOP_SPEED * TALL.height * 1.01
    assert (speeds.max(axis=1) > 0).all()


def _corners(views: list[Rect]) -> list[tuple[float, float]]:
    """The corners of what every view sees."""
    left, top = max(view.x for view in views), max(view.y for view in views)
    right, bottom = min(view.right for view in views), min(view.bottom for view in views)
    return [(left, top), (right, top), (left, bottom), (right, bottom)]


def _place(view: Rect, x: float, y: float) -> tuple[float, float]:
    return (x - view.x) / view.width * TALL.width, (y - view.y) / view.height * TALL.height


@pytest.mark.parametrize("seed", range(8))
def test_a_landscape_photo_is_seen_whole_all_the_time(seed: int) -> None:
    photo = Size(4032, 3024)
    layout, motion = framed(photo, seed=seed)
    arrangement = LAYOUTS[layout.name](photo, TALL, **layout.arguments)
    assert arrangement.placement.crop == photo.whole
    for step in range(21):
        view = MOTIONS[motion.name](arrangement.card, TALL, step / 20, **motion.arguments)
        assert view.contains(arrangement.placement.box, tolerance=1.0)


def test_photos_of_one_shape_are_not_all_moved_alike() -> None:
    motions = {framed(Size(3024, 4032), seed=seed)[1] for seed in range(12)}
    assert {motion.name for motion in motions} == {"zoom_in", "zoom_out"}
    assert len(motions) > 6


def test_the_closest_view_of_a_portrait_photo_fills_the_frame() -> None:
    layout, _ = framed(Size(3024, 4032))
    arrangement = LAYOUTS[layout.name](Size(3024, 4032), TALL, **layout.arguments)
    assert arrangement.card.width > closest(TALL).width
    assert not arrangement.has_backdrop
