"""Headers that libraries in C read are read in a process that may die."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from slideshow.errors import InputError
from slideshow.model.album import LeftOut, Photo
from slideshow.scan import folder, scan
from slideshow.scan.photo_header import read_photo
from slideshow.system.sandbox import Limits, Sandbox
from tests.scan import failing_readers

SavePhoto = Callable[..., Path]


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
@pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are ended by signals")
@pytest.mark.parametrize(
    ("fault", "why"), [("crashes", "its decoder crashed"), ("hangs", "it took longer than 1 s")]
)
def test_a_header_that_ruins_its_reader_costs_one_photo(
    save_photo: SavePhoto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, why: str
) -> None:
    monkeypatch.setattr(folder, "read_photo", failing_readers.misled)
    monkeypatch.setattr(folder, "_LIMITS", Limits(1.0, 1 << 30))
    bad = save_photo(f"{fault}.heic")
    with pytest.raises(InputError, match=why):
        scan(tmp_path)
    good = save_photo("good.jpg")
    album = scan(tmp_path)
    assert [photo.path for photo in album.photos] == [good]
    (left_out,) = album.left_out
    assert left_out.path == bad
    assert why in left_out.reason


@pytest.mark.parametrize("ending", ["heic", "avif", "webp"])
def test_what_a_library_in_c_reads_is_read_apart(save_photo: SavePhoto, ending: str) -> None:
    path = save_photo(f"a.{ending}")
    asked = []

    def apart(path: Path) -> Photo | LeftOut | None:
        asked.append(path)
        return read_photo(path)

    photo = read_photo(path, apart=apart)
    assert asked == [path]
    assert isinstance(photo, Photo)
    assert photo == read_photo(path)


def test_what_python_reads_starts_no_process(
    save_photo: SavePhoto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ending in ("jpg", "png", "gif", "tif", "bmp"):
        save_photo(f"a.{ending}")
    monkeypatch.setattr(Sandbox, "_worker", lambda self: pytest.fail("a process was started"))
    assert len(scan(tmp_path).photos) == 5
