"""Copies for the cloud hold pixels and nothing else, and the originals are as they were."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from slideshow import events
from slideshow.errors import InputError, RenderError, SlideshowError
from slideshow.model.album import Photo
from slideshow.pipeline.upload import copy_originals
from slideshow.scan import scan
from slideshow.share.upload import originals
from slideshow.share.upload.jpeg_metadata import traces
from slideshow.share.upload.originals import Copies, write_copies
from tests.media.test_picture_colours import P3
from tests.photos import album, save, scene
from tests.share import failing_copiers
from tests.share.revealing_photos import SECRETS, save_loaded


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    pillow_heif.register_heif_opener()
    folder = tmp_path / "trip"
    save_loaded(folder, "IMG_1.jpg")
    save_loaded(folder, "IMG_2.jpg", (300, 400), orientation=6)
    save(folder, "IMG_3.png", (320, 200))
    save(folder, "IMG_4.heic", (320, 200), taken="2026:04:03 11:00:00")
    return folder


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_nothing_but_the_picture_is_in_a_copy(trip: Path, tmp_path: Path) -> None:
    before = state(trip)
    _, copies = copy_originals(trip, tmp_path / "out")
    files = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in files] == ["001.jpg", "002.jpg", "003.jpg", "004.jpg"]
    for path in files:
        data = path.read_bytes()
        assert traces(data) == ()
        for secret in SECRETS:
            assert secret not in data
        with Image.open(path) as image:
            assert not image.getexif()
            assert not {"icc_profile", "xmp", "comment", "photoshop", "exif"} & image.info.keys()
    assert state(trip) == before
    assert (copies.located, len(copies.names)) == (2, 4)


def test_the_summary_counts_files_bytes_and_places(trip: Path, tmp_path: Path) -> None:
    _, copies = copy_originals(trip, tmp_path / "out")
    assert copies.size_bytes == sum(path.stat().st_size for path in (tmp_path / "out").iterdir())
    assert copies.original_bytes == sum(path.stat().st_size for path in trip.iterdir())
    told = Copies(Path("out"), ("001.jpg",) * 24, 61_200_000, 143_000_000, 19).summary()
    assert told == "24 files, 61 MB from 143 MB; 19 had a location; none has one now"
    assert Copies(Path("out"), ("001.jpg",), 900_000, 1_000_000, 0).summary().startswith("1 file, 0.9 MB")


def test_a_copy_stands_upright(trip: Path, tmp_path: Path) -> None:
    copy_originals(trip, tmp_path / "out")
    with Image.open(tmp_path / "out" / "002.jpg") as image:
        assert image.size == (400, 300)
        turned = np.asarray(scene(300, 400).transpose(Image.Transpose.ROTATE_270), dtype=int)
        assert np.abs(np.asarray(image, dtype=int) - turned).mean() < 6


def test_colours_of_a_wide_gamut_become_srgb(tmp_path: Path) -> None:
    """(234, 51, 35) of Display P3 is the purest red of sRGB."""
    folder = tmp_path / "trip"
    folder.mkdir()
    Image.new("RGB", (64, 64), (234, 51, 35)).save(folder / "one.jpg", quality=100, icc_profile=P3)
    copy_originals(folder, tmp_path / "out")
    with Image.open(tmp_path / "out" / "001.jpg") as image:
        red, green, blue = (int(value) for value in np.asarray(image)[32, 32])
    assert red > 250 and green < 20 and blue < 20


def test_copies_are_no_longer_than_asked_and_never_enlarged(tmp_path: Path) -> None:
    folder = tmp_path / "trip"
    save_loaded(folder, "a_large.jpg", (3000, 1500))
    save_loaded(folder, "b_panorama.jpg", (2900, 4))
    save_loaded(folder, "c_small.jpg", (300, 200))

    def sizes(longest_side: int | None, name: str) -> list[tuple[int, int]]:
        copy_originals(folder, tmp_path / name, longest_side=longest_side)
        found = []
        for path in sorted((tmp_path / name).iterdir()):
            with Image.open(path) as image:
                found.append(image.size)
        return found

    assert sizes(2560, "usual") == [(2560, 1280), (2560, 4), (300, 200)]
    assert sizes(100, "tiny") == [(100, 50), (100, 1), (100, 67)]
    assert sizes(None, "full") == [(3000, 1500), (2900, 4), (300, 200)]


def shades(folder: Path) -> list[int]:
    found = []
    for path in sorted(folder.iterdir()):
        with Image.open(path) as image:
            found.append(round(np.asarray(image).mean() / 40))
    return found


def test_copies_are_numbered_by_time_not_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "trip"
    folder.mkdir()
    for name, hour, shade in (("z.jpg", 8, 40), ("a.jpg", 10, 120), ("m.jpg", 9, 80)):
        picture = Image.new("RGB", (60, 60), (shade,) * 3)
        save(folder, name, taken=f"2026:04:03 {hour:02d}:00:00", picture=picture)
    copy_originals(folder, tmp_path / "out")
    assert shades(tmp_path / "out") == [1, 2, 3]


def test_the_films_order_comes_first_and_can_be_all(tmp_path: Path) -> None:
    folder = tmp_path / "trip"
    folder.mkdir()
    for number, shade in enumerate((40, 80, 120), start=1):
        picture = Image.new("RGB", (60, 60), (shade,) * 3)
        save(folder, f"{number}.jpg", taken=f"2026:04:03 {number:02d}:00:00", picture=picture)
    slides = "".join(f'[[slide]]\nphotos = ["{name}.jpg"]\n' for name in (3, 1))
    slides += '[folder]\nphotos = ["1.jpg", "2.jpg", "3.jpg"]\n'
    (folder / "slideshow.toml").write_text(slides)
    copy_originals(folder, tmp_path / "all")
    copy_originals(folder, tmp_path / "film", film_only=True)
    assert shades(tmp_path / "all") == [3, 1, 2]
    assert shades(tmp_path / "film") == [3, 1]


def test_film_only_needs_a_plan(trip: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="slideshow plan"):
        copy_originals(trip, tmp_path / "out", film_only=True)


def test_a_broken_photo_is_left_out_and_leaves_no_gap(trip: Path, tmp_path: Path) -> None:
    whole = (trip / "IMG_1.jpg").read_bytes()
    (trip / "IMG_0.jpg").write_bytes(whole[: len(whole) // 3])
    told: list[events.Event] = []
    _, copies = copy_originals(trip, tmp_path / "out", report=told.append)
    assert copies.names == ("001.jpg", "002.jpg", "003.jpg", "004.jpg")
    assert [one.path.name for one in told if isinstance(one, events.PhotoLeftOut)] == ["IMG_0.jpg"]


@pytest.mark.usefixtures("processes")
@pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are ended by signals")
def test_a_photo_that_ends_its_decoder_is_left_out(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals, "copy_photo", failing_copiers.misled)
    (trip / "IMG_2.jpg").rename(trip / "crashes.jpg")
    told: list[events.Event] = []
    _, copies = copy_originals(trip, tmp_path / "out", report=told.append)
    assert copies.names == ("001.jpg", "002.jpg", "003.jpg")
    (left_out,) = [one for one in told if isinstance(one, events.PhotoLeftOut)]
    assert left_out.path.name == "crashes.jpg"
    assert left_out.reason == "cannot be read (its decoder crashed)."


def test_when_no_photo_can_be_decoded_nothing_is_written(tmp_path: Path) -> None:
    folder = album(tmp_path / "trip", 1)
    photos = scan(folder).photos
    data = (folder / "IMG_0.jpg").read_bytes()
    (folder / "IMG_0.jpg").write_bytes(data[: len(data) // 2])
    with pytest.raises(RenderError):
        write_copies(photos, folder, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["trip"]


@pytest.mark.parametrize("where", [".", "inside", "inside/deep", ".."])
def test_copies_never_go_among_the_originals(trip: Path, where: str) -> None:
    before = state(trip)
    with pytest.raises(InputError, match=r"originals|folder"):
        copy_originals(trip, trip / where, overwrite=True)
    assert state(trip) == before


@pytest.mark.skipif(os.name != "posix", reason="makes a symbolic link")
def test_nor_through_a_link(trip: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(trip)
    with pytest.raises(InputError):
        copy_originals(trip, tmp_path / "elsewhere" / "out")
    with pytest.raises(InputError):
        copy_originals(trip, tmp_path / "elsewhere", overwrite=True)


def test_a_folder_with_something_in_it_is_not_touched(trip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "001.jpg").write_bytes(b"mine")
    (out / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        copy_originals(trip, out)
    with pytest.raises(InputError, match=r"notes\.txt"):
        copy_originals(trip, out, overwrite=True)
    assert (out / "001.jpg").read_bytes() == b"mine"


def test_copies_of_before_are_replaced_when_told_to(trip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    copy_originals(trip, out)
    (trip / "IMG_4.heic").unlink()
    copy_originals(trip, out, overwrite=True)
    assert sorted(path.name for path in out.iterdir()) == ["001.jpg", "002.jpg", "003.jpg"]
    (tmp_path / "empty").mkdir()
    copy_originals(trip, tmp_path / "empty")


def test_a_copy_that_is_not_clean_is_never_published(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = originals._written

    def telling(photos: Sequence[Photo], part: Path, *others: Any) -> list[tuple[int, bool]]:
        written = real(photos, part, *others)
        for path in part.iterdir():
            path.write_bytes(path.read_bytes() + b"48.137154, 11.575490")
        return written

    monkeypatch.setattr(originals, "_written", telling)
    with pytest.raises(RenderError, match="behind its end"):
        copy_originals(trip, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["trip"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_what_stops_it_leaves_nothing_behind(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(originals, "_searched", fail)
    with pytest.raises((KeyboardInterrupt, SlideshowError)):
        copy_originals(trip, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["trip"]


@pytest.mark.parametrize("change", ["taken away", "cut", "emptied"])
def test_an_original_that_changes_while_it_is_copied_is_left_out(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    lost = trip / "IMG_3.png"
    before = state(trip)
    real = originals._check_place

    def changing(*places: Path | bool) -> None:
        if lost.exists() and change == "taken away":
            lost.unlink()
        elif change != "taken away":
            data = before["IMG_3.png"][0]
            lost.write_bytes(data[: len(data) // 2 if change == "cut" else 0])
        real(*places)  # type: ignore[arg-type]

    # After the folder was read, before the first is decoded.
    monkeypatch.setattr(originals, "_check_place", changing)
    told: list[events.Event] = []
    _, copies = copy_originals(trip, tmp_path / "out", report=told.append)
    assert copies.names == ("001.jpg", "002.jpg", "003.jpg")
    assert [one.path.name for one in told if isinstance(one, events.PhotoLeftOut)] == ["IMG_3.png"]
    others = {name: what for name, what in state(trip).items() if name != "IMG_3.png"}
    assert others == {name: what for name, what in before.items() if name != "IMG_3.png"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "trip"]


@pytest.mark.parametrize("stop", ["Ctrl-C", "a full disk"])
def test_what_stops_it_while_it_copies_leaves_nothing_and_the_originals_as_they_were(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    def interrupting(event: events.Event) -> None:
        if stop == "Ctrl-C" and event == events.Advanced("originals", 2):
            raise KeyboardInterrupt

    if stop == "a full disk":
        (trip / "IMG_3.png").rename(trip / "fills.png")
        monkeypatch.setattr(originals, "copy_photo", failing_copiers.misled)
    before = state(trip)
    with pytest.raises((KeyboardInterrupt, RenderError)) as raised:
        copy_originals(trip, tmp_path / "out", report=interrupting)
    if stop == "a full disk":
        assert "out: cannot be written (No space left on device)" in str(raised.value)
    assert [path.name for path in tmp_path.iterdir()] == ["trip"]
    assert state(trip) == before


def test_copies_of_before_stay_when_the_new_ones_cannot_have_their_name(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    copy_originals(trip, out)
    before = state(out)
    real = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.suffix == ".part" and self.is_dir():
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(RenderError, match="Permission denied"):
        copy_originals(trip, out, overwrite=True)
    assert state(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "trip"]


def test_originals_that_are_called_as_copies_are_never_replaced(trip: Path, tmp_path: Path) -> None:
    camera = tmp_path / "camera"
    save_loaded(camera, "0001.jpg")
    before = state(camera)
    with pytest.raises(InputError, match=r"holds more than copies \(0001\.jpg\)"):
        copy_originals(trip, camera, overwrite=True)
    assert state(camera) == before


def test_what_a_killed_run_has_left_is_swept_away_by_the_next(trip: Path, tmp_path: Path) -> None:
    left = tmp_path / ".out.0123456789abcdef.part"
    mine = tmp_path / ".out.my-own.part"
    for folder in (left, mine):
        folder.mkdir()
        (folder / "000001.part").write_bytes(b"half")
        os.utime(folder, (1e9, 1e9))
    copy_originals(trip, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == [mine.name, "out", "trip"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_copy_that_finds_room_for_a_part_only_is_no_copy(trip: Path, tmp_path: Path) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        with pytest.raises(RenderError, match=r"out: cannot be written \(File too large\)"):
            copy_originals(trip, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [path.name for path in tmp_path.iterdir()] == ["trip"]
