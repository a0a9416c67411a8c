from itertools import pairwise

import pytest

from slideshow.effects.layouts import (
    CLOSEST,
    CROPS,
    HOLDS,
    LAYOUTS,
    MOST_ENLARGED,
    Arrangement,
    band,
    closest,
    fill,
    fit,
    stack,
)
from slideshow.effects.layouts import arrange as layout_between_bars
from slideshow.model.geometry import Rect, Size

CANVASES = [Size(1080, 1920), Size(1080, 1080), Size(1920, 1080), Size(128, 4320)]
PHOTOS = [Size(3024, 4032), Size(4032, 3024), Size(6000, 2000), Size(400, 300), Size(1, 1), Size(2, 40_000)]
PARAMS: dict[str, dict[str, float | tuple[float, ...]]] = {
    "fill": {"room": 0.09},
    "pan": {"across": 0.2, "down": 0.1},
    "fit": {"room": 0.09},
    "band": {"travel": 0.25},
    "stack": {"room": 0.06},
    "row": {"room": 0.06},
    "grid": {"room": 0.06},
    "inset": {"room": 0.06},
    "strip": {"down": 0.2},
    "mosaic": {"room": 0.06},
    "booth": {"room": 0.06},
    "ground": {"room": 0.06},
    "window": {"start": (0.1, 0.1, 0.8, 0.8), "stop": (0.3, 0.2, 0.3, 0.3)},
}
OTHER = Size(4000, 3000)


def arranged(name: str, photo: Size, canvas: Size, count: int | None = None) -> Arrangement:
    photos = [photo, *[OTHER] * ((count or HOLDS.get(name, (1, 1))[0]) - 1)]
    return LAYOUTS[name](photos, canvas, **PARAMS[name])


@pytest.mark.parametrize("canvas", CANVASES, ids=str)
@pytest.mark.parametrize("photo", PHOTOS, ids=str)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_card_has_even_sides_and_holds_its_photos(name: str, photo: Size, canvas: Size) -> None:
    arrangement = arranged(name, photo, canvas)
    assert arrangement.card.width % 2 == arrangement.card.height % 2 == 0
    for placement, size in zip(arrangement.placements, (photo, OTHER), strict=False):
        assert arrangement.card.whole.contains(placement.box)
        assert placement.box.width >= 1
        assert placement.box.height >= 1
        assert size.whole.contains(placement.crop, tolerance=1e-3)
    view = arrangement.view(canvas)
    assert canvas.whole.contains(arrangement.opening or canvas.whole)
    assert view.width % 2 == view.height % 2 == 0
    close = closest(view)
    assert arrangement.card.width >= close.width
    assert arrangement.card.height >= close.height


@pytest.mark.parametrize("photo", [*PHOTOS[:4], Size(12_000, 1500)], ids=str)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_photo_keeps_its_proportions(name: str, photo: Size) -> None:
    for placement in arranged(name, photo, CANVASES[0]).placements:
        across = placement.box.width / placement.crop.width
        down = placement.box.height / placement.crop.height
        assert across == pytest.approx(down, rel=0.004)


@pytest.mark.parametrize("name", ["fill", "pan"])
def test_a_photo_that_covers_leaves_nothing_free(name: str) -> None:
    arrangement = arranged(name, Size(3024, 4032), Size(1080, 1920))
    assert not arrangement.has_backdrop
    assert arrangement.placements[0].box == arrangement.card.whole


def test_fit_shows_the_whole_photo_as_wide_as_the_closest_view() -> None:
    photo = Size(4032, 3024)
    arrangement = fit([photo], Size(1080, 1920), room=0.1)
    assert arrangement.placements[0].crop == photo.whole
    assert arrangement.placements[0].box.width == closest(Size(1080, 1920)).width
    assert arrangement.has_backdrop


