import math
from pathlib import Path

import numpy as np
import pytest

from slideshow.model.clip import Clip
from slideshow.model.soundtrack import ClipSound
from slideshow.sound.loudness import lufs_of, measure
from slideshow.sound.sound_activity import Liveliness, how_lively, liveliness, lively
from tests.sound import clips, instruments, sounds, surroundings
from tests.sound.surroundings import DULL, LIVELY, SPEECH, Maker, as_decoded


def heard(make: Maker, seed: int = 1, rms: float = 0.05) -> Liveliness:
    sound = make(np.random.default_rng(seed))
    return liveliness(as_decoded(sound, rms).astype(np.float32))


@pytest.mark.parametrize("name", SPEECH)
def test_speech_is_told_from_all_else_and_is_lively(name: str) -> None:
    found = heard(SPEECH[name])
    assert found.is_speech
    assert found.is_lively


@pytest.mark.parametrize("name", LIVELY)
def test_lively_sound_is_worth_hearing(name: str) -> None:
    found = heard(LIVELY[name])
    assert found.is_lively
    # Laughter is a voice; nobody minds that it is taken for speech.
    assert not found.is_speech or name == "laughter"


@pytest.mark.parametrize("name", DULL)
def test_noise_is_not_worth_hearing_however_it_comes_and_goes(name: str) -> None:
    for seed in (2, 3):
        found = heard(DULL[name], seed)
        assert not found.is_lively
        assert not found.is_speech
        assert not found.is_silent


@pytest.mark.parametrize("rms", [0.005, 0.3])
@pytest.mark.parametrize(("name", "is_lively"), [("a woman", True), ("wind", False), ("hiss", False)])
def test_loudness_does_not_change_what_is_heard(name: str, is_lively: bool, rms: float) -> None:
    assert heard((SPEECH | DULL)[name], rms=rms).is_lively == is_lively


def test_speech_that_is_too_quiet_to_be_heard_is_silence() -> None:
    found = heard(SPEECH["a woman"], rms=0.0005)
    assert found.is_silent
    assert not found.is_lively
    assert found.loudness_lufs < -50


@pytest.mark.parametrize("count", [0, 1, 5000, 20_000])
def test_nothing_is_silence(count: int) -> None:
    assert liveliness(np.zeros((count, 2), dtype=np.float32)) == Liveliness(
        -math.inf, 0.0, is_speech=False, is_silent=True
    )


@pytest.mark.parametrize("hertz", [220.0, 440.0, 1000.0, 3000.0])
def test_held_tone_is_lively_and_the_mains_are_not(hertz: float) -> None:
    assert heard(lambda random: np.sin(2 * np.pi * hertz * surroundings.times())).is_lively
    assert not heard(lambda random: surroundings.hum(random, 100.0)).is_lively


def test_loudness_of_sound_in_memory_is_that_of_a_file(tmp_path: Path) -> None:
    sound = np.stack([sounds.noise(3, 0.1), sounds.tone(3, 80, 0.2)], axis=1)
    sound[: sounds.RATE] *= 0.01
    file = sounds.write(tmp_path / "sound.wav", sound, options=["-c:a", "pcm_f32le"])
    assert lufs_of(sound) == pytest.approx(measure(file).integrated_lufs, abs=0.1)


@pytest.fixture(scope="module")
def voice_after_wind(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    random = np.random.default_rng(8)
    wind = surroundings.scaled(surroundings.wind(random), 0.05)
    voice = surroundings.scaled(surroundings.voice(random, 190), 0.05)
    path = tmp_path_factory.mktemp("lively") / "clip.mp4"
    return clips.write(path, np.concatenate([wind, voice]), instruments.RATE, ("aac", "-b:a", "48k"))


def test_only_the_part_of_a_clip_that_is_asked_for_is_heard(voice_after_wind: Clip) -> None:
    assert not how_lively(voice_after_wind, 0.5, 3.5).is_lively
    assert how_lively(voice_after_wind, 4.3, 7.8).is_speech
    dull, good = ClipSound(voice_after_wind, 0.0, 0.5, 3.5), ClipSound(voice_after_wind, 9.0, 4.3, 7.8)
    assert lively([dull, good]) == (good,)


@pytest.mark.parametrize("kind", ["none", "missing", "noughts", "ended"])
def test_clip_that_cannot_be_heard_is_silent(kind: str, voice_after_wind: Clip, tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    if kind == "noughts":
        path.write_bytes(bytes(5000))
    clip = voice_after_wind if kind == "ended" else clips.known(path, has_sound=kind != "none")
    assert how_lively(clip, 20.0, 23.0).is_silent


def test_voice_of_a_telephone_is_speech(tmp_path: Path) -> None:
    sound = as_decoded(SPEECH["a man"](np.random.default_rng(4)))[::6, 0]
    clip = clips.write(tmp_path / "clip.avi", sound, 8000, ("pcm_s16le",))
    assert how_lively(clip, 0.0, 4.0).is_speech
