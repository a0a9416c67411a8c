"""Photos and music that are dropped on the page."""

from pathlib import Path

import pytest

from slideshow.errors import InputError
from slideshow.studio.open_album import OpenAlbum
from tests.photos import save
from tests.studio.conftest import wait_for

# Whole films and drafts are made: with the slow tests.
pytestmark = pytest.mark.slow


def names(opened: OpenAlbum) -> list[str]:
    return [slide["photos"][0]["name"] for slide in opened.whole()["state"]["slides"]]


def drop(opened: OpenAlbum, name: str, content: bytes) -> None:
    file = opened.film.dropped.place("photo", name)
    file.write_bytes(content)
    opened.film.dropped.take("photo", file)


@pytest.fixture
def photo(tmp_path: Path) -> bytes:
    """One that the album has not, taken between its photos."""
    (tmp_path / "else").mkdir()
    return save(tmp_path / "else", "beach.jpg", taken="2026:04:03 09:02:30", seed=77).read_bytes()


def test_dropped_photos_come_in_by_their_time_as_one_step_and_stay(
    opened: OpenAlbum, trip: Path, tmp_path: Path, photo: bytes
) -> None:
    in_folder, before = sorted(trip.iterdir()), names(opened)
    drop(opened, "beach.jpg", photo)
    done = opened.join()
    assert done["words"] == "Put in beach"
    assert len(names(opened)) == len(before) + 1
    assert 0 < names(opened).index("beach.jpg") < len(before)
    assert sorted(trip.iterdir()) == in_folder

    # Undone, it waits among those that are left out.
    opened.do("undo", {}, opened.revision)
    assert names(opened) == before
    assert "beach.jpg" in [one["name"] for one in opened.whole()["state"]["out"]]
    opened.do("redo", {}, opened.revision)

    # A person who saves is told that the folder lacks it.
    assert opened.save(False) == {"name": "slideshow.toml", "elsewhere": 1}
    (trip / "slideshow.toml").unlink()

    after = names(opened)
    opened.close()
    again = OpenAlbum(trip, tmp_path / "made", lambda: None)
    wait_for(lambda: again.phase in ("ready", "failed"))
    assert names(again) == after
    again.film.making.start("draft")
    wait_for(lambda: again.film.making.now.phase != "making", 300)
    assert again.film.making.now.phase == "made", again.film.making.now.problem
    again.close()


def test_what_is_no_photo_or_in_the_album_already_changes_nothing(
    opened: OpenAlbum, trip: Path, tmp_path: Path
) -> None:
    before = names(opened)
    drop(opened, "notes.txt", b"not a photo")
    drop(opened, "again.jpg", (trip / "IMG_1.jpg").read_bytes())
    with pytest.raises(InputError, match="No new photo"):
        opened.join()
    assert names(opened) == before
    assert not list((tmp_path / "cache").rglob("again.jpg"))


@pytest.mark.parametrize(
    "name", ["../../x.jpg", "/etc/x.jpg", "..", "", "<img src=x>.jpg", "a" * 400 + ".jpg"]
)
def test_dropped_photos_lie_in_the_cache_whatever_they_are_called(
    opened: OpenAlbum, tmp_path: Path, name: str
) -> None:
    file = opened.film.dropped.place("photo", name)
    assert file.resolve().is_relative_to(tmp_path / "cache")
    file.write_bytes(b"")
