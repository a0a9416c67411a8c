"""Folders, homes, locales and shapes of photos that are not those of the one who wrote it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from slideshow.errors import InputError
from slideshow.model.brief import Brief
from slideshow.model.file_names import at_home
from slideshow.pipeline.planning import plan_folder
from tests.photos import album, save

pytestmark = pytest.mark.slow

TINY = ("--size", "128x228", "--per-photo", "1", "--jobs", "1", "--all")


def called(*words: str | Path, **environment: str) -> tuple[int, str]:
    """The command's exit code and all that it said, where nothing is set but what is told here."""
    needed = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "slideshow", *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=needed | environment,
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' paths are Unicode whatever the locale is")
def test_a_film_is_made_without_a_home_or_a_locale_from_a_folder_of_any_name(tmp_path: Path) -> None:
    place = tmp_path / "ünï côdé 📷 100%d"
    photos = album(place / 'l\'été "à" la mer', 2, (300, 400))
    (photos / "Bröken.jpg").write_bytes(b"no photo")
    (photos / "IMG_0.jpg").rename(photos / "Fôtó – 1.jpg")
    temporary = place / "tëmp"
    temporary.mkdir()
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    nowhere = {"HOME": "/proc/nowhere", "TMPDIR": str(temporary)}
    code, said = called("make", photos, "-o", place / "fïlm %04d.mp4", *TINY, **bare, **nowhere)
    assert code == 0, said
    assert "Br?ken.jpg: is not a photo" in said
    assert (place / "fïlm %04d.mp4").stat().st_size > 10_000
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminal")
def test_lines_in_a_narrow_terminal_say_all_that_they_say_in_a_wide_one(tmp_path: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    photos = album(tmp_path / "trip", 2, (300, 400))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 20, 0, 0))
    command = [sys.executable, "-m", "slideshow", "make", str(photos), "-o", str(tmp_path / "trip.mp4")]
    with subprocess.Popen(
        [*command, *TINY], stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "xterm"}
    ) as process:
        os.close(theirs)
        said = b""
        while block := _read(ours):
            said += block
    os.close(ours)
    assert process.returncode == 0, said
    assert b"Traceback" not in said
    assert str(tmp_path / "trip.mp4").encode() in said.replace(b"\r", b"").replace(b"\n", b"")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    # How Linux says that nobody holds the other end.
    except OSError:
        return b""


def test_photos_of_odd_shapes_are_in_the_film(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    save(folder, "dot.png", picture=Image.new("RGB", (1, 1), (200, 30, 30)))
    save(folder, "strip.jpg", picture=Image.linear_gradient("L").resize((2, 40_000)))
    save(folder, "ribbon.png", picture=Image.linear_gradient("L").resize((40_000, 2)))
    # 300 megapixels, and something on them.
    panorama = Image.new("L", (30_000, 10_000), 90)
    panorama.paste(Image.radial_gradient("L").resize((4000, 4000)), (9000, 3000))
    save(folder, "panorama.jpg", picture=panorama)
    cache = {"XDG_CACHE_HOME": str(tmp_path / "c")}
    code, said = called("make", folder, "-o", tmp_path / "odd.mp4", *TINY, **cache)
    assert code == 0, said
    assert "4 photos" in said


@pytest.mark.slow
@pytest.mark.parametrize("options", [("--jobs", "1"), ("--jobs", "2"), ("--jobs", "2", "--per-photo", "6")])
def test_a_large_photo_is_no_reason_to_speak_of_attacks(tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    # Of more than 89 megapixels Pillow warns as of a "decompression bomb".
    save(folder, "poster.png", picture=Image.new("L", (9000, 10_000), 90))
    for seed in range(3):
        save(folder, f"{seed}.jpg", (300, 400), seed=seed)
    film = tmp_path / "large.mp4"
    code, said = called("make", folder, "-o", film, *TINY, *options, XDG_CACHE_HOME=str(tmp_path / "c"))
    assert code == 0, said
    assert "4 photos" in said
    assert "Warning" not in said
    assert "bomb" not in said


def test_an_album_without_a_photo_that_can_be_decoded_says_so(tmp_path: Path) -> None:
    path = save(tmp_path, "noise.png", picture=Image.effect_noise((300, 400), 60))
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 400] = bytes(400)
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"no photos that can be used: noise\.png cannot be read"):
        plan_folder(tmp_path, Brief())


@pytest.mark.parametrize("word", ["~nobody-of-that-name/song.mp3", "~"])
def test_the_home_of_nobody_is_a_name_like_others(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("USERPROFILE", raising=False)
    if sys.platform != "win32":
        monkeypatch.setattr("pwd.getpwuid", lambda number: {}[number])
    assert at_home(word) == Path(word)
