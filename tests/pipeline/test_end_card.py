"""The card at the film's end: a text, and the album's link as a QR code that phones can read."""

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
import segno

from slideshow.errors import RenderError
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.package import Expected
from slideshow.package.qr_check import code_fault
from slideshow.pipeline.planning import plan_folder
from slideshow.pipeline.write_plan import write_plan
from slideshow.render import stills
from slideshow.system import ffmpeg
from tests.films import make_here
from tests.photos import album

SHORT = "https://photos.app.goo.gl/AbCdEfGhIjKlMnOpQ"
LONG = (
    "https://www.dropbox.com/scl/fo/abcdefghij1234567890k/AKlmnopqrstuvwxyz012345"
    "?rlkey=abcdefghijklmnopqrstuvwxy&dl=0"
)
FULL = Size(1080, 1920)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return album(tmp_path_factory.mktemp("albums") / "trip", 3)


def read(picture: np.ndarray) -> tuple[str, tuple[slice, slice]]:
    """What the code says, and where it is, without its quiet zone."""
    text, corners, _ = cv2.QRCodeDetector().detectAndDecode(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    left, top = np.ceil(corners[0].min(axis=0)).astype(int)
    right, bottom = corners[0].max(axis=0).astype(int)
    return str(text), (slice(top, bottom), slice(left, right))


@pytest.mark.parametrize("link", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("template", ["default", "super8", "gallery", "still"])
@pytest.mark.parametrize("canvas", [FULL, Size(1080, 1080), Size(1920, 1080)], ids=str)
def test_the_code_stands_still_for_five_seconds_and_in_the_last_frame(
    trip: Path, link: str, template: str, canvas: Size
) -> None:
    line = plan_folder(trip, Brief(canvas=canvas, template=template, album_link=link), fresh=True).timeline
    last = line.span.stop - 1
    first = last - 5 * 30
    begun, ended = stills(line, (first, last))
    text, inside = read(ended)
    assert text == link
    # Its own pixels do not change: black on white, whatever moves around it.
    (caption,) = [one for one in line.captions if one.code]
    assert caption.span.stop == line.span.stop
    light, dark = (ended.min(axis=2) > 245), (ended.max(axis=2) < 12)
    assert (light | dark)[inside].mean() > 0.97
    assert np.abs(begun[inside].astype(int) - ended[inside]).max() <= 12


def test_modules_are_at_least_ten_pixels_of_a_film_1080_wide(trip: Path) -> None:
    line = plan_folder(trip, Brief(template="gallery", album_link=LONG), fresh=True).timeline
    (picture,) = stills(line, (line.span.stop - 1,))
    _, (rows, _) = read(picture)
    count = segno.make_qr(LONG, error="m").symbol_size(border=0)[0]
    assert (rows.stop - rows.start) / count > 9.9


def test_a_short_link_can_also_be_typed(trip: Path) -> None:
    for link, shown in ((SHORT, "photos.app.goo.gl/AbCdEfGhIjKlMnOpQ"), (LONG, "")):
        line = plan_folder(trip, Brief(album_link=link), fresh=True).timeline
        (caption,) = [one for one in line.captions if one.code]
        assert caption.detail == shown
        assert caption.heading


def test_a_film_with_a_link_is_checked_by_reading_it(trip: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    brief = Brief(canvas=Size(540, 960), album_link=SHORT, closing="See you", length_seconds=14.0)
    finished = make_here(trip, out, brief, quality="draft")
    assert finished.duration_seconds == pytest.approx(14.0, abs=0.3)
    expected = Expected(round(finished.duration_seconds * 30), Fraction(30), Size(540, 960))
    assert code_fault(out, expected, SHORT) == ""
    assert code_fault(out, expected, LONG) == "the QR code is read as another link"


def test_a_film_whose_code_cannot_be_read_is_not_kept(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from slideshow.render.captions import captions, qr_code

    def unreadable(link: str, short_side: int, room: float) -> qr_code.Code:
        return qr_code.Code(200, np.full((200, 200), 255, np.uint8))

    monkeypatch.setattr(captions, "code", unreadable)
    out = tmp_path / "film.mp4"
    with pytest.raises(RenderError, match="the QR code is read as nothing"):
        brief = Brief(canvas=Size(540, 960), album_link=SHORT)
        # In this process, which knows the unreadable one.
        make_here(trip, out, brief, quality="draft", cached=False)
    assert list(tmp_path.iterdir()) == []


def test_an_end_card_without_a_link_is_a_text_to_the_last_frame(trip: Path) -> None:
    plain = plan_folder(trip, Brief(), fresh=True).timeline
    line = plan_folder(trip, Brief(closing="See you in June"), fresh=True).timeline
    (caption,) = [one for one in line.captions if one.kind == "end"]
    assert caption.heading == "See you in June"
    assert caption.span.stop == line.span.stop > plain.span.stop
    (with_text,) = stills(line, (line.span.stop - 1,))
    assert (with_text.min(axis=2) > 240).sum() > 1000


def test_the_end_card_is_in_the_plan_and_can_be_taken_out_there(trip: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "trip"
    shutil.copytree(trip, folder)
    file = write_plan(folder, Brief(closing="Bye", album_link=SHORT))
    text = file.read_text("utf-8")
    assert 'end = "Bye"' in text
    assert f'album_link = "{SHORT}"' in text
    assert plan_folder(folder, Brief()).timeline.captions[-1].code == SHORT
    file.write_text(text.replace(f'album_link = "{SHORT}"\n', "").replace('end = "Bye"', 'end = ""'), "utf-8")
    assert all(one.kind != "end" for one in plan_folder(folder, Brief()).timeline.captions)


def test_the_film_with_an_end_card_has_every_frame(trip: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    made = make_here(trip, out, Brief(canvas=Size(144, 256), closing="Bye"), quality="draft")
    raw, _ = ffmpeg.run(["-i", str(out), "-f", "rawvideo", "-pix_fmt", "gray", "-"])
    assert len(raw) == 144 * 256 * round(made.duration_seconds * 30)
