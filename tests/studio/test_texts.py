"""The page's texts: one table, and no text that is not in it."""

import re
from pathlib import Path

import slideshow.studio
from slideshow.studio.texts import texts_for

STATIC = Path(slideshow.studio.__file__).parent / "static"
SCRIPTS = "".join(file.read_text("utf-8") for file in STATIC.glob("*.js"))


def test_every_text_that_the_page_names_is_there_in_every_language() -> None:
    named = set(re.findall(r"""\bt\(["']([a-z_.]+)["'][,)]""", SCRIPTS))
    assert len(named) > 80
    for language in ("en", "de"):
        known = texts_for(language)["texts"]
        assert not {name for name in named if name not in known and not name.endswith(".")}
        assert all(text.strip() for text in known.values())


def test_a_text_has_the_same_gaps_in_both_languages() -> None:
    english, german = texts_for("en")["texts"], texts_for("de")["texts"]
    for key, text in english.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", german[key])), key


def test_an_unknown_language_is_english() -> None:
    assert texts_for("xx") == texts_for("en")


def test_no_text_of_an_album_becomes_markup() -> None:
    assert not re.search(r"v-html|innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", SCRIPTS)
    python = "".join(file.read_text("utf-8") for file in STATIC.parent.glob("*.py"))
    assert not re.search(r"ui\.html|run_javascript|ui\.markdown", python)
