import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from slideshow.errors import InputError
from slideshow.events import Event, Noticed
from slideshow.media.mp4 import Sound, read
from slideshow.sound.loudness import measure
from slideshow.system.ffmpeg import run
from tests.sound import sounds
from tests.sound.sounds import make_track

RATE = sounds.RATE
TAGS = ("-metadata", "artist=Some Person", "-metadata", "title=Some Song")


def _both(sound: sounds.Samples) -> sounds.Samples:
    return np.stack([sound, sound[::-1]], axis=1)


def _quiet_with_one_loud_part() -> sounds.Samples:
    return np.concatenate([sounds.noise(4, 0.0004), sounds.noise(2, 0.3), sounds.noise(4, 0.0004)])


def _white_noise() -> sounds.Samples:
    return 0.1 * np.random.default_rng(7).standard_normal((7 * RATE, 2))


def _bursts_of_noise() -> sounds.Samples:
    """What the encoder rebuilds with the highest peaks above those it was given."""
    sound = sounds.tone(6, 330, 0.003)
    random = np.random.default_rng(4)
    for start in range(12_000, len(sound) - 3000, 24_000):
        sound[start : start + 3000] += 0.4 * random.standard_normal(3000)
    return np.clip(sound, -1, 1)


MUSIC: dict[str, tuple[Callable[[], sounds.Samples], int]] = {
    "steady tone": (lambda: sounds.tone(7, 440, 0.3), RATE),
    "steady noise": (lambda: _both(sounds.noise(7, 0.1)), RATE),
    "noise whose highest part the encoder drops": (_white_noise, RATE),
    "loud hits over a hum": (lambda: sounds.hits(8), RATE),
    "bursts of noise over a hum": (_bursts_of_noise, RATE),
    "long quiet parts": (lambda: _both(_quiet_with_one_loud_part()), RATE),
    "quiet": (lambda: _both(sounds.noise(7, 0.002)), RATE),
    "hot and clipped": (lambda: np.clip(_both(sounds.noise(7, 2.0)), -1, 1), RATE),
    "peaks between the samples": (lambda: sounds.tone(7, 11_999, 0.9), RATE),
    "mono at 8 kHz": (lambda: sounds.tone(7, 600, 0.1, 8000), 8000),
    "six channels": (lambda: np.stack([sounds.noise(7, 0.2, seed) for seed in range(6)], axis=1), RATE),
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "made").mkdir()
    return tmp_path / "made" / "track.mp4"


@pytest.fixture
def said() -> list[Event]:
    return []


@pytest.mark.parametrize("name", MUSIC)
def test_decoded_track_has_the_loudness_and_peak_promised(name: str, tmp_path: Path, out: Path) -> None:
    make, rate = MUSIC[name]
    sound = make()
    music = sounds.write(tmp_path / "music.wav", sound, rate)
    make_track(music, Fraction(len(sound), rate) - Fraction(1, 2), out)
    found = measure(out)
    assert found.integrated_lufs == pytest.approx(-14.0, abs=0.5)
    assert found.true_peak_dbtp <= -1.0
    assert sounds.decoded(out).shape[1] == 2


@pytest.mark.parametrize(
    "duration_seconds", [Fraction(1, 30), Fraction(1), Fraction(1001, 400), Fraction(7), Fraction(251, 30)]
)
@pytest.mark.parametrize("with_music", [True, False])
def test_track_is_as_long_as_the_film_to_the_sample(
    duration_seconds: Fraction, with_music: bool, tmp_path: Path, out: Path
) -> None:
    music = sounds.write(tmp_path / "music.wav", sounds.noise(4, 0.1)) if with_music else None
    assert make_track(music, duration_seconds, out) == out
    assert len(sounds.decoded(out)) == round(duration_seconds * RATE)


def test_track_is_aac_lc_at_48_khz_in_stereo(tmp_path: Path, out: Path) -> None:
    make_track(sounds.write(tmp_path / "music.wav", sounds.tone(2, 500, 0.1, 8000), 8000), Fraction(2), out)
    (track,) = read(out).tracks
    assert track.sound == Sound(sample_rate=48_000, channels=2, aac_type=2)


