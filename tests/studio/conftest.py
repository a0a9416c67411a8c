"""An album that is open for a page, without the page."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from slideshow.studio.open_album import OpenAlbum
from tests.photos import album, save


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    """Six photos, and a copy of one a moment later, which is left out."""
    folder = album(tmp_path / "trip", 6)
    save(folder, "IMG_9.jpg", taken="2026:04:03 09:03:01", seed=3)
    return folder


@pytest.fixture
def opened(trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAlbum]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = tmp_path / "made"
    made.mkdir()
    found = OpenAlbum(trip, made, lambda: None)
    wait_for(lambda: found.phase in ("ready", "failed"))
    assert found.phase == "ready", found.problem
    yield found
    found.close()


def wait_for(is_so: "object", seconds: float = 90.0) -> None:
    """Until it is so: threads do the work."""
    assert callable(is_so)
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "It took too long."
        time.sleep(0.02)
