import random
import sys
import unicodedata
from typing import Any

import pytest

from slideshow.render.lettering import Lines, typeset
from tests.render.lettering.conftest import SystemFonts

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
TITLE = "Two weeks in the mountains with everyone we love most"


def lines(text: str, room: float = 820.0, size: float = 96.0, **how: Any) -> Lines:
    chosen: dict[str, Any] = {"family": "Inter", "weight": 700, "size": size, "room": room} | how
    return typeset(text, **chosen)


def texts(found: Lines) -> list[str]:
    return [line.text for line in found.lines]


@pytest.mark.parametrize("room", [820, 640, 500])
def test_a_title_is_wrapped_between_words_within_the_room(room: float) -> None:
    found = lines(TITLE, room)
    assert found.size == 96
    assert " ".join(texts(found)) == TITLE
    assert len(found.lines) > 1
    assert all(line.width <= room for line in found.lines)


def test_no_word_is_left_alone_on_the_last_line() -> None:
    text = "A week at the sea in May"
    # All but the last word would stand on one line, if only the line were filled.
    room = lines("A week at the sea in", size=70, room=5000).width + 5
    found = lines(text, size=70, room=room)
    assert " ".join(texts(found)) == text
    assert len(found.lines) == 2
    assert len(texts(found)[-1].split()) > 1


def test_line_feeds_are_kept() -> None:
    assert texts(lines("Lisbon\n\n2024")) == ["Lisbon", "", "2024"]


def test_a_word_too_wide_makes_all_letters_smaller() -> None:
    room = 0.8 * lines("Wiedersehensfeier", room=5000).width
    found = lines("A Wiedersehensfeier", room=room)
    assert 48 < found.size < 96
    assert max(line.width for line in found.lines) == pytest.approx(room, abs=1)
    assert texts(found) == ["A", "Wiedersehensfeier"]


def test_a_word_too_wide_even_then_is_divided_between_letters() -> None:
    found = lines(LONG_WORD, room=400)
    assert found.size == 48
    assert "".join(texts(found)) == LONG_WORD
    assert all(line.width <= 400 for line in found.lines)


def test_emoji_are_never_divided() -> None:
    family = "👩‍👩‍👧‍👦"
    found = lines(family * 6, room=110, family="Inter")
    if found.missing:
        pytest.skip("no colour emoji font here (Debian: fonts-noto-color-emoji)")
    assert texts(found) == [family] * 6


def test_letters_shrink_until_the_lines_are_few_enough() -> None:
    many = lines(TITLE, 500)
    few = lines(TITLE, 500, most_lines=len(many.lines) - 1)
    assert len(few.lines) < len(many.lines)
    assert 48 <= few.size < 96
    assert " ".join(texts(few)) == TITLE
    assert not few.is_cut


def test_what_does_not_fit_at_the_least_size_ends_in_an_ellipsis() -> None:
    found = lines(TITLE, 300, most_lines=2)
    assert found.is_cut
    assert found.size == 48
    assert len(found.lines) == 2
    assert texts(found)[-1].endswith("…")
    assert TITLE.startswith(" ".join(texts(found)).removesuffix("…"))
    assert all(line.width <= 300 for line in found.lines)


def test_more_line_feeds_than_lines_become_spaces() -> None:
    assert texts(lines("a\nb\nc", most_lines=2)) == ["a b c"]


def test_chinese_and_japanese_are_wrapped_anywhere_but_before_a_full_stop(system_fonts: SystemFonts) -> None:
    system_fonts()
    text = "東京の夏休み、京都へ行きました。「楽しかった」と言った。"
    for room in range(150, 800, 50):
        found = lines(text, room, size=60)
        assert "".join(texts(found)) == text
        assert len(found.lines) > 1 or room == 750
        assert not [line for line in texts(found) if line[0] in "、。」っ" or line[-1] == "「"]
        assert all(line.width <= room for line in found.lines)


def test_thai_is_wrapped_without_being_made_smaller() -> None:
    text = "ที่นี่น้ำตกสวยมากเราไปเที่ยวกันที่เชียงใหม่"
    found = lines(text, 500)
    assert found.size == 96
    assert len(found.lines) > 1
    assert "".join(texts(found)) == text
    # A vowel that is written before its consonant stays with it, one that is written after it as well.
    assert not [line for line in texts(found) if line[0] in "ะาำ" or line[-1] in "เแโใไ"]


@pytest.mark.parametrize(
    ("text", "align", "left"),
    [
        ("Lisbon", "start", 0.0),
        ("لشبونة", "start", 1.0),
        ("Lisbon", "centre", 0.5),
        ("لشبونة", "centre", 0.5),
    ],
)
def test_lines_begin_where_their_reader_begins(text: str, align: str, left: float) -> None:
    found = lines(text, align=align)
    (line,) = found.lines
    assert line.left == pytest.approx(left * (820 - line.width))
    assert found.left == line.left
    assert found.width == pytest.approx(line.width)


def test_lines_stand_evenly_and_within_the_height() -> None:
    found = lines(TITLE, 500)
    steps = {
        after.baseline - before.baseline for before, after in zip(found.lines, found.lines[1:], strict=False)
    }
    assert max(steps) - min(steps) <= 1
    assert min(steps) >= 1.15 * 96
    assert found.height == pytest.approx(found.lines[-1].baseline + found.lines[-1].descent)


def test_marks_above_and_below_push_lines_apart() -> None:
    flat, tall = lines("a\na"), lines("ปู่\nปู่ปี่น้ำ")
    assert tall.lines[1].baseline - tall.lines[0].baseline > flat.lines[1].baseline - flat.lines[0].baseline


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\0", "\ud800", "\u200d", "\ufe0f", "\u202e", "\u0301", "\u200b\u2060", "\u3164"]
)
@pytest.mark.parametrize("most_lines", [0, 1])
def test_next_to_nothing_can_be_set(text: str, most_lines: int) -> None:
    found = lines(text, most_lines=most_lines)
    assert not found.is_cut
    assert found.draw(3).mask.shape >= (1, 1)
    assert not found.missing


@pytest.mark.parametrize("seed", range(60))
def test_any_text_in_any_room_can_be_set(seed: int) -> None:
    chance = random.Random(seed)
    count = 5000 if seed % 20 == 7 else chance.choice((1, 3, 20, 80))
    # Every third text from all planes, lone surrogates among them; others from where scripts are.
    most = (sys.maxunicode, 0x3000, 0x1000)[seed % 3]
    special = "\u200d\ufe0f\u20e3\u202e\u2066\u2069\n \U0001f1e6\U0001f468\U0001f3fd\ud800\u0301\u0e33\u094d"
    text = "".join(
        chance.choice(special) if chance.random() < 0.2 else chr(chance.randint(0, most))
        for _ in range(count)
    )
    room, size = chance.choice((-5.0, 0.0, 30.0, 700.0)), chance.choice((0.0, 7.5, 60.0))
    most_lines = chance.choice((0, 1, 3))
    found = lines(text, room, size, most_lines=most_lines, least_share=chance.choice((0.0, 0.5, 2.0)))
    again = lines(text, room, size, most_lines=most_lines, least_share=1.0)
    assert not most_lines or max(len(found.lines), len(again.lines)) <= most_lines
    drawn = found.draw()
    assert all(letter.text for letter in drawn.letters)
    # A mark may be missing on one letter and not on another.
    seen = {letter for letter in "".join(texts(found)) if unicodedata.category(letter)[0] != "M"}
    assert not found.missing & seen