@pytest.mark.parametrize(
    ("focus", "middle"), [((0.7, 0.5), 0.7), ((0.0, 0.5), 0.2109), ((1.0, 0.5), 1 - 0.2109)], ids=str
)
def test_a_cut_is_centred_on_the_focus_as_far_as_the_edges_allow(
    focus: tuple[float, float], middle: float
) -> None:
    photo = Size(4000, 3000)
    crop = fill([photo], Size(1080, 1920), room=0.1, focus=focus).placements[0].crop
    assert crop.centre.x / photo.width == pytest.approx(middle, abs=0.001)
    assert crop.height == pytest.approx(photo.height)


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize(("name", "canvas"), [("stack", Size(1080, 1920)), ("row", Size(1920, 1080))])
def test_photos_that_share_a_frame_reach_all_its_edges_with_a_fine_gap_between(
    name: str, canvas: Size, count: int
) -> None:
    arrangement = arranged(name, Size(4000, 2000), canvas, count)
    boxes = [placement.box for placement in arrangement.placements]
    assert len(boxes) == count
    assert (boxes[0].x, boxes[0].y) == (0, 0)
    assert (boxes[-1].right, boxes[-1].bottom) == (arrangement.card.width, arrangement.card.height)
    for before, after in pairwise(boxes):
        gap = after.y - before.bottom if name == "stack" else after.x - before.right
        assert 0 < gap < 0.02 * arrangement.card.width


def test_photos_that_share_a_frame_are_cut_by_the_same_share() -> None:
    photos = [Size(4000, 3000), Size(6000, 4000)]
    shares = [
        placement.crop.width * placement.crop.height / (size.width * size.height)
        for placement, size in zip(stack(photos, CANVASES[0], room=0.06).placements, photos, strict=True)
    ]
    assert shares[0] == pytest.approx(shares[1], rel=0.01)


@pytest.mark.parametrize("name", ["fit", "band"])
def test_a_small_photo_is_enlarged_by_four_fifths_at_the_most(name: str) -> None:
    placement = arranged(name, Size(400, 150), Size(1080, 1920)).placements[0]
    enlarged = placement.box.width / placement.crop.width / CLOSEST
    assert enlarged == pytest.approx(MOST_ENLARGED, rel=0.02)


def test_a_panorama_is_seen_whole_on_its_way_across_the_frame() -> None:
    arrangement = band([Size(6000, 2400)], Size(1920, 1080), travel=0.25)
    assert arrangement.opening is not None
    assert arrangement.opening.width == 1920
    assert arrangement.card.width == pytest.approx(1.25 * closest(Size(1920, 1080)).width, abs=2)
    assert arrangement.placements[0].crop.width == pytest.approx(6000, abs=10)


def test_a_long_panorama_fills_half_of_a_tall_frame_and_loses_its_ends() -> None:
    arrangement = band([Size(12_000, 1500)], Size(1080, 1920), travel=0.25)
    assert arrangement.opening is not None
    assert arrangement.opening.height == pytest.approx(0.5 * 1920, abs=2)
    assert arrangement.placements[0].crop.width < 12_000


@pytest.mark.parametrize("name", CROPS)
@pytest.mark.parametrize("photo", [Size(4032, 3024), Size(6000, 2000), Size(2000, 6000)], ids=str)
def test_a_crop_has_its_shape_and_stands_still_while_the_photo_moves_in_it(name: str, photo: Size) -> None:
    canvas = Size(1080, 1920)
    arrangement = fit([photo], canvas, room=0.1, margin=0.05, shape=CROPS[name], in_opening=True)
    assert arrangement.opening is not None
    assert arrangement.opening.width / arrangement.opening.height == pytest.approx(CROPS[name], rel=0.01)
    placement = arrangement.placements[0]
    assert placement.box == arrangement.card.whole
    assert placement.crop.width / placement.crop.height == pytest.approx(CROPS[name], rel=0.01)


def test_between_bars_every_layout_keeps_to_what_they_leave_free() -> None:
    canvas = Size(1080, 1920)
    free = Rect(0.0, 0.14 * 1920 - 2, 1080.0, 0.72 * 1920 + 4)
    for name in LAYOUTS:
        photos = [OTHER] * HOLDS.get(name, (1, 1))[0]
        opening = layout_between_bars(name, photos, canvas, bars=0.14, **PARAMS[name]).opening
        assert opening is not None
        assert free.contains(opening)
