"""Folders of systems and programs hold nobody's photos; what links out of an album lead to is not its own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from slideshow.batch.discovery import albums_in
from slideshow.errors import InputError
from slideshow.events import Event, Noticed, PhotoLeftOut
from slideshow.model.album import Album
from slideshow.pipeline.upload import copy_originals
from slideshow.scan import scan

SavePhoto = Callable[..., Path]

KEPT = [
    *(
        "#recycle",
        "$RECYCLE.BIN",
        "@eaDir",
        "__MACOSX",
        ".thumbnails",
        ".Trash-1000",
        ".@__thumb",
        "@Recycle",
    ),
    *("System Volume Information", "lost+found", "RECYCLER", "Network Trash Folder", "#snapshot", "trashbox"),
    *("Lightroom Catalog Previews.lrdata", "Photos Library.photoslibrary", "Smart Previews.LRDATA"),
    *("found.000", "files_trashbin", "appdata_oc4f3k2", "@GMT-2024.05.01-00.00.00", "Papierkorb", "Trash"),
    *(
        ".picasaoriginals",
        ".dtrash",
        ".stversions",
        "Thumbs",
        "[Originals]",
        "THMBNL",
        "Ko\u0161",
        "Kos\u030c",
    ),
]
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


def names(album: Album) -> list[str]:
    return [photo.path.relative_to(album.folder).as_posix() for photo in album.photos]


@pytest.mark.parametrize("kept", KEPT)
def test_what_systems_and_programs_keep_is_in_no_film_no_upload_and_no_batch(
    kept: str, save_photo: SavePhoto, tmp_path: Path
) -> None:
    save_photo("albums/trip/day 1/a.jpg")
    for inside in (
        f"albums/trip/{kept}/x.jpg",
        f"albums/trip/day 1/{kept}/a.jpg/y.jpg",
        f"albums/{kept}/z.jpg",
    ):
        save_photo(inside)
    trip = tmp_path / "albums" / "trip"
    assert names(scan(trip, recursive=True)) == ["day 1/a.jpg"]
    _, copies = copy_originals(trip, tmp_path / "copies", recursive=True)
    assert copies.names == ("001.jpg",)
    assert [one.place.as_posix() for one in albums_in(tmp_path / "albums", tmp_path)] == ["trip/day 1"]


@pytest.mark.parametrize(
    "name",
    [
        "recycled paper",
        "Trashy",
        "eaDir",
        "@home",
        "$100 trip",
        "found",
        "Lightroom",
        "Originals",
        "Camera Roll",
    ],
)
def test_other_folders_are_a_persons(name: str, save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo(f"{name}/a.jpg")
    assert names(scan(tmp_path, recursive=True)) == [f"{name}/a.jpg"]


def test_folders_that_were_not_entered_are_told_in_a_line(save_photo: SavePhoto, tmp_path: Path) -> None:
    for name in ("a.jpg", "#recycle/b.jpg", "day/c.jpg", "@eaDir/a.jpg", "day/@eaDir/c.jpg"):
        save_photo(name)
    told: list[Event] = []
    scan(tmp_path, told.append, recursive=True)
    assert [one.text for one in told if isinstance(one, Noticed)] == [
        "Not entered, as systems and programs keep such folders: #recycle, @eaDir (2)."
    ]


def test_a_kept_folder_that_a_person_names_is_used(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("#recycle/a.jpg")
    assert names(scan(tmp_path / "#recycle")) == ["a.jpg"]


def test_of_an_apple_library_the_originals_are_used(save_photo: SavePhoto, tmp_path: Path) -> None:
    library = tmp_path / "Mine.photoslibrary"
    for name in ("originals/0/a.jpg", "resources/derivatives/a_1.jpg", "private/b.jpg"):
        save_photo(f"{library.name}/{name}")
    assert names(scan(library, recursive=True)) == ["originals/0/a.jpg"]


@pytest.fixture
def trip(save_photo: SavePhoto, tmp_path: Path) -> Path:
    """An album with links to a photo and a folder within, and to a photo, a folder and a song outside."""
    folder = tmp_path / "albums" / "trip"
    save_photo("albums/trip/day/a.jpg")
    save_photo("private/b.jpg")
    (tmp_path / "private" / "song.mp3").write_bytes(b"ID3 nothing")
    (folder / "best.jpg").symlink_to(Path("day") / "a.jpg")
    (folder / "same").symlink_to("day", target_is_directory=True)
    (folder / "out.jpg").symlink_to(tmp_path / "private" / "b.jpg")
    (folder / "all").symlink_to(tmp_path / "private", target_is_directory=True)
    (folder / "song.mp3").symlink_to(Path("..") / ".." / "private" / "song.mp3")
    return folder


@links
def test_links_that_stay_inside_are_followed_others_are_left_with_a_line(trip: Path) -> None:
    told: list[Event] = []
    album = scan(trip, told.append, recursive=True)
    assert {path.rpartition("/")[2] for path in names(album)} == {"best.jpg", "a.jpg"}
    assert album.audio == ()
    left = {one.path.name: f"{one.reason} {one.hint}" for one in told if isinstance(one, PhotoLeftOut)}
    why = "is a link that leads out of the album. Use --follow-links to follow it."
    assert left == {"out.jpg": why, "all": why}
    (line,) = [one.text for one in told if isinstance(one, Noticed)]
    assert line.startswith(f"{trip / 'song.mp3'}: is a link that leads out of the album")


@links
def test_with_follow_links_they_lead_anywhere(trip: Path) -> None:
    album = scan(trip, recursive=True, follow_links=True)
    assert {path.rpartition("/")[2] for path in names(album)} == {"best.jpg", "a.jpg", "out.jpg", "b.jpg"}
    assert [path.name for path in album.audio] == ["song.mp3", "song.mp3"]
    assert album.left_out == ()


@links
def test_an_upload_takes_nothing_along_that_lies_elsewhere(trip: Path, tmp_path: Path) -> None:
    _, copies = copy_originals(trip, tmp_path / "one", recursive=True)
    assert len(copies.names) == 2
    _, copies = copy_originals(trip, tmp_path / "two", recursive=True, follow_links=True)
    assert len(copies.names) == 4


@links
def test_an_album_that_is_given_as_a_link_is_that_album(trip: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(trip, target_is_directory=True)
    assert names(scan(tmp_path / "link")) == ["best.jpg"]


@links
def test_a_batch_enters_no_folder_outside_without_being_told_to(trip: Path, tmp_path: Path) -> None:
    root = trip.parent
    told: list[Noticed] = []
    (root / "shared").symlink_to(tmp_path / "private", target_is_directory=True)
    assert {one.place.as_posix() for one in albums_in(root, tmp_path, told.append)} == {"trip", "trip/day"}
    assert sorted(line.text.partition(":")[0] for line in told) == [str(root / "shared"), str(trip / "all")]
    followed = {one.path.resolve() for one in albums_in(root, tmp_path, follow_links=True)}  # type: ignore[union-attr]
    assert followed == {trip, trip / "day", tmp_path / "private"}


@links
def test_a_folder_of_links_alone_says_why_it_has_no_photos(tmp_path: Path, save_photo: SavePhoto) -> None:
    save_photo("private/b.jpg")
    (tmp_path / "trip").mkdir()
    (tmp_path / "trip" / "b.jpg").symlink_to(tmp_path / "private" / "b.jpg")
    with pytest.raises(InputError, match=r"b\.jpg is a link that leads out of the album\..*--follow-links"):
        scan(tmp_path / "trip")
