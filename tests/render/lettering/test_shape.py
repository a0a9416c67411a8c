"""What is set beside what HarfBuzz makes of the same text with the font itself."""

from itertools import groupby
from pathlib import Path

import fontpkg
import pytest
import uharfbuzz as hb

from slideshow.render.lettering import typeset
from slideshow.render.lettering.fonts import chain
from slideshow.render.lettering.shape import Glyph, paragraph


def glyphs(text: str, family: str = "Inter") -> tuple[Glyph, ...]:
    set_, missing = paragraph(text, 0, chain(family, 600))
    assert not missing, missing
    return set_.shape_text(0, len(set_.text))[0]


def reference(text: str, path: Path, direction: str, script: str) -> list[tuple[int, float]]:
    """Glyphs and advances in ems, from left to right."""
    face = hb.Face(hb.Blob.from_file_path(path))
    font = hb.Font(face)
    font.set_variations({"wght": 600.0, "opsz": 32.0})
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = direction, script, "und"
    hb.shape(font, buffer)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    return [(info.codepoint, place.x_advance / face.upem) for info, place in zip(infos, places, strict=True)]


@pytest.mark.parametrize(
    ("text", "family", "direction", "script"),
    [
        ("Łódź, Žižkov AVATAR", "Inter", "ltr", "Latn"),
        ("Đường phố Nguyễn", "Inter", "ltr", "Latn"),
        ("affinity fjord", "Playfair Display", "ltr", "Latn"),
        ("Αθήνα", "Inter", "ltr", "Grek"),
        ("Москва, ещё Київ", "Inter", "ltr", "Cyrl"),
        ("العائلة", "Noto Sans Arabic", "rtl", "Arab"),
        ("क्षत्रिय", "Noto Sans", "ltr", "Deva"),
        ("हिन्दी", "Noto Sans", "ltr", "Deva"),
        ("ที่นี่น้ำ", "Noto Sans Thai", "ltr", "Thai"),
    ],
)
def test_a_script_is_shaped_as_its_font_wants_it(text: str, family: str, direction: str, script: str) -> None:
    path = fontpkg.path(family, 600, nearest=True)
    wanted = reference(text, path, direction, script)
    own = family if family in ("Inter", "Playfair Display") else "Inter"
    found = glyphs(text, own)
    scale = 1.0 if own == family else chain(own, 600).own.stand_in_scale
    assert {glyph.font.path for glyph in found} == {path}
    assert [glyph.number for glyph in found] == [number for number, _ in wanted]
    assert [glyph.advance for glyph in found] == pytest.approx([scale * one for _, one in wanted], abs=0.003)


def test_hebrew_is_set_from_right_to_left_with_its_points_in_place() -> None:
    text = "שָׁלוֹם"
    font = chain("Inter", 600).font("ש")
    if font is None or not font.covers(text):
        pytest.skip("no Hebrew font here (Debian: fonts-noto-core)")
    found = glyphs(text)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "rtl", "Hebr", "und"
    hb.shape(font.instance, buffer)
    assert [glyph.number for glyph in found] == [info.codepoint for info in buffer.glyph_infos]
    letters = [glyph.start for glyph in found if glyph.advance > 0]
    assert letters == sorted(letters, reverse=True)


def test_arabic_letters_join() -> None:
    alone = {glyph.number for glyph in glyphs("ا")}
    joined = {glyph.number for glyph in glyphs("باب")}
    assert not alone & joined
    assert alone & {glyph.number for glyph in glyphs("ا ب")}


def test_letters_join_across_the_end_of_a_line_no_less() -> None:
    # A line that ends within a word, as only the last resort would have it.
    word = paragraph("بيت", 0, chain("Inter", 600))[0]
    first = [glyph.number for glyph in word.shape_text(0, 1)[0]]
    assert first == [glyph.number for glyph in glyphs("بيت") if glyph.start == 0]
    assert first != [glyph.number for glyph in glyphs("ب")]


def order(text: str) -> str:
    """The characters whose glyphs are seen, from left to right."""
    kept = paragraph(text, 0, chain("Inter", 600))[0].text
    # A letter may be several glyphs.
    return "".join(kept[start] for start, _ in groupby(glyph.start for glyph in glyphs(text)))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("رحلة 2024", "2024 ةلحر"),
        ("in رحلة 2024 again", "in 2024 ةلحر again"),
        ("رحلة (Lisbon) 5", "5 (Lisbon) ةلحر".replace("(", "<").replace(")", "(").replace("<", ")")),
    ],
)
def test_directions_mix_as_they_are_read(text: str, seen: str) -> None:
    assert order(text) == seen


def test_brackets_turn_about_in_text_from_right_to_left() -> None:
    opening, closing = glyphs("(")[0].number, glyphs(")")[0].number
    mixed = {glyph.start: glyph.number for glyph in glyphs("رحلة (رحلة)")}
    first = chain("Inter", 600).font("ر")
    assert first is not None
    brackets = [first.instance.get_nominal_glyph(ord(letter)) for letter in "()"]
    assert [mixed[5], mixed[10]] in ([closing, opening], brackets[::-1])


def test_characters_that_direct_are_obeyed_and_not_seen() -> None:
    left = typeset("abc \u202edef\u202c", family="Inter", weight=600, size=50, room=900).draw()
    right = typeset("abc fed", family="Inter", weight=600, size=50, room=900).draw()
    assert [letter.text for letter in left.letters][:3] == ["a", "b", "c"]
    assert abs(int(left.mask.sum()) - int(right.mask.sum())) < 0.01 * right.mask.sum()


def test_chinese_characters_look_as_in_the_language_around_them(no_system: None) -> None:
    def bone(text: str) -> int:
        return glyphs(text)[0].number

    assert bone("骨") != bone("骨の")


@pytest.fixture
def no_system(system_fonts: object) -> None:
    assert callable(system_fonts)
    system_fonts()
