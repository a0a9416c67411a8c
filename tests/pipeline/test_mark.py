"""A logo over the film: in its corner, inside of what nothing covers, and nowhere else."""

import io
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import slideshow
from slideshow.errors import InputError
from tests.photos import album, save


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    folder = tmp_path / "trip"
    folder.mkdir()
    save(folder, "grey.jpg", picture=Image.new("RGB", (600, 1066), (120, 120, 120)))
    return folder


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """Red, and clear around it."""
    picture = Image.new("RGBA", (200, 100), (0, 255, 0, 0))
    picture.paste((255, 0, 0, 255), (20, 20, 180, 80))
    picture.save(tmp_path / "logo.png")
    return tmp_path / "logo.png"


def picture(trip: Path, **options: Any) -> NDArray[np.int_]:
    timeline = slideshow.plan(trip, size=(360, 640), title="", **options)
    return np.asarray(next(iter(slideshow.frames(timeline, 20, 21))), dtype=int)


def reds(pixels: NDArray[np.int_]) -> NDArray[np.int_]:
    return np.argwhere(pixels[:, :, 0] - pixels[:, :, 1] > 60)


@pytest.mark.parametrize("place", ["top-left", "top-right", "bottom-left", "bottom-right"])
def test_a_mark_stands_in_its_corner_of_what_nothing_covers(trip: Path, logo: Path, place: str) -> None:
    found = reds(picture(trip, mark=logo, mark_place=place))
    down, across = found.mean(axis=0)
    assert (down < 320) == place.startswith("top")
    assert (across < 165) == place.endswith("left")
    # tiktok-dm covers what is known by the shape of the film: 270 and 440 of 1920 rows, 60 and 160 of 1080.
    assert found[:, 0].min() >= 90 and found[:, 0].max() < 640 - 146
    assert found[:, 1].min() >= 20 and found[:, 1].max() < 360 - 53


def test_beside_the_mark_the_film_is_as_without_it(trip: Path, logo: Path) -> None:
    without, marked = picture(trip), picture(trip, mark=logo)
    changed = np.argwhere(np.abs(without - marked).max(axis=2) > 3)
    assert np.ptp(changed[:, 1]) <= 0.16 * 360 + 2
    assert not reds(without).size


def test_size_and_opacity_are_as_asked(trip: Path, logo: Path) -> None:
    usual, large = reds(picture(trip, mark=logo)), reds(picture(trip, mark=logo, mark_size=0.4))
    assert np.ptp(large[:, 1]) > 2 * np.ptp(usual[:, 1])
    strong, faint = (picture(trip, mark=logo, mark_opacity=share) for share in (1.0, 0.2))
    assert strong[:, :, 0].max() > faint[:, :, 0].max() + 60


@pytest.mark.parametrize("ground", [20, 235])
@pytest.mark.parametrize("grey", [0, 255])
def test_a_logo_of_one_grey_stands_out_whatever_is_behind_it(tmp_path: Path, ground: int, grey: int) -> None:
    trip = tmp_path / "trip"
    trip.mkdir()
    save(trip, "a.jpg", picture=Image.new("RGB", (600, 1066), (ground, ground, ground)))
    silhouette = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    silhouette.paste((grey, grey, grey, 255), (20, 20, 180, 80))
    silhouette.save(tmp_path / "logo.png")
    bare = picture(trip, tone=False)
    changed = np.abs(picture(trip, mark=tmp_path / "logo.png", tone=False) - bare).max()
    assert changed > 150
    own = np.abs(picture(trip, mark=tmp_path / "logo.png", mark_colour="own", tone=False) - bare).max()
    assert (own > 150) == (abs(grey - ground) > 150)


def test_a_template_may_bring_a_mark_and_another_takes_its_place(trip: Path, logo: Path) -> None:
    template = logo.with_name("shop.toml")
    template.write_text('description = "Shop."\n[mark]\nfile = "logo.png"\nplace = "bottom-left"\n')
    down, across = reds(picture(trip, template=template)).mean(axis=0)
    assert down > 320 and across < 165
    down, _ = reds(picture(trip, template=template, mark=logo)).mean(axis=0)
    assert down < 320
    template.write_text('description = "Shop."\n[mark]\nfile = "nowhere.png"\n')
    with pytest.raises(InputError, match=r"nowhere\.png"):
        picture(trip, template=template)


