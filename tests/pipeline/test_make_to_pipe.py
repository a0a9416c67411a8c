"""`slideshow make -` and `-o -`: photos from one program, the film to the next."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import slideshow
from slideshow.errors import InputError
from slideshow.events import PhotoLeftOut
from slideshow.pipeline import option_values
from slideshow.scan import scan_listed
from slideshow.system import ffmpeg
from tests.photos import album, save

QUICK = ("--size", "128x224", "--quality", "draft", "--length", "4")


def run(
    *given: object, cwd: Path, stdin: bytes | None = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "slideshow", *map(str, given)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent), **environment},
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )


def pictures(film: Path) -> list[bytes]:
    """The time and the checksum of every picture of a film."""
    lines, _ = ffmpeg.run(["-i", str(film), "-map", "0:v", "-f", "framecrc", "-"])
    return [line for line in lines.splitlines() if not line.startswith(b"#")]


def sound(film: Path) -> bytes:
    """Its sound, 48000 samples a second of two bytes."""
    return ffmpeg.run(["-i", str(film), "-map", "0:a", "-f", "s16le", "-ac", "1", "-ar", "48000", "-"])[0]


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = album(tmp_path_factory.mktemp("albums") / "trip", 3, (300, 400))
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=6", str(folder / "tone.wav")]
    ffmpeg.run(tone)
    return folder


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


def test_piped_paths_become_film_mp4_without_a_title(trip: Path, here: Path) -> None:
    paths = "".join(f"{trip / name}\n" for name in ("IMG_2.jpg", "IMG_0.jpg")).encode()
    options = (*QUICK[:4], "--per-photo", 1, "--json")
    result = run("make", "-", *options, cwd=here, stdin=paths)
    assert result.returncode == 0, result.stderr
    assert [path.name for path in here.iterdir()] == ["film.mp4"]
    assert json.loads(result.stdout.splitlines()[-1])["photos_used"] == 2
    run("make", "-", *options, "--no-title", "-o", "without.mp4", cwd=here, stdin=paths)
    run("make", "-", *options, "--title", "Trip", "-o", "with.mp4", cwd=here, stdin=paths)
    assert pictures(here / "film.mp4") == pictures(here / "without.mp4")
    assert pictures(here / "film.mp4") != pictures(here / "with.mp4")


def test_the_film_streams_to_standard_output_and_all_words_to_the_other(trip: Path, here: Path) -> None:
    result = run("make", trip, *QUICK, "-o", "-", "--json", cwd=here)
    assert result.returncode == 0, result.stderr
    assert list(here.iterdir()) == []
    whole, streamed = here / "whole.mp4", here / "streamed.mp4"
    streamed.write_bytes(result.stdout)
    assert run("make", trip, *QUICK, "-o", whole, "-q", cwd=here).returncode == 0
    assert result.stdout[4:8] == b"ftyp"
    assert result.stdout.count(b"moof") >= 2
    assert pictures(streamed) == pictures(whole)
    assert len(pictures(whole)) == 120
    # A fragment cannot say that the last packet of the sound is only partly meant: 1024 samples at most.
    assert sound(streamed).startswith(sound(whole))
    assert len(sound(streamed)) - len(sound(whole)) < 2 * 1024
    events = [json.loads(line) for line in result.stderr.splitlines()]
    assert events[-1]["event"] == "finished"
    assert events[-1]["path"] == "-"
    assert events[-1]["size_bytes"] == len(result.stdout)


@pytest.mark.slow
def test_a_reader_that_leaves_early_is_no_mishap(trip: Path, here: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "slideshow", "make", str(trip), *QUICK, "-o", "-", "-q"],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent)},
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(writing)
    assert (process.returncode, process.stderr) == (1, b"")


def test_a_table_for_a_reader_that_left_is_no_mishap_either(here: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "slideshow", "targets"],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent)},
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(writing)
    assert (process.returncode, process.stderr) == (1, b"")


@pytest.mark.parametrize("stdin", [b"", b"\n\n", b"\0", b"notes.txt\n", b"nothing.jpg\n"])
def test_without_a_photo_in_the_pipe_one_line_says_so(here: Path, stdin: bytes) -> None:
    (here / "notes.txt").write_text("x")
    result = run("make", "-", cwd=here, stdin=stdin)
    assert result.returncode == 2
    assert result.stdout == b""
    assert b"Traceback" not in result.stderr
    assert result.stderr.splitlines()[-1].startswith(b"-: ")
    assert not (here / "film.mp4").exists()


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b"a.jpg\nb c.jpg\n", ["a.jpg", "b c.jpg"]),
        (b"a.jpg\r\nb.jpg", ["a.jpg", "b.jpg"]),
        (b"a\nb.jpg\0c.jpg\0", ["a\nb.jpg", "c.jpg"]),
        (b"\xef\xbb\xbf./a.jpg\na.jpg\n\n", ["a.jpg"]),
        ("Größe/東京.jpg\n".encode(), ["Größe/東京.jpg"]),
    ],
)
def test_paths_stand_a_line_each_or_with_a_nul_behind(data: bytes, paths: list[str]) -> None:
    assert option_values.paths(data) == [Path(path) for path in paths]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are Unicode")
def test_a_path_of_any_bytes_is_found(tmp_path: Path) -> None:
    photo = save(tmp_path, "plain.jpg", (60, 80))
    odd = os.fsencode(tmp_path) + b"/odd\xff\n.jpg"
    photo.rename(os.fsdecode(odd))
    (found,) = scan_listed(option_values.paths(odd + b"\0")).photos
    assert os.fsencode(found.path) == odd


def test_what_is_no_photo_among_the_paths_is_passed_over_and_what_is_gone_is_told(tmp_path: Path) -> None:
    photo = save(tmp_path, "a.jpg", (60, 80))
    (tmp_path / "a.jpg.json").write_text(
        '{"photoTakenTime": {"timestamp": "1714978089"}, "description": "Low tide"}'
    )
    (tmp_path / "inside").mkdir()
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "song.mp3").write_bytes(b"ID3")
    told: list[object] = []
    names = ("a.jpg", "inside", "notes.txt", "song.mp3", "gone.jpg")
    found = scan_listed([tmp_path / name for name in names], told.append)
    assert [one.path for one in found.photos] == [photo]
    assert found.photos[0].description == "Low tide"
    assert found.audio == (tmp_path / "song.mp3",)
    (gone,) = [event for event in told if isinstance(event, PhotoLeftOut)]
    assert gone.path.name == "gone.jpg"
    assert "there is nothing at its place" in gone.reason


def test_a_list_without_a_usable_photo_names_the_first(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    with pytest.raises(InputError, match=r"that can be used: .*a\.jpg cannot be read \(the file is empty\)"):
        scan_listed([tmp_path / "a.jpg"])


posix = pytest.mark.skipif(os.name != "posix", reason="a shell closes and fills the streams")


def shelled(streams: str, *given: object, cwd: Path) -> "subprocess.CompletedProcess[bytes]":
    """As `run`, with standard streams that a shell was told to close or to lead elsewhere."""
    command = ["sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, "-m", "slideshow", *map(str, given)]
    path = str(Path(slideshow.__file__).parent.parent)
    return subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
@posix
def test_with_every_standard_stream_closed_the_film_is_made(trip: Path, here: Path) -> None:
    done = shelled("<&- >&- 2>&-", "make", trip, "-o", "film.mp4", *QUICK, "--jobs", "2", cwd=here)
    assert done.returncode == 0
    assert len(pictures(here / "film.mp4")) == 120


@posix
def test_a_film_for_a_standard_output_that_is_closed_is_a_mistake(trip: Path, here: Path) -> None:
    done = shelled(">&-", "make", trip, "-o", "-", *QUICK, cwd=here)
    assert done.returncode == 2
    assert b"standard output is closed" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_nobody_to_be_told_of_a_mistake_is_no_crash(here: Path, options: tuple[str, ...]) -> None:
    streams = ">/dev/full" if options else "2>/dev/full"
    done = shelled(streams, "make", here / "nowhere", *options, cwd=here)
    assert done.returncode == 2
    assert done.stderr == done.stdout == b""
