"""What the page asks of an album, and what it is told."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slideshow.errors import InputError
from slideshow.media.mp4 import read
from slideshow.studio import recent
from slideshow.studio.ids import photo_id
from slideshow.studio.open_album import OpenAlbum
from tests.studio.conftest import wait_for


def names(opened: OpenAlbum) -> list[str]:
    return [slide["photos"][0]["name"] for slide in opened.whole()["state"]["slides"]]


def test_what_the_page_is_told_is_json_and_names_no_folder(opened: OpenAlbum, trip: Path) -> None:
    text = json.dumps(opened.whole())
    assert str(trip) not in text
    assert str(trip.parent) not in text


def test_a_step_is_told_in_words_and_gives_the_new_film(opened: OpenAlbum) -> None:
    before = names(opened)
    done = opened.do("move", {"slide": 1, "to": 3}, opened.revision)
    assert done["done"]
    assert done["words"].startswith("Moved")
    assert [slide["photos"][0]["name"] for slide in done["state"]["slides"]] == names(opened)
    assert names(opened) == [before[1], before[2], before[0], *before[3:]]
    opened.do("undo", {}, opened.revision)
    assert names(opened) == before


def test_the_next_best_stands_where_a_photo_was_refused(opened: OpenAlbum) -> None:
    before = names(opened)
    out = [one["name"] for one in opened.whole()["state"]["out"]]
    assert out
    opened.do("veto", {"slide": 2}, opened.revision)
    assert names(opened)[1] in out
    assert before[1] in [one["name"] for one in opened.whole()["state"]["out"]]


def test_without_a_next_best_the_photo_is_taken_out(opened: OpenAlbum) -> None:
    for one in opened.whole()["state"]["out"]:
        opened.do("put_in", {"photo": one["id"]}, opened.revision)
    count = len(names(opened))
    opened.do("veto", {"slide": 2}, opened.revision)
    assert len(names(opened)) == count - 1


def test_a_page_that_shows_an_older_film_changes_nothing(opened: OpenAlbum) -> None:
    old = opened.revision
    opened.do("caption", {"slide": 1, "text": "Hello"}, old)
    with pytest.raises(InputError, match="another page"):
        opened.do("take_out", {"slide": 1}, old)
    assert opened.whole()["state"]["slides"][0]["caption"] == "Hello"


REFUSED: tuple[tuple[str, dict[str, object]], ...] = (
    ("put_in", {"photo": "../../etc/passwd"}),
    ("put_in", {"photo": "/etc/passwd"}),
    ("put_in", {"photo": 7}),
    ("swap", {"slide": 1, "new": "IMG_9.jpg"}),
    ("music", {"name": "/etc/passwd"}),
    ("music", {"name": "file:../song.mp3"}),
    ("look", {"name": "../../secret.toml"}),
    ("look", {"name": "/tmp/look.toml"}),
    ("never", {"photo": "nothing"}),
    ("__class__", {}),
    ("seconds", {"slide": 1, "seconds": float("nan")}),
    ("seconds", {"slide": True, "seconds": 2}),
    ("window", {"slide": 1, "start": [0, 0, "1", 1]}),
    ("window", {"slide": 1, "start": [0, 0, 5, 5]}),
    ("focus", {"slide": 1, "points": [[1, 2, 3]]}),
    ("caption", {"slide": 1, "text": "x" * 600}),
    ("move", {"slide": 1, "to": 400}),
    ("target", {"name": "nowhere"}),
    ("undo", {"steps": "all"}),
)


def test_what_is_no_step_or_names_what_the_page_was_not_given_changes_nothing(opened: OpenAlbum) -> None:
    before = opened.whole()["state"]
    for step, given in REFUSED:
        with pytest.raises(InputError):
            opened.do(step, given, opened.revision)
        assert opened.whole()["state"] == before, (step, given)


def test_windows_of_ones_own_are_shown_as_they_were_drawn_and_can_be_given_back(opened: OpenAlbum) -> None:
    ours = opened.whole()["state"]["slides"][1]["windows"]
    start, end = [0.1, 0.1, 0.6, 0.8], [0.2, 0.15, 0.45, 0.6]
    opened.do("window", {"slide": 2, "start": start, "end": end}, opened.revision)
    slide = opened.whole()["state"]["slides"][1]
    assert slide["ownWindows"]
    assert slide["windows"] == [pytest.approx(start), pytest.approx(end)]
    opened.do("window", {"slide": 2, "start": None, "end": None}, opened.revision)
    assert opened.whole()["state"]["slides"][1]["windows"] == ours


def test_a_slides_thumbnail_has_another_address_only_when_it_looks_different(opened: OpenAlbum) -> None:
    before = opened.whole()["state"]["slides"]
    opened.do("seconds", {"slide": 2, "seconds": 5}, opened.revision)
    opened.do("move", {"slide": 2, "to": 4}, opened.revision)
    moved = opened.whole()["state"]["slides"]
    assert moved[3]["thumb"] == before[1]["thumb"]
    opened.do("caption", {"slide": 4, "text": "There"}, opened.revision)
    assert opened.whole()["state"]["slides"][3]["thumb"] != before[1]["thumb"]


def test_pictures_are_those_of_the_album_and_of_no_other_file(opened: OpenAlbum, trip: Path) -> None:
    state = opened.whole()["state"]
    thumb = Image.open(io.BytesIO(opened.film.pictures.thumb(state["slides"][0]["thumb"])))
    assert thumb.width == 180
    photo = opened.film.photo(photo_id(trip / "IMG_1.jpg"))
    assert Image.open(io.BytesIO(opened.film.pictures.photo(photo, 320))).size == (240, 320)
    face = Image.open(io.BytesIO(opened.film.pictures.faces(photo)))
    assert face.width == face.height
    with pytest.raises(InputError):
        opened.film.pictures.thumb("../../" + state["slides"][0]["thumb"])
    with pytest.raises(InputError):
        opened.film.photo("/etc/passwd")


def test_a_look_is_shown_on_the_persons_own_slides(opened: OpenAlbum) -> None:
    noir = Image.open(io.BytesIO(opened.film.looks.picture("noir"))).convert("RGB")
    ours = Image.open(io.BytesIO(opened.film.looks.picture("default"))).convert("RGB")
    assert noir.width == ours.width == 3 * 108
    # One is grey, the other has the photos' colours.
    colour = [int(np.ptp(np.asarray(one, np.int16), axis=2).max()) for one in (noir, ours)]
    assert colour[0] < colour[1]
    with pytest.raises(InputError):
        opened.film.looks.picture("../secret")


def test_the_film_plays_after_every_step_as_it_is_then(opened: OpenAlbum) -> None:
    playing, film = opened.film.playing, opened.film.edited
    wait_for(lambda: playing.file(film.revision))
    first = playing.file(film.revision)
    assert first is not None
    assert float(read(first).duration_seconds) == pytest.approx(
        float(film.timeline.duration_seconds), abs=0.1
    )
    opened.do("take_out", {"slide": 2}, opened.revision)
    wait_for(lambda: playing.file(film.revision))
    second = playing.file(film.revision)
    assert second is not None
    assert float(read(second).duration_seconds) == pytest.approx(
        float(film.timeline.duration_seconds), abs=0.1
    )
    assert read(second).of_kind("audio")


@pytest.mark.slow
def test_a_film_is_made_where_the_program_was_started_and_found_again(
    opened: OpenAlbum, trip: Path, tmp_path: Path
) -> None:
    making = opened.film.making
    foreign = tmp_path / "made" / "trip.mp4"
    foreign.write_bytes(b"somebody's")
    opened.do("target", {"name": opened.whole()["state"]["film"]["target"]}, opened.revision)
    making.start("draft")
    wait_for(lambda: making.now.phase != "making", 300)
    assert making.now.phase == "made", making.now.problem
    assert making.now.name == "trip-2.mp4"
    assert foreign.read_bytes() == b"somebody's"
    assert making.now.message
    opened.close()
    again = OpenAlbum(trip, tmp_path / "made", lambda: None)
    wait_for(lambda: again.phase in ("ready", "failed"))
    assert again.film.making.path == tmp_path / "made" / "trip-2.mp4"
    (tmp_path / "made" / "trip-2.mp4").unlink()
    assert again.film.making.path is None
    again.close()


def test_a_film_that_is_called_off_leaves_nothing(opened: OpenAlbum, tmp_path: Path) -> None:
    making = opened.film.making
    making.start("best")
    with pytest.raises(InputError, match="already"):
        making.start("best")
    making.cancel()
    wait_for(lambda: making.now.phase != "making", 120)
    assert making.now.phase == "cancelled"
    assert list((tmp_path / "made").iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../../.bashrc", "..\\..\\x.mp3", "/etc/song.mp3", "<img src=x>.mp3", "..", "", "a" * 400]
)
def test_music_that_is_dropped_lies_in_the_cache_whatever_it_is_called(
    opened: OpenAlbum, tmp_path: Path, name: str
) -> None:
    file = opened.film.dropped.place("music", name)
    assert file.resolve().is_relative_to(tmp_path / "cache")
    file.write_bytes(b"this is no music")
    with pytest.raises(InputError):
        opened.film.dropped.take("music", file)
    assert not file.exists()


def test_the_second_page_of_another_program_is_told(opened: OpenAlbum, trip: Path, tmp_path: Path) -> None:
    second = OpenAlbum(trip, tmp_path, lambda: None)
    wait_for(lambda: second.phase in ("ready", "failed"))
    assert second.phase == "failed"
    assert "elsewhere" in second.problem
    second.close()


def test_an_album_without_photos_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = OpenAlbum(tmp_path / "empty", tmp_path, lambda: None)
    wait_for(lambda: found.phase == "failed")
    assert "photo" in found.problem
    found.close()


def test_without_a_folder_the_last_albums_are_offered(
    opened: OpenAlbum, trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.close()
    monkeypatch.chdir(tmp_path)
    assert recent.recent_albums() == [trip]
    chooser = OpenAlbum(None, tmp_path, lambda: None)
    (offer,) = [one for one in chooser.whole()["offered"] if one["name"] == "trip"]
    with pytest.raises(InputError):
        chooser.choose(str(trip))
    chooser.choose(offer["id"])
    wait_for(lambda: chooser.phase == "ready")
    chooser.close()


def test_duels_pair_a_photo_that_was_left_out_with_the_one_like_it(opened: OpenAlbum) -> None:
    (duel,) = [one for one in opened.film.duels() if one.outside_name in ("IMG_9.jpg", "IMG_3.jpg")]
    assert {duel.inside_name, duel.outside_name} == {"IMG_9.jpg", "IMG_3.jpg"}
    opened.do("swap", {"slide": duel.slide, "photo": duel.inside, "new": duel.outside}, opened.revision)
    assert duel.outside_name in names(opened)
    assert duel.inside_name not in names(opened)
