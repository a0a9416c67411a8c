"""captions.csv: what stands under the photos, beside what they say themselves."""

from pathlib import Path

import pytest

from slideshow.documents import storyboard_file
from slideshow.errors import InputError
from slideshow.events import Noticed
from slideshow.model.brief import Brief
from slideshow.pipeline.planning import plan_folder
from tests.photos import album


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 3)


def captions(trip: Path, text: str) -> list[tuple[str, str]]:
    (trip / "captions.csv").write_text(text, "utf-8")
    film = plan_folder(trip, Brief(title=""), fresh=True)
    return sorted((one.heading, one.detail) for one in film.timeline.captions if one.kind == "caption")


def test_a_caption_and_its_detail_stand_under_their_photo(trip: Path) -> None:
    text = "file,caption,detail\nIMG_1.jpg,Blue vase,48 €\nimg_2.JPG,Red vase,\n"
    assert captions(trip, text) == [("Blue vase", "48 €"), ("Red vase", "")]


def test_a_detail_alone_is_a_caption(trip: Path) -> None:
    assert captions(trip, "file;detail\nIMG_1.jpg;48 €\n") == [("48 €", "")]


def test_a_row_for_a_photo_that_is_not_there_is_told(trip: Path) -> None:
    (trip / "captions.csv").write_text("file,caption\nIMG_l.jpg,A\n")
    told: list[str] = []
    plan_folder(trip, Brief(), report=lambda one: told.append(one.text) if isinstance(one, Noticed) else None)
    assert [one for one in told if "IMG_l.jpg is not there. Did you mean" in one]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("file,captoin\nIMG_1.jpg,A\n", '"caption"'),
        ("caption\nA\n", '"file"'),
        ("file,caption\n,A\n", "no file"),
    ],
)
def test_a_mistake_in_the_table_is_named(trip: Path, text: str, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        captions(trip, text)


def test_a_plan_keeps_the_detail(trip: Path) -> None:
    (trip / "captions.csv").write_text("file,caption,detail\nIMG_1.jpg,Blue vase,48 €\n", "utf-8")
    film = plan_folder(trip, Brief(title=""), fresh=True)
    storyboard_file.write(trip / storyboard_file.NAME, film.storyboard, film.scene.album)
    (trip / "captions.csv").unlink()
    again = plan_folder(trip, Brief(title=""))
    assert ("Blue vase", "48 €") in [(one.heading, one.detail) for one in again.timeline.captions]
