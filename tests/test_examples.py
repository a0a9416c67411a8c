"""The examples in docs/examples do what they say, run as their reader would run them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from slideshow.media.mp4 import read
from tests.photos import album

# Whole films and drafts are made: with the slow tests.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "docs" / "examples"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with an album of four photos and one that is none."""
    album(tmp_path / "trip", 4, (240, 320))
    (tmp_path / "trip" / "IMG_9.jpg").write_bytes(b"\xff\xd8\xff broken")
    return tmp_path


def run(name: str, *words: str, cwd: Path) -> str:
    """What an example prints."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / name), *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_example_is_run_here_and_named_in_the_documentation() -> None:
    code = Path(__file__).read_text("utf-8")
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    for path in EXAMPLES.iterdir():
        if path.suffix == ".py":
            assert f'"{path.name}"' in code
            assert f"examples/{path.name}" in pages


def film_seconds(path: Path) -> float:
    movie = read(path)
    (picture,) = movie.of_kind("video")
    assert picture.picture is not None
    assert (picture.picture.size.width, picture.picture.size.height) == (360, 640)
    return float(picture.end_seconds)


def test_a_film_is_made_and_what_was_left_out_is_told(here: Path) -> None:
    said = run("make_a_film.py", "trip", "trip.mp4", cwd=here)
    assert film_seconds(here / "trip.mp4") == pytest.approx(8, abs=0.5)
    assert "IMG_9.jpg: " in said


def test_the_frames_of_a_film_are_pictures(here: Path) -> None:
    said = run("frames_of_a_film.py", "trip", "pictures", cwd=here)
    pictures = sorted((here / "pictures").iterdir())
    assert len(pictures) == len(said.splitlines()) == 4
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.size == (360, 640)


def test_a_transition_of_ones_own_joins_the_slides(here: Path) -> None:
    said = run("own_transition.py", "trip", "curtain.mp4", cwd=here)
    assert "curtain, curtain" in said
    assert film_seconds(here / "curtain.mp4") == pytest.approx(8, abs=0.5)


def test_what_a_command_tells_can_be_followed(here: Path) -> None:
    said = run("follow_progress.py", "plan", "trip", cwd=here)
    assert "inspect: all 4 steps done" in said
    assert "not in the film: trip/IMG_9.jpg" in said.replace(os.sep, "/")
    assert "slideshow.toml: " in said.splitlines()[-1]
