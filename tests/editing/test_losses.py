"""Photos and disks that go while a film is changed cost what was on them, and no choice of a person's."""

from pathlib import Path

import pytest

from slideshow.editing.film import EditedFilm
from slideshow.errors import InputError, PhotoError, SlideshowError
from slideshow.events import Event, PhotoLeftOut, Started
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from tests.photos import album

BRIEF = Brief(canvas=Size(108, 192), length_seconds=10.0)


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 5, (60, 80))


def test_photos_that_go_while_the_film_is_made_cost_no_choice(trip: Path, tmp_path: Path) -> None:
    lost: list[str] = []
    going = ["IMG_1.jpg", "IMG_3.jpg"]

    def report(event: Event) -> None:
        # Each time that it is begun, another one goes.
        if isinstance(event, Started) and event.stage == "render" and going:
            (trip / going.pop(0)).unlink()
        if isinstance(event, PhotoLeftOut):
            lost.append(event.path.name)

    with EditedFilm(trip, BRIEF) as film:
        film.move("IMG_4", 1)
        film.window("IMG_2", (0.1, 0.1, 0.5, 0.5))
        film.title("Ours")
        steps = film.history
        finished = film.make(tmp_path / "trip.mp4", jobs=1, report=report)
        assert finished.path.exists()
        assert finished.photos_used == 3
        assert lost == ["IMG_1.jpg", "IMG_3.jpg"]
        assert film.history == steps
        assert film.slides[0].name == "IMG_4"
        # The next time it is known before.
        assert film.make(tmp_path / "again.mp4", jobs=1).photos_used == 3
        assert film.slides[0].name == "IMG_4"
        assert [slide.name for slide in film.slides if slide.shot.windows] == ["IMG_2"]
        assert (tmp_path / "again.mp4").read_bytes() == (tmp_path / "trip.mp4").read_bytes()


def test_a_disk_that_is_taken_away_and_brought_back_costs_nothing(trip: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    with EditedFilm(trip, BRIEF) as film:
        film.caption(1, "Before")
        film.frame(0, 108)
        trip.rename(away)
        film.take_out("IMG_3")
        film.caption(2, "Meanwhile")
        assert film.undo() is not None
        assert film.redo() is not None
        with pytest.raises(PhotoError, match="IMG_"):
            for slide in film.slides:
                film.frame(slide.span.stop - 1, 90)
        with pytest.raises(SlideshowError):
            film.save()
        with pytest.raises(InputError, match="are gone"):
            film.make(tmp_path / "trip.mp4")
        changed = film.session.draft
        away.rename(trip)
        for slide in film.slides:
            film.frame(slide.span.stop - 1, 90)
        film.save()
        assert film.make(tmp_path / "trip.mp4", jobs=1).photos_used == len(film.slides)
    with EditedFilm(trip) as film:
        assert film.session.draft == changed


def test_an_album_on_a_disk_that_is_away_says_so(trip: Path, tmp_path: Path) -> None:
    with EditedFilm(trip, BRIEF) as film:
        film.caption(1, "Before")
    trip.rename(tmp_path / "away")
    with pytest.raises(InputError, match="no such folder"):
        EditedFilm(trip)
    (tmp_path / "away").rename(trip)
    with EditedFilm(trip) as film:
        assert film.slides[0].shot.caption == "Before"