def test_track_without_music_is_silent(out: Path) -> None:
    make_track(None, Fraction(3), out)
    assert np.abs(sounds.decoded(out)).max() < 1e-4


def test_music_fades_in_over_half_a_second_and_out_over_two(tmp_path: Path, out: Path) -> None:
    make_track(sounds.write(tmp_path / "music.wav", sounds.tone(8, 1000, 0.3)), Fraction(8), out)
    sound = sounds.decoded(out)
    full = sounds.levels(sound[3 * RATE : 5 * RATE]).mean()
    level = sounds.levels(sound) / full  # of each hundredth of a second
    assert np.abs(sound[:48]).max() < 0.003
    assert np.abs(sound[-48:]).max() < 0.003
    assert level[25] == pytest.approx(0.5, abs=0.05)
    assert level[50:600] == pytest.approx(1.0, abs=0.05)
    assert level[700] == pytest.approx(0.5, abs=0.05)
    assert level[-1] < 0.01


def test_short_film_keeps_its_music_between_short_fades(tmp_path: Path, out: Path) -> None:
    make_track(sounds.write(tmp_path / "music.wav", sounds.tone(8, 1000, 0.3)), Fraction(2), out)
    level = sounds.levels(sounds.decoded(out))
    assert level[20:120] == pytest.approx(level[60], rel=0.05)
    assert level[-1] < 0.01 * level[60]


def test_music_starts_with_the_file_so_that_its_beats_hold(tmp_path: Path, out: Path) -> None:
    sound = np.zeros(3 * RATE)
    sound[RATE : 2 * RATE] = sounds.tone(1, 1000, 0.3)
    make_track(sounds.write(tmp_path / "music.wav", sound), Fraction(3), out)
    loud = np.flatnonzero(np.abs(sounds.decoded(out)[:, 0]) > 0.1)
    assert loud[0] / RATE == pytest.approx(1.0, abs=0.003)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["wav", "mp3", "m4a"])
