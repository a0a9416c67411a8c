"""The contact sheet shows the film as it will be."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slideshow.errors import PhotoError
from slideshow.media.pictures import decode
from slideshow.model.album import Album, LeftOut
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.span import FrameSpan
from slideshow.model.timeline import Caption, Timeline
from slideshow.plan import in_order
from slideshow.render.colour import rgb
from slideshow.render.compose import compose
from slideshow.render.contact_sheet import contact_sheet
from slideshow.render.projector import Projector
from slideshow.scan import scan
from tests.photos import save
from tests.plan.albums import filmed


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Album:
    folder = tmp_path_factory.mktemp("trip")
    sizes = [(600, 800), (800, 600), (600, 800), (1500, 500), (500, 500)]
    for number, size in enumerate(sizes):
        save(folder, f"IMG_{number}.jpg", size, taken=f"2026:04:03 {9 + number:02d}:00:00", seed=number)
    album = scan(folder)
    return replace(album, photos=in_order(album.photos, "time", 1))


def timeline(trip: Album) -> Timeline:
    return filmed(trip)


@pytest.mark.parametrize("canvas", [Size(1080, 1920), Size(1920, 1080), Size(1080, 1080)], ids=str)
def test_every_slide_has_a_cell_on_every_canvas(canvas: Size, tmp_path: Path) -> None:
    colours = [(250, 20, 20), (20, 250, 20), (20, 20, 250), (250, 250, 20), (20, 250, 250), (250, 20, 250)]
    for number, colour in enumerate(colours):
        Image.new("RGB", (600, 800), colour).save(tmp_path / f"{number}.png")
    line = filmed(scan(tmp_path), canvas=canvas, title="")
    sheet = np.asarray(contact_sheet(line, "Trip", (), decode)).astype(int)
    for colour in colours:
        assert (np.abs(sheet - colour).max(axis=2) < 16).sum() > 8000


def test_a_cell_shows_the_film_s_own_frame(trip: Album) -> None:
    line = timeline(trip)
    sheet = contact_sheet(line, "Trip", (), decode)
    span = line.slides[0].span
    frame = Frame(line.canvas)
    card = compose(line.slides[0], line.canvas, line.look)
    Projector(line, lambda first, last: [card]).draw(span.start, frame)
    film = Image.fromarray(rgb(frame))
    # The first cell stands at the left margin, under the heading.
    height = round((21_000 / (9 / 16)) ** 0.5 / 2) * 2
    width = round(height * 9 / 16 / 2) * 2
    # Fine grain is sampled another way at another size: what is seen from a little farther away is compared.
    coarse = width // 4, height // 4
    cell = sheet.crop((40, 118, 40 + width, 118 + height)).resize(coarse, Image.Resampling.BOX)
    expected = film.resize(coarse, Image.Resampling.BOX)
    likeness = np.corrcoef(np.asarray(cell, float).ravel(), np.asarray(expected, float).ravel())[0, 1]
    assert likeness > 0.97


def test_the_photos_left_out_are_below_with_their_pictures(trip: Album, tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), (250, 0, 250)).save(tmp_path / "pink.jpg")
    (pink,) = scan(tmp_path).photos
    line = timeline(trip)
    without = contact_sheet(line, "Trip", (), decode)
    rest = [(LeftOut(pink.path, "blurred"), pink), (LeftOut(Path("x.jpg"), "cannot be read."), None)]
    sheet = contact_sheet(line, "Trip", rest, decode)
    assert sheet.height > without.height + 96
    pixels = np.asarray(sheet).astype(int)
    is_pink = (np.abs(pixels - (250, 0, 250)).max(axis=2) < 12).sum()
    assert is_pink == pytest.approx(96 * 72, rel=0.1)


def test_a_great_many_left_out_do_not_make_a_sheet_without_end(trip: Album) -> None:
    rest = [(LeftOut(Path(f"{number}.jpg"), "blurred"), None) for number in range(500)]
    assert contact_sheet(timeline(trip), "Trip", rest, decode).height < 2500


def test_a_photo_that_cannot_be_shown_gets_an_empty_cell(trip: Album) -> None:
    broken = trip.photos[1].path

    def failing(photo, *rest, **options):  # type: ignore[no-untyped-def]
        if photo.path == broken:
            raise PhotoError(photo.path, "the file ends early")
        return decode(photo, *rest, **options)

    line = timeline(trip)
    assert contact_sheet(line, "Trip", (), failing).size == contact_sheet(line, "Trip", (), decode).size


def test_a_zoom_looks_different_at_its_ends(trip: Album) -> None:
    line = timeline(trip)
    sheet = np.asarray(contact_sheet(line, "", (), decode), int)
    height = round((21_000 / (9 / 16)) ** 0.5 / 2) * 2
    width = round(height * 9 / 16 / 2) * 2
    start, stop = (sheet[118 : 118 + height, left : left + width] for left in (40, 40 + width + 4))
    assert np.abs(start - stop).mean() > 1


def test_a_chapter_is_seen_in_its_cell(trip: Album) -> None:
    plain = filmed(trip, title="")
    span = FrameSpan(plain.joins[0].span.stop, plain.joins[1].span.start)
    chapter = Caption("chapter", "MMMM MMMM", "", span, 10)
    texted = replace(plain, captions=(chapter,))
    without, with_it = (np.asarray(contact_sheet(line, "", (), decode)) for line in (plain, texted))
    # The words are below the cell too; above them, in the picture, they are large.
    picture = slice(120, 120 + 190)
    assert np.abs(with_it[picture].astype(int) - without[picture]).max() > 60


@pytest.mark.parametrize(
    "text", ["Lisbon\nand back", "a\r\nb\x0bc\x1dd\u2028e", "\ud800 \udcff", "L" * 100_000]
)
def test_whatever_a_title_holds_there_is_a_sheet(trip: Album, text: str) -> None:
    line = filmed(trip, title="")
    assert contact_sheet(line, text, (), decode).size == contact_sheet(line, "Trip", (), decode).size
    assert contact_sheet(line, "Trip", [(LeftOut(Path("x.jpg"), text), None)], decode).height < 2500
