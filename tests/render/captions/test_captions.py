import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.model.frame import Frame
from slideshow.model.geometry import Size
from slideshow.model.safe_zone import safe_zone
from slideshow.model.span import FrameSpan
from slideshow.model.template import Type
from slideshow.model.timeline import Caption
from slideshow.render.captions import contrast
from slideshow.render.captions.caption_text import words
from slideshow.render.captions.captions import Overlay, overlay
from slideshow.render.colour import rgb, rgb_of

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
    letters = ink(luma).astype(np.uint8)
    around = cv2.dilate(letters, np.ones((9, 9), np.uint8)) > cv2.dilate(letters, np.ones((5, 5), np.uint8))
    assert np.median(luma[around]) < 0.75 * PAPER


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
    assert np.array_equal(drawn("Lisbon \U000f1234"), drawn("Lisbon"))


def test_a_title_fades_out_and_is_gone() -> None:
    strengths = [int(ink(drawn("Lisbon", frame=frame)).sum()) for frame in (0, 60, 74, 90)]
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
    assert 0 < rows.min() < rows.max() < canvas.height * 0.95
    assert columns.max() < canvas.width * 0.9


def test_colours_under_the_scrim_stay_colours() -> None:
    out = Frame(CANVAS)
    out.y[:], out.u[:], out.v[:] = 120, 90, 200
    laid(Caption("title", "Lisbon", "", SPAN, 18), CANVAS, Type()).draw(0, out)
    # Dimmed toward black: chroma moves toward 128 by the same share as luma toward 16.
    share = (int(out.y[-1, -1]) - 16) / (120 - 16)
    assert int(out.u[-1, -1]) - 128 == pytest.approx(share * (90 - 128), abs=2)
    assert int(out.v[-1, -1]) - 128 == pytest.approx(share * (200 - 128), abs=2)


@pytest.mark.parametrize("paper", [40, 110, 160, 235])
@pytest.mark.parametrize("colour", ["#ffffff", "#26241f", "#ffe3b0", "#7a1b4f"])
def test_letters_can_be_read_on_any_ground(paper: int, colour: str) -> None:
    out, look = Frame(CANVAS), Type(colour=colour, scrim=0.0)
    out.buffer[:], out.u[:], out.v[:] = paper, 128, 128
    text = laid(Caption("title", "MMMMMM", "", SPAN, 18), CANVAS, look, paper)
    assert text.letters is not None
    if text.scrim is not None:
        text.scrim.draw(out)
    rows, columns = np.nonzero(text.letters.keep[0] < 128)
    behind = contrast.luminance(rgb(out)[rows + text.letters.top, columns + text.letters.left])
    own = float(contrast.luminance(np.array(rgb_of(colour))))
    assert min(contrast.ratio(own, float(behind.min())), contrast.ratio(own, float(behind.max()))) >= 4.5


def test_where_letters_can_be_read_there_is_no_scrim() -> None:
    out = Frame(CANVAS)
    out.buffer[:], out.u[:], out.v[:] = 40, 128, 128
    laid(Caption("title", "Lisbon", "", SPAN, 18), CANVAS, Type(scrim=0.0), 40).draw(0, out)
    assert out.y.min() == 40
    assert out.y[-1, -1] == 40


def test_a_text_keeps_to_the_free_ground_below_a_photo() -> None:
    below = round(0.6 * CANVAS.height)
    look = Type(size=0.08)
    out = Frame(CANVAS)
    out.buffer[:] = PAPER
    behind = [out]
    overlay(Caption("chapter", "Lisbon", "", SPAN, 9), CANVAS, safe_zone(CANVAS), look, behind, below).draw(
        40, out
    )
    rows = np.nonzero(ink(out.y.astype(np.int16)))[0]
    assert below < rows.min() < rows.max() < 0.68 * CANVAS.height


def test_a_centred_text_stands_in_the_middle_of_the_frame() -> None:
    out = Frame(CANVAS)
    out.buffer[:] = PAPER
    look = Type(place="centre", align="centre")
    overlay(Caption("title", "HOH", "", SPAN, 9), CANVAS, safe_zone(CANVAS), look, [out]).draw(40, out)
    rows, columns = np.nonzero(ink(out.y.astype(np.int16)))
    assert (columns.min() + columns.max()) / 2 == pytest.approx(CANVAS.width / 2, abs=4)
    assert (rows.min() + rows.max()) / 2 == pytest.approx(CANVAS.height / 2, abs=CANVAS.height * 0.03)


def test_a_text_that_is_written_appears_letter_after_letter() -> None:
    span = FrameSpan(30, 200)
    behind = Frame(CANVAS)
    behind.buffer[:] = 40
    look = Type(appear="write", scrim=0.0)
    written = overlay(
        Caption("chapter", "iiiiiiiiiiii", "", span, 10), CANVAS, safe_zone(CANVAS), look, [behind]
    )
    seen = []
    for frame in range(30, 90, 4):
        out = Frame(CANVAS)
        out.buffer[:] = 40
        written.draw(frame, out)
        columns = np.nonzero(out.y > 150)[1]
        seen.append(int(columns.max()) if columns.size else 0)
    assert seen == sorted(seen)
    # From left to right, not all at once.
    assert len(set(seen)) >= 6


def test_a_text_that_slides_comes_from_below() -> None:
    span = FrameSpan(30, 200)
    look = Type(appear="slide", scrim=0.0)
    behind = Frame(CANVAS)
    behind.buffer[:] = 40
    sliding = overlay(Caption("chapter", "HHH", "", span, 10), CANVAS, safe_zone(CANVAS), look, [behind])
    tops = []
    for frame in (34, 38, 42, 60):
        out = Frame(CANVAS)
        out.buffer[:] = 40
        sliding.draw(frame, out)
        tops.append(int(np.nonzero(out.y > 60)[0].min()))
    assert tops == sorted(tops, reverse=True)
    assert tops[0] > tops[-1]


@pytest.mark.parametrize("times", [1, 3, 8, 20])
def test_a_long_text_is_wrapped_and_made_smaller_and_never_cut(times: int) -> None:
    text = "What grandfather told us of the house by the lake, which he had built with two brothers. " * times
    for kind in ("caption", "title"):
        caption = Caption(kind, text, "", SPAN, 18)
        found = words(caption, Type(), CANVAS.width, 0.8 * CANVAS.width)
        assert len(found.boxes) == len(text) - text.count(" "), "every letter is there"
        assert found.height < 0.6 * CANVAS.height
