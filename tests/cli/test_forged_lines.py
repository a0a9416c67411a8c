"""Names of files are anybody's, and no name begins a line of what slideshow says, or commands a terminal."""

import os
from pathlib import Path

import pytest

from slideshow.cli import console
from slideshow.errors import InputError
from slideshow.events import MusicLaid, Noticed
from slideshow.package import check_output
from slideshow.sound.music_file import check_music
from slideshow.sound.song import Song
from tests.photos import album

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")

FORGED = "song\ntrip.mp4: 1:00, all is well\x1b[2J\r.wav"


def test_a_song_is_named_on_one_line(tmp_path: Path) -> None:
    song = Song((tmp_path / FORGED,))
    assert len(song.name.splitlines()) == 1 and song.name.isprintable()


@pytest.mark.parametrize("problem", [check_music, lambda path: check_output(path, False)])
def test_a_mistake_about_a_file_is_told_on_one_line(problem, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as raised:
        problem(tmp_path / FORGED)
    assert str(raised.value).isprintable()


def test_an_event_is_a_line_whatever_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    with console.reporting(as_json=False, quiet=False) as report:
        report(Noticed(FORGED))
        report(MusicLaid(FORGED, 0.0, 120.0, 1.0, (1.0,), (0.0,), 1))
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 2
    assert "\x1b" not in told


def test_a_hint_to_make_a_film_of_a_folder_can_be_typed(tmp_path: Path) -> None:
    from slideshow.batch.discovery import albums_in

    folder = album(tmp_path / "it's $(reboot)", 1, (60, 80))
    with pytest.raises(InputError) as raised:
        albums_in(folder, tmp_path)
    assert raised.value.hint.endswith(f"""slideshow make '{tmp_path}/it'"'"'s $(reboot)'""")
