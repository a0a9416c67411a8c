"""Spoken words over the film: the music goes down under them and comes back, and the film waits for them."""

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import slideshow
from slideshow.errors import InputError, SlideshowError
from slideshow.model.soundtrack import Voice
from slideshow.sound.loudness import measure
from slideshow.sound.track import make_track
from slideshow.sound.voice import phrases, voice_seconds
from slideshow.system import ffmpeg
from tests.photos import album

RATE = 48000
TONE = 330.0


def write(path: Path, sound: NDArray[np.float64]) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32000).astype("<i2").tobytes())
    return path


def spoken(*stretches: tuple[float, float], seconds: float) -> NDArray[np.float64]:
    """Syllables above 1 kHz, four a second, where somebody speaks; the room's faint noise elsewhere."""
    time = np.arange(round(seconds * RATE)) / RATE
    sound = np.random.default_rng(3).normal(0.0, 0.0004, len(time))
    syllables = 0.2 * np.sin(2 * np.pi * 1700 * time) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * time))
    for start, stop in stretches:
        sound += np.where((time >= start) & (time < stop), syllables, 0.0)
    return sound


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    """Somebody speaks for three seconds, is silent for three, and speaks for three again."""
    return write(tmp_path / "words.wav", spoken((0.0, 3.0), (6.0, 9.0), seconds=9.0))


@pytest.fixture
def music(tmp_path: Path) -> Path:
    return write(tmp_path / "music.wav", 0.3 * np.sin(2 * np.pi * TONE * np.arange(20 * RATE) / RATE))


def level(track: Path, start: float, stop: float) -> float:
    """Decibels of the music's tone in a part of the track."""
    raw, _ = ffmpeg.run(
        ["-loglevel", "error", "-i", str(track), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    )
    part = np.frombuffer(raw, "<f4")[round(start * RATE) : round(stop * RATE)]
    wave_ = np.exp(-2j * np.pi * TONE * np.arange(len(part)) / RATE)
    return float(20 * np.log10(np.abs(np.mean(part * wave_)) + 1e-9))


def test_music_is_twelve_decibels_down_under_words_and_back_in_pauses(
    tmp_path: Path, voice: Path, music: Path
) -> None:
    track = make_track([music], Fraction(16), tmp_path / "track.mp4", voices=[Voice(voice)])
    # Words are heard 0.6 s after the film has begun: 0.6 to 3.6, and 6.6 to 9.6.
    first, pause, second, after = (
        level(track, *span) for span in ((1.2, 3.2), (4.7, 6.0), (7.2, 9.2), (11, 13))
    )
    assert pause - first == pytest.approx(12.0, abs=1.0)
    assert after - second == pytest.approx(12.0, abs=1.0)
    assert pause == pytest.approx(after, abs=0.7)


def test_the_film_is_as_loud_as_ever(tmp_path: Path, voice: Path, music: Path) -> None:
    found = measure(make_track([music], Fraction(12), tmp_path / "track.mp4", voices=[Voice(voice)]))
    assert found.integrated_lufs == pytest.approx(-14.0, abs=0.5)
    assert found.true_peak_dbtp <= -1.0


def test_words_are_found_and_breaths_are_none(voice: Path) -> None:
    powers = np.where((np.arange(1800) < 600) | (np.arange(1800) >= 1200), 0.02, 1e-7)
    powers[300:360] = 1e-7
    ends = phrases(powers)
    assert len(ends) == 2
    assert ends[0] == pytest.approx((-0.2, 3.3), abs=0.2)
    assert ends[1] == pytest.approx((5.8, 9.3), abs=0.2)


def test_the_film_lasts_as_long_as_what_is_said(tmp_path: Path, voice: Path) -> None:
    trip = album(tmp_path / "trip", 3)
    assert float(slideshow.plan(trip, voice=voice).duration_seconds) == pytest.approx(
        0.6 + 9.0 + 1.6, abs=0.1
    )
    assert float(slideshow.plan(trip, voice=voice, length=6).duration_seconds) == 6.0


def test_a_voice_beside_the_photos_is_not_taken_for_music(tmp_path: Path) -> None:
    trip = album(tmp_path / "trip", 2)
    file = write(trip / "words.wav", spoken((0.0, 4.0), seconds=4.0))
    told: list[object] = []
    slideshow.plan(trip, voice=file, report=told.append)
    assert not [event for event in told if type(event).__name__ == "MusicLaid"]


@pytest.mark.parametrize("content", [b"", b"no sound"])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "words.wav").write_bytes(content)
    with pytest.raises(InputError):
        voice_seconds(tmp_path / "words.wav")


def test_a_silent_voice_is_refused(tmp_path: Path, music: Path) -> None:
    silent = write(tmp_path / "words.wav", np.zeros(3 * RATE))
    with pytest.raises(InputError, match="nothing is heard"):
        make_track([music], Fraction(5), tmp_path / "track.mp4", voices=[Voice(silent)])


def spoken_over_a_slide(trip: Path, words: str = "words.wav") -> None:
    slides = "".join(
        f'[[slide]]\nphotos = ["IMG_{number}.jpg"]\nseconds = 2\n'
        + (f'voice = "{words}"\n' if number == 1 else "")
        for number in (0, 1, 2)
    )
    (trip / "slideshow.toml").write_text(f'title = ""\n{slides}', "utf-8")


def test_a_slide_stands_as_long_as_what_is_said_over_it(tmp_path: Path) -> None:
    trip = album(tmp_path / "trip", 3)
    write(trip / "words.wav", spoken((0.0, 3.0), seconds=3.0))
    spoken_over_a_slide(trip)
    told: list[object] = []
    slides = slideshow.plan(trip, report=told.append).slides
    lengths = [len(slide.span) / 30 for slide in slides]
    assert lengths[0] == lengths[2] == 2.0
    assert lengths[1] == pytest.approx(0.6 + 3.0 + 0.8, abs=0.04)
    assert "words" not in " ".join(map(str, told)), "beside the photos it is no music"


def test_music_goes_down_while_something_is_said_over_a_slide(tmp_path: Path, music: Path) -> None:
    trip = album(tmp_path / "trip", 3)
    write(trip / "words.wav", spoken((0.0, 3.0), seconds=3.0))
    spoken_over_a_slide(trip)
    start = slideshow.plan(trip).slides[1].span.start / 30 + 0.6
    track = slideshow.sound(trip, tmp_path / "track.mp4", music=music)
    under = level(track, start + 0.4, start + 2.6)
    assert level(track, start - 1.2, start - 0.4) - under == pytest.approx(12.0, abs=1.5)
    found = measure(track)
    assert found.integrated_lufs == pytest.approx(-14.0, abs=0.5)


@pytest.mark.parametrize(("words", "problem"), [("../words.wav", "outside"), ("nowhere.wav", "nowhere")])
def test_words_that_cannot_be_heard_over_a_slide_are_told(tmp_path: Path, words: str, problem: str) -> None:
    trip = album(tmp_path / "trip", 3)
    write(tmp_path / "words.wav", spoken((0.0, 1.0), seconds=1.0))
    spoken_over_a_slide(trip, words)
    with pytest.raises(SlideshowError, match=problem):
        slideshow.plan(trip)
