import random

import pytest
from bidi import get_display

from slideshow.render.lettering.bidi import direction, levels, visual

LETTERS = "abAB  אבגד عربي 12 34 ١٢ +-,.:%$() []! «»—\u0301\u05b8\u200f\u200e"


def shown(text: str) -> str:
    """The characters from left to right."""
    return "".join(text[place] for place in visual(levels(text, direction(text) or 0)))


@pytest.mark.parametrize(
    ("text", "from_left_to_right"),
    [
        ("Lisbon 2024", "Lisbon 2024"),
        ("שלום", "םולש"),
        ("חדר 12", "12 רדח"),
        ("the word שלום here", "the word םולש here"),
        ("שלום Lisbon!", "!Lisbon םולש"),
        # The closing bracket belongs to the opening one, not to the end of the line.
        ("see (אב) here", "see (בא) here"),
        ("אב (cd) ef", "ef )cd( בא"),
        # An isolate takes part in nothing outside.
        ("ab \u2067אב 12\u2069 34", "ab \u206712 בא\u2069 34"),
    ],
)
def test_what_is_written_is_seen_in_its_direction(text: str, from_left_to_right: str) -> None:
    assert shown(text) == from_left_to_right


@pytest.mark.parametrize("seed", range(20))
def test_any_mixture_is_ordered_as_another_library_orders_it(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        # A space at the end is another matter: lines have none.
        text = "".join(chance.choices(LETTERS, k=chance.randint(1, 20))).strip()
        assert shown(text) == get_display(text), ascii(text)


@pytest.mark.parametrize(("text", "way"), [("abc א", 0), ("12 א", 1), ("12", None), ("\u2066a\u2069 א", 1)])
def test_the_first_letter_tells_the_direction(text: str, way: int | None) -> None:
    assert direction(text) == way


def test_a_thousand_embeddings_are_borne() -> None:
    assert len(levels("\u202b\u2067" * 1000 + "a", 0)) == 2001
