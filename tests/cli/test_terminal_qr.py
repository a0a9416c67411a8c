"""The code on the terminal, read back from its letters."""

import cv2
import numpy as np
import pytest

from slideshow.cli.terminal_qr import can_show_half_blocks, code_lines

ADDRESS = "http://192.168.178.123:54321/Zk3x-9QpL_0aBcDeFgHiJkLm/"
PIXELS = 8


def read(lines: list[str], *, half_blocks: bool, inverted: bool) -> str:
    """What a camera reads: glyphs are black on white, or white on black when `inverted`."""
    rows = []
    for line in lines:
        if half_blocks:
            rows += [[glyph in "▀█" for glyph in line], [glyph in "▄█" for glyph in line]]
        else:
            assert set(line[::2]) <= set("# ")
            assert line[::2] == line[1::2]
            rows.append([glyph == "#" for glyph in line[::2]])
    ink = np.array(rows)
    dark = ~ink if inverted else ink
    assert not dark[:4].any()
    assert not dark[:, :4].any()
    assert not dark[-4:].any()
    assert not dark[:, -4:].any()
    picture = np.where(dark, 0, 255).astype(np.uint8).repeat(PIXELS, 0).repeat(PIXELS, 1)
    text, *_ = cv2.QRCodeDetector().detectAndDecode(picture)
    return str(text)


@pytest.mark.parametrize("half_blocks", [True, False])
@pytest.mark.parametrize("inverted", [True, False])
def test_a_camera_reads_the_address_off_the_terminal(half_blocks: bool, inverted: bool) -> None:
    lines = code_lines(ADDRESS, half_blocks=half_blocks, inverted=inverted)
    assert len({len(line) for line in lines}) == 1
    assert read(lines, half_blocks=half_blocks, inverted=inverted) == ADDRESS


def test_the_code_fits_a_small_terminal() -> None:
    lines = code_lines(ADDRESS, half_blocks=True)
    assert len(lines[0]) <= 41
    assert len(lines) <= 21


def test_letters_stand_in_where_the_encoding_has_no_blocks() -> None:
    assert can_show_half_blocks("utf-8")
    assert can_show_half_blocks("cp437")
    assert not can_show_half_blocks("latin-1")
    assert not can_show_half_blocks("ascii")
    assert not can_show_half_blocks(None)
    "".join(code_lines(ADDRESS, half_blocks=False)).encode("ascii")