def test_no_text_stands_on_a_mark(trip: Path, logo: Path) -> None:
    look = logo.with_name("above.toml")
    look.write_text('description = "Above."\n[look.title]\nplace = "above"\nscrim = 0.0\n')
    timeline = slideshow.plan(trip, size=(360, 640), title="A title of words " * 3, template=look, mark=logo)
    titled = np.asarray(next(iter(slideshow.frames(timeline, 20, 21))), dtype=int)
    assert len(reds(titled)) == pytest.approx(len(reds(picture(trip, mark=logo))), rel=0.05)


def test_a_film_with_another_mark_is_drawn_anew(trip: Path, logo: Path, tmp_path: Path) -> None:
    options: dict[str, Any] = {"size": (128, 224), "quality": "draft", "title": "", "jobs": 1}
    first = slideshow.make(trip, tmp_path / "a.mp4", mark=logo, **options).path.read_bytes()
    Image.new("RGBA", (200, 100), (0, 0, 255, 255)).save(logo)
    assert slideshow.make(trip, tmp_path / "b.mp4", mark=logo, **options).path.read_bytes() != first


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("logo.svg", b"<svg", "PNG"),
        ("logo.png", b"no picture", "PNG"),
        ("logo.png", b"", "PNG"),
        ("logo.jpg", None, "PNG"),
    ],
)
def test_what_is_no_png_is_refused(
    trip: Path, tmp_path: Path, name: str, content: bytes | None, hint: str
) -> None:
    if content is None:
        file = io.BytesIO()
        Image.new("RGB", (20, 20)).save(file, "JPEG")
        content = file.getvalue()
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as error:
        slideshow.plan(trip, mark=tmp_path / name)
    assert hint in error.value.hint


@pytest.mark.parametrize(
    "wrong", [{"mark_size": 2.0}, {"mark_opacity": 0.0}, {"mark_place": "middle"}, {"mark": "nowhere.png"}]
)
def test_a_mistake_is_told(trip: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        slideshow.plan(album(trip, 1), **wrong)


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
    "{}</svg>"
)
with_svg = pytest.mark.skipif(find_spec("resvg_py") is None, reason="the extra svg is not installed")


@with_svg
def test_a_mark_may_be_an_svg(trip: Path, tmp_path: Path) -> None:
    red = '<rect x="2" y="2" width="16" height="6" fill="#f00"/>'
    drawing = f'<defs><g id="a">{red}</g></defs><use xlink:href="#a"/>'
    (tmp_path / "logo.svg").write_text(SVG.format(drawing), "utf-8")
    found = reds(picture(trip, mark=tmp_path / "logo.svg"))
    assert np.ptp(found[:, 1]) == pytest.approx(0.8 * 0.16 * 360, abs=3)


@with_svg
@pytest.mark.parametrize(
    "drawing",
    [
        '<image href="other.png" width="20" height="10"/>',
        '<image xlink:href="data:image/png;base64,AAAA" width="20" height="10"/>',
        '<filter id="f"><feImage href="other.png"/></filter>',
        '<use xlink:href="other.svg#a"/>',
        "<style>rect { fill: url(other.svg#a) }</style>",
        "<style>@import 'other.css';</style>",
        "<rect fill=\"url('other.svg#a')\" width='9' height='9'/>",
        "<foreignObject/>",
        "<script/>",
    ],
)
def test_an_svg_that_leads_out_of_itself_is_refused(trip: Path, tmp_path: Path, drawing: str) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(drawing), "utf-8")
    with pytest.raises(InputError, match="stands for itself"):
        slideshow.plan(trip, mark=tmp_path / "logo.svg")


@with_svg
@pytest.mark.parametrize(
    "text", ['<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "<svg><g></svg>"]
)
def test_what_is_no_svg_is_told(trip: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "logo.svg").write_text(text, "utf-8")
    with pytest.raises(InputError, match="SVG"):
        slideshow.plan(trip, mark=tmp_path / "logo.svg")
