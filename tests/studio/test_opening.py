"""What the page shows while an album is still being opened."""

import io
import threading
from pathlib import Path

import pytest
from PIL import Image

from slideshow.editing.film import EditedFilm
from slideshow.errors import InputError
from slideshow.studio.open_album import OpenAlbum
from tests.studio.conftest import wait_for


def test_an_album_seen_before_is_shown_as_it_was_while_it_is_opened(
    opened: OpenAlbum, trip: Path, tmp_path: Path
) -> None:
    opened.do("caption", {"slide": 2, "text": "Hello"}, opened.revision)
    thumb = opened.whole()["state"]["slides"][0]["thumb"]
    picture = opened.thumb(thumb)
    opened.close()
    again = OpenAlbum(trip, tmp_path / "made", lambda: None)
    first = again.whole()
    assert first["early"]
    assert first["state"]["slides"][1]["caption"] == "Hello"
    assert again.thumb(thumb) == picture
    with pytest.raises(InputError):
        again.do("undo", {}, again.revision)
    with pytest.raises(InputError):
        again.thumb("../../x")
    wait_for(lambda: again.phase == "ready")
    assert "early" not in again.whole()
    again.close()


def test_a_new_album_is_shown_as_a_first_guess_while_its_photos_are_looked_at(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    looked_at = threading.Event()
    wait = EditedFilm.wait
    monkeypatch.setattr(EditedFilm, "wait", lambda film: looked_at.wait(90) and wait(film))
    album = OpenAlbum(trip, tmp_path, lambda: None)
    wait_for(lambda: album.news()["guessed"])
    first = album.whole()
    assert (first["phase"], first["early"]) == ("opening", True)
    picture = Image.open(io.BytesIO(album.thumb(first["state"]["slides"][0]["thumb"])))
    assert picture.width == 180
    with pytest.raises(InputError):
        album.do("caption", {"slide": 1, "text": "Hello"}, album.revision)
    looked_at.set()
    wait_for(lambda: album.phase == "ready")
    assert "early" not in album.whole()
    assert album.do("caption", {"slide": 1, "text": "Hello"}, album.revision)["done"]
    album.close()


def test_an_album_whose_photos_turn_out_unreadable_fails_and_lets_go_of_it(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def wait(film: EditedFilm) -> None:
        raise InputError("None of the photos can be read.")

    monkeypatch.setattr(EditedFilm, "wait", wait)
    album = OpenAlbum(trip, tmp_path, lambda: None)
    wait_for(lambda: album.phase == "failed")
    assert "None of the photos" in album.problem
    with EditedFilm(trip) as film:
        assert film.slides
