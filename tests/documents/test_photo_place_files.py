"""Places for photos: what is shipped can be read, and a person's own takes its place."""

from pathlib import Path

import pytest

from slideshow.documents import photo_place_files
from slideshow.documents.photo_place_files import photo_place, photo_places
from slideshow.documents.target_files import targets
from slideshow.errors import InputError
from slideshow.pipeline.read_options import photo_options_of

OWN = """
[[place]]
name = "tiktok-dm"
description = "Mine."
[place.count]
photos = 4
at_most = {at_most}
grade = "C"
source = "a friend"
as_of = 2026-11-28
[place.shape]
width = 720
height = 1280
longest_side = 1280
grade = "C"
source = "a friend"
as_of = 2026-11-28
[place.weight]
grade = "C"
source = "a friend"
as_of = 2026-11-28
"""


def test_the_places_are_those_that_are_told_of() -> None:
    found = {name: (one.count.photos, str(one.shape.canvas)) for name, one in photo_places().items()}
    assert found == {
        "tiktok-dm": (9, "1080×1920"),
        "tiktok-photo": (35, "1080×1920"),
        "carousel": (20, "1080×1350"),
        "whatsapp": (30, "1080×1920"),
        "story": (10, "1080×1920"),
    }


def test_a_shape_is_asked_for_where_a_place_takes_several() -> None:
    asked = photo_options_of({"place": "tiktok-photo", "shape": "3:4"}, str)
    assert str(asked.place.shape.canvas) == "1080×1440"
    assert asked.brief.canvas == asked.place.shape.canvas
    with pytest.raises(InputError, match="carousel takes 4:5"):
        photo_options_of({"place": "carousel", "shape": "3:4"}, str)


def test_the_rules_for_clips_are_those_of_a_target() -> None:
    asked = {one.clips.target for one in photo_places().values() if one.clips}
    assert asked and asked <= set(targets())


def test_a_name_that_is_misspelt_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match='Did you mean "carousel"'):
        photo_place("carousell")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "photo_places.toml"
    monkeypatch.setattr(photo_place_files, "own_file", lambda: file)
    return file


def test_a_persons_own_place_takes_the_place_of_ours(own: Path) -> None:
    own.write_text(OWN.format(at_most="false"))
    assert photo_place("tiktok-dm").count.photos == 4
    assert photo_place("story").count.photos == 10


def test_hearsay_refuses_nothing(own: Path) -> None:
    own.write_text(OWN.format(at_most="true"))
    with pytest.raises(InputError, match="hearsay"):
        photo_place("tiktok-dm")
