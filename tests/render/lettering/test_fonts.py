import shutil
from pathlib import Path

import fontpkg
import noto_cjk_sans_otc
import pytest

from slideshow.errors import TemplateError
from slideshow.render.lettering import system, typeset
from slideshow.render.lettering.fonts import chain, opened
from tests.render.lettering.conftest import SystemFonts
from tests.render.lettering.faces import INTER, character_map, colours, font_file, glyph, layers


def name_of(cluster: str, family: str = "Inter", weight: int = 600) -> str | None:
    path = path_of(cluster, family, weight)
    return None if path is None else path.name


def path_of(cluster: str, family: str = "Inter", weight: int = 600) -> Path | None:
    font = chain(family, weight).font(cluster)
    return None if font is None else font.path


def path_in(family: str, weight: int = 600) -> Path:
    """The file of an installed family, whatever its package calls it."""
    return Path(fontpkg.path(family, weight, nearest=True))


def missing(text: str) -> frozenset[str]:
    return typeset(text, family="Inter", weight=600, size=40, room=800).missing


@pytest.mark.parametrize(
    ("cluster", "family"),
    [
        ("Ł", "Inter"),
        ("ế", "Inter"),
        ("ж", "Inter"),
        ("ع", "Noto Sans Arabic"),
        ("न", "Noto Sans"),
        ("ก", "Noto Sans Thai"),
    ],
)
def test_the_first_font_that_has_a_letter_is_taken(
    cluster: str, family: str, system_fonts: SystemFonts
) -> None:
    system_fonts()
    assert path_of(cluster) == path_in(family)


@pytest.mark.parametrize("cluster", ["里", "한"])
def test_letters_of_east_asia_come_from_their_own_package(cluster: str, system_fonts: SystemFonts) -> None:
    system_fonts()
    path = path_of(cluster)
    assert path is not None
    assert path.is_relative_to(Path(noto_cjk_sans_otc.__file__).parent)


def test_a_family_without_greek_borrows_it() -> None:
    assert path_of("a", "Bebas Neue") == path_in("Bebas Neue")
    assert path_of("ά", "Caveat") == path_in("Noto Sans")


def test_a_character_that_no_font_has_is_told_once_and_leaves_nothing(system_fonts: SystemFonts) -> None:
    system_fonts()
    text = typeset("Lisbon 𓀀𓀀 trip 𓀀", family="Inter", weight=600, size=40, room=800)
    assert text.missing == {"𓀀"}
    assert [line.text for line in text.lines] == ["Lisbon trip"]


def test_a_mark_that_no_font_has_does_not_take_its_letter_along(system_fonts: SystemFonts) -> None:
    system_fonts()
    text = typeset("a\U0001e130b", family="Inter", weight=600, size=40, room=800)
    assert text.missing == {"\U0001e130"}
    assert text.lines[0].text == "ab"


def test_a_text_of_nothing_but_missing_characters_is_empty(system_fonts: SystemFonts) -> None:
    system_fonts()
    text = typeset("𓀀 𓀀\n𓀀", family="Inter", weight=600, size=40, room=800)
    assert text.lines == ()
    assert text.height == 0
    assert not text.draw().mask.any()


def test_the_systems_fonts_are_asked_last(tmp_path: Path, system_fonts: SystemFonts) -> None:
    system_fonts()
    assert missing("a𓀀") == {"𓀀"}
    font_file(tmp_path / "Some.ttf", cmap=character_map(H="𓀀"))
    system_fonts(tmp_path)
    assert missing("a𓀀") == frozenset()
    assert name_of("𓀀") == "Some.ttf"
    assert path_of("a") == path_in("Inter")


def test_a_sign_is_a_picture_or_not_as_the_text_asks(tmp_path: Path, system_fonts: SystemFonts) -> None:
    colour = {"COLR": layers(glyph("H"), (glyph("H"), 0)), "CPAL": colours((200, 30, 60, 255))}
    font_file(tmp_path / "seguiemj.ttf", cmap=character_map(H="\u26f7"), **colour)
    font_file(tmp_path / "Plain.ttf", cmap=character_map(H="\u26f7"))
    system_fonts(tmp_path)
    assert name_of("\u26f7") == name_of("\u26f7\ufe0f") == "seguiemj.ttf"
    assert name_of("\u26f7\ufe0e") == "Plain.ttf"


