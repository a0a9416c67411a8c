"""Offering a film: what a person types, what they are told, how it ends."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from PIL import Image

import slideshow
from slideshow.errors import InputError
from slideshow.events import Event, Noticed, Offered, Withdrawn
from slideshow.share.cover import cover_of_file, cover_of_film
from slideshow.share.phone.offer import message_of, offered, phone
from tests.share.films import film

HERE = "127.0.0.1"


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("films") / "trip.mp4")


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bytes(answer.read())


def address_of(events: list[Event]) -> str:
    return next(event.address for event in events if isinstance(event, Offered))


def test_a_film_is_offered_with_its_page_and_its_cover(trip: Path) -> None:
    events: list[Event] = []
    with offered(trip, message="Here: <https://example.org/?a=1&b=2>", host=HERE, report=events.append):
        address = address_of(events)
        assert address.startswith(f"http://{HERE}:")
        page = fetch(address).decode()
        assert "Here: &lt;https://example.org/?a=1&amp;b=2&gt;" in page
        assert fetch(f"{address}film.mp4") == trip.read_bytes()
        assert fetch(f"{address}cover.jpg").startswith(b"\xff\xd8\xff")
    with pytest.raises(OSError):
        fetch(address)


def test_a_name_and_a_message_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    name = "<img src=x>&$film.mp4" if sys.platform != "win32" else "&$film.mp4"
    events: list[Event] = []
    words = "</textarea><script>alert(1)</script>$title"
    with offered(film(tmp_path / name), message=words, host=HERE, report=events.append):
        page = fetch(address_of(events)).decode()
    assert "<img src=x>" not in page
    assert "alert(1)</script>" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;$title" in page


def test_the_cover_is_a_frame_of_the_film_in_its_colours(trip: Path) -> None:
    cover = cover_of_film(trip)
    assert (cover.size.width, cover.size.height, cover.suffix) == (270, 480, ".jpg")


@pytest.mark.parametrize(("colour", "expected"), [("red", (254, 0, 0)), ("0x2060a0", (32, 96, 160))])
def test_the_covers_colours_are_the_films(
    tmp_path: Path, colour: str, expected: tuple[int, int, int]
) -> None:
    from slideshow.system import ffmpeg

    path = tmp_path / "plain.mp4"
    tagged = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,setparams=colorspace=bt709:range=tv"
    ffmpeg.run(
        ["-f", "lavfi", "-i", f"color={colour}:s=128x224:d=1", "-vf", tagged, "-c:v", "libx264", str(path)]
    )
    (tmp_path / "cover.jpg").write_bytes(cover_of_film(path).content)
    with Image.open(tmp_path / "cover.jpg") as cover:
        found = cover.convert("RGB").getpixel((64, 112))
    assert isinstance(found, tuple)
    assert max(abs(one - other) for one, other in zip(found, expected, strict=True)) <= 6


def test_a_cover_that_was_chosen_is_given_out_as_it_is(trip: Path, tmp_path: Path) -> None:
    cover = tmp_path / "best.png"
    Image.new("RGB", (90, 160), "orange").save(cover)
    events: list[Event] = []
    with offered(trip, cover=cover, host=HERE, report=events.append):
        assert fetch(f"{address_of(events)}cover.png") == cover.read_bytes()


def test_what_is_no_picture_is_no_cover(tmp_path: Path) -> None:
    (tmp_path / "cover.jpg").write_text("<svg onload=alert(1)>")
    with pytest.raises(InputError, match=r"cover\.jpg: is not a picture .*JPEG"):
        cover_of_file(tmp_path / "cover.jpg")
    with pytest.raises(InputError, match="cannot be read"):
        cover_of_file(tmp_path / "nowhere.jpg")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("nowhere.mp4", None, "cannot be read"),
        ("empty.mp4", b"", "empty"),
        ("notes.txt", b"notes", r"ends in \.mp4"),
        ("broken.mp4", b"not a film" * 100, "cannot be played"),
    ],
)
def test_what_is_no_film_is_not_offered(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    events: list[Event] = []
    with pytest.raises(InputError, match=words), offered(path, host=HERE, report=events.append):
        pass
    assert events == []


def test_a_place_that_is_not_ours_or_taken_is_told(trip: Path) -> None:
    with (
        pytest.raises(InputError, match=r"198\.51\.100\.7: the film cannot be offered"),
        offered(trip, host="198.51.100.7"),
    ):
        pass
    events: list[Event] = []
    with offered(trip, host=HERE, report=events.append):
        port = int(address_of(events).split(":")[2].split("/")[0])
        with pytest.raises(InputError, match=f"{HERE}:{port}.*--port"), offered(trip, host=HERE, port=port):
            pass


def test_a_message_is_the_text_or_what_a_file_holds(tmp_path: Path) -> None:
    file = tmp_path / "message.txt"
    file.write_text("\ufeffLook:\nhttps://example.org\n", "utf-8")
    assert message_of(str(file)) == "Look:\nhttps://example.org"
    assert message_of("Look: https://example.org") == "Look: https://example.org"
    assert message_of("word " * 2000).startswith("word word")
    assert message_of("a\0b") == "a\0b"
    assert message_of(None) == ""
    with pytest.raises(InputError, match="no such file"):
        message_of("mesage.txt")
    file.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InputError, match="UTF-8"):
        message_of(str(file))


def test_a_key_ends_the_offer(trip: Path) -> None:
    events: list[Event] = []
    looks = iter([False, False, True])
    assert phone(trip, host=HERE, pressed=lambda seconds: next(looks), report=events.append) == "key"
    assert [type(event) for event in events] == [Offered, Withdrawn]


def test_the_end_of_the_time_ends_the_offer(trip: Path) -> None:
    never = threading.Event()
    assert phone(trip, host=HERE, minutes=1e-6, pressed=never.wait) == "time"


def test_what_happens_is_told_on_the_way(trip: Path) -> None:
    events: list[Event] = []

    def pressed(seconds: float) -> bool:
        told = [event.text for event in events if isinstance(event, Noticed)]
        if not told:
            fetch(address_of(events))
        elif len(told) == 1:
            fetch(f"{address_of(events)}film.mp4?save")
        return len(told) == 2

    phone(trip, host=HERE, pressed=pressed, report=events.append)
    opened, saved = (event.text for event in events if isinstance(event, Noticed))
    assert "opened" in opened
    assert "saved" in saved


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "slideshow", "phone", *map(str, arguments)]


def surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent)}


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_json_tells_the_address_and_ctrl_c_ends_it_with_130(trip: Path) -> None:
    with subprocess.Popen(
        command(trip, "--host", HERE, "--json"),
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        offer = json.loads(process.stdout.readline())
        assert offer["event"] == "offered"
        assert fetch(f"{offer['address']}film.mp4") == trip.read_bytes()
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(rest.splitlines()[-1])["event"] == "interrupted"
    assert errors == ""


def test_json_tells_the_end(trip: Path) -> None:
    result = subprocess.run(
        command(trip, "--host", HERE, "--json", "--minutes", "0.00001"),
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0
    last = json.loads(result.stdout.splitlines()[-1])
    assert (last["event"], last["reason"]) == ("withdrawn", "time")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("columns", "has_code"), [(80, True), (30, False)])
def test_a_terminal_shows_the_code_and_any_key_ends_it(trip: Path, columns: int, has_code: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    size = {"COLUMNS": str(columns), "LINES": "40", "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command(trip, "--host", HERE),
        env=surroundings() | size,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        while b"Any key ends it" not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, b"x")
        assert process.wait(60) == 0
    text = shown.decode()
    assert ("█▀▀▀▀▀█" in text) == has_code
    assert f"http://{HERE}:" in text
    assert "not encrypted" in text
    os.close(ours)


def test_a_mistake_gets_one_line(tmp_path: Path) -> None:
    result = subprocess.run(
        command(tmp_path / "nowhere.mp4"),
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 2
    assert result.stdout == ""
    assert "nowhere.mp4: cannot be read" in result.stderr
    assert len(result.stderr.splitlines()) == 1
