"""Saving an edited film into a slideshow.toml that a person wrote in: what they wrote around values stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from slideshow.documents import storyboard_update
from slideshow.documents.storyboard_file import read, write
from slideshow.editing.film import EditedFilm
from slideshow.model.album import LeftOut
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.storyboard import Storyboard
from tests.photos import album

WRITTEN = """\
# My own words at the top.
music_start = 3.5 # where the singing begins
title = 'Our trip' # not the folder's

# The one by the sea.
[[slide]] # 1
seconds = 3.0
photos = [
  "IMG_0.jpg", # the best
]

# This one after lunch.
[[slide]]
photos = ["IMG_1.jpg"] # keep it
seconds = 2.5
motion = "zoom_in"
# A last thought on it.

[[slide]] # 3
photos = ["IMG_2.jpg"]

[left_out]
"IMG_3.jpg" = "I look tired."
"""


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 4, (60, 80))


def saved(trip: Path, text: str, *steps: str) -> str:
    """The file after steps on the film that it has: "swap 1 2" and the like."""
    file = trip / "slideshow.toml"
    file.write_text(text)
    with EditedFilm(trip, Brief(canvas=Size(216, 384))) as film:
        for step in steps:
            name, *given = step.split()
            words: list[object] = [int(word) if word.isdigit() else word for word in given]
            getattr(film, name)(*words)
        film.save()
    return file.read_text()


def test_comments_and_the_order_of_keys_stay(trip: Path) -> None:
    text = saved(trip, WRITTEN, "caption 2 Hello")
    for line in (
        "# My own words at the top.",
        "# The one by the sea.",
        '  "IMG_0.jpg", # the best',
        "# This one after lunch.",
        'photos = ["IMG_1.jpg"] # keep it',
        "# A last thought on it.",
        '"IMG_3.jpg" = "I look tired."',
        "title = 'Our trip' # not the folder's",
    ):
        assert line in text.splitlines()
    assert 'caption = "Hello"' in text
    slide = text[text.index("# The one by the sea.") :]
    assert slide.index("seconds = 3.0") < slide.index("photos = [")


def test_a_slides_comments_move_with_it(trip: Path) -> None:
    text = saved(trip, WRITTEN, "move 2 3")
    lines = text.splitlines()
    moved = lines.index("# This one after lunch.")
    assert moved > lines.index('photos = ["IMG_2.jpg"]')
    assert lines[moved + 1].startswith("[[slide]]")
    assert 'photos = ["IMG_1.jpg"] # keep it' in lines[moved:]


def test_a_slide_that_was_taken_out_is_gone_and_its_photo_left_out(trip: Path) -> None:
    text = saved(trip, WRITTEN, "take_out 2")
    assert "# This one after lunch." not in text
    assert '"IMG_1.jpg" = "taken out by hand."' in text
    assert '"IMG_3.jpg" = "I look tired."' in text


def test_saving_what_was_read_twice_changes_nothing_the_second_time(trip: Path) -> None:
    once = saved(trip, WRITTEN)
    assert saved(trip, once) == once


def test_the_file_says_what_the_film_is(trip: Path) -> None:
    with EditedFilm(trip, Brief(canvas=Size(216, 384))) as film:
        file = film.save()
        film.move(3, 1)
        film.rotate(2, 90)
        film.pin(2)
        film.never(film.slides[3].photos[0])
        film.save()
        storyboard, scene = film.session.film.storyboard, film.session.scene
    again, changes = read(file, scene.album)
    assert not changes
    assert plain(again) == plain(storyboard)


def test_a_file_written_anew_is_left_as_it_is_by_an_update(trip: Path) -> None:
    with EditedFilm(trip, Brief(canvas=Size(216, 384))) as film:
        storyboard, scene = film.session.film.storyboard, film.session.scene
    file = trip / "slideshow.toml"
    storyboard = replace(storyboard, left_out=(LeftOut(trip / "IMG_9.jpg", "blurred"),))
    write(file, storyboard, scene.album)
    before = file.read_text()
    assert storyboard_update.update_text(file, storyboard, scene.album) == before


def plain(storyboard: Storyboard) -> Storyboard:
    """Without what no file holds: reasons, and a transition into the first slide."""
    shots = [
        replace(
            shot,
            why="",
            chapter=shot.chapter or None,
            transition=shot.transition if index else None,
            join_seconds=shot.join_seconds if index else None,
        )
        for index, shot in enumerate(storyboard.shots)
    ]
    return replace(storyboard, shots=tuple(shots), template=None)
