"""TOML that comes with an album is read, or refused, before anybody has to wait for it."""

import tracemalloc

import pytest

from slideshow.system import toml
from slideshow.system.toml import parse

MANY = 40_000
HOSTILE = {
    "one key": "a." * MANY + "a = 1\n",
    "many keys": "\n".join(f"k{number}." + "a." * 900 + "b=1" for number in range(44)),
    "a table and keys": "\n".join(
        f"[k{number}." + "a." * 450 + "b]\n" + "c." * 450 + "d=1" for number in range(44)
    ),
    "a list of tables": "\n".join("[[k]]\n" + "c." * 950 + "d=1" for _ in range(42)),
    "quoted": "\n".join(f'k{number}."a b" . ' + "'a' .\t" * 900 + "b=1" for number in range(15)),
    "windows' lines": "\r\n".join(f"k{number}." + "a." * 900 + "b=1" for number in range(44)),
    "lists": "a=" + "[" * MANY + "]" * MANY,
    "tables in tables": "a=" + "{a=" * MANY + "1" + "}" * MANY,
    "tables": "".join(f"[k{number}]\n" for number in range(8_000)),
    "digits": "a=" + "1" * 80_000,
    "too long": "#" * (toml.MOST_BYTES + 1),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_would_take_long_is_refused(text: str) -> None:
    # What takes long takes memory: hundreds of megabytes for most of these, where they were read.
    tracemalloc.start()
    try:
        with pytest.raises(ValueError):
            parse(text)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = 1\n" + "b." * 9 + "c = 1", "more than 8 parts (at line 2"),
        ("a = 1\n\n[" + "b." * 9 + "c]", "more than 8 parts (at line 3"),
        ("a = 1\nb = ", "(at "),
    ],
)
def test_the_line_is_told(text: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        parse(text)
    assert words in str(raised.value)


def test_what_people_write_is_read() -> None:
    text = (
        'title = "a.b.c.d.e.f.g.h.i.j.k = 1"\n# a.b.c.d.e.f.g.h.i.j.k\nlook.title.family = "Inter"\n'
        'note = """\nwww.a.example says\n"""\n[[slide]]\nphotos = ["IMG.1.2.3.4.5.6.7.8.9.jpg"]\n'
        "focus = [\n  [0.5, 0.5],\n  [0.25, 0.75],\n]\n[look.grade]\n'a.b' = 1\n" + "[[slide]]\n" * 20_000
    )
    found = parse(text)
    assert found["look"] == {"title": {"family": "Inter"}, "grade": {"a.b": 1}}
    assert len(found["slide"]) == 20_001
    assert found["slide"][0]["focus"] == [[0.5, 0.5], [0.25, 0.75]]
