"""What takes long to decode is decoded once, gives the same pixels, and is never trusted blindly."""

import shutil
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from slideshow.errors import PhotoError
from slideshow.media import proxies
from slideshow.media.pictures import decode
from slideshow.media.proxies import Proxies
from slideshow.media.still_colours import StillColours
from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.scan import scan
from slideshow.system.file_cache import FileCache
from tests.photos import save


@pytest.fixture(scope="module")
def heic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo that takes long to write, too: once for all."""
    pillow_heif.register_heif_opener()
    folder = tmp_path_factory.mktemp("photos")
    save(folder, "IMG_1.heic", (1200, 1600), seed=1)
    return folder / "IMG_1.heic"


@pytest.fixture
def photo(heic: Path, tmp_path: Path) -> Photo:
    folder = tmp_path / "trip"
    folder.mkdir()
    shutil.copy2(heic, folder)
    return scan(folder).photos[0]


@pytest.fixture
def kept(tmp_path: Path) -> FileCache:
    return FileCache(tmp_path / "proxies")


@pytest.fixture
def decodings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The photos that were decoded in full."""
    found: list[Path] = []

    def counted(photo: Photo, *given: object, **options: object) -> object:
        found.append(photo.path)
        return decode(photo, *given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(proxies, "decode", counted)
    return found


def sample(picture: object) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return picture.sample(picture.size.whole, Size(300, 400))  # type: ignore[attr-defined, no-any-return]


def test_it_is_decoded_once_and_shows_the_same_pixels(
    photo: Photo, kept: FileCache, decodings: list[Path]
) -> None:
    first = sample(Proxies(kept).full(photo))
    again = sample(Proxies(kept).full(photo))
    Proxies(kept).small(photo, 0.1)
    assert decodings == [photo.path]
    assert np.array_equal(first, again)
    assert np.array_equal(first, sample(decode(photo)))


def test_looking_at_a_photo_leaves_a_small_copy_of_it(
    photo: Photo, kept: FileCache, decodings: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxies, "SMALL_SIDE", 1000)
    seen = sample(Proxies(kept).seen(photo, 0.1))
    small = Proxies(kept).small(photo, 0.1)
    assert decodings == [photo.path]
    assert np.array_equal(seen, sample(decode(photo, 0.1)))
    # But for what JPEG loses.
    assert np.abs(sample(small).astype(int) - seen).mean() < 3


def test_a_small_copy_turns_with_its_photo(photo: Photo, kept: FileCache) -> None:
    upright = Proxies(kept).small(photo, 0.1)
    turned = Proxies(kept).small(photo.turned_to(90), 0.1)
    assert turned.size == upright.size.turned
    small = turned.sample(turned.size.whole, Size(400, 300))
    wanted = np.rot90(sample(upright), -1)
    assert np.abs(small.astype(int) - wanted.astype(int)).mean() < 3


def test_damaged_copies_are_made_anew(photo: Photo, kept: FileCache, decodings: list[Path]) -> None:
    wanted = sample(Proxies(kept).full(photo))
    for file, _ in list(kept.files()):
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(bytes(content))
    assert np.array_equal(sample(Proxies(kept).full(photo)), wanted)
    for file, _ in list(kept.files()):
        file.write_bytes(file.read_bytes()[:1000])
    assert np.array_equal(sample(Proxies(kept).full(photo)), wanted)
    assert len(decodings) == 3


def test_a_photo_that_is_gone_is_not_shown_from_its_copy(photo: Photo, kept: FileCache) -> None:
    Proxies(kept).full(photo)
    photo.path.unlink()
    with pytest.raises(PhotoError):
        Proxies(kept).full(photo)


def test_the_copies_are_bounded(photo: Photo, kept: FileCache) -> None:
    Proxies(kept, most_bytes=1000).full(photo)
    assert sum(status.st_size for _, status in kept.files()) <= 1000


def test_colours_of_high_dynamic_range_are_kept_with_the_pixels() -> None:
    colours = StillColours(b"", "pq", "bt2020", False)
    image = Image.fromarray(np.full((4, 6, 3), 130, np.uint8))
    found = proxies._read(b"".join(proxies._written(image, colours)))
    assert found is not None
    assert found[1] == colours
    assert np.array_equal(np.asarray(found[0]), np.asarray(image))
