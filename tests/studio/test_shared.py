"""What leaves the page beside the film: photos as photos, copies for an album, the draft on a phone."""

import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from slideshow.errors import InputError
from slideshow.studio.open_album import OpenAlbum
from tests.photos import save
from tests.studio.conftest import wait_for

# Whole films and drafts are made: with the slow tests.
pytestmark = pytest.mark.slow


def ask(url: str, path: str) -> tuple[int, bytes]:
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_photos_are_those_of_the_film_as_it_is_on_the_page_in_its_order(
    opened: OpenAlbum, tmp_path: Path
) -> None:
    copying = opened.film.copying
    opened.do("take_out", {"slide": 2}, opened.revision)
    opened.do("move", {"slide": 1, "to": 3}, opened.revision)
    copying.start("photos", {"place": "tiktok-dm", "shown_as": "fill"})
    wait_for(lambda: copying.now.phase != "copying")
    assert copying.now.phase == "copied", copying.now.problem
    folder = tmp_path / "made" / "trip-photos"
    names = sorted(one.name for one in folder.iterdir())
    assert tuple(names) == copying.now.names
    assert len(names) == len(opened.whole()["state"]["slides"])
    with Image.open(folder / names[0]) as picture:
        assert picture.size == (1080, 1920)
    assert str(tmp_path) not in json.dumps(opened.whole())


def test_copies_for_an_album_are_of_all_photos_and_never_replace_a_folder(
    opened: OpenAlbum, trip: Path, tmp_path: Path
) -> None:
    (tmp_path / "made" / "trip-to-upload").mkdir()
    copying = opened.film.copying
    copying.start("album", {})
    wait_for(lambda: copying.now.phase != "copying")
    assert copying.now.phase == "copied", copying.now.problem
    assert copying.now.folder == "trip-to-upload-2"
    assert copying.now.count == len(list(trip.iterdir()))
    assert not list((tmp_path / "made" / "trip-to-upload").iterdir())


@pytest.mark.parametrize(
    ("kind", "given"),
    [("photos", {"place": "../nowhere"}), ("photos", {"place": "tiktok-dm", "shown_as": "x"}), ("../x", {})],
)
def test_what_is_no_place_for_photos_is_refused(
    opened: OpenAlbum, tmp_path: Path, kind: str, given: dict[str, str]
) -> None:
    with pytest.raises(InputError):
        opened.film.copying.start(kind, given)
    assert not list((tmp_path / "made").iterdir())


def test_the_draft_on_a_phone_shows_every_step_and_can_change_nothing(opened: OpenAlbum) -> None:
    screen, film = opened.film.screen, opened.film.edited
    assert screen.now == {"phase": ""}
    screen.start("127.0.0.1")
    wait_for(lambda: screen.now["phase"] != "starting")
    url = screen.now["address"]
    root = urlsplit(url).path
    status, page = ask(url, root)
    assert status == 200
    assert b"<video" in page
    before = json.loads(ask(url, f"{root}now.json")[1])
    opened.do("take_out", {"slide": 2}, opened.revision)
    after = json.loads(ask(url, f"{root}now.json")[1])
    assert after["revision"] != before["revision"]
    assert after["frames"] == len(film.timeline.span) < before["frames"]
    frame = f"{root}frame-{after['revision']}-5.jpg"
    assert ask(url, frame)[1][:2] == b"\xff\xd8"
    wait_for(lambda: opened.film.playing.file(film.revision))
    assert ask(url, f"{root}film-{film.revision}.mp4")[1][4:8] == b"ftyp"
    assert screen.code().startswith(b"<")

    key = root.strip("/")
    for path in ("/", "/wrong/", f"/{key[:-1]}/now.json", f"{root}../now.json", f"{root}state", f"{root}do"):
        assert ask(url, path)[0] == 404, path
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(url).port, timeout=60)
    connection.request("POST", f"{root}do", b"{}")
    assert connection.getresponse().status >= 400
    connection.close()

    screen.end()
    assert screen.now == {"phase": ""}
    with pytest.raises(OSError):
        ask(url, root)
    with pytest.raises(InputError):
        screen.code()


def test_the_draft_on_a_phone_names_no_file_of_the_album(opened: OpenAlbum, trip: Path) -> None:
    save(trip, "secret-name.jpg", taken="2026:04:03 10:00:00", seed=9)
    screen = opened.film.screen
    screen.start("127.0.0.1")
    wait_for(lambda: screen.now["phase"] != "starting")
    url = screen.now["address"]
    root = urlsplit(url).path
    told = ask(url, root)[1] + ask(url, f"{root}now.json")[1]
    assert b"IMG_" not in told
    assert b"trip" not in told
