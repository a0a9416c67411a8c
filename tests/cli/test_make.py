"""The command as its user meets it: what it prints, what it returns, what it leaves behind."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import slideshow
from tests.photos import album, save

QUICK = ("--size", "270x480", "--quality", "draft")


def run(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "slideshow", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return album(tmp_path_factory.mktemp("albums") / "trip", 3)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


def test_a_folder_becomes_a_film_of_its_name_in_the_current_folder(trip: Path, here: Path) -> None:
    result = run("make", trip, *QUICK, cwd=here)
    assert result.returncode == 0, result.stderr
    assert [path.name for path in here.iterdir()] == ["trip.mp4"]
    last = result.stdout.splitlines()[-1]
    for part in ("trip.mp4", "0:08", "270×480", "MB", "3 photos", " s"):
        assert part in last


def test_the_last_line_counts_what_was_left_out_and_says_why(tmp_path: Path, here: Path) -> None:
    folder = album(tmp_path / "trip", 2)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    result = run("make", folder, *QUICK, cwd=here)
    assert result.returncode == 0
    assert "2 photos, 1 left out" in result.stdout
    (line,) = [line for line in result.stderr.splitlines() if "broken.jpg" in line]
    assert "cannot be read" in line
    assert "left out" in line


def test_json_is_an_object_a_line(trip: Path, here: Path) -> None:
    result = run("make", trip, *QUICK, "--json", cwd=here)
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert {"started", "advanced", "finished"} <= {event["event"] for event in events}
    finished = events[-1]
    assert finished["event"] == "finished"
    assert finished["path"] == "trip.mp4"
    assert 8.0 < finished["duration_seconds"] < 9.0
    assert finished["size_bytes"] == (here / "trip.mp4").stat().st_size
    assert result.stderr == ""


def test_quiet_is_quiet(trip: Path, here: Path) -> None:
    result = run("make", trip, *QUICK, "--quiet", cwd=here)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_version_and_help(here: Path) -> None:
    assert run("--version", cwd=here).stdout.strip() == f"slideshow {slideshow.__version__}"
    overview, details = run("--help", cwd=here).stdout, run("make", "--help-all", cwd=here).stdout
    assert "make" in overview
    for option in ("--output", "--music", "--title", "--per-photo", "--length", "--fps", "--size", "--seed"):
        assert option in details


def bad(result: subprocess.CompletedProcess[str]) -> str:
    """The one line that a person gets for a mistake of their own."""
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    (line,) = [line for line in result.stderr.splitlines() if not line.endswith(" ...")]
    return line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--size", "1081x1920"), ("1081x1920", "even", "1082x1920")),
        (("--size", "7x9"), ("7x9", "128")),
        (("--size", "big"), ("big", "1080x1920")),
        (("--fps", "0"), ("--fps 0", "30")),
        (("--fps", "fast"), ("fast", "30")),
        (("--quality", "god"), ("god", '"good"', "draft")),
        (("--length", "1", "--all"), ("--length 1", "3 slides", "--length 3")),
        (("--length", "0"), ("--length 0",)),
        (("--per-photo", "0.1"), ("0.1", "0.8")),
        (("--per-photo", "2", "--length", "9"), ("--per-photo", "--length")),
        (("--music", "nowhere.mp3"), ("nowhere.mp3",)),
        (("-o", "nowhere/film.mp4"), ("nowhere", "no such folder", "-o")),
        (("-o", "film.mov"), ("film.mov", "film.mp4")),
    ],
    ids=lambda value: " ".join(value),
)
def test_a_mistake_gets_one_line_that_says_what_would_work(
    trip: Path, here: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    line = bad(run("make", trip, *arguments, cwd=here))
    for word in words:
        assert word in line
    assert list(here.iterdir()) == []


def test_the_wrong_folder_gets_one_line(tmp_path: Path, here: Path) -> None:
    assert "nowhere" in bad(run("make", "nowhere", cwd=here))
    photo = save(tmp_path, "one.jpg")
    assert "not a folder" in bad(run("make", photo, cwd=here))
    (here / "notes.txt").write_text("notes")
    assert "no photos" in bad(run("make", here, cwd=tmp_path))


def test_unreadable_music_gets_one_line(trip: Path, here: Path) -> None:
    (here / "song.mp3").write_text("la la la")
    assert "song.mp3" in bad(run("make", trip, "--music", "song.mp3", cwd=here))
    assert [path.name for path in here.iterdir()] == ["song.mp3"]


def test_a_file_that_is_not_ours_is_replaced_only_when_told_to(trip: Path, here: Path) -> None:
    (here / "trip.mp4").write_bytes(b"somebody's wedding")
    assert "--overwrite" in bad(run("make", trip, *QUICK, cwd=here))
    assert (here / "trip.mp4").read_bytes() == b"somebody's wedding"
    assert run("make", trip, *QUICK, "--overwrite", cwd=here).returncode == 0
    assert (here / "trip.mp4").stat().st_size > 10_000


def processes_of(cache: Path) -> list[str]:
    """Command lines of the processes that work in a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if str(cache) in command:
            found.append(command)
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_leaves_nothing_behind(tmp_path: Path, here: Path, number: signal.Signals) -> None:
    cache = tmp_path / "cache"
    folder = album(tmp_path / "trip", 12)
    with subprocess.Popen(
        [sys.executable, "-m", "slideshow", "make", str(folder), "--json"],
        cwd=here,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(slideshow.__file__).parent.parent),
            "XDG_CACHE_HOME": str(cache),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        # In the middle of filming: ffmpeg is at work.
        for line in process.stdout:
            if json.loads(line).get("done", 0) >= 30 and json.loads(line)["stage"] == "render":
                break
        assert processes_of(cache)
        process.send_signal(number)
        rest, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(rest.splitlines()[-1])["event"] == "interrupted"
    assert "Traceback" not in errors
    assert processes_of(cache) == []
    assert list(here.iterdir()) == []
    # What was learned of the photos is kept, and the sound where it was finished; nothing else.
    kept = {path.parts[-3] for path in cache.rglob("*") if path.is_file() and path.name != "swept"}
    assert {"facts"} <= kept <= {"facts", "sounds"}


def test_music_in_the_folder_is_used(tmp_path: Path, here: Path) -> None:
    from slideshow.system import ffmpeg

    folder = album(tmp_path / "trip", 2)
    ffmpeg.run(["-f", "lavfi", "-i", "sine=frequency=330:duration=9", str(folder / "song.mp3")])
    assert run("make", folder, *QUICK, cwd=here).returncode == 0
    _, log = ffmpeg.run(
        ["-loglevel", "info", "-i", str(here / "trip.mp4"), "-af", "volumedetect", "-vn", "-f", "null", "-"]
    )
    (loudest,) = [line for line in log.splitlines() if "max_volume" in line]
    assert float(loudest.split()[-2]) > -30
