import re
import socket
import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from slideshow.errors import InputError
from slideshow.events import Event, Noticed
from slideshow.sound.music_file import check_music, decode, true_peaks
from slideshow.system.ffmpeg import run
from tests.sound import sounds
from tests.sound.sounds import make_track

RATE = sounds.RATE


def _bad_music(folder: Path) -> dict[str, Path]:
    notes = folder / "notes.txt"
    notes.write_text("Paris was lovely.\n" * 40)
    empty = folder / "empty.mp3"
    empty.touch()
    photo = folder / "photo.png"
    run(["-y", "-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", str(photo)])
    return {
        "missing": folder / "missing.mp3",
        "folder": folder,
        "text": notes,
        "empty": empty,
        "photo": photo,
        "blip": sounds.write(folder / "blip.wav", sounds.tone(0.05, 500, 0.3)),
    }


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("missing", "there is no such music file."),
        ("folder", "is a folder, not a music file."),
        ("text", "ffmpeg finds no sound in it."),
        ("empty", "ffmpeg finds no sound in it."),
        ("photo", "ffmpeg finds no sound in it."),
        ("blip", "holds less than a tenth of a second of sound."),
    ],
)
def test_music_that_cannot_be_used_is_named_with_its_problem(kind: str, problem: str, tmp_path: Path) -> None:
    music = _bad_music(tmp_path)[kind]
    with pytest.raises(InputError) as checked:
        check_music(music)
    assert checked.value.problem == f"{music}: {problem}"
    assert checked.value.hint
    with pytest.raises(InputError) as made:
        make_track(music, Fraction(1), tmp_path / "track.mp4")
    assert str(made.value) == str(checked.value)


@pytest.mark.parametrize("ending", ["mp3", "m4a", "ogg", "flac", "wav", "aac", "mkv"])
def test_music_of_every_usual_format_passes_the_check_and_is_decoded(ending: str, tmp_path: Path) -> None:
    options = ["-c:a", "libvorbis"] if ending == "ogg" else []
    music = sounds.write(tmp_path / f"a song: 50%d.{ending}", sounds.noise(2, 0.1), options=options)
    check_music(music)
    decoded = decode(music, 60 * RATE, tmp_path / "raw", lambda event: None)
    assert decoded.duration_seconds == pytest.approx(2.0, abs=0.06)


@pytest.mark.parametrize("name", ["-song.wav", "12:30 at night.wav"])
def test_music_named_from_its_own_folder_is_found(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sounds.write(tmp_path / name, sounds.noise(1, 0.1))
    monkeypatch.chdir(tmp_path)
    check_music(Path(name))
    decoded = decode(Path(name), RATE, Path("raw"), lambda event: None)
    assert decoded.sample_count == RATE


@pytest.mark.parametrize("name", ["list.m3u8", "list.mp3"])
def test_playlist_in_disguise_reaches_for_no_network(name: str, tmp_path: Path) -> None:
    knocks: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            knocks.append("somebody")
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        port = server.getsockname()[1]
        (tmp_path / name).write_text(
            f"#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:{port}/song.ts\n#EXT-X-ENDLIST\n"
        )
        with pytest.raises(InputError):
            check_music(tmp_path / name)
        assert knocks == []
        socket.create_connection(("127.0.0.1", port)).close()  # lets the thread end


def test_sound_that_begins_late_in_its_film_passes_the_check(tmp_path: Path) -> None:
    music = sounds.write(tmp_path / "music.wav", sounds.noise(1, 0.1))
    film = tmp_path / "film.mp4"
    picture = ["-f", "lavfi", "-i", "color=red:s=64x64:r=10:d=6"]
    run(["-y", *picture, "-itsoffset", "4", "-i", str(music), str(film)])
    check_music(film)


def test_no_more_music_is_decoded_than_the_film_needs(tmp_path: Path) -> None:
    music = sounds.write(tmp_path / "music.mp3", sounds.noise(20, 0.1))
    decoded = decode(music, 3 * RATE + 7, tmp_path / "raw", lambda event: None)
    assert decoded.sample_count == 3 * RATE + 7
    assert (tmp_path / "raw").stat().st_size == 8 * (3 * RATE + 7)


def test_levels_are_known_for_every_frame_of_5_ms(tmp_path: Path) -> None:
    sound = np.zeros(RATE)
    sound[24_000:24_240] = sounds.tone(0.005, 3000, 0.5)
    music = sounds.write(tmp_path / "music.wav", np.stack([sound, -sound], axis=1))
    decoded = decode(music, RATE, tmp_path / "raw", lambda event: None)
    assert len(decoded.peaks) == len(decoded.powers) == 200
    assert np.flatnonzero(decoded.peaks > 0.4).tolist() == [100]
    assert decoded.powers.argmax() == 100


def test_true_peaks_see_the_wave_between_the_samples(tmp_path: Path) -> None:
    # Every sample of this wave stands 3 dB below its top.
    wave = 0.9 * np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4)
    between = np.stack([wave, wave], axis=1)
    decoded = decode(sounds.write(tmp_path / "a.wav", between), RATE, tmp_path / "raw", lambda event: None)
    peaks = true_peaks(decoded)
    assert len(peaks) == len(decoded.peaks)
    assert decoded.peaks.max() == pytest.approx(0.636, abs=0.002)
    assert peaks[10:-10] == pytest.approx(0.9, abs=0.01)


