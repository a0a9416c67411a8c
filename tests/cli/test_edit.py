"""`slideshow edit`: the steps of the session by the command line, a step a call."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from slideshow.cli.app import app
from slideshow.cli.edit import ACTIONS
from slideshow.editing.film import EditedFilm
from tests.photos import album, save


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 4, (60, 80))


def edit(trip: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["edit", str(trip), *words])
    assert result.exit_code == code, result.output
    return result.output


def test_steps_follow_one_another_and_can_be_undone(trip: Path) -> None:
    assert "Took out IMG_2" in edit(trip, "take-out", "IMG_2.jpg")
    assert "Caption of" in edit(trip, "caption", "1", "Hello there")
    history = edit(trip, "history")
    assert history.index("Took out IMG_2") < history.index("Caption of")
    edit(trip, "undo", "2")
    with EditedFilm(trip) as film:
        assert len(film.slides) == 4
    edit(trip, "redo")
    edit(trip, "save")
    assert "taken out by hand" in (trip / "slideshow.toml").read_text()


def test_what_was_left_out_is_told_with_the_first_step_alone(trip: Path) -> None:
    (trip / "IMG_9.jpg").write_bytes((trip / "IMG_1.jpg").read_bytes()[:500])
    assert "IMG_9.jpg" in edit(trip, "caption", "1", "Hello there")
    assert "IMG_9.jpg" not in edit(trip, "caption", "2", "And there")


def test_a_crop_and_the_light_are_steps_too(trip: Path) -> None:
    assert "Crop of" in edit(trip, "crop", "2", "4:5")
    assert "own light" in edit(trip, "tone", "off")
    with EditedFilm(trip) as film:
        assert (film.slides[1].shot.layout, film.slides[1].shot.crop) == ("fit", "4:5")
        assert not any(slide.corrections for slide in film.timeline.slides)
    assert "corrected" in edit(trip, "tone", "on")
    assert "Crop of" in edit(trip, "crop", "2", "auto")
    edit(trip, "undo", "4")
    with EditedFilm(trip) as film:
        assert film.undo() is None


def test_its_json_says_what_happened(trip: Path) -> None:
    lines = [json.loads(line) for line in edit(trip, "swap", "1", "2", "--json").splitlines()]
    (edited,) = [line for line in lines if line["event"] == "edited"]
    assert edited["changed"]
    slides = [json.loads(line) for line in edit(trip, "slides", "--json").splitlines()]
    assert [line["number"] for line in slides if line["event"] == "slide"] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["mov", "1", "2"], "Did you mean move?"),
        (["move", "1"], "move SLIDE TO"),
        (["move", "1", "9"], "the film has 4"),
        (["take-out", "IMG_77.jpg"], "is no photo of the album"),
        (["seconds", "1", "long"], "is not a number"),
        (["loudness", "1", "-6"], "has no clip"),
        (["window", "1", "0.1,0.2"], "is not 4 numbers"),
        (["layout", "1", "stack"], "holds 2 to 4"),
        (["crop", "1", "round"], "There are whole, 9:16"),
        (["tone", "perhaps"], "neither on nor off"),
        (["for", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(trip: Path, words: list[str], told: str) -> None:
    assert told in edit(trip, *words, code=2)
    with EditedFilm(trip) as film:
        assert film.history == ("Opened",) or film.history == ()


def test_help_lists_every_action() -> None:
    text = CliRunner().invoke(app, ["edit", "--help"]).output
    assert all(f"  {name}" in text for name in ACTIONS)


def test_photos_from_elsewhere_and_another_piece_of_music(trip: Path, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    found = save(tmp_path / "else", "found.jpg", (60, 80), taken="2026:04:03 09:01:30", seed=9)
    assert "Put in found" in edit(trip, "take-in", str(found))
    assert "Music" in edit(trip, "music", "calm")
    assert "Other music" in edit(trip, "seed", "7")
    assert not (trip / "found.jpg").exists()
    edit(trip, "seed", "-1", code=2)
