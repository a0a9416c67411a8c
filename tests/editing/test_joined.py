"""Photos from elsewhere that come into an album's film."""

from pathlib import Path

import pytest

from slideshow.editing.film import EditedFilm
from slideshow.errors import InputError
from tests.photos import album, save


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 5)


@pytest.fixture
def found(tmp_path: Path) -> Path:
    (tmp_path / "else").mkdir()
    return save(tmp_path / "else", "found.jpg", taken="2026:04:03 09:02:30", seed=31)


def names(film: EditedFilm) -> list[str]:
    return [slide.name for slide in film.slides]


def test_a_photo_from_elsewhere_stands_where_its_time_has_it_and_is_there_again(
    trip: Path, found: Path
) -> None:
    before = sorted(trip.iterdir()), found.read_bytes()
    with EditedFilm(trip) as film:
        (own,) = film.take_in(found)
        assert film.history[-1] == "Put in found"
        with_it = names(film)
        assert 0 < with_it.index("found") < len(with_it) - 1
        film.undo()
        assert "found" not in names(film)
        film.redo()
        # A copy is shown: the file itself may go.
        found.unlink()
        assert own.is_file()
    assert sorted(trip.iterdir()) == before[0]
    with EditedFilm(trip) as film:
        assert names(film) == with_it
        film.take_out("found")
        film.put_in("found")


def test_what_the_album_has_already_is_not_put_in_again(trip: Path, tmp_path: Path) -> None:
    same = tmp_path / "same.jpg"
    same.write_bytes((trip / "IMG_1.jpg").read_bytes())
    with EditedFilm(trip) as film:
        before = names(film)
        assert film.take_in(same) == ()
        assert names(film) == before
        assert film.history == ("Opened",)


def test_a_file_that_is_not_there_is_told(trip: Path, tmp_path: Path) -> None:
    with EditedFilm(trip) as film, pytest.raises(InputError, match="cannot be read"):
        film.take_in(tmp_path / "nowhere.jpg")


def test_files_of_one_name_do_not_replace_each_other(trip: Path, tmp_path: Path) -> None:
    files = []
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        taken = f"2026:04:03 09:0{number}:40"
        files.append(save(tmp_path / str(number), "IMG_1.jpg", taken=taken, seed=50 + number))
    with EditedFilm(trip) as film:
        count = len(film.slides)
        assert len(set(film.take_in(*files))) == 2
        assert film.history[-1] == "Put in 2 photos"
        assert len(film.slides) == count + 2
