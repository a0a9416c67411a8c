import pytest

from slideshow.effects.layouts import CLOSEST, LAYOUTS, Arrangement
from slideshow.effects.motions import MOTIONS
from slideshow.model.geometry import Rect, Size

CANVASES = [Size(1080, 1920), Size(1920, 1080), Size(540, 960), Size(200, 200)]
FOCUSES = [(0.0, 0.0), (1.0, 1.0), (0.33, 0.67)]


def arranged(name: str, canvas: Size) -> Arrangement:
    if name.startswith("pan"):
        return LAYOUTS["pan"]([Size(6000, 4000)], canvas, across=0.3, down=0.3)
    return LAYOUTS["fill"]([Size(3000, 4000)], canvas, room=0.13)


def views(name: str, canvas: Size, **params: float) -> list[Rect]:
    card = arranged(name, canvas).card
    return [MOTIONS[name](card, canvas, step / 60, **params) for step in range(61)]


@pytest.mark.parametrize("canvas", CANVASES, ids=str)
@pytest.mark.parametrize("name", MOTIONS)
def test_the_camera_never_leaves_the_card_nor_its_shape(name: str, canvas: Size) -> None:
    card = arranged(name, canvas).card
    for params in [{"focus_x": x, "focus_y": y} for x, y in FOCUSES] if name.startswith("zoom") else [{}]:
        for view in views(name, canvas, **params):
            assert card.whole.contains(view)
            assert view.width / view.height == pytest.approx(canvas.aspect)
            # Never closer than the card has pixels for.
            assert view.width >= CLOSEST * canvas.width * 0.99


@pytest.mark.parametrize("name", [name for name in MOTIONS if name != "still"])
def test_a_motion_moves(name: str) -> None:
    seen = views(name, Size(1080, 1920))
    assert seen[0] != seen[30] != seen[60]


def test_zooming_in_ends_at_the_focus_and_zooming_out_begins_there() -> None:
    inward, outward = (
        views(name, Size(1080, 1920), focus_x=0.0, focus_y=1.0) for name in ("zoom_in", "zoom_out")
    )
    assert inward[0].width > inward[-1].width
    assert inward[-1].x == 0.0
    assert inward[-1].bottom == pytest.approx(inward[0].bottom, abs=2)
    assert [view.width for view in outward] == pytest.approx([view.width for view in reversed(inward)])


@pytest.mark.parametrize(("forth", "back"), [("pan_right", "pan_left"), ("pan_down", "pan_up")])
def test_a_pan_sees_both_ends_of_its_card(forth: str, back: str) -> None:
    card = arranged(forth, Size(1080, 1920)).card
    there, again = (views(name, Size(1080, 1920)) for name in (forth, back))
    for rect, same in zip(there, reversed(again), strict=True):
        assert (rect.x, rect.y) == pytest.approx((same.x, same.y), abs=1e-6)
    assert (there[0].x if forth == "pan_right" else there[0].y) == pytest.approx(0.0)
    ends = (there[-1].right, card.width) if forth == "pan_right" else (there[-1].bottom, card.height)
    assert ends[0] == pytest.approx(ends[1])
