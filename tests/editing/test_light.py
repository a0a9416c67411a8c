"""An edit leaves the light of the slides beside it as it was, so that these are not drawn anew."""

from pathlib import Path

import pytest

from slideshow.editing.film import EditedFilm
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.pipeline.planning import plan_folder
from slideshow.render import cut
from slideshow.render.fingerprint import fingerprint
from tests.photos import save, scene

BRIEF = Brief(canvas=Size(216, 384), length_seconds=16.0)


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    """Photos that are lit differently, so that each is matched with those beside it."""
    folder = tmp_path / "trip"
    folder.mkdir()
    for number in range(7):
        picture = scene(120, 160, seed=number).point(
            lambda level, by=number: level * (0.8 + 0.04 * (by * 3 % 7))
        )
        save(folder, f"IMG_{number}.jpg", taken=f"2026:04:03 09:0{number}:00", picture=picture)
    return folder


def segments(film: EditedFilm) -> set[str]:
    return {fingerprint(segment, ()) for segment in cut(film.timeline)}


@pytest.mark.parametrize(
    ("edit", "most"), [("take_out", 2), ("move", 5), ("swap", 3)], ids=["taken out", "moved", "swapped"]
)
def test_only_segments_of_what_was_edited_are_drawn_anew(trip: Path, edit: str, most: int) -> None:
    with EditedFilm(trip, BRIEF) as film:
        film.take_out("IMG_0") if film.slides[-1].name == "IMG_6" else film.take_out("IMG_6")
        before = segments(film)
        match edit:
            case "take_out":
                film.take_out(3)
            case "move":
                film.move(2, 4)
            case _:
                film.swap(3)
        new = segments(film) - before
        assert 0 < len(new) <= most


def test_light_that_was_kept_is_saved_and_given_back_by_a_person(trip: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        light = {slide.photos: slide.shot for slide in film.slides}
        assert all(shot.light is None for shot in light.values())
        shown = {
            slide.photos[0].path.name: slide.corrections for slide in film.timeline.slides if slide.photos
        }
        film.take_out(3)
        for slide in film.timeline.slides:
            assert slide.corrections == shown[slide.photos[0].path.name]
        kept = [slide.number for slide in film.slides if slide.shot.light is not None]
        assert kept
        film.save()
        assert plan_folder(trip, BRIEF).timeline == film.timeline
        film.by_itself(kept[0])
        assert film.slides[kept[0] - 1].shot.light is None
        film.undo()
    with EditedFilm(trip) as film:
        assert [slide.number for slide in film.slides if slide.shot.light is not None] == kept
