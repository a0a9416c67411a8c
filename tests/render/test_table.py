"""Prints on a table: what stands still, what moves, what lies beneath and what is written."""

from dataclasses import replace
from fractions import Fraction
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
from slideshow.model.timeline import EffectRef, Join, Slide, Timeline
from slideshow.render.colour import rgb
from slideshow.render.compose import compose
from slideshow.render.projector import window
from slideshow.render.stills import stills
from slideshow.render.texture import TEXTURES, texture

CANVAS = Size(180, 320)
LOOK = Look(
    backdrop=Backdrop(kind="wood", colour="#a9784f", drift=1.0),
    border=Border(width=0.03, foot=0.14, tilt_degrees=4.0),
)
ZOOM = EffectRef.of("zoom_in", focus_x=0.5, focus_y=0.5)

Picture = NDArray[np.int16]


def slide(folder: Path, colour: tuple[int, int, int], size: tuple[int, int], span: FrameSpan) -> Slide:
    path = folder / f"{colour[0]}-{size[0]}.png"
    Image.new("RGB", size, colour).save(path)
    photo = Photo(path, "PNG", Size(*size), 1, None, f"{colour[0]:08x}" * 4)
    return Slide((photo,), span, EffectRef.of("fit", room=0.05, margin=0.08, focus=(0.5, 0.5)), ZOOM)


def seen(one: Slide, frame: int, look: Look = LOOK) -> Picture:
    card, out = compose(one, CANVAS, look), Frame(CANVAS)
    card.shoot(window(one, card.size, CANVAS, frame), out)
    return rgb(out).astype(np.int16)


def test_the_table_stands_still_while_the_print_moves(tmp_path: Path) -> None:
    one = slide(tmp_path, (200, 30, 30), (600, 400), FrameSpan(0, 60))
    first, last = seen(one, 0), seen(one, 59)
    assert np.array_equal(first[:60], last[:60])
    assert np.array_equal(first[-60:], last[-60:])
    assert np.abs(first[80:240] - last[80:240]).max() > 60


def test_an_earlier_print_lies_beneath_where_it_lay_when_its_slide_ended(tmp_path: Path) -> None:
    below = slide(tmp_path, (30, 200, 30), (400, 600), FrameSpan(0, 60))
    above = slide(tmp_path, (200, 30, 30), (600, 300), FrameSpan(50, 110))
    before = seen(below, 59)
    after = seen(replace(above, beneath=(replace(below, span=FrameSpan(0, 1)),)), 50)
    green = (before[:, :, 1] > 150) & (before[:, :, 0] < 80)
    left = green & (after[:, :, 1] > 120) & (after[:, :, 0] < 90)
    # A landscape over a portrait leaves its upper and lower parts to be seen.
    assert left[:90].sum() > 0.9 * green[:90].sum() > 500
    assert not left[150:170, 40:140].any()


def test_a_print_comes_down_on_the_pile_without_a_jump(tmp_path: Path) -> None:
    below = slide(tmp_path, (30, 200, 30), (400, 600), FrameSpan(0, 40))
    above = slide(tmp_path, (200, 30, 30), (600, 400), FrameSpan(20, 70))
    above = replace(above, beneath=(replace(below, span=FrameSpan(0, 1)),))
    join = Join(FrameSpan(20, 40), EffectRef.of("lay_left"))
    film = Timeline(Fraction(30), CANVAS, (below, above), (join,), (), LOOK)
    pictures = [one.astype(np.int16) for one in stills(film, range(18, 44))]
    for number in (0, 20, 21, 22):
        assert np.abs(pictures[number] - pictures[number + 1]).mean() < 3.0
    # On its way the one that comes hides a part of the one that lies there, and the table stays.
    middle = pictures[12]
    assert ((middle[:, :, 0] > 150) & (middle[:, :, 1] < 80)).sum() > 1000
    assert ((middle[:, :, 1] > 150) & (middle[:, :, 0] < 80)).sum() > 1000


def test_a_note_is_written_on_the_foot_of_the_print(tmp_path: Path) -> None:
    one = slide(tmp_path, (200, 30, 30), (600, 400), FrameSpan(0, 60))
    look = LOOK.model_copy(
        update={"caption": LOOK.caption.model_copy(update={"colour": "#202040", "size": 0.08})}
    )
    bare, written = seen(one, 0, look), seen(replace(one, handwriting="At the lake"), 0, look)
    changed = np.abs(bare - written).max(axis=2) > 60
    rows = np.flatnonzero(changed.any(axis=1))
    assert changed.sum() > 60
    # Below the photo, on white.
    assert (bare[changed] > 170).mean() > 0.95
    assert rows.min() > 190


def test_tape_is_seen_on_the_upper_edge_alone(tmp_path: Path) -> None:
    one = slide(tmp_path, (200, 30, 30), (600, 400), FrameSpan(0, 60))
    taped = LOOK.model_copy(update={"border": LOOK.border.model_copy(update={"tape": "#30a0e0"})})
    changed = np.abs(seen(one, 0) - seen(one, 0, taped)).max(axis=2) > 40
    rows = np.flatnonzero(changed.any(axis=1))
    assert changed.sum() > 150
    assert rows.max() < CANVAS.height / 2


@pytest.mark.parametrize("kind", TEXTURES)
def test_a_texture_keeps_its_colour_and_is_the_same_at_every_size(kind: str) -> None:
    small, large = texture(kind, "#a08060", Size(90, 160)), texture(kind, "#a08060", Size(180, 320))
    assert np.abs(small.reshape(-1, 3).mean(axis=0) - (0xA0, 0x80, 0x60)).max() < 22
    assert large.astype(float).std(axis=(0, 1)).min() > 2.0
    halved = np.asarray(Image.fromarray(large).resize((90, 160), Image.Resampling.BOX), np.int16)
    assert np.abs(halved - small).mean() < 4.0


def test_a_pin_holds_a_print_in_the_middle_of_its_upper_edge(tmp_path: Path) -> None:
    one = slide(tmp_path, (30, 30, 30), (600, 400), FrameSpan(0, 60))
    pinned = LOOK.model_copy(update={"border": LOOK.border.model_copy(update={"pin": "#e02030"})})
    found = seen(one, 0, pinned)
    red = (found[:, :, 0] > 140) & (found[:, :, 1] < 90)
    rows, columns = np.nonzero(red)
    assert red.sum() > 8
    assert rows.max() < CANVAS.height / 2
    assert abs(columns.mean() - CANVAS.width / 2) < 12


def test_a_ground_takes_the_colour_of_the_photo_on_it(tmp_path: Path) -> None:
    ground = LOOK.backdrop.model_copy(update={"kind": "paper", "own_colour": 1.0})
    look = LOOK.model_copy(update={"backdrop": ground})
    for colour, strongest in (((200, 40, 40), 0), ((40, 60, 200), 2)):
        one = slide(tmp_path, colour, (600, 400), FrameSpan(0, 60))
        corner = seen(one, 0, look)[:30, :30].reshape(-1, 3).mean(axis=0)
        assert int(np.argmax(corner)) == strongest
        assert corner.max() - corner.min() > 60
