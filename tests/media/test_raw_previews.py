"""Raw photos are shown by the JPEG that their camera put into them, where it is large enough."""

import io
from pathlib import Path

import pytest

from slideshow.media import pictures
from slideshow.media.raw_previews import preview_in
from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.scan.photo_header import read_photo
from tests.raw_photos import SENSOR, anywhere, cr3, jpeg, like_tiff, raf, save

PICTURE = jpeg()
BUILDS = {
    "a.NEF": like_tiff(PICTURE),
    "a.CR2": like_tiff(PICTURE, how="interchange"),
    "a.dng": like_tiff(PICTURE),
    "a.RW2": like_tiff(PICTURE, mark=b"U\0", how="panasonic"),
    "a.RAF": raf(PICTURE),
    "a.CR3": cr3(PICTURE),
    "a.ORF": anywhere(PICTURE),
    "a.x3f": b"FOVb" + SENSOR + PICTURE,
}


@pytest.mark.parametrize("name", BUILDS)
def test_a_raw_photo_is_shown_by_its_preview(name: str, tmp_path: Path) -> None:
    photo = read_photo(save(tmp_path, name, BUILDS[name]))
    assert isinstance(photo, Photo)
    assert photo.size == Size(1500, 1000)
    pixels = pictures.whole(photo, 300)
    assert pixels.shape == (200, 300, 3)
    assert pixels[100, 150].tolist() == pytest.approx([200, 60, 40], abs=3)


@pytest.mark.parametrize("content", [like_tiff(PICTURE, turn=6), cr3(PICTURE, turn=6)], ids=["tiff", "cr3"])
def test_the_raw_file_tells_the_way_up(content: bytes, tmp_path: Path) -> None:
    name = "a.cr3" if content[4:8] == b"ftyp" else "a.nef"
    photo = read_photo(save(tmp_path, name, content))
    assert isinstance(photo, Photo)
    assert photo.size == Size(1000, 1500)
    assert pictures.whole(photo, 300).shape == (300, 200, 3)


def test_the_raw_file_tells_time_and_camera(tmp_path: Path) -> None:
    photo = read_photo(save(tmp_path, "a.arw", like_tiff(PICTURE, taken="2025:02:03 04:05:06")))
    assert isinstance(photo, Photo)
    assert photo.captured is not None
    assert photo.captured.isoformat() == "2025-02-03T04:05:06"
    assert photo.camera == "Nikon"


@pytest.mark.parametrize("size", [(160, 120), (640, 424)])
def test_a_thumbnail_is_not_enough(size: tuple[int, int], tmp_path: Path) -> None:
    thumbnail = like_tiff(jpeg(size), how="panasonic")
    assert read_photo(save(tmp_path, "a.nef", thumbnail)) is None


def test_of_several_the_largest_is_taken() -> None:
    content = anywhere(jpeg((640, 480)) + PICTURE + jpeg((160, 120)))
    found = preview_in(io.BytesIO(content))
    assert found is not None
    assert (found.width, found.height) == (1500, 1000)


def test_lossless_raw_data_is_no_preview() -> None:
    lossless = PICTURE.replace(b"\xff\xc0", b"\xff\xc3", 1)
    assert preview_in(io.BytesIO(like_tiff(lossless))) is None


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", BUILDS)
def test_cut_and_broken_raw_files_never_cost_more_than_themselves(name: str, tmp_path: Path) -> None:
    whole = BUILDS[name]
    for cut in (0, 3, 9, 60, 150, 250, 400, len(whole) // 2):
        result = read_photo(save(tmp_path, name, whole[:cut]))
        assert not isinstance(result, Photo) or result.size == Size(1500, 1000)
    for at in range(2, 400, 7):
        result = read_photo(save(tmp_path, name, whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :]))
        assert not isinstance(result, Photo) or result.size.width <= 65535
