"""Sound files that lie among the photos: which of them becomes the music, and what is said of the others."""

from pathlib import Path

import numpy as np
import pytest

from slideshow.events import Event, Noticed
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.music import NO_MUSIC
from slideshow.pipeline.planning import Planned, plan_folder
from slideshow.pipeline.privacy import privacy_line
from slideshow.pipeline.write_plan import write_plan
from tests.photos import album
from tests.sound.instruments import RATE
from tests.sound.sounds import write
from tests.sound.surroundings import as_decoded, voice
from tests.sound.tracks import made


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    made_ = made("backbeat", 105, 3).samples[: 20 * RATE]
    return write(tmp_path_factory.mktemp("music") / "song.ogg", made_, RATE).read_bytes()


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    said = np.tile(as_decoded(voice(np.random.default_rng(3), 120.0)), (2, 1))
    return write(tmp_path_factory.mktemp("voice") / "said.ogg", said, 48_000).read_bytes()


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 3, (120, 160))


def filmed(folder: Path, **wishes: object) -> tuple[Planned, list[str]]:
    events: list[Event] = []
    brief = Brief(canvas=Size(144, 256), **wishes)  # type: ignore[arg-type]
    return plan_folder(folder, brief, report=events.append), [
        one.text for one in events if isinstance(one, Noticed)
    ]


@pytest.mark.parametrize("name", ["PTT-20240512-WA0005.ogg", "New Recording 3.ogg", "memories.ogg"])
def test_what_somebody_said_never_becomes_the_music_by_itself(name: str, speech: bytes, trip: Path) -> None:
    (trip / name).write_bytes(speech)
    film, lines = filmed(trip)
    assert film.song is None
    (line,) = lines
    assert name in line and "not used as music (--music" in line


def test_what_somebody_said_is_heard_where_it_was_asked_for(speech: bytes, trip: Path) -> None:
    note = trip / "PTT-20240512-WA0005.ogg"
    note.write_bytes(speech)
    film, _ = filmed(trip, music=(str(note),))
    assert film.song is not None and film.song.paths == (note,)


def test_the_one_song_beside_voice_notes_is_the_music(song: bytes, speech: bytes, trip: Path) -> None:
    (trip / "AUD-20240512-WA0005.ogg").write_bytes(speech)
    (trip / "tune.ogg").write_bytes(song)
    film, lines = filmed(trip)
    assert film.song is not None and film.song.paths == (trip / "tune.ogg",)
    assert [line.split()[0] for line in lines if "voice note" in line] == ["AUD-20240512-WA0005.ogg"]


def test_a_broken_song_that_lies_there_costs_no_film_and_is_told(trip: Path) -> None:
    (trip / "tune.mp3").write_bytes(b"nothing")
    film, lines = filmed(trip)
    assert film.song is None
    assert any("finds no sound in it. It is not used as music." in line for line in lines)


def test_without_music_is_without_music_now_and_in_the_plan(song: bytes, trip: Path) -> None:
    (trip / "tune.ogg").write_bytes(song)
    assert filmed(trip)[0].song is not None
    assert filmed(trip, music=NO_MUSIC)[0].song is None
    write_plan(trip, Brief(canvas=Size(144, 256), music=NO_MUSIC))
    assert 'music = "" # none' in (trip / "slideshow.toml").read_text()
    assert filmed(trip)[0].song is None


def test_the_privacy_line_names_the_sound_file(trip: Path) -> None:
    film, _ = filmed(trip)
    told = privacy_line(film.timeline, heard_clips=1, sounds=("tune.ogg",))
    assert "it plays tune.ogg, and 1 clip can be heard" in told
    assert "plays" not in privacy_line(film.timeline)
