from pathlib import Path

import numpy as np
import pytest

from slideshow.errors import InputError
from slideshow.events import Event, Noticed
from slideshow.model.music import Rhythm
from slideshow.sound.beats import hear_rhythm, rhythm
from slideshow.system.ffmpeg import run
from tests.sound import sounds
from tests.sound.instruments import RATE
from tests.sound.tracks import PATTERNS, UNSTEADY, Track, made, matched, unsteady

# Tempi at which each pattern is tried; the benchmark tries many more.
TEMPI = dict(zip(PATTERNS, (70, 92, 128, 140, 105, 118, 150, 96, 160, 100, 112, 174), strict=True))


def assert_heard(found: Rhythm, track: Track) -> None:
    beats, offsets = matched(found.beats, track.beats)
    assert beats >= 0.95
    assert abs(np.mean(offsets)) <= 0.010
    assert matched(found.downbeats, track.downbeats)[0] >= 0.8
    assert found.bpm == pytest.approx(track.bpm, rel=0.03)
    assert found.confidence > 0.6
    assert set(found.downbeats) <= set(found.beats)
    assert set(found.sections) <= set(found.downbeats)
    assert len(found.bar_sounds) == len(found.downbeats)


def hear(track: Track) -> Rhythm:
    return hear_rhythm(track.samples.astype(np.float32), RATE)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_beats_and_bars_of_steady_music_are_found(pattern: str) -> None:
    track = made(pattern, TEMPI[pattern], 8, seconds=40)
    assert_heard(hear(track), track)


@pytest.mark.slow
@pytest.mark.parametrize("tempo", ["drifting", "stepping"])
@pytest.mark.parametrize(("pattern", "bpm"), [("backbeat", 84), ("swung", 128), ("piano waltz", 140)])
def test_beats_are_followed_where_the_tempo_moves(pattern: str, bpm: float, tempo: str) -> None:
    track = made(pattern, bpm, 3, tempo=tempo, seconds=50)
    assert_heard(hear(track), track)


def test_a_quiet_beginning_has_its_beats_too_and_ends_at_a_section() -> None:
    track = made("backbeat", 120, 5, quiet_intro=True, seconds=50)
    found = hear(track)
    assert_heard(found, track)
    loud_from = track.beats[32]
    assert min(abs(time - loud_from) for time in found.sections) < 0.05
    assert np.mean(found.loudness[4:30]) < np.mean(found.loudness[36:60]) - 15


@pytest.mark.parametrize("kind", UNSTEADY)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_has_no_beat_is_not_trusted(kind: str, seed: int) -> None:
    assert hear_rhythm(unsteady(kind, seed, 30).astype(np.float32), RATE).confidence < 0.4


def test_loudness_is_against_the_whole() -> None:
    loud = sounds.tone(10, 1_000, 0.5, RATE)
    loud[: 5 * RATE] *= 0.5
    levels = hear_rhythm(loud.astype(np.float32), RATE).loudness
    assert len(levels) == 20
    assert levels[15] - levels[3] == pytest.approx(6.0, abs=0.2)
    assert -4.5 < levels[3] < 0 < levels[15] < 2.5


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["wav", "mp3", "m4a", "ogg", "mkv"])
def test_a_file_of_any_format_has_the_beats_of_its_music(ending: str, tmp_path: Path) -> None:
    track = made("backbeat", 120, 4, seconds=25)
    options = ["-c:a", "libvorbis"] if ending == "ogg" else []
    file = sounds.write(tmp_path / f"song.{ending}", track.samples, RATE, options)
    assert_heard(rhythm(file), track)


def test_the_sound_of_a_video_at_8_khz_will_do(tmp_path: Path) -> None:
    track = made("four on the floor", 126, 4, seconds=25)
    sound = sounds.write(tmp_path / "sound.wav", track.samples, RATE)
    video = tmp_path / "video.mp4"
    picture = ["-f", "lavfi", "-i", "color=red:s=64x64:r=5:d=25"]
    run(["-y", *picture, "-i", str(sound), "-ar", "8000", "-ac", "1", "-shortest", str(video)])
    assert_heard(rhythm(video), track)


def test_samples_of_any_rate_have_the_same_beats() -> None:
    track = made("backbeat", 110, 6, seconds=30)
    every_second = np.convolve(track.samples, np.full(2, 0.5), "same")[::2]
    assert_heard(hear_rhythm(every_second.astype(np.float32), RATE // 2), track)


@pytest.mark.parametrize(("seconds", "amplitude"), [(2.0, 0.5), (30.0, 0.0), (0.02, 0.5), (3.0, 0.0)])
def test_short_and_silent_sound_has_no_rhythm(seconds: float, amplitude: float) -> None:
    found = hear_rhythm(sounds.noise(seconds, amplitude).astype(np.float32), sounds.RATE)
    assert (found.beats, found.downbeats, found.sections, found.bpm) == ((), (), (), 0.0)
    assert found.confidence == 0
    assert found.duration_seconds == pytest.approx(seconds)


def test_no_samples_at_all_have_no_rhythm() -> None:
    assert hear_rhythm(np.zeros(0, dtype=np.float32), RATE) == Rhythm()


def test_samples_as_large_as_floats_can_be_are_heard_as_very_loud() -> None:
    samples = np.random.default_rng(1).normal(0, 0.1, 6 * 22_050).astype(np.float32)
    samples[22_050] = 3e38
    found = hear_rhythm(samples, 22_050)
    assert np.isfinite(found.loudness).all() and np.isfinite(found.bar_sounds).all()
    assert found.confidence < 0.4


def test_a_file_without_sound_is_refused(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    run(["-y", "-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", str(photo)])
    with pytest.raises(InputError, match=r"photo\.png: ffmpeg finds no sound in it"):
        rhythm(photo)


@pytest.mark.slow
def test_of_three_hours_only_what_is_asked_for_is_heard(tmp_path: Path) -> None:
    track = made("backbeat", 120, 4, seconds=30)
    once = sounds.write(tmp_path / "once.mp3", track.samples, RATE, ["-b:a", "32k"])
    long = tmp_path / "long.mp3"
    run(["-y", "-stream_loop", "359", "-i", str(once), "-c", "copy", str(long)])
    found = rhythm(long, most_seconds=25.0)
    assert found.duration_seconds == pytest.approx(25.0)
    assert matched(found.beats, track.beats[track.beats < 25])[0] >= 0.95


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.0, 0.6])
def test_damaged_music_is_heard_up_to_the_damage(share: float, tmp_path: Path) -> None:
    track = made("backbeat", 120, 4, seconds=30)
    file = sounds.write(tmp_path / "song.flac", track.samples, RATE)
    data = bytearray(file.read_bytes())
    start = max(9_000, int(len(data) * share))
    data[start : start + 3_000] = bytes(3_000)
    file.write_bytes(data)
    events: list[Event] = []
    found = rhythm(file, events.append)
    assert [type(event) for event in events] == [Noticed]
    if share:
        assert 15 < found.duration_seconds < 20
    else:
        assert found.duration_seconds > 25
    true = track.beats[track.beats < found.duration_seconds]
    assert matched(found.beats, true)[0] >= (0.95 if share else 0.0)
