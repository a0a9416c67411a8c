"""Where films go: the file of ours, and a person's own."""

from pathlib import Path

import pytest

from slideshow.documents import target_files as known
from slideshow.documents.target_files import own_file, target, targets
from slideshow.errors import InputError

NAMES = [
    "tiktok",
    "tiktok-dm",
    "reels",
    "story",
    "shorts",
    "whatsapp",
    "discord",
    "telegram",
    "snapchat",
    "imessage",
    "square",
    "wide",
]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "targets.toml"
    monkeypatch.setattr(known, "own_file", lambda: file)
    return file


def test_all_places_are_there_in_their_order(own: Path) -> None:
    assert list(targets()) == NAMES


def test_the_limits_are_those_of_the_facts(own: Path) -> None:
    assert target("whatsapp").most_bytes == 16_000_000
    assert target("discord").most_bytes == 10 * 1024 * 1024
    assert target("shorts").most_seconds == 180
    assert target("tiktok-dm").most_seconds == 60
    reels, whatsapp = target("reels"), target("whatsapp")
    assert reels.length is not None
    assert reels.covered is not None
    assert whatsapp.coding is not None
    assert (reels.length.advised_seconds, reels.length.most_seconds) == (180, 900)
    assert (reels.covered.top, reels.covered.bottom, reels.covered.left, reels.covered.right) == (
        270,
        672,
        65,
        120,
    )
    assert {"main_profile", "no_b_frames", "moov_first"} <= set(whatsapp.coding.required)
    assert whatsapp.canvas.at_most


def test_every_figure_says_where_it_is_from_and_how_sure_it_is(own: Path) -> None:
    for one in targets().values():
        for section in (one.canvas, one.length, one.weight, one.rate, one.coding, one.covered):
            assert section is None or (
                section.source and section.grade in "ABC" and section.as_of.year >= 2026
            )


MINE = """
[[target]]
name = "{name}"
description = "The frame on grandmother's shelf."
[target.canvas]
width = 1024
height = 600
grade = "A"
source = "its box"
as_of = 2026-11-21
"""


def test_a_person_adds_a_target_and_replaces_one(own: Path) -> None:
    own.write_text(MINE.format(name="shelf") + MINE.format(name="reels"), "utf-8")
    assert list(targets()) == [*NAMES, "shelf"]
    assert target("shelf").canvas.width == 1024
    assert target("reels").length is None


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("width = 1024", "widht = 1024", ('"width"', ":6:", "canvas, widht")),
        ("width = 1024", 'width = "wide"', ("must be a number", ":6:")),
        ('grade = "A"', 'grade = "A+"', ('"A+" is unknown', "A")),
        ('grade = "A"', 'grade = "C"\nat_most = true', ("at_most", "hearsay")),
        ('name = "shelf"', 'name = "The Shelf"', ("name",)),
    ],
)
def test_a_mistake_in_it_is_told_with_file_and_line(
    own: Path, before: str, after: str, words: tuple[str, ...]
) -> None:
    own.write_text(MINE.format(name="shelf").replace(before, after), "utf-8")
    with pytest.raises(InputError) as caught:
        targets()
    for word in ("targets.toml", *words):
        assert word in str(caught.value)


def test_an_unknown_target_names_the_nearest(own: Path) -> None:
    with pytest.raises(InputError, match=r'"reel" is unknown\. Did you mean "reels"\?'):
        target("reel")


def test_the_own_file_lies_in_the_folder_for_settings() -> None:
    assert own_file().parts[-2:] == ("slideshow", "targets.toml") or "slideshow" in str(own_file())
