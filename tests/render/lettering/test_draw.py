from pathlib import Path

import numpy as np
import pytest

from slideshow.render.lettering import Ink, typeset
from tests.render.lettering.conftest import SystemFonts
from tests.render.lettering.faces import character_map, colours, font_file, glyph, layers

FAMILIES = ["Inter", "Playfair Display", "Caveat", "Bebas Neue", "Nunito"]
TEXTS = [
    "ǺŢjfÅŸgyQ",
    "Jónsi fjällräv gyp",
    "Đường phố Nguyễn",
    "Αθήνα",
    "Йога",
    "رحلة إلى لشبونة",
    "क्षत्रिय श्रृंगार",
    "ปู่ปี่น้ำ",
    "東京",
]
FAMILY = "👩‍👩‍👧‍👦"


def draw(text: str, family: str = "Inter", margin: int = 0, room: float = 900.0, size: float = 80.0) -> Ink:
    return typeset(text, family=family, weight=600, size=size, room=room).draw(margin)


@pytest.fixture
def needs_emoji() -> None:
    if typeset("🎉", family="Inter", weight=400, size=20, room=99).missing:
        pytest.skip("no colour emoji font here (Debian: fonts-noto-color-emoji)")


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("text", TEXTS)
def test_nothing_is_clipped(text: str, family: str) -> None:
    close, wide = draw(text, family), draw(text, family, margin=90)
    assert close.mask.any()
    assert int(wide.mask.astype(np.int64).sum()) == int(close.mask.astype(np.int64).sum())
    assert np.array_equal(wide.mask[90:-90, 90:-90], close.mask)
    assert (wide.origin[0] + 90, wide.origin[1] + 90) == close.origin
    # And no more room than that is taken.
    rows, columns = np.nonzero(close.mask)
    assert rows.min() <= 3
    assert columns.min() <= 3
    assert rows.max() >= close.mask.shape[0] - 4
    assert columns.max() >= close.mask.shape[1] - 4


def test_letters_are_where_the_lines_say_they_are() -> None:
    lines = typeset("HH\nHH", family="Inter", weight=600, size=80, room=900)
    ink = lines.draw()
    rows = np.nonzero(ink.mask.max(axis=1) > 128)[0] + ink.origin[1]
    # Feet on both baselines, and nothing between the lines.
    for line in lines.lines:
        assert line.baseline - 1 in rows
        assert line.baseline not in rows
    columns = np.nonzero(ink.mask.max(axis=0) > 128)[0] + ink.origin[0]
    # What the font has left of an H, and right of it.
    letter = ink.letters[0].box
    assert columns.min() == pytest.approx(letter.x, abs=1)
    assert 0 < letter.x < 0.2 * 80
    assert columns.max() + 1 == pytest.approx(lines.width - letter.x, abs=1)


def test_edges_are_smooth_and_full_letters_are_full() -> None:
    mask = draw("O").mask
    assert mask.max() == 255
    assert len(np.unique(mask)) > 100


def test_positions_are_finer_than_pixels() -> None:
    apart = []
    for size in (21.0, 22.0, 23.0):
        letters = draw("llllllll", size=size).letters
        steps = np.diff([letter.box.x for letter in letters])
        assert steps == pytest.approx(np.full(7, steps[0]), abs=0.01)
        apart.append(abs(steps[0] - round(steps[0])))
    # Whatever the font's width of an l, it is no whole number at all of them.
    assert max(apart) > 0.02


def test_the_same_text_is_drawn_the_same_twice() -> None:
    once, again = draw("Łódź, 東京 رحلة"), draw("Łódź, 東京 رحلة")
    assert np.array_equal(once.mask, again.mask)
    assert once.letters == again.letters


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("Two\nlines", ["T", "w", "o", "l", "i", "n", "e", "s"]),
        ("e\u0301a", ["é", "a"]),
        ("a q\u0301", ["a", "q\u0301"]),
        ("ab عمر", ["a", "b", "ع", "م", "ر"]),
        ("सत्य", ["स", "त्य"]),
        ("ที่นี่", ["ที่", "นี่"]),
    ],
)
def test_letters_are_told_in_the_order_they_are_read(text: str, clusters: list[str]) -> None:
    assert [letter.text for letter in draw(text).letters] == clusters


