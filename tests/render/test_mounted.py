"""Photos fixed to a ground that moves with them: a booth's strip, prints on a string."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from slideshow.effects.layouts import arrange
from slideshow.model.album import Photo
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.span import FrameSpan
from slideshow.model.template import Backdrop, Border, Look
from slideshow.model.timeline import EffectRef, Slide
from slideshow.render.colour import rgb
from slideshow.render.compose import compose
from slideshow.render.projector import window

CANVAS = Size(180, 320)
COLOURS = ((210, 40, 40), (40, 190, 60), (40, 60, 210))
STRING = Look(
    backdrop=Backdrop(kind="wall", colour="#dfe4e0", string="#703010"),
    border=Border(width=0.035, foot=0.13, tilt_degrees=2.0, peg="#d9ac6c"),
)
BOOTH = Look(
    backdrop=Backdrop(kind="curtain", colour="#8f1f2b"), border=Border(width=0.024, colour="#ffffff")
)
HUNG = EffectRef.of("fit", across=0.12, hang=0.115, room=0.0, margin=0.085, focus=(0.5, 0.5))

Picture = NDArray[np.int16]


def photos(folder: Path, count: int, size: tuple[int, int]) -> tuple[Photo, ...]:
    found = []
    for number, colour in enumerate(COLOURS[:count]):
        path = folder / f"{number}-{size[0]}.png"
        Image.new("RGB", size, colour).save(path)
        found.append(Photo(path, "PNG", Size(*size), 1, None, f"{number + 3:08x}" * 4))
    return tuple(found)


def seen(slide: Slide, frame: int, look: Look) -> Picture:
    card, out = compose(slide, CANVAS, look), Frame(CANVAS)
    card.shoot(window(slide, card.size, CANVAS, frame), out)
    return rgb(out).astype(np.int16)


def is_like(picture: Picture, colour: tuple[int, int, int]) -> NDArray[np.bool_]:
    return np.asarray(np.abs(picture - np.array(colour)).max(axis=2) < 40)


def test_a_strip_shows_its_photos_one_below_the_other_on_white_paper(tmp_path: Path) -> None:
    slide = Slide(
        photos(tmp_path, 3, (600, 450)),
        FrameSpan(0, 60),
        EffectRef.of("booth", room=0.05, focus=(0.5,) * 6),
        EffectRef.of("zoom_in"),
    )
    found = seen(slide, 30, BOOTH)
    middles = [np.nonzero(is_like(found, colour))[0].mean() for colour in COLOURS]
    assert middles == sorted(middles)
    assert sum(is_like(found, colour).mean() for colour in COLOURS) > 0.5
    edge = int((middles[0] + middles[1]) / 2)
    assert found[edge - 6 : edge + 7, 90].min(axis=1).max() > 200


def test_the_string_goes_on_from_slide_to_slide(tmp_path: Path) -> None:
    ends = []
    for size, motion in (((400, 600), "pan_right"), ((500, 500), "pan_right")):
        slide = Slide(photos(tmp_path, 1, size), FrameSpan(0, 60), HUNG, EffectRef.of(motion))
        first, last = seen(slide, 0, STRING), seen(slide, 59, STRING)
        for picture, column in ((first, 1), (last, CANVAS.width - 2)):
            dark = picture[: CANVAS.height // 3, column].sum(axis=1)
            ends.append(int(dark.argmin()))
            assert dark.min() < 0.75 * np.median(dark)
    assert max(ends) - min(ends) <= 2


def test_prints_on_a_string_begin_at_one_height_and_the_camera_passes_by() -> None:
    tops = {
        arrange("fit", [size], CANVAS, **HUNG.arguments).placements[0].box.y  # type: ignore[arg-type]
        for size in (Size(400, 600), Size(600, 600), Size(600, 400))
    }
    assert len(tops) == 1
    card = arrange("fit", [Size(400, 600)], CANVAS, **HUNG.arguments).card  # type: ignore[arg-type]
    assert card.width / card.height > 1.1 * CANVAS.width / CANVAS.height


@pytest.mark.parametrize("kind", ["linen", "cork", "curtain", "wall"])
def test_every_texture_may_be_a_ground_that_moves(tmp_path: Path, kind: str) -> None:
    look = Look(backdrop=Backdrop.model_validate({"kind": kind, "colour": "#888888"}))
    slide = Slide(
        photos(tmp_path, 1, (600, 400)),
        FrameSpan(0, 60),
        EffectRef.of("fit", room=0.05, margin=0.1, focus=(0.5, 0.5)),
        EffectRef.of("zoom_in"),
    )
    found = seen(slide, 0, look)
    assert is_like(found, COLOURS[0]).mean() > 0.2
    assert found[:20].std() > 1.0
