"""Where a photo does not fill the frame its edges stand still, and the picture moves inside them."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from slideshow.model.album import Photo
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.span import FrameSpan
from slideshow.model.template import Backdrop, Border, Look
from slideshow.model.timeline import EffectRef, Slide
from slideshow.render.colour import rgb
from slideshow.render.compose import compose
from slideshow.render.projector import window
from tests.photos import scene

CANVAS = Size(270, 480)
SIZE = Size(1200, 900)

Picture = NDArray[np.int16]
ZOOM = EffectRef.of("zoom_in", focus_x=0.2, focus_y=0.8)
PAN = EffectRef.of("pan_right")


def frames(tmp_path: Path, motion: EffectRef, look: Look | None = None, **params: float) -> list[Picture]:
    """The first frame, one half-way and the last of a slide with a photo in an opening."""
    path = tmp_path / "a.png"
    scene(SIZE.width, SIZE.height, seed=3).save(path)
    photo = Photo(path, "PNG", SIZE, 1, None, "80000000")
    layout = EffectRef.of("fit", in_opening=True, shape=0.8, focus=(0.5, 0.5), **params)
    slide = Slide((photo,), FrameSpan(0, 30), layout, motion)
    card = compose(slide, CANVAS, look or Look())
    pictures = []
    for number in (0, 15, 29):
        out = Frame(CANVAS)
        card.shoot(window(slide, card.size, card.view(CANVAS), number), out)
        pictures.append(rgb(out).astype(np.int16))
    return pictures


def changed(pictures: list[Picture]) -> NDArray[np.bool_]:
    """Pixels that are not the same in all of them."""
    first = pictures[0]
    return np.asarray(np.max([np.abs(one - first).max(axis=2) for one in pictures[1:]], axis=0) > 0)


@pytest.mark.parametrize(("motion", "params"), [(ZOOM, {"room": 0.2}), (PAN, {"across": 0.3})], ids=str)
def test_around_the_opening_nothing_moves_and_inside_everything_does(
    tmp_path: Path, motion: EffectRef, params: dict[str, float]
) -> None:
    moved = changed(frames(tmp_path, motion, None, **params))
    rows = np.flatnonzero(moved.any(axis=1))
    # As wide as the frame and 4:5, in its middle: the colour of an edge reaches a pixel beyond it.
    assert abs(rows[0] - (480 - 338) / 2) <= 2
    assert abs(rows[-1] - (480 + 338) / 2) <= 2
    assert moved[rows[2] : rows[-3]].mean() > 0.6


def test_round_corners_show_the_still_ground(tmp_path: Path) -> None:
    look = Look(backdrop=Backdrop(kind="plain", colour="#ff00ff", shadow=0.0), border=Border(radius=0.1))
    pictures = frames(tmp_path, ZOOM, look, room=0.2, margin=0.1)
    moved = changed(pictures)
    rows, columns = np.flatnonzero(moved.any(axis=1)), np.flatnonzero(moved.any(axis=0))
    for picture in pictures:
        for row in (rows[0] + 2, rows[-1] - 2):
            for column in (columns[0] + 2, columns[-1] - 2):
                assert np.abs(picture[row, column] - (255, 0, 255)).max() <= 6


def test_a_border_lies_around_the_opening(tmp_path: Path) -> None:
    look = Look(
        backdrop=Backdrop(kind="plain", colour="#204060", shadow=0.0),
        border=Border(width=0.04, colour="#ffffff"),
    )
    for picture in frames(tmp_path, ZOOM, look, room=0.2, margin=0.1):
        white = np.asarray((picture > 245).all(axis=2))
        # A frame of white: two edges across, two down, of 0.04 of the shorter side.
        assert white[:, 135].sum() == pytest.approx(2 * 0.04 * 270, abs=4)
        assert white[240].sum() == pytest.approx(2 * 0.04 * 270, abs=4)


def test_a_slide_between_bars_keeps_the_whole_photo_in_what_they_leave(tmp_path: Path) -> None:
    path = tmp_path / "red.png"
    Image.new("RGB", (270, 346), (200, 30, 30)).save(path)
    photo = Photo(path, "PNG", Size(270, 346), 1, None, "80000000")
    layout = EffectRef.of("fill", room=0.0, bars=0.14, focus=(0.5, 0.5))
    slide = Slide((photo,), FrameSpan(0, 30), layout, EffectRef.of("still"))
    card = compose(slide, CANVAS, Look())
    out = Frame(CANVAS)
    card.shoot(window(slide, card.size, card.view(CANVAS), 0), out)
    red = rgb(out)[:, :, 0] > 150
    assert red.any(axis=1).sum() == pytest.approx(0.72 * 480, abs=3)
