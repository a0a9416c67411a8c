"""The photos that a visitor's first film is made of."""

from datetime import timedelta
from pathlib import Path

import pytest

from slideshow.model.album import Album
from slideshow.scan import scan

FOLDER = Path(__file__).parents[2] / "sample_photos"


@pytest.fixture(scope="module")
def album() -> Album:
    return scan(FOLDER)


def test_there_are_fourteen_and_all_can_be_used(album: Album) -> None:
    assert len(album.photos) == 14
    assert album.left_out == ()
    assert len(list(FOLDER.iterdir())) == 14
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 20_000_000


def test_they_are_of_every_kind_a_phone_makes(album: Album) -> None:
    formats = [photo.format for photo in album.photos]
    assert {"JPEG", "HEIF", "AVIF", "PNG"} <= set(formats)
    assert any(photo.orientation in (6, 8) for photo in album.photos)
    assert any(photo.size.aspect > 2 for photo in album.photos)
    assert sum(photo.size.aspect < 1 for photo in album.photos) >= 4
    assert sum(1 < photo.size.aspect < 2 for photo in album.photos) >= 4
    megapixels = [photo.size.width * photo.size.height / 1e6 for photo in album.photos]
    assert min(megapixels) >= 3
    assert max(megapixels) <= 12.5


def test_they_were_taken_on_three_days_with_three_in_one_burst(album: Album) -> None:
    times = [photo.captured for photo in album.photos if photo.captured]
    assert len({time.date() for time in times}) == 3
    assert all(time.utcoffset() is not None for time in times)
    assert any(times[index + 2] - times[index] < timedelta(seconds=5) for index in range(len(times) - 2))