def test_letters_boxes_follow_the_direction_of_the_text() -> None:
    latin = [letter.box.x for letter in draw("abc").letters]
    arabic = [letter.box.x for letter in draw("دور").letters]
    assert latin == sorted(latin)
    assert arabic == sorted(arabic, reverse=True)
    assert [letter.line for letter in draw("a\nb").letters] == [0, 1]


def test_all_ink_is_within_the_letters_boxes() -> None:
    ink = draw("Jónsi fjällräv\nĐường phố", "Caveat")
    rest = ink.mask.copy()
    for letter in ink.letters:
        box = letter.box
        left, top = int(np.floor(box.x)) - ink.origin[0], int(np.floor(box.y)) - ink.origin[1]
        right, bottom = int(np.ceil(box.right)) - ink.origin[0], int(np.ceil(box.bottom)) - ink.origin[1]
        rest[top:bottom, left:right] = 0
    assert rest.sum() == 0


def test_text_without_emoji_has_no_colours() -> None:
    assert draw("Lisbon 2024 #1 ©").colour is None


@pytest.mark.parametrize("emoji", ["🎉", FAMILY, "🇵🇹", "👍🏽", "1\ufe0f\u20e3", "❤\ufe0f"])
def test_an_emoji_sequence_is_one_picture_in_colours(emoji: str, needs_emoji: None) -> None:
    ink = draw(f"a{emoji}b")
    assert [letter.text for letter in ink.letters] == ["a", emoji, "b"]
    assert ink.colour is not None
    assert ink.colour.shape == (*ink.mask.shape, 4)
    box = ink.letters[1].box
    rows, columns = np.nonzero(ink.colour[..., 3] > 20)
    assert columns.min() + ink.origin[0] >= box.x - 1
    assert columns.max() + ink.origin[0] <= box.right + 1
    assert np.ptp(rows) > 0.7 * 80
    # Premultiplied: no colour is stronger than what it covers.
    assert (ink.colour[..., :3] <= ink.colour[..., 3:]).all()
    # Letters are in the mask, the picture is not.
    left, right = round(box.x) + 2 - ink.origin[0], round(box.right) - 2 - ink.origin[0]
    assert not ink.mask[:, left:right].any()


def test_red_is_red(needs_emoji: None) -> None:
    colour = draw("❤\ufe0f").colour
    assert colour is not None
    red, green, blue, _ = np.median(colour[colour[..., 3] == 255], axis=0)
    assert red > 150 > max(green, blue)


def test_emoji_stand_about_as_tall_as_the_letters_beside_them(needs_emoji: None) -> None:
    letter, emoji = draw("H🎉").letters
    assert letter.box.height < emoji.box.height < 1.7 * letter.box.height
    middle = letter.box.centre.y
    assert abs(emoji.box.centre.y - middle) < 0.15 * letter.box.height


def test_layers_of_colour_are_painted(tmp_path: Path, system_fonts: SystemFonts) -> None:
    font_file(
        tmp_path / "seguiemj.ttf",
        cmap=character_map(H="🎉"),
        COLR=layers(glyph("H"), (glyph("H"), 0), (glyph("."), 1)),
        CPAL=colours((200, 30, 60, 255), (0, 0, 255, 128)),
    )
    system_fonts(tmp_path)
    ink = draw("a🎉")
    assert not typeset("🎉", family="Inter", weight=400, size=20, room=99).missing
    assert ink.colour is not None
    found = {tuple(map(int, pixel)) for pixel in ink.colour.reshape(-1, 4)}
    assert (200, 30, 60, 255) in found
    assert (ink.colour[..., :3] <= ink.colour[..., 3:]).all()
    # The dot, half as strong, lies on what is there or on nothing.
    assert any(abs(blue - 158) < 4 or (blue, alpha) == (128, 128) for _, _, blue, alpha in found)
