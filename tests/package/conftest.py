"""One part, sound and film for all tests that only read them."""

from pathlib import Path

import pytest

from tests.package import films


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="session")
def picture(store: Path) -> Path:
    """Two seconds of picture, with B-frames."""
    return films.part(store / "picture.mp4", 60, gop=25)


@pytest.fixture(scope="session")
def tone(store: Path) -> Path:
    """Two seconds of sound."""
    return films.sound(store / "tone.m4a", 2.0)


@pytest.fixture(scope="session")
def film(store: Path, picture: Path, tone: Path) -> Path:
    """The two together, as they should be."""
    return films.mux(picture, tone, store / "film.mp4")
