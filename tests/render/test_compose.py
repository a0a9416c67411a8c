"""What a template's look does to the pixels: grades, grounds, borders, and what lies over every frame."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from slideshow.effects.grades import GRADES
from slideshow.errors import TemplateError
from slideshow.model.album import Photo
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.span import FrameSpan
from slideshow.model.template import Backdrop, Border, Grade, Look, Overlay
from slideshow.model.timeline import EffectRef, Slide
from slideshow.render.colour import rgb
from slideshow.render.compose import compose
from slideshow.render.grade import graded, read_cube
from slideshow.render.overlays import lay_over
from slideshow.render.projector import window

CANVAS = Size(270, 480)
RED = (200, 30, 30)

Picture = NDArray[np.int16]


def picture_of(look: Look, tmp_path: Path, layout: EffectRef, size: Size | None = None) -> Picture:
    """The first frame of a slide with one red photo, (480, 270, 3)."""
    path, size = tmp_path / "red.png", size or Size(600, 400)
    Image.new("RGB", (size.width, size.height), RED).save(path)
    photo = Photo(path, "PNG", size, 1, None, "80000000")
    slide = Slide((photo,), FrameSpan(0, 30), layout, EffectRef.of("still"))
    card = compose(slide, CANVAS, look)
    out = Frame(CANVAS)

    card.shoot(window(slide, card.size, CANVAS, 0), out)
    return rgb(out).astype(np.int16)


def reddish(picture: Picture) -> NDArray[np.bool_]:
    return np.asarray((picture[:, :, 0] > 150) & (picture[:, :, 1] < 80))


def whole(**shares: float) -> EffectRef:
    return EffectRef.of("fit", room=0.0, focus=(0.5, 0.5), **shares)


def test_a_plain_ground_has_its_colour_up_to_the_edges(tmp_path: Path) -> None:
    look = Look(backdrop=Backdrop(kind="plain", colour="#204060", shadow=0.0))
    picture = picture_of(look, tmp_path, whole())
    for corner in (picture[2, 2], picture[-3, -3], picture[2, -3]):
        assert np.abs(corner - (0x20, 0x40, 0x60)).max() <= 3


@pytest.mark.parametrize("kind", ["paper", "wood"])
def test_paper_and_wood_have_a_texture_around_their_colour(tmp_path: Path, kind: str) -> None:
    look = Look(backdrop=Backdrop.model_validate({"kind": kind, "colour": "#a08060", "shadow": 0.0}))
    free = picture_of(look, tmp_path, whole())[:100]
    assert 1.0 < free[:, :, 0].std() < 30.0
    assert np.abs(free.mean(axis=(0, 1)) - (0xA0, 0x80, 0x60)).max() < 40


ON_BLACK = Look(backdrop=Backdrop(kind="plain", colour="#000000"))


def test_a_margin_keeps_the_photo_away_from_the_edges(tmp_path: Path) -> None:
    columns = np.nonzero(reddish(picture_of(ON_BLACK, tmp_path, whole(margin=0.1))))[1]
    assert columns.min() == pytest.approx(0.1 * CANVAS.width, abs=2)
    assert columns.max() == pytest.approx(0.9 * CANVAS.width, abs=2)


def test_room_for_a_text_is_left_below_the_photo(tmp_path: Path) -> None:
    rows = np.nonzero(reddish(picture_of(ON_BLACK, tmp_path, whole(below=0.45), Size(300, 400))))[0]
    assert rows.max() <= 0.56 * CANVAS.height
    assert rows.min() < 0.2 * CANVAS.height


def test_an_instant_photo_has_a_white_border_with_a_wider_foot(tmp_path: Path) -> None:
    look = Look(
        border=Border(width=0.03, foot=0.12), backdrop=Backdrop(kind="plain", colour="#000000", shadow=0.0)
    )
    picture = picture_of(look, tmp_path, whole(margin=0.15))
    column = picture[:, CANVAS.width // 2].min(axis=1) > 200
    rows = np.nonzero(column)[0]
    red = np.nonzero(reddish(picture)[:, CANVAS.width // 2])[0]
    above, below = (rows < red.min()).sum(), (rows > red.max()).sum()
    assert above == pytest.approx(0.03 * CANVAS.width, abs=2)
    assert below == pytest.approx(0.12 * CANVAS.width, abs=2)


def test_round_corners_show_the_ground(tmp_path: Path) -> None:
    ground = Backdrop(kind="plain", colour="#0000ff", shadow=0.0)
    rounded = Look(backdrop=ground, border=Border(radius=0.1))
    sharp = reddish(picture_of(Look(backdrop=ground), tmp_path, whole(margin=0.1)))
    round_ = reddish(picture_of(rounded, tmp_path, whole(margin=0.1)))
    rows, columns = np.nonzero(sharp)
    top, left = rows.min() + 1, columns.min() + 1
    assert sharp[top, left]
    assert not round_[top, left]
    # A quarter of a square less a quarter of a circle, four times.
    assert sharp.sum() - round_.sum() == pytest.approx((4 - np.pi) * (0.1 * CANVAS.width) ** 2, rel=0.25)


def test_a_tilted_photo_lies_askew_and_whole(tmp_path: Path) -> None:
    # The first digits of a photo's digest say how far: these, all the way.
    look = Look(border=Border(tilt_degrees=8.0))
    path = tmp_path / "red.png"
    Image.new("RGB", (600, 400), RED).save(path)
    photo = Photo(path, "PNG", Size(600, 400), 1, None, "ffffffff")
    card = compose(Slide((photo,), FrameSpan(0, 9), whole(margin=0.15), EffectRef.of("still")), CANVAS, look)
    assert card.covered.height > 1.08 * card.covered.width * 400 / 600


def test_the_ground_alone_shows_nothing_of_the_photo_but_its_colours(tmp_path: Path) -> None:
    picture = picture_of(Look(), tmp_path, EffectRef.of("ground", room=0.0))
    assert picture.std(axis=(0, 1)).max() < 3
    assert picture[0, 0, 0] > picture[0, 0, 1] + 20


def test_an_inset_photo_lies_over_the_first_in_a_frame_of_its_own(tmp_path: Path) -> None:
    photos = []
    for name, colour, size in (("a", (0, 0, 200), Size(540, 960)), ("b", RED, Size(600, 400))):
        path = tmp_path / f"{name}.png"
        Image.new("RGB", (size.width, size.height), colour).save(path)
        photos.append(Photo(path, "PNG", size, 1, None, name))
    slide = Slide(
        tuple(photos),
        FrameSpan(0, 9),
        EffectRef.of("inset", room=0.0, focus=(0.5, 0.5, 0.5, 0.5)),
        EffectRef.of("still"),
    )

    card, out = compose(slide, CANVAS, Look(gap="#ffffff")), Frame(CANVAS)
    card.shoot(window(slide, card.size, CANVAS, 0), out)
    picture = rgb(out).astype(np.int16)
    rows, columns = np.nonzero(reddish(picture))
    assert picture[rows.min() - 2, columns.mean().astype(int)].min() > 150
    assert picture[5, 5, 2] > 150
    assert np.ptp(columns) == pytest.approx(0.6 * CANVAS.width, abs=4)


@pytest.mark.parametrize("name", GRADES)
def test_a_grade_keeps_light_lighter_than_dark(name: str) -> None:
    greys = np.repeat(np.arange(0, 256, 15, dtype=np.uint8)[None, :, None], 3, axis=2)
    luma = graded(greys, Grade(name=name)).astype(float).mean(axis=2)[0]
    assert (np.diff(luma) >= 0).all()
    assert luma[-1] - luma[0] > 120


def test_half_a_grade_lies_half_way() -> None:
    colours = np.random.default_rng(1).integers(0, 256, (8, 8, 3)).astype(np.uint8)
    full = graded(colours, Grade(name="sepia")).astype(float)
    half = graded(colours, Grade(name="sepia", strength=0.5)).astype(float)
    assert np.abs(half - (full + colours) / 2).max() <= 2


def test_a_cube_file_changes_colours_as_it_says(tmp_path: Path) -> None:
    # Red and blue exchanged.
    steps = (0.0, 0.5, 1.0)
    lines = [f"{b} {g} {r}" for b in steps for g in steps for r in steps]
    path = tmp_path / "swap.cube"
    path.write_text('# made here\nTITLE "swap"\nLUT_3D_SIZE 3\n' + "\n".join(lines), "utf-8")
    colours = np.array([[[255, 10, 100], [0, 128, 255]]], np.uint8)
    swapped = graded(colours, Grade(cube=str(path)))
    assert np.abs(swapped.astype(int) - colours[:, :, ::-1].astype(int)).max() <= 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LUT_3D_SIZE 3\n0 0 0\n", "3"),
        ("LUT_3D_SIZE 2\n" + "0 0 zero\n" * 8, "2"),
        ("LUT_3D_SIZE 900\n", "900"),
        ("LUT_1D_SIZE 4\n0 0 0\n", "3D .cube"),
        ("", "3D .cube"),
    ],
)
def test_a_broken_cube_file_is_told(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "bad.cube"
    path.write_text(text, "utf-8")
    with pytest.raises(TemplateError) as caught:
        read_cube(path)
    assert "bad.cube" in caught.value.problem
    assert words in f"{caught.value.problem} {caught.value.hint}"


def over(look: Overlay, frame: int = 0, level: int = 128) -> Frame:
    out = Frame(CANVAS)
    out.buffer[:], out.u[:], out.v[:] = level, 128, 128
    lay_over(frame, look, out)
    return out


def test_without_an_overlay_nothing_changes() -> None:
    assert (over(Overlay()).buffer == 128).all()


def test_bars_are_black_and_as_high_as_asked_for() -> None:
    luma = over(Overlay(bars=0.1)).y
    rows = np.nonzero((luma == 16).all(axis=1))[0]
    assert len(rows) == pytest.approx(0.2 * CANVAS.height, abs=2)
    assert (luma[CANVAS.height // 2] == 128).all()


def test_a_vignette_takes_its_colour_in_the_corners_and_leaves_the_middle() -> None:
    out = over(Overlay(vignette=0.8, vignette_colour="#ffffff"))
    assert out.y[0, 0] > 190
    assert out.y[CANVAS.height // 2, CANVAS.width // 2] == 128


def test_grain_is_fine_even_and_changes_with_time() -> None:
    first, later = over(Overlay(grain=0.3)).y.astype(int), over(Overlay(grain=0.3), frame=9).y.astype(int)
    assert 3.0 < first.std() < 10.0
    assert first.mean() == pytest.approx(128, abs=0.7)
    assert abs(np.corrcoef(first.ravel(), later.ravel())[0, 1]) < 0.2
    assert (over(Overlay(grain=0.3)).y == first).all()


def test_leaks_add_warm_light_and_never_darken() -> None:
    brighter = 0
    for frame in range(0, 400, 40):
        out = over(Overlay(leaks=1.0), frame)
        assert out.y.min() >= 128
        assert out.v.min() >= 127
        brighter += int(out.y.max() > 160)
    assert brighter >= 3


def test_a_strip_has_bright_holes_in_its_left_edge_alone_and_leaves_the_picture() -> None:
    luma = over(Overlay(strip=True)).y.astype(int)
    edge = luma[:, 2 : round(0.09 * CANVAS.width)]
    assert (edge < 40).mean() > 0.4
    assert (edge > 180).mean() > 0.1
    assert (luma[:, CANVAS.width // 2 :] <= 128).all()
    assert (luma[60:-60, 60:-60] == 128).all()


def test_a_picture_weaves_in_its_gate_by_less_than_is_hidden() -> None:
    plain = Frame(CANVAS)
    plain.buffer[:] = 128
    plain.y[:, 90:] = 200
    edges = set()
    for number in range(12):
        out = Frame(CANVAS)
        out.buffer[:] = plain.buffer
        lay_over(number, Overlay(weave=1.0), out)
        edges.add(int(np.argmax(out.y[200] > 164)))
    assert len(edges) > 1
    assert all(abs(edge - 90) <= 0.006 * CANVAS.height for edge in edges)


def test_a_light_vignette_leaves_what_is_dark() -> None:
    look = Overlay(vignette=0.9, vignette_lights=True)
    changes = {}
    for level in (30, 180):
        out = Frame(CANVAS)
        out.buffer[:] = 128
        out.y[:] = level
        lay_over(0, look, out)
        assert out.y[240, 135] == level
        changes[level] = int(out.y[1, 1]) - level
    assert changes[180] >= 20 > 10 > changes[30] >= 0


def test_a_soft_edge_fades_into_the_ground_where_it_is_not_the_frame_s(tmp_path: Path) -> None:
    ground = Backdrop(kind="plain", colour="#2040a0", shadow=0.0)
    layout = EffectRef.of("fit", room=0.0, focus=(0.5, 0.5), in_opening=True)
    look = Look(backdrop=ground, border=Border(soft=0.1))
    column = picture_of(look, tmp_path, layout)[:, 135, 0]
    first = int(np.argmax(column > 40))
    # Step by step from the ground to the photo, within a tenth of the width.
    assert 15 <= int(np.argmax(column > 190)) - first <= 30
    assert np.diff(column[first : first + 27]).max() < 20
    row = picture_of(look, tmp_path, layout)[240, :, 0]
    assert row.min() > 180


def test_lines_darken_every_other_row() -> None:
    rows = over(Overlay(lines=0.6)).y[:, 0].astype(int)
    assert set(rows) == {128, 89}


def test_a_fringe_moves_reds_one_way_and_blues_the_other() -> None:
    out = Frame(CANVAS)
    out.buffer[:], out.u[:], out.v[:] = 128, 128, 128
    out.u[:, 60], out.v[:, 60] = 200, 200
    lay_over(0, Overlay(fringe=0.02), out)
    assert int(np.argmax(out.u[5])) > 60 > int(np.argmax(out.v[5]))


def test_a_ground_that_drifts_moves_less_than_the_photo_on_it(tmp_path: Path) -> None:
    path = tmp_path / "red.png"
    Image.new("RGB", (600, 400), RED).save(path)
    photo = Photo(path, "PNG", Size(600, 400), 1, None, "80000000")
    layout = EffectRef.of("fit", room=0.2, margin=0.1, focus=(0.5, 0.5))
    slide = Slide((photo,), FrameSpan(0, 30), layout, EffectRef.of("zoom_in", focus_x=0.5, focus_y=0.5))

    def ends(drift: float) -> tuple[Picture, Picture]:
        ground = Backdrop(kind="wood", colour="#a08060", shadow=0.0, drift=drift)
        card = compose(slide, CANVAS, Look(backdrop=ground, border=Border(radius=0.05)))
        pictures = []
        for frame in (0, 29):
            out = Frame(CANVAS)
            card.shoot(window(slide, card.size, CANVAS, frame), out)
            pictures.append(rgb(out).astype(np.int16))
        return pictures[0], pictures[1]

    together, apart = ends(0.0), ends(1.0)
    top = slice(0, 100)
    assert np.abs(apart[0][top] - apart[1][top]).max() <= 2
    assert np.abs(together[0][top] - together[1][top]).max() > 8
    # The photo is the same, wherever its ground is: round corners, no seam.
    for one, other in zip(together, apart, strict=True):
        assert (reddish(one) == reddish(other)).mean() > 0.997
