"""Pictures on their way to a phone: a button each, a ZIP for all, and an end when all are there."""

import io
import re
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

from slideshow.events import Offered
from slideshow.share.phone.photos import photos_offered
from slideshow.share.phone.visits import Visits
from tests.photos import save


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "trip-photos"
    folder.mkdir()
    return [save(folder, f"{one:02d}.jpg", (60, 80), seed=one) for one in (1, 2)]


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return bytes(answer.read())


def test_a_phone_gets_a_button_for_each_and_a_zip_of_all(files: list[Path]) -> None:
    told: list[Offered] = []
    with photos_offered(
        files,
        files[0].parent,
        message="Our trip",
        host="127.0.0.1",
        report=told.append,  # type: ignore[arg-type]
    ) as visits:
        root = told[0].address.rsplit("/", 2)[0]
        page = fetched(told[0].address).decode()
        assert "Our trip" in page
        saved = re.findall(r'href="([^"]+\?save)" download="([^"]+)"', page)
        assert [name for _, name in saved] == ["01.jpg", "02.jpg", "trip-photos.zip"]
        assert fetched(root + saved[0][0]) == files[0].read_bytes()
        assert not visits.is_saved
        with zipfile.ZipFile(io.BytesIO(fetched(root + saved[2][0]))) as archive:
            assert archive.namelist() == ["01.jpg", "02.jpg"]
            assert archive.read("02.jpg") == files[1].read_bytes()
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        # It is told when the phone has hung up.
        deadline = time.monotonic() + 20
        while not visits.is_saved and time.monotonic() < deadline:
            fetched(told[0].address)
        assert visits.is_saved


def test_all_the_pictures_are_worth_as_much_as_the_zip() -> None:
    visits = Visits(100, 60, more={"01.jpg": 10, "02.jpg": 20})
    visits.saved("phone", range(10), "01.jpg")
    visits.saved("another phone", range(20), "02.jpg")
    assert not visits.is_saved
    visits.saved("phone", range(20), "02.jpg")
    assert visits.is_saved
