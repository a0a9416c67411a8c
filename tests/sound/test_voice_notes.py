"""Voice notes are told from music, by their names and by what is heard in them."""

from pathlib import Path

import numpy as np
import pytest

from slideshow.sound.voice_notes import is_named_as_voice_note, is_spoken
from tests.sound.sounds import write
from tests.sound.surroundings import as_decoded, voice
from tests.sound.tracks import made

VOICE_NOTES = (
    "PTT-20240512-WA0005.opus, AUD-20240512-WA0001.m4a, New Recording.m4a, New Recording 12.m4a, "
    "Recording_20240512_101010.m4a, Recording (3).m4a, Voice 001.m4a, Voice_240512_101112.m4a, "
    "voice-note.ogg, Voice message.mp3, REC001.WAV, audio_2024-05-12_18-05-09.ogg, "
    "WhatsApp Audio 2024-05-12 at 15.41.14.mp4, signal-2024-05-12-180509.aac, "
    "Neue Aufnahme 3.m4a, Sprachmemo.m4a, Nouvel enregistrement.m4a, "
    "Nueva grabación 2.m4a, Новая запись.m4a, 新录音 2.m4a, 20240512_101112.m4a, call.amr"
)
SONGS = (
    "song.mp3, 01 - Africa.mp3, Recorder Sonata in F.flac, Voices of Spring.mp3, Record Year.mp3, audio.mp3, "
    "Memory.mp3, Vogue.m4a, 99 Luftballons.mp3, 1979.mp3, Audio Adrenaline.mp3"
)


@pytest.mark.parametrize("name", VOICE_NOTES.split(", "))
def test_messengers_and_recorders_are_known_by_their_names(name: str) -> None:
    assert is_named_as_voice_note(Path(name))


@pytest.mark.parametrize("name", SONGS.split(", "))
def test_songs_are_no_voice_notes(name: str) -> None:
    assert not is_named_as_voice_note(Path(name))


@pytest.mark.parametrize("pitch", [110.0, 210.0])
def test_somebody_who_speaks_is_heard(pitch: float, tmp_path: Path) -> None:
    said = np.tile(as_decoded(voice(np.random.default_rng(3), pitch)), (3, 1))
    assert is_spoken(write(tmp_path / "note.wav", said, 48_000))


@pytest.mark.parametrize("pattern", ["backbeat", pytest.param("waltz", marks=pytest.mark.slow)])
def test_music_is_not_taken_for_speech(pattern: str, tmp_path: Path) -> None:
    assert not is_spoken(write(tmp_path / "song.wav", made(pattern, 105, 3).samples[: 30 * 48_000]))


def test_nothing_is_heard_in_a_damaged_file(tmp_path: Path) -> None:
    (tmp_path / "song.mp3").write_bytes(b"ID3 and nothing")
    assert not is_spoken(tmp_path / "song.mp3")
