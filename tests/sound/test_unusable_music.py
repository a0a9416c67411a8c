"""What is given as music and is none gets its true reason."""

import struct
from pathlib import Path

import pytest

from slideshow.errors import InputError
from slideshow.sound.music_file import check_music
from slideshow.system.ffmpeg import run
from tests.sound.sounds import tone, write


def bought(folder: Path) -> Path:
    """A song as a shop sold it: the same boxes, the sound behind a lock."""
    write(folder / "plain.wav", tone(2.0, 440.0, 0.3))
    path = folder / "bought.m4a"
    run(["-y", "-i", str(folder / "plain.wav"), "-c:a", "aac", str(path)])
    data = path.read_bytes()
    at = data.index(b"stsd")
    path.write_bytes(data[:at] + data[at:].replace(b"mp4a", b"drms", 1))
    return path


def asf(folder: Path) -> Path:
    path = folder / "bought.wma"
    encrypted = bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e") + struct.pack("<Q", 40) + bytes(16)
    path.write_bytes(bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + bytes(14) + encrypted)
    return path


@pytest.mark.parametrize("make", [bought, asf])
def test_a_song_behind_a_lock_is_said_to_be_one(make: object, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is copy-protected") as told:
        check_music(make(tmp_path))  # type: ignore[operator]
    assert told.value.hint.startswith("Use a copy without protection")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("party.m3u8", "#EXTM3U\nsong.mp3\n"),
        ("party.m3u", "song.mp3\n"),
        ("party.pls", "[playlist]\nFile1=song.mp3\n"),
        ("party.xspf", '<?xml version="1.0"?><playlist version="1"/>'),
        ("party.mp3", "\ufeff#EXTM3U\nsong.mp3\n"),
    ],
)
def test_a_playlist_is_said_to_be_one(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    write(tmp_path / "song.mp3", tone(1.0, 440.0, 0.3))
    with pytest.raises(InputError, match="is a playlist"):
        check_music(tmp_path / name)


def test_of_any_other_file_it_is_said_that_nothing_is_heard(tmp_path: Path) -> None:
    (tmp_path / "notes.mp3").write_text("words")
    with pytest.raises(InputError, match="finds no sound in it"):
        check_music(tmp_path / "notes.mp3")
