import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.safe_zone import safe_zone
from slideshow.model.span import FrameSpan
from slideshow.model.template import Type
from slideshow.model.timeline import Caption
from slideshow.render.captions import Overlay, overlay

CANVAS = Size(540, 960)
PAPER = 180
SPAN = FrameSpan(0, 90)


def drawn(
    heading: str, detail: str = "", frame: int = 0, span: FrameSpan = SPAN, canvas: Size = CANVAS
) -> NDArray[np.int16]:
    """Luma of an even grey frame with a caption over it."""
    out = Frame(canvas)
    out.buffer[:] = PAPER
    laid(Caption("title", heading, detail, span, 18), canvas, Type()).draw(frame, out)
    return out.y.astype(np.int16)


def laid(caption: Caption, canvas: Size, look: Type, paper: int = PAPER) -> Overlay:
    behind = Frame(canvas)
    behind.buffer[:] = paper
    behind.u[:], behind.v[:] = 128, 128
    return overlay(caption, canvas, safe_zone(canvas), look, [behind])


def ink(luma: NDArray[np.int16]) -> NDArray[np.bool_]:
    return luma > PAPER + 30


def test_a_title_is_white_on_something_darker_within_the_safe_zone() -> None:
    luma = drawn("Lisbon trip", "3–5 April 2026")
    rows, columns = np.nonzero(ink(luma))
    # Clear of what TikTok covers: 270 and 440 of 1920 above and below, 60 and 160 of 1080 at the sides.
    assert rows.min() > 270 / 1920 * CANVAS.height
    assert rows.max() < (1920 - 440) / 1920 * CANVAS.height
    assert columns.min() > 60 / 1080 * CANVAS.width
    assert columns.max() < (1080 - 160) / 1080 * CANVAS.width
    assert luma.max() >= 233
    behind = luma[rows.min() : rows.max(), columns.min() : columns.max()]
    assert np.median(behind) < 0.65 * PAPER


def test_the_upper_half_of_the_picture_is_untouched() -> None:
    assert (drawn("Lisbon trip")[: CANVAS.height // 3] == PAPER).all()


def test_a_long_title_is_wrapped_and_none_of_it_is_cut() -> None:
    short, long = drawn("Two weeks"), drawn("Two weeks in the mountains with everyone we love most")
    assert np.ptp(np.nonzero(ink(long))[0]) > 2 * np.ptp(np.nonzero(ink(short))[0])
    assert np.nonzero(ink(long))[1].max() < (1080 - 160) / 1080 * CANVAS.width


def test_a_word_too_long_for_a_line_is_made_smaller_and_then_broken() -> None:
    columns = np.nonzero(ink(drawn("Donaudampfschifffahrtsgesellschaftskapitänsmütze")))[1]
    assert columns.max() < (1080 - 160) / 1080 * CANVAS.width
    assert columns.min() > 60 / 1080 * CANVAS.width


@pytest.mark.parametrize("word", ["Łódź", "Žižkov", "Αθήνα", "Москва", "São Tomé"])
def test_letters_of_europe_are_drawn(word: str) -> None:
    without = "".join(letter for letter in word if letter.isascii())
    assert ink(drawn(word)).sum() > ink(drawn(without)).sum()


def test_a_character_that_no_font_has_leaves_no_box() -> None:
    assert np.array_equal(drawn("Lisbon 里斯本"), drawn("Lisbon"))


def test_a_title_fades_out_and_is_gone() -> None:
    strengths = [int(ink(drawn("Lisbon", frame=frame)).sum()) for frame in (0, 60, 76, 90)]
    assert strengths[0] == strengths[1] > strengths[2] > strengths[3] == 0
    brightest = [int(drawn("Lisbon", frame=frame).max()) for frame in range(70, 91)]
    assert brightest == sorted(brightest, reverse=True)


def test_a_later_caption_fades_in() -> None:
    span = FrameSpan(30, 120)
    brightest = [int(drawn("Lisbon", frame=frame, span=span).max()) for frame in range(29, 50)]
    assert brightest[0] == PAPER
    assert brightest == sorted(brightest)
    assert brightest[-1] >= 233


def test_a_wide_film_has_its_title_inside_too() -> None:
    canvas = Size(960, 540)
    rows, columns = np.nonzero(ink(drawn("Lisbon trip", "2026", canvas=canvas)))
    assert 0 < rows.min() < rows.max() < canvas.height * 0.8
    assert columns.max() < canvas.width * 0.9


def test_colours_under_the_scrim_stay_colours() -> None:
    out = Frame(CANVAS)
    out.y[:], out.u[:], out.v[:] = 120, 90, 200
    laid(Caption("title", "Lisbon", "", SPAN, 18), CANVAS, Type()).draw(0, out)
    # Dimmed toward black: chroma moves toward 128 by the same share as luma toward 16.
    share = (int(out.y[-1, -1]) - 16) / (120 - 16)
    assert int(out.u[-1, -1]) - 128 == pytest.approx(share * (90 - 128), abs=2)
    assert int(out.v[-1, -1]) - 128 == pytest.approx(share * (200 - 128), abs=2)
