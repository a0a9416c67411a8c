"""Albums and films that lie at addresses: found, fetched, filmed on one computer, and put back."""

import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from slideshow.batch.discovery import albums_in
from slideshow.batch.events import AlbumEnded
from slideshow.batch.jobs import AlbumJob
from slideshow.batch.make_album import make_album
from slideshow.batch.run import batch
from slideshow.batch.storage import store
from slideshow.batch.storage.address import Address, place_of
from slideshow.errors import InputError
from slideshow.events import Noticed
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.pipeline.make_options import MakeOptions
from slideshow.system.user_folders import cache_folder
from tests.batch.here import here
from tests.photos import album, save
from tests.s3_server import names_at, put_folder, s3_server

pytest.importorskip("fsspec")

WISHES = MakeOptions(Brief(canvas=Size(144, 256), seconds_per_photo=0.8), quality="draft")


# What a person gives


@pytest.mark.parametrize("word", ["albums", "../albums", "/srv/albums", "C:/albums", "c://albums"])
def test_a_folder_is_a_folder(word: str) -> None:
    assert place_of(word) == Path(word)


def test_the_address_of_a_file_on_this_computer_is_a_folder_of_it() -> None:
    assert place_of("file:///srv/my%20albums") == Path("/srv/my albums")
    assert place_of("file:///C:/albums") == Path("C:/albums")


def test_an_address_is_a_path_in_all_but_its_beginning() -> None:
    address = place_of("s3://bucket/albums/")
    assert isinstance(address, Address)
    assert str(address / "Rome 1") == "s3://bucket/albums/Rome 1"
    assert (address.name, str(address.parent), address.store) == ("albums", "s3://bucket", "s3://bucket")
    assert pickle.loads(pickle.dumps(address)) == address
    assert len({address, Address("s3://bucket/albums")}) == 1


@pytest.mark.parametrize("word", ["s3://", "s3:///albums"])
def test_an_address_without_a_bucket_is_refused(word: str) -> None:
    with pytest.raises(InputError, match="bucket"):
        place_of(word)


# A store without a name for contents, and without renaming


@pytest.fixture
def memory() -> Iterator[Any]:
    import fsspec

    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def filled(system: Any, *paths: str) -> Address:
    for path in paths:
        system.pipe_file(f"/box/albums/{path}", b"photo")
    return Address("memory://box/albums")


def test_albums_are_found_at_an_address_as_in_a_folder(memory: Any) -> None:
    root = filled(
        memory,
        *("Rome/IMG_1.jpg", "2024/Oslo/1.heic", "trip 10/a.jpg", "trip 9/a.jpg", "trip 9/b.jpg"),
        *(".trash/a.jpg", "Rome/@eaDir/a.jpg", "notes/list.txt", "loose.jpg", "films/a.jpg"),
    )
    told: list[Noticed] = []
    albums = albums_in(root, root / "films", told.append)
    assert [(one.place.as_posix(), one.photos) for one in albums] == [
        ("2024/Oslo", 1),
        ("Rome", 1),
        ("trip 9", 2),
        ("trip 10", 1),
    ]
    assert str(albums[0].path) == "memory://box/albums/2024/Oslo"
    assert "memory://box/albums/films: is where the films go" in told[0].text
    assert "belong to no album" in told[1].text


def test_a_film_is_under_its_name_only_when_all_of_it_is_there(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = tmp_path / "Rome.mp4"
    film.write_bytes(b"a film")
    address = Address("memory://box/films/Rome.mp4")
    memory.pipe_file("/box/films/Rome.mp4", b"the film before")

    def half(local: str, there: str) -> None:
        memory.pipe_file(there, Path(local).read_bytes()[:3])

    def broken(local: str, there: str) -> None:
        half(local, there)
        raise ConnectionResetError("gone")

    for fails in (half, broken):
        with monkeypatch.context() as patch:
            patch.setattr(memory, "put_file", fails)
            with pytest.raises(Exception, match=r"Rome\.mp4"):
                store.put_whole(film, address)
        assert memory.cat("/box/films/Rome.mp4") == b"the film before"
        assert memory.find("/box/films") == ["/box/films/Rome.mp4"]
    assert store.put_whole(film, address).size == 6
    assert memory.cat("/box/films/Rome.mp4") == b"a film"
    assert memory.find("/box/films") == ["/box/films/Rome.mp4"]


def test_what_a_lost_worker_left_is_thrown_out_and_nothing_else(memory: Any) -> None:
    for name in (".Rome.mp4.0123.part", ".Oslo.mp4.0123.part", "Rome.mp4"):
        memory.pipe_file(f"/box/films/{name}", b"film")
    store.drop_parts(Address("memory://box/films/Rome.mp4"))
    assert memory.find("/box/films") == ["/box/films/.Oslo.mp4.0123.part", "/box/films/Rome.mp4"]


def test_a_content_that_a_store_has_no_name_for_is_read(memory: Any) -> None:
    address = Address("memory://box/a.jpg")
    seen = set()
    for content in (b"one", b"two", b"two"):
        memory.pipe_file("/box/a.jpg", content)
        there = store.file_at(address)
        assert there is not None
        seen.add(store.content_of(there))
    assert len(seen) == 2


def test_an_album_that_the_disk_has_no_room_for_is_not_fetched(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled(memory, "Rome/IMG_1.jpg") / "Rome"
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1_000_000_002))
    job = AlbumJob(0, folder, Address("memory://box/films/Rome.mp4"), WISHES, None, 1)
    result = make_album(job, lambda event: None)
    assert result.error
    assert "memory://box/albums/Rome: has 0.0 GB" in result.error.problem
    assert work_left() == []


