"""Under a title the photo stands for the whole film: it is large, in looks that keep room below it, too."""

import pytest

from slideshow.documents.template_files import load
from slideshow.effects.photo_share import photo_share
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.plan import Scene, complete, direct, timeline_of
from tests.plan.albums import LANDSCAPE, PORTRAIT, album

CANVAS = Size(1080, 1920)
LOOKS = ["gallery", "sunny", "minimal", "product", "map", "magazine", "booth", "string", "journal", "party"]


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["upright", "across"])
def test_the_photo_under_a_title_fills_two_fifths_of_the_frame(name: str, size: Size) -> None:
    scene = Scene(album(size, size, size), {}, load(name), Brief(canvas=CANVAS, title="Two weeks away"), {})
    film = timeline_of(complete(direct(scene), scene), scene.template, scene.brief)
    assert photo_share(film.slides[0], CANVAS) >= 0.4


@pytest.mark.parametrize("name", ["instant", "journal", "party", "pinboard", "string", "booth"])
def test_prints_fill_half_of_the_frame(name: str) -> None:
    sizes = [PORTRAIT, LANDSCAPE, PORTRAIT, LANDSCAPE, PORTRAIT, PORTRAIT, LANDSCAPE, PORTRAIT]
    scene = Scene(album(*sizes), {}, load(name), Brief(canvas=CANVAS), {})
    film = timeline_of(complete(direct(scene), scene), scene.template, scene.brief)
    shares = [photo_share(slide, CANVAS) for slide in film.slides]
    assert sum(shares) / len(shares) >= 0.5
