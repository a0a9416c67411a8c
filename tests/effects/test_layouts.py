import pytest

from slideshow.effects.layouts import CLOSEST, LAYOUTS, MOST_ENLARGED, Arrangement, band, closest, fill, fit
from slideshow.model.geometry import Size

CANVASES = [Size(1080, 1920), Size(1080, 1080), Size(1920, 1080), Size(128, 4320)]
PHOTOS = [Size(3024, 4032), Size(4032, 3024), Size(6000, 2000), Size(400, 300), Size(1, 1), Size(2, 40_000)]
PARAMS: dict[str, dict[str, float]] = {
    "fill": {"room": 0.09},
    "fit": {"room": 0.09},
    "band": {"travel": 0.25},
}


def arranged(name: str, photo: Size, canvas: Size) -> Arrangement:
    return LAYOUTS[name](photo, canvas, **PARAMS[name])


@pytest.mark.parametrize("canvas", CANVASES, ids=str)
@pytest.mark.parametrize("photo", PHOTOS, ids=str)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_card_has_even_sides_and_holds_its_photo(name: str, photo: Size, canvas: Size) -> None:
    arrangement = arranged(name, photo, canvas)
    assert arrangement.card.width % 2 == arrangement.card.height % 2 == 0
    assert arrangement.card.whole.contains(arrangement.placement.box)
    assert arrangement.placement.box.width >= 1
    assert arrangement.placement.box.height >= 1
    assert photo.whole.contains(arrangement.placement.crop, tolerance=1e-3)
    close = closest(canvas)
    assert arrangement.card.width >= close.width
    assert arrangement.card.height >= close.height


@pytest.mark.parametrize("photo", [*PHOTOS[:4], Size(12_000, 1500)], ids=str)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_photo_keeps_its_proportions(name: str, photo: Size) -> None:
    placement = arranged(name, photo, CANVASES[0]).placement
    across = placement.box.width / placement.crop.width
    down = placement.box.height / placement.crop.height
    assert across == pytest.approx(down, rel=0.004)


def test_fill_leaves_nothing_free() -> None:
    assert not fill(Size(3024, 4032), Size(1080, 1920), room=0.1).has_backdrop


def test_fit_shows_the_whole_photo_as_wide_as_the_closest_view() -> None:
    photo = Size(4032, 3024)
    arrangement = fit(photo, Size(1080, 1920), room=0.1)
    assert arrangement.placement.crop == photo.whole
    assert arrangement.placement.box.width == closest(Size(1080, 1920)).width
    assert arrangement.has_backdrop


@pytest.mark.parametrize("name", ["fit", "band"])
def test_a_small_photo_is_enlarged_by_a_quarter_at_the_most(name: str) -> None:
    placement = arranged(name, Size(400, 150), Size(1080, 1920)).placement
    enlarged = placement.box.width / placement.crop.width / CLOSEST
    assert enlarged == pytest.approx(MOST_ENLARGED, rel=0.01)


def test_a_panorama_lies_across_the_whole_card() -> None:
    arrangement = band(Size(6000, 2400), Size(1080, 1920), travel=0.25)
    assert arrangement.card.width == pytest.approx(1.25 * closest(Size(1080, 1920)).width, abs=2)
    assert arrangement.placement.box.width == arrangement.card.width
    assert arrangement.placement.crop.width == pytest.approx(6000)


def test_a_very_long_panorama_stays_high_enough_to_see() -> None:
    arrangement = band(Size(12_000, 1500), Size(1080, 1920), travel=0.25)
    assert arrangement.placement.box.height == pytest.approx(0.24 * arrangement.card.height, abs=1)
    assert arrangement.placement.crop.width < 12_000
