"""The page's texts: one table, and no text that is not in it."""

import re
from pathlib import Path

import slideshow.studio
from slideshow.editing.next_best import SWAPPED, TAKEN_OUT
from slideshow.effects.transitions import TRANSITIONS
from slideshow.plan.photo_quality import BLANK_REASON, BLOWN_OUT_REASON, BLURRED_REASON, DARK_REASON
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


def test_every_transition_and_reason_that_a_slide_may_have_is_told_in_german() -> None:
    german = texts_for("de")
    for name in TRANSITIONS:
        assert german["texts"][f"transition.{name}"] != name.replace("_", " "), name
    patterns = [re.escape(english).replace(r"\{\}", ".+") for english, _ in german["phrases"]]
    source = (STATIC.parent.parent / "plan" / "framing.py").read_text("utf-8")
    reasons = re.findall(r'return "([a-z][^"]+)"', source.split("def _why")[1].split("\ndef ")[0])
    assert len(reasons) > 5
    for reason in (*reasons, BLURRED_REASON, DARK_REASON, BLOWN_OUT_REASON, BLANK_REASON, TAKEN_OUT, SWAPPED):
        assert any(re.fullmatch(pattern, reason) for pattern in patterns), reason
