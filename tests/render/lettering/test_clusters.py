import pytest

from slideshow.render.lettering.clusters import Break, breaks, clean, clusters, is_coloured, script

FAMILY = "👩‍👩‍👧‍👦"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    "cluster",
    [
        "e\u0301",
        FAMILY,
        "🇵🇹",
        "👍🏽",
        "1\ufe0f\u20e3",
        "❤\ufe0f",
        ENGLAND,
        "น้",
        "षि",
        "क्षि",
        "त्य",
    ],
)
def test_what_belongs_together_stays_together(cluster: str) -> None:
    assert clusters(f"a{cluster}b{cluster}{cluster}") == ["a", cluster, "b", cluster, cluster]


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("Lisbon  \t trip ", "Lisbon trip"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\n\n one \n \n two \n", "one\n\ntwo"),
        ("e\u0301", "é"),
        ("a\0b\x1bc\x7f", "abc"),
        ("half \ud83d of it", "half of it"),
        ("lost \ufffd here", "lost here"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ufeffmark", "mark"),
        (f"{FAMILY}{ENGLAND}", f"{FAMILY}{ENGLAND}"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_text_is_cleaned_of_what_cannot_be_set(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize("cluster", ["🎉", FAMILY, "🇵🇹", "❤\ufe0f", "⭐", "1\ufe0f\u20e3", "⌚"])
def test_emoji_are_expected_in_colour(cluster: str) -> None:
    assert is_coloured(cluster)


@pytest.mark.parametrize("cluster", ["a", "1", "#", "❤", "☀", "⌚\ufe0e", "1\ufe0f", "©"])
def test_other_signs_are_expected_as_text(cluster: str) -> None:
    assert not is_coloured(cluster)


@pytest.mark.parametrize(
    ("letter", "name"), [("a", "Latn"), ("ж", "Cyrl"), ("א", "Hebr"), ("あ", "Hira"), ("1", ""), (" ", "")]
)
def test_letters_know_their_script(letter: str, name: str) -> None:
    assert script(letter) == name


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("a", "b", Break.NEVER),
        (" ", "b", Break.FREELY),
        ("a", " ", Break.NEVER),
        ("\u00a0", "b", Break.NEVER),
        ("-", "b", Break.FREELY),
        ("-", "5", Break.NEVER),
        ("–", "5", Break.NEVER),
        ("東", "京", Break.FREELY),
        ("京", "。", Break.NEVER),
        ("京", "っ", Break.NEVER),
        ("「", "京", Break.NEVER),
        ("。", "京", Break.FREELY),
        ("한", "국", Break.NEVER),
        ("🎉", "🥳", Break.FREELY),
        ("ก", "ด", Break.IF_NEEDED),
        ("เ", "ด", Break.NEVER),
        ("ก", "า", Break.NEVER),
    ],
)
def test_lines_end_where_a_reader_expects_it(before: str, after: str, kind: Break) -> None:
    assert breaks(before, after) == kind