def test_a_broken_font_is_passed_over(tmp_path: Path, system_fonts: SystemFonts) -> None:
    # The names are such that the broken ones come first.
    (tmp_path / "NotoSansEgyptianHieroglyphs-Empty.ttf").write_bytes(b"")
    (tmp_path / "NotoSansEgyptianHieroglyphs-Noise.ttf").write_bytes(bytes(range(256)) * 9)
    whole = INTER.read_bytes()
    (tmp_path / "NotoSansEgyptianHieroglyphs-Half.ttf").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "NotoSansEgyptianHieroglyphs-Folder.ttf").mkdir()
    font_file(tmp_path / "Zoo.ttf", cmap=character_map(H="𓀀"))
    system_fonts(tmp_path)
    assert name_of("𓀀") == "Zoo.ttf"


def test_no_folder_of_fonts_at_all_is_borne(tmp_path: Path, system_fonts: SystemFonts) -> None:
    system_fonts(tmp_path / "none")
    assert missing("a𓀀🎉") == {"𓀀", "🎉"}


def test_the_font_named_after_a_script_is_the_most_likely(tmp_path: Path, system_fonts: SystemFonts) -> None:
    for name in (
        "Arial.ttf",
        "NotoSans-Regular.ttf",
        "NotoSansHebrew-Bold.ttf",
        "NotoSansHebrew-Regular.ttf",
        "NotoSansHebrew-Thin.ttf",
        "NotoSerifHebrew-Regular.ttf",
        "LastResort.otf",
        "read me.txt",
    ):
        (tmp_path / name).touch()
    system_fonts(tmp_path)
    light = [path.name for path in system.likely("א", 400)]
    assert light[0] == "NotoSansHebrew-Regular.ttf"
    assert next(system.likely("א", 800)).name == "NotoSansHebrew-Bold.ttf"
    # The one draws a box for every character, the other is none.
    assert not {"LastResort.otf", "read me.txt"} & set(light)


def test_a_word_is_in_one_hand() -> None:
    def fonts(text: str, family: str) -> list[set[str]]:
        lines = typeset(text, family=family, weight=700, size=40, room=8000)._sets
        (line,) = lines
        words = text.split(" ")
        starts = [text.index(word) for word in words]
        return [
            {glyph.font.path.name for glyph in line.glyphs if start <= glyph.start < start + len(word)}
            for start, word in zip(starts, words, strict=True)
        ]

    first, second = fonts("Bəki trip", "Bebas Neue")
    assert len(first) == 1
    assert first != second


def test_a_font_that_stands_in_is_about_as_tall() -> None:
    letters = typeset("ΧX", family="Caveat", weight=600, size=100, room=800).draw().letters
    assert len(letters) == 2
    borrowed = letters[0].box.height
    assert borrowed < 0.62 * 100
    assert chain("Inter", 600).own.stand_in_scale == pytest.approx(1.0, abs=0.03)


def test_a_face_of_one_weight_is_made_bolder_where_bold_is_asked_for(system_fonts: SystemFonts) -> None:
    system_fonts()

    def inked(weight: int) -> int:
        return int(typeset("里", family="Inter", weight=weight, size=90, room=800).draw().mask.sum())

    assert inked(700) > 1.15 * inked(400)


def test_weights_are_told_apart_and_held_within_the_family() -> None:
    def inked(weight: int) -> int:
        return int(typeset("Lisbon", family="Inter", weight=weight, size=90, room=800).draw().mask.sum())

    assert inked(100) < inked(400) < inked(900)
    assert inked(900) == inked(5000)
    assert inked(100) == inked(-5)


def test_a_family_that_is_not_installed_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(TemplateError, match=r'"Intre" is not installed\. Known here: Inter\.'):
        typeset("a", family="Intre", weight=400, size=20, room=100)


def test_a_font_lies_where_its_file_lies(tmp_path: Path) -> None:
    copy = shutil.copy(INTER, tmp_path / "copy.ttf")
    font = opened(Path(copy), 400)
    assert font is not None
    assert font.covers("Łódź \u00a0")
    assert not font.covers("里")