@pytest.mark.parametrize("ending", ["mp3", "m4a", "flac"])
def test_damaged_music_is_used_up_to_the_damage(ending: str, tmp_path: Path) -> None:
    said: list[Event] = []
    music = sounds.write(tmp_path / f"song.{ending}", sounds.noise(14, 0.1))
    data = bytearray(music.read_bytes())
    middle = len(data) * 46 // 100
    data[middle : middle + 9000] = np.random.default_rng(2).bytes(9000)
    music.write_bytes(data)
    track = make_track(music, Fraction(14), tmp_path / "track.mp4", said.append)
    # Within how many packets of it a decoder notices the damage, is its own to say.
    (until,) = {found for one in said for found in re.findall(r"0:0[67]", str(one))}
    assert Noticed(f"song.{ending} is damaged after {until}; what comes before is used.") in said
    assert Noticed(f"song.{ending} is {until}, the film 0:14: it plays 3 times.") in said
    assert len(sounds.decoded(track)) == 14 * RATE


def test_music_damaged_near_its_beginning_is_used_as_far_as_it_can_be_saved(tmp_path: Path) -> None:
    said: list[Event] = []
    music = sounds.write(tmp_path / "song.mp3", sounds.noise(10, 0.1))
    data = bytearray(music.read_bytes())
    data[8000:10000] = bytes(2000)
    music.write_bytes(data)
    decoded = decode(music, 60 * RATE, tmp_path / "raw", said.append)
    assert said == [Noticed("song.mp3 is damaged; what ffmpeg could save of it is used.")]
    assert 9.0 < decoded.duration_seconds < 10.1
    assert len(decoded.peaks) == len(decoded.powers) == -(-decoded.sample_count // 240)


@pytest.mark.parametrize("ending", ["mp3", "flac"])
def test_damage_from_the_first_packet_on_does_not_lose_the_rest(ending: str, tmp_path: Path) -> None:
    said: list[Event] = []
    music = sounds.write(tmp_path / f"song.{ending}", sounds.noise(6, 0.1))
    data = bytearray(music.read_bytes())
    start = {"mp3": 500, "flac": 8300}[ending]
    data[start : start + 9000] = np.random.default_rng(2).bytes(9000)
    music.write_bytes(data)
    decoded = decode(music, 60 * RATE, tmp_path / "raw", said.append)
    assert decoded.duration_seconds > 4
    assert len(said) == 1


def test_leftovers_after_the_end_of_a_song_are_no_damage(tmp_path: Path) -> None:
    said: list[Event] = []
    music = sounds.write(tmp_path / "song.mp3", sounds.noise(3, 0.1))
    music.write_bytes(music.read_bytes() + np.random.default_rng(2).bytes(3000))
    decoded = decode(music, 60 * RATE, tmp_path / "raw", said.append)
    assert said == []
    assert decoded.duration_seconds == pytest.approx(3.0, abs=0.03)


def test_samples_that_are_not_numbers_are_refused(tmp_path: Path) -> None:
    sound = sounds.noise(1, 0.1)
    sound[5000] = np.nan
    music = sounds.write(tmp_path / "song.wav", sound, options=["-c:a", "pcm_f32le"])
    with pytest.raises(InputError, match="not numbers"):
        decode(music, RATE, tmp_path / "raw", lambda event: None)