@pytest.mark.parametrize("silence_seconds", [0.0, 0.25])
def test_seams_of_looped_music_neither_click_nor_pause(
    ending: str, silence_seconds: float, tmp_path: Path, out: Path
) -> None:
    silence = np.zeros(round(silence_seconds * RATE))
    sound = np.concatenate([silence, sounds.tone(3.3137, 293.7, 0.3), silence])
    make_track(sounds.write(tmp_path / f"music.{ending}", sound), Fraction(12), out)
    heard = sounds.decoded(out)[RATE : 10 * RATE]
    steps = np.abs(np.diff(heard[:, 0]))
    # Where both plays meet in phase, equal power lifts the sum by the root of 2; a click is far above.
    assert steps.max() < 1.5 * steps[: RATE // 2].max()
    level = sounds.levels(heard)
    assert level.min() > 0.25 * np.median(level)


def test_loudness_of_a_loop_at_a_seam_is_that_of_the_music(tmp_path: Path, out: Path) -> None:
    make_track(sounds.write(tmp_path / "music.wav", _both(sounds.noise(3, 0.1))), Fraction(12), out)
    level = sounds.levels(sounds.decoded(out)[RATE : 10 * RATE], 0.02)
    assert level.min() > 0.7 * np.median(level)
    assert level.max() < 1.4 * np.median(level)


@pytest.mark.parametrize(
    ("film_seconds", "text"),
    [
        (3, []),
        (5, ["song.wav is 0:03, the film 0:05: it plays twice."]),
        (8, ["song.wav is 0:03, the film 0:08: it plays 3 times."]),
    ],
)
def test_loop_is_reported(
    film_seconds: int, text: list[str], tmp_path: Path, out: Path, said: list[Event]
) -> None:
    make_track(
        sounds.write(tmp_path / "song.wav", sounds.noise(3, 0.1)), Fraction(film_seconds), out, said.append
    )
    assert said == [Noticed(line) for line in text]


@pytest.mark.parametrize("amplitude", [0.0, 1e-5])
def test_silent_music_makes_a_silent_track_and_says_so(
    amplitude: float, tmp_path: Path, out: Path, said: list[Event]
) -> None:
    music = sounds.write(tmp_path / "song.wav", sounds.noise(3, amplitude), options=["-c:a", "pcm_f32le"])
    make_track(music, Fraction(4), out, said.append)
    assert said == [Noticed("song.wav is silent; the film has a silent track.")]
    assert measure(out).integrated_lufs == -math.inf
    assert len(sounds.decoded(out)) == 4 * RATE


def test_music_of_sharp_clicks_stays_quieter_and_below_the_ceiling(
    tmp_path: Path, out: Path, said: list[Event]
) -> None:
    clicks = np.zeros(4 * RATE)
    clicks[1000::24000] = 0.5
    make_track(sounds.write(tmp_path / "clicks.wav", clicks), Fraction(4), out, said.append)
    assert measure(out).true_peak_dbtp <= -1.0
    assert [type(event) for event in said] == [Noticed]
    assert "too sharp peaks" in str(said[0])


def test_limited_music_keeps_its_hits_clean(tmp_path: Path, out: Path) -> None:
    """The limiter turns the level: the shape of a wave within a few milliseconds stays a sine's."""
    swell = sounds.tone(6, 200, 0.05) * (1 + 12 * (sounds.times(6) % 1.5 > 1.3))
    make_track(sounds.write(tmp_path / "swell.wav", swell), Fraction(6), out)
    loud = sounds.decoded(out)[round(2.84 * RATE) : round(2.96 * RATE), 0]
    spectrum = np.abs(np.fft.rfft(loud * np.hanning(len(loud)))) ** 2
    hertz = np.fft.rfftfreq(len(loud), 1 / RATE)
    assert spectrum[np.abs(hertz - 200) > 60].sum() < 1e-3 * spectrum.sum()


def test_soundtrack_of_a_video_is_music_too(tmp_path: Path, out: Path) -> None:
    music = sounds.write(tmp_path / "music.wav", sounds.noise(3, 0.1))
    film = tmp_path / "film.mp4"
    run(["-y", "-f", "lavfi", "-i", "color=red:s=64x64:r=10:d=3", "-i", str(music), "-shortest", str(film)])
    make_track(film, Fraction(2), out)
    assert measure(out).integrated_lufs == pytest.approx(-14.0, abs=0.5)
    assert out.read_bytes().count(b"vide") == 0


def test_nothing_of_the_source_but_its_sound_is_in_the_track(tmp_path: Path, out: Path) -> None:
    music = sounds.write(tmp_path / "music.m4a", sounds.noise(2, 0.1), options=TAGS)
    assert b"Some Person" in music.read_bytes()
    make_track(music, Fraction(2), out)
    data = out.read_bytes()
    for trace in (b"Some", b"Lavf", b"Lavc"):
        assert trace not in data


def test_same_inputs_make_the_same_bytes(tmp_path: Path, out: Path) -> None:
    music = sounds.write(tmp_path / "music.mp3", sounds.hits(3))
    first = make_track(music, Fraction(5), out).read_bytes()
    assert make_track(music, Fraction(5), out).read_bytes() == first


def test_only_the_track_is_left_in_its_folder(tmp_path: Path, out: Path) -> None:
    make_track(sounds.write(tmp_path / "music.wav", sounds.noise(1, 0.1)), Fraction(1), out)
    assert list(out.parent.iterdir()) == [out]


def test_track_that_was_there_stays_and_nothing_is_left_when_music_is_bad(tmp_path: Path, out: Path) -> None:
    out.write_bytes(b"before")
    with pytest.raises(InputError):
        make_track(tmp_path / "missing.mp3", Fraction(1), out)
    assert out.read_bytes() == b"before"
    assert list(out.parent.iterdir()) == [out]
