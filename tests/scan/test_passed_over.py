"""What an album has that a film cannot show is told in one line."""

from pathlib import Path

import pytest

from slideshow.errors import InputError
from slideshow.events import Event, Noticed, PhotoLeftOut
from slideshow.model.album import Album
from slideshow.scan import scan
from tests.media.clips.films import clip
from tests.photos import save
from tests.raw_photos import SENSOR, jpeg, like_tiff


def scanned(folder: Path) -> tuple[Album, list[str], list[str]]:
    events: list[Event] = []
    album = scan(folder, events.append, clips=True)
    lines = [one.text for one in events if isinstance(one, Noticed)]
    left_out = [f"{one.path.name}: {one.reason}" for one in events if isinstance(one, PhotoLeftOut)]
    return album, lines, left_out


def names(album: Album) -> list[str]:
    return [photo.path.name for photo in album.photos]


def put(folder: Path, *files: str, content: bytes = b"something") -> None:
    for name in files:
        (folder / name).write_bytes(content)


def test_one_line_counts_what_was_passed_over(tmp_path: Path) -> None:
    save(tmp_path, "a.jpg")
    put(tmp_path, "1.CR2", "2.nef", content=b"II*\0" + SENSOR)
    put(tmp_path, "3.jxl", "4.psd", "5.braw", "6.R3D", "7.zip")
    album, lines, left_out = scanned(tmp_path)
    assert names(album) == ["a.jpg"]
    assert left_out == []
    assert lines == [
        "Passed over: 2 raw photos without a picture to show, 2 clips of kinds that cannot be read, "
        "1 JPEG XL picture, 1 Photoshop picture and 1 archive."
    ]


def test_companions_of_photos_and_leftovers_are_not_told(tmp_path: Path) -> None:
    save(tmp_path, "IMG_1.jpg")
    put(
        tmp_path, "IMG_1.xmp", "IMG_1.AAE", "Thumbs.db", "desktop.ini", "notes.txt", "metadata.json", "app.ts"
    )
    _, lines, left_out = scanned(tmp_path)
    assert lines == left_out == []


def test_a_raw_photo_with_its_jpeg_beside_it_is_one_photo(tmp_path: Path) -> None:
    save(tmp_path, "IMG_1.JPG")
    put(tmp_path, "IMG_1.CR2", content=like_tiff(jpeg()))
    put(tmp_path, "IMG_2.CR2", content=like_tiff(jpeg()))
    put(tmp_path, "IMG_1.NEF", content=b"II*\0" + SENSOR)
    album, lines, _ = scanned(tmp_path)
    assert names(album) == ["IMG_1.JPG", "IMG_2.CR2"]
    assert lines == []


def test_stickers_are_left_out_and_told(tmp_path: Path) -> None:
    save(tmp_path, "IMG-20240512-WA0001.jpg")
    save(tmp_path, "STK-20240512-WA0002.webp", (512, 512))
    album, _, left_out = scanned(tmp_path)
    assert names(album) == ["IMG-20240512-WA0001.jpg"]
    assert left_out == ["STK-20240512-WA0002.webp: a sticker"]
    assert [one.path.name for one in album.left_out] == ["STK-20240512-WA0002.webp"]


def test_photos_that_are_only_in_icloud_are_told(tmp_path: Path) -> None:
    save(tmp_path, "a.jpg")
    put(tmp_path, ".IMG_1.HEIC.icloud", ".IMG_2.JPG.icloud", ".IMG_3.MOV.icloud", ".notes.txt.icloud")
    _, lines, _ = scanned(tmp_path)
    assert lines == [
        "Passed over: 2 photos that are only in iCloud and 1 clip that is only in iCloud. "
        "Download those in iCloud first to include them."
    ]


def test_an_album_that_is_all_in_icloud_says_so(tmp_path: Path) -> None:
    put(tmp_path, ".IMG_1.HEIC.icloud", ".IMG_2.HEIC.icloud")
    with pytest.raises(InputError, match="2 photos that are only in iCloud"):
        scan(tmp_path)


@pytest.mark.parametrize("ending", ["ts", "qt", "vob", "mxf", "ogv", "f4v", "mod"])
def test_clips_are_tried_under_rarer_endings(ending: str, tmp_path: Path) -> None:
    made = clip(tmp_path / "made.mp4", 30, 30)
    made.rename(tmp_path / f"clip.{ending}")
    assert names(scanned(tmp_path)[0]) == [f"clip.{ending}"]
