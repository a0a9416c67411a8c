"""`make --for` and what goes with it, as its user meets it."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import slideshow
from tests.cli.test_make import QUICK, run
from tests.photos import album


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return album(tmp_path_factory.mktemp("albums") / "trip", 3)


def test_the_proof_is_a_line_of_its_own_before_the_last(trip: Path, tmp_path: Path) -> None:
    result = run("make", trip, *QUICK, "--for", "whatsapp", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    proof, last = result.stdout.splitlines()
    assert proof.endswith("270×480, H.264 Main, moov first: fits whatsapp")
    assert last.startswith("trip.mp4: ")


def test_json_has_the_proof(trip: Path, tmp_path: Path) -> None:
    result = run("make", trip, *QUICK, "--json", "--max-size", "400 kB", cwd=tmp_path)
    film = json.loads(result.stdout.splitlines()[-1])
    assert (film["event"], film["target"], film["fits"]) == ("finished", "tiktok-dm", True)
    assert film["proof"].endswith("moov first: fits tiktok-dm")
    assert film["size_bytes"] <= 400_000


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        (("--for", "watsapp"), ('"watsapp"', "whatsapp")),
        (("--max-size", "16"), ("--max-size 16:", "16MB")),
        (("--max-size", "big"), ("--max-size big:", "16MB")),
        (("--max-size", "2kB"), ("--max-size 2kB:",)),
    ],
)
def test_a_mistake_is_one_line_before_any_work(
    options: tuple[str, ...], parts: tuple[str, ...], trip: Path, tmp_path: Path
) -> None:
    result = run("make", trip, *options, cwd=tmp_path)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert all(part in line for part in parts)


def test_a_plan_for_a_target_is_as_long_as_that_allows(tmp_path: Path) -> None:
    folder = album(tmp_path / "long", 30)
    result = run("plan", folder, "--for", "story", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "1:00" in result.stdout


def test_a_preview_has_the_targets_shape(trip: Path, tmp_path: Path) -> None:
    from PIL import Image

    tall = run("preview", trip, "--for", "reels", "-o", tmp_path / "tall.png", cwd=tmp_path)
    wide = run("preview", trip, "--for", "wide", "-o", tmp_path / "wide.png", cwd=tmp_path)
    assert (tall.returncode, wide.returncode) == (0, 0)
    with Image.open(tmp_path / "tall.png") as one, Image.open(tmp_path / "wide.png") as other:
        assert one.size != other.size


def test_make_with_phone_offers_the_film_that_was_made(trip: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "slideshow", "make", str(trip), *QUICK, "--phone", "--kit", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        offer = next(
            event for event in map(json.loads, process.stdout) if event["event"] in ("offered", "error")
        )
        assert offer["event"] == "offered"
        with urllib.request.urlopen(f"{offer['address']}film.mp4", timeout=60) as answer:
            assert answer.read() == (tmp_path / "trip.mp4").read_bytes()
        with urllib.request.urlopen(offer["address"], timeout=60) as answer:
            assert "Trip: 3 April 2026" in answer.read().decode()
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        process.communicate(timeout=60)


@pytest.mark.parametrize("option", [("--kit",), ("--parts",), ("--phone",), ("--max-size", "5MB")])
def test_what_needs_a_file_is_not_for_a_pipe(option: tuple[str, ...], trip: Path, tmp_path: Path) -> None:
    result = run("make", trip, *QUICK, *option, "-o", "-", cwd=tmp_path)
    assert result.returncode == 2
    assert "need a file" in result.stderr
    assert result.stdout == ""