def work_left() -> list[Path]:
    return list((cache_folder() / "work").glob("*/*"))


# What cannot be


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nosuch://bucket/albums", "nobody knows"),
        ("memory://box/nothing", "no folder in it holds photos"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(memory: Any, address: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        albums_in(Address(address), Path("films"))


def test_without_fsspec_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(InputError, match=r"pip install "):
        albums_in(Address("s3://bucket/albums"), Path("films"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError("Access Denied"), "AWS_ACCESS_KEY_ID"),
        (type("NoCredentialsError", (Exception,), {})("Unable to locate credentials"), "AWS_ACCESS_KEY_ID"),
        (FileNotFoundError("The specified bucket does not exist"), "there is nothing"),
        (ConnectionError("no route"), "cannot be reached .no route."),
        (ImportError("Install s3fs to access S3"), "pip install .*cluster|s3fs"),
    ],
)
def test_what_a_store_refuses_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def refuse(address: str) -> None:
        raise error

    monkeypatch.setattr("fsspec.core.url_to_fs", refuse)
    with pytest.raises(InputError, match=words) as raised:
        albums_in(Address("s3://bucket/albums"), Path("films"))
    assert raised.value.problem.startswith("s3://bucket/albums:")


# The whole way, in a store that speaks S3


@pytest.fixture(scope="module")
def s3() -> Iterator[Any]:
    with s3_server() as system:
        yield system


def make(root: str, films: str) -> dict[str, AlbumEnded]:
    endings = batch(place_of(root), place_of(films), WISHES, film=here)
    return {one.album.place.as_posix(): one for one in endings}


def test_films_are_made_of_what_changed_in_a_store_and_lie_there_whole(
    s3: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, films = "s3://bucket/albums", "s3://bucket/films"
    put_folder(s3, album(tmp_path / "Rome", 2), f"{root}/Rome [1]")
    put_folder(s3, album(tmp_path / "Oslo", 1), f"{root}/Oslo")
    s3.pipe_file("bucket/films/Oslo.mp4", b"my own film")
    s3.pipe_file(f"{root}/Rome [1]/clip.mov", b"not fetched")
    first = make(root, films)
    assert first["Rome [1]"].state == "made"
    assert str(first["Rome [1]"].film) == "s3://bucket/films/Rome [1].mp4"
    # What slideshow did not make is never replaced, there as well.
    assert first["Oslo"].problem.startswith("s3://bucket/films/Oslo.mp4: is there already")
    assert s3.cat("bucket/films/Oslo.mp4") == b"my own film"
    s3.rm_file("bucket/films/Oslo.mp4")
    assert names_at(s3, "bucket/films") == ["Rome [1].mp4"]
    assert make(root, films)["Oslo"].state == "made"

    def states() -> tuple[str, str]:
        made = make(root, films)
        return made["Oslo"].state, made["Rome [1]"].state

    # The same content, written again.
    put_folder(s3, tmp_path / "Rome", f"{root}/Rome [1]")
    with monkeypatch.context() as patch:
        # Nothing has to be brought here to know that.
        patch.setattr(type(s3), "get", None)
        assert states() == ("up to date", "up to date")
    s3.pipe_file(f"{root}/Oslo/IMG_9.jpg", save(tmp_path, "IMG_9.jpg", seed=9).read_bytes())
    s3.pipe_file("bucket/films/Rome [1].mp4", s3.cat_file("bucket/films/Rome [1].mp4") + b"!")
    assert states() == ("made", "failed")
    s3.rm_file("bucket/films/Rome [1].mp4")
    assert states() == ("up to date", "made")
    assert sorted(path.rpartition("/")[2] for path in s3.find("bucket/films")) == [
        ".slideshow-films.json",
        "Oslo.mp4",
        "Rome [1].mp4",
    ]
    assert work_left() == []


def test_films_of_albums_in_a_store_may_go_to_a_folder_and_speak_of_the_store(
    s3: Any, tmp_path: Path
) -> None:
    root = "s3://bucket/mixed"
    put_folder(s3, album(tmp_path / "Rome", 1), f"{root}/Rome")
    s3.pipe_file(f"{root}/Rome/IMG_2.jpg", b"\xff\xd8\xff\xe0 nothing")
    s3.pipe_file(f"{root}/Broken/IMG_1.jpg", b"\xff\xd8\xff\xe0 nothing")
    made = make(root, str(tmp_path / "films"))
    assert made["Rome"].state == "made"
    assert (tmp_path / "films" / "Rome.mp4").is_file()
    assert made["Broken"].problem.startswith("s3://bucket/mixed/Broken")
    assert make(root, str(tmp_path / "films"))["Rome"].state == "up to date"
