"""The border of a scanned print: taken off, said, kept in the plan, and back where a person wants it."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from slideshow.events import Noticed
from slideshow.media.pictures import decode
from slideshow.media.proxies import Proxies
from slideshow.model.album import Photo
from slideshow.model.brief import Brief
from slideshow.model.geometry import NO_MARGINS, Margins, Size
from slideshow.pipeline.planning import Planned, plan_folder
from slideshow.pipeline.write_plan import write_plan
from slideshow.render.stills import stills
from slideshow.scan.photo_header import read_photo
from slideshow.system.file_cache import FileCache
from tests.photos import album, save, scene

BRIEF = Brief(canvas=Size(90, 160), title="")
PAPER = (247, 245, 240)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    trip = album(tmp_path / "trip", 2)
    print_ = ImageOps.expand(scene(600, 800, seed=7), 40, PAPER)
    save(trip, "print.jpg", taken="2026:04:03 09:30:00", picture=print_)
    return trip


def paper(film: Planned) -> float:
    """The share of the print's slide that is as light as paper."""
    (slide,) = [slide for slide in film.timeline.slides if slide.photos[0].path.name == "print.jpg"]
    middle = (slide.span.start + slide.span.stop) // 2
    (picture,) = stills(film.timeline, [middle])
    return float((np.asarray(picture).min(axis=2) > 232).mean())


def test_a_print_is_shown_without_its_paper_and_it_is_said(folder: Path) -> None:
    told: list[object] = []
    film = plan_folder(folder, BRIEF, report=told.append)
    trims = {photo.path.name: photo.trim for photo in film.scene.album.photos}
    assert trims["IMG_0.jpg"] == trims["IMG_1.jpg"] == NO_MARGINS
    assert all(40 <= side <= 45 for side in (trims["print.jpg"].left, trims["print.jpg"].bottom))
    (line,) = [one.text for one in told if isinstance(one, Noticed) and "border" in one.text]
    assert line == "print.jpg lost the border around it (trim = false in the plan undoes it)."
    assert paper(film) < 0.01


def test_the_plan_keeps_it_and_gives_the_border_back(folder: Path) -> None:
    film = plan_folder(folder, BRIEF)
    write_plan(folder, BRIEF)
    plan = folder / "slideshow.toml"
    again = plan_folder(folder, BRIEF)
    assert again.timeline == film.timeline
    text = plan.read_text("utf-8")
    start = text.index("trim = [")
    plan.write_text(text[:start] + "trim = false" + text[text.index("\n", start) :], "utf-8")
    undone = plan_folder(folder, BRIEF)
    assert paper(undone) > 0.02


def test_copies_for_previews_are_of_the_trimmed_photo(folder: Path, tmp_path: Path) -> None:
    large = folder / "large.png"
    Image.open(folder / "print.jpg").resize((2720, 3520)).save(large)
    whole = read_photo(large)
    assert isinstance(whole, Photo)
    big = whole.trimmed_to(Margins(160, 160, 164, 170))
    proxies = Proxies(FileCache(tmp_path / "proxies"))
    for one in (whole, big, big.turned_to(90), whole.turned_to(270)):
        size = Size(max(1, one.size.width // 20), max(1, one.size.height // 20))
        small = proxies.small(one, 0.05).sample(one.size.whole, size)
        true = decode(one).sample(one.size.whole, size)
        assert np.abs(small.astype(int) - true).mean() < 3
