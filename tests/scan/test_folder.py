"""A folder becomes an album, whatever else lies in it."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from slideshow.errors import InputError, printable
from slideshow.events import Advanced, Event, PhotoLeftOut, Started
from slideshow.model.album import Album
from slideshow.scan import scan

SavePhoto = Callable[..., Path]


def names(album: Album) -> list[str]:
    return [photo.path.relative_to(album.folder).as_posix() for photo in album.photos]


def complaint(folder: Path, *, recursive: bool = False) -> str:
    with pytest.raises(InputError) as caught:
        scan(folder, recursive=recursive)
    return str(caught.value).replace(str(folder), folder.name)


def test_photos_are_in_the_order_of_their_names(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG_10.jpg")
    save_photo("IMG_9.jpg")
    save_photo("late.heic", tags={0x9003: "2024:05:06 07:08:09"})
    save_photo("early.png", tags={0x9003: "2023:05:06 07:08:09"})
    assert names(scan(tmp_path)) == ["early.png", "IMG_9.jpg", "IMG_10.jpg", "late.heic"]


def test_companions_hidden_files_and_videos_are_passed_over(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("a.jpg")
    save_photo(".hidden.jpg", format="JPEG")
    save_photo(".thumbnails/b.jpg")
    for name in (
        "a.xmp",
        "a.aae",
        "a.jpg.json",
        "Thumbs.db",
        "desktop.ini",
        "a.mov",
        "a.cr2",
        "notes",
        "._a.jpg",
    ):
        (tmp_path / name).write_bytes(b"MM\x00* something")
    album = scan(tmp_path, recursive=True)
    assert names(album) == ["a.jpg"]
    assert album.left_out == ()


def test_a_photo_under_a_name_without_ending_is_used(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("IMG-20240506-WA0001", format="JPEG")
    save_photo("a.jpg_large", format="PNG")
    save_photo("unfinished.part", format="JPEG")
    assert names(scan(tmp_path)) == ["a.jpg_large", "IMG-20240506-WA0001"]


def test_sound_files_are_found_beside_the_photos(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("a.jpg")
    for name in ("track 10.mp3", "track 9.M4A", "x.flac"):
        (tmp_path / name).write_bytes(b"ID3")
    assert [path.name for path in scan(tmp_path).audio] == ["track 9.M4A", "track 10.mp3", "x.flac"]


def test_a_photo_left_out_is_in_the_album_and_in_the_report(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("a.jpg")
    (tmp_path / "b.jpg").write_bytes(b"")
    events: list[Event] = []
    album = scan(tmp_path, events.append)
    hint = "Export it again to include it."
    assert [(one.path.name, one.hint) for one in album.left_out] == [("b.jpg", hint)]
    assert PhotoLeftOut(tmp_path / "b.jpg", "cannot be read (the file is empty).", hint) in events
    assert events[0] == Started("scan", 2)
    assert Advanced("scan", 2) in events


def test_folders_inside_are_entered_only_when_asked(save_photo: SavePhoto, tmp_path: Path) -> None:
    for name in ("b.jpg", "day 10/a.jpg", "day 9/deep/c.jpg"):
        save_photo(name)
    assert names(scan(tmp_path)) == ["b.jpg"]
    assert names(scan(tmp_path, recursive=True)) == ["b.jpg", "day 9/deep/c.jpg", "day 10/a.jpg"]


def test_links_that_lead_back_end(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("day/a.jpg")
    (tmp_path / "day" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "day" / "self").symlink_to("self")
    (tmp_path / "twice").symlink_to(tmp_path / "day", target_is_directory=True)
    assert len(scan(tmp_path, recursive=True).photos) == 1


def test_a_link_to_a_photo_is_used_and_one_to_nowhere_is_left_out(
    save_photo: SavePhoto, tmp_path: Path
) -> None:
    inside = save_photo("trip/.annex/a.jpg")
    folder = tmp_path / "trip"
    (folder / "a.jpg").symlink_to(inside)
    (folder / "b.jpg").symlink_to(folder / "gone.jpg")
    album = scan(folder)
    assert names(album) == ["a.jpg"]
    assert [one.reason for one in album.left_out] == ["cannot be read (there is nothing at its place)."]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_pipes_and_sockets_are_never_opened(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo("a.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "linked.jpg").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as door:
        # The path of a socket may have 107 bytes, and that of a test's folder more.
        there = os.open(tmp_path, os.O_RDONLY)
        door.bind(f"/proc/self/fd/{there}/s.jpg" if sys.platform == "linux" else str(tmp_path / "s.jpg"))
        os.close(there)
    album = scan(tmp_path)
    assert names(album) == ["a.jpg"]
    assert album.left_out == ()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names of any bytes")
def test_a_name_of_any_bytes_is_used_and_can_be_printed(save_photo: SavePhoto, tmp_path: Path) -> None:
    save_photo(os.fsdecode(b"caf\xe9 \xff.jpg"), format="JPEG")
    assert [os.fsencode(photo.path.name) for photo in scan(tmp_path).photos] == [b"caf\xe9 \xff.jpg"]
    missing = tmp_path / os.fsdecode(b"caf\xe9")
    with pytest.raises(InputError) as caught:
        scan(missing)
    assert "caf\ufffd" in str(caught.value).encode("utf-8").decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize(
    "stem", ["two\nlines", "\"'`$(x)", "100%d %s", "🏖️ été", "-i", "a:b|c", "\\", "\x1b[31m", "x" * 250]
)
def test_a_strange_name_is_a_name(save_photo: SavePhoto, tmp_path: Path, stem: str) -> None:
    save_photo(f"{stem}.jpg")
    album = scan(tmp_path)
    assert names(album) == [f"{stem}.jpg"]
    assert printable(album.photos[0].path).isprintable()


def test_a_photo_without_permission_is_left_out(
    save_photo: SavePhoto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_photo("a.jpg")
    closed = save_photo("b.jpg")
    opened = Path.open

    def guarded(path: Path, mode: str = "r") -> object:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", guarded)
    assert [one.reason for one in scan(tmp_path).left_out] == ["cannot be read (permission denied)."]


def test_a_closed_folder_inside_is_left_out_and_a_closed_album_is_an_error(
    save_photo: SavePhoto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_photo("a.jpg")
    closed = save_photo("closed/b.jpg").parent
    listed = os.scandir

    def guarded(folder: Path) -> object:
        if folder == closed:
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    album = scan(tmp_path, recursive=True)
    assert names(album) == ["a.jpg"]
    assert [one.path for one in album.left_out] == [closed]
    assert complaint(closed).startswith("closed: this folder cannot be read (permission denied).")


def test_what_is_wrong_with_the_folder_is_said(save_photo: SavePhoto, tmp_path: Path) -> None:
    photo = save_photo("trip/a.jpg")
    missing = "there is no such folder. Check the spelling, or give the full path."
    assert complaint(tmp_path / "tripp") == f"tripp: {missing}"
    assert complaint(photo / "b") == f"b: {missing}"
    assert (
        complaint(photo)
        == f"a.jpg: this is a file, not a folder. Give the folder that holds it: {photo.parent}"
    )
    with pytest.raises(InputError) as caught:
        scan(tmp_path / "tripp")
    assert caught.value.exit_code == 2


def test_a_folder_without_photos_is_told_by_what_it_holds(save_photo: SavePhoto, tmp_path: Path) -> None:
    trip = tmp_path / "trip"
    trip.mkdir()
    assert complaint(trip) == "trip has no photos: it is empty. Give a folder that holds photos."
    for name in ("1.mov", "2.mp4", "3.MOV", "notes.txt", "song.mp3"):
        (trip / name).write_bytes(b"x")
    holds = "trip has no photos: it holds 3 videos, 1 text file"
    assert complaint(trip) == f"{holds} and 1 sound file. Give a folder that holds photos."
    (trip / "other").mkdir()
    save_photo("trip/day 1/a.jpg")
    save_photo("trip/day 2/deep/a.jpg")
    assert complaint(trip) == (
        f"{holds}, 1 sound file, 1 folder without photos and 2 folders with photos inside. "
        "Add --recursive to use the photos in them."
    )


def test_an_album_whose_photos_all_fail_says_why(tmp_path: Path) -> None:
    trip = tmp_path / "trip"
    trip.mkdir()
    (trip / "a.jpg").write_bytes(b"")
    why = "a.jpg cannot be read (the file is empty). Export it again to include it."
    assert complaint(trip) == f"trip has no photos that can be used: {why}"
    (trip / "b.jpg").write_bytes(b"")
    assert complaint(trip) == f"trip has no photos that can be used: 2 were left out. The first: {why}"
