import dataclasses
import math
import tracemalloc
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from slideshow.events import Event, Noticed, ignore
from slideshow.model.clip import Clip
from slideshow.model.soundtrack import ClipSound
from slideshow.sound.loudness import measure
from slideshow.sound.mix import clip_parts, mix_film_sound
from slideshow.sound.track import make_track
from slideshow.system.ffmpeg import run
from tests.sound import clips, sounds

RATE = sounds.RATE
# What the music and the clips sing, so that they can be told apart in the film.
MUSIC_HERTZ = 330.0
CLIP_HERTZ = 3000.0
ONSET_SECONDS = 1.25
Samples = sounds.Samples


def late_tone(rate: int = RATE, seconds: float = 4.0, hertz: float = CLIP_HERTZ) -> Samples:
    """Next to nothing, then from second 1.25 on a tone."""
    sound = sounds.tone(seconds, hertz, 0.3, rate)
    sound[: round(ONSET_SECONDS * rate)] *= 0.001
    return sound


def level_of(sound: Samples, hertz: float, window_seconds: float) -> Samples:
    """How loud a tone is around each sample, whatever else is heard."""
    turned = sound.mean(axis=1) * np.exp(-2j * np.pi * hertz * np.arange(len(sound)) / RATE)
    width = round(window_seconds * RATE)
    sums = np.concatenate([[0], np.cumsum(turned)])
    means = np.abs(sums[width:] - sums[:-width]) / width * 2
    return np.asarray(np.pad(means, (width // 2, width), mode="edge")[: len(sound)])


def onset_seconds(sound: Samples, start: float, stop: float, hertz: float = CLIP_HERTZ) -> float:
    """When a tone sets in between two seconds: when it is half as loud as it gets."""
    level = level_of(sound, hertz, 0.002)[round(start * RATE) : round(stop * RATE)]
    return start + float(np.argmax(level > np.median(level[-RATE // 10 :]) / 2)) / RATE


def at(levels: Samples, seconds: float) -> float:
    return float(levels[round(seconds * RATE)])


def decibels(levels: Samples, seconds: float, compared_with: float) -> float:
    return 20 * math.log10(at(levels, seconds) / at(levels, compared_with))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mix")


@pytest.fixture(scope="module")
def song(folder: Path) -> Path:
    return sounds.write(folder / "song.wav", sounds.tone(30, MUSIC_HERTZ, 0.3))


@pytest.fixture(scope="module")
def clip(folder: Path) -> Clip:
    return clips.write(folder / "clip.mp4", late_tone())


@pytest.fixture(scope="module")
def film(folder: Path, song: Path, clip: Clip) -> Samples:
    """Half a minute: a clip from second 4 to 7, two more from 12 to 14 and from 14.6 to 17."""
    heard = [ClipSound(clip, 4.0, 0.5, 3.5), ClipSound(clip, 12.0, 1.5, 3.5), ClipSound(clip, 14.6, 1.5, 3.9)]
    return sounds.decoded(track(song, 30, folder / "film.mp4", heard))


def track(
    music: Path | None, seconds: float, out: Path, heard: Sequence[ClipSound], *, only: bool = False
) -> Path:
    return make_track((music,) if music else (), Fraction(seconds), out, clips=heard, only=only)


def test_clip_is_heard_when_it_is_seen(film: Samples) -> None:
    assert onset_seconds(film, 4.2, 6.8) == pytest.approx(4.0 + ONSET_SECONDS - 0.5, abs=0.005)


def test_music_goes_down_by_twelve_decibels_under_a_clip_and_comes_back(film: Samples) -> None:
    music = level_of(film, MUSIC_HERTZ, 0.05)
    for second in (4.1, 5.5, 6.9, 12.5):
        assert decibels(music, second, 10.0) == pytest.approx(-12, abs=1.5)
    for second in (3.0, 3.7, 7.7, 9.0, 18.0, 25.0):
        assert decibels(music, second, 10.0) == pytest.approx(0, abs=0.5)


def test_music_goes_softly(film: Samples) -> None:
    music = 20 * np.log10(level_of(film, MUSIC_HERTZ, 0.05))
    steps = np.abs(music[RATE // 10 :] - music[: -RATE // 10])[2 * RATE : 27 * RATE]
    assert 3 < steps.max() < 9  # decibels in a tenth of a second
    assert decibels(np.exp(music), 3.875, 10.0) < -2  # halfway down before the clip begins
    back = [decibels(level_of(film, MUSIC_HERTZ, 0.05), 7.0 + later, 10.0) for later in (0.1, 0.3, 0.5)]
    assert back == sorted(back)
    assert back[1] == pytest.approx(-6, abs=1.5)


def test_music_stays_down_in_a_short_gap_between_clips(film: Samples) -> None:
    music = level_of(film, MUSIC_HERTZ, 0.05)
    for second in (14.1, 14.3, 14.5):
        assert decibels(music, second, 10.0) == pytest.approx(-12, abs=1.5)


def test_clip_is_about_as_loud_as_the_music_was(film: Samples) -> None:
    clip = level_of(film, CLIP_HERTZ, 0.05)
    # 10 dB, 3 of them given by the ear's curve.
    assert 1.7 < at(clip, 13.0) / at(level_of(film, MUSIC_HERTZ, 0.05), 13.0) < 2.8
    assert at(clip, 9.0) < 0.002


def test_film_with_clips_is_as_loud_as_any(folder: Path, film: Samples) -> None:
    found = measure(folder / "film.mp4")
    assert found.integrated_lufs == pytest.approx(-14, abs=0.5)
    assert found.true_peak_dbtp <= -1
    assert len(film) == 30 * RATE


SPEECH_LIKE = sounds.noise(4, 0.15) * (np.sin(2 * np.pi * 2 * sounds.times(4)) > 0)
MIXES = {
    "loud hits and a quiet clip": (sounds.hits(8), 0.02 * SPEECH_LIKE),
    "steady music and a hot clip": (sounds.noise(8, 0.1), np.clip(20 * SPEECH_LIKE, -1, 1)),
    "quiet music and claps": (sounds.noise(8, 0.002), sounds.hits(4)),
    "hot music and a tone": (np.clip(sounds.noise(8, 2.0), -1, 1), sounds.tone(4, 500, 0.1)),
}


@pytest.mark.parametrize("name", MIXES)
def test_any_mix_has_the_loudness_and_peak_promised(name: str, tmp_path: Path) -> None:
    music, sound = MIXES[name]
    song = sounds.write(tmp_path / "song.wav", music)
    clip = clips.write(tmp_path / "clip.mov", sound, codec=("pcm_s16le",))
    found = measure(
        track(song, 8, tmp_path / "film.mp4", [ClipSound(clip, 1.0, 0.0, 2.0), ClipSound(clip, 5, 1, 4)])
    )
    assert found.integrated_lufs == pytest.approx(-14, abs=0.5)
    assert found.true_peak_dbtp <= -1


FILES: dict[str, tuple[str, int, int, tuple[str, ...]]] = {
    "AAC, mono, 44.1 kHz": ("clip.mov", 44_100, 1, ("aac",)),
    "AAC, 5.1": ("clip.mp4", 48_000, 6, ("aac", "-b:a", "256k")),
    "telephone": ("clip.mov", 8_000, 1, ("pcm_s16le",)),
    "renderer": ("clip.mov", 96_000, 2, ("pcm_s24le",)),
    "AVI with MP3": ("clip.avi", 44_100, 2, ("libmp3lame",)),
    "Matroska with Opus": ("clip.mkv", 48_000, 2, ("libopus",)),
    "Matroska with Vorbis": ("clip.mkv", 32_000, 2, ("libvorbis",)),
}


@pytest.mark.slow
@pytest.mark.parametrize("start", [0.0, 0.9])
@pytest.mark.parametrize("name", FILES)
def test_any_files_sound_is_in_its_place(name: str, start: float, tmp_path: Path) -> None:
    file, rate, channels, codec = FILES[name]
    sound = np.repeat(late_tone(rate, hertz=1000.0)[:, None] / channels, channels, axis=1)
    clip = clips.write(tmp_path / file, sound, rate, codec)
    heard = sounds.decoded(track(None, 4, tmp_path / "film.mp4", [ClipSound(clip, 0.5, start, start + 2.5)]))
    onset = onset_seconds(heard, 0.6, 2.9, hertz=1000.0)
    # An AVI knows time by whole packets of 26 ms.
    exactly = 0.03 if file.endswith("avi") else 0.005
    assert onset == pytest.approx(0.5 + ONSET_SECONDS - start, abs=exactly)
    assert np.abs(heard[:, 0] - heard[:, 1]).max() < 0.1 * np.abs(heard).max()


@pytest.mark.parametrize("start", [0.0, 1.1])
def test_sound_that_sets_in_after_its_picture_keeps_its_place(start: float, tmp_path: Path) -> None:
    clip = clips.write(tmp_path / "clip.mp4", late_tone(), late_seconds=0.4)
    heard = sounds.decoded(track(None, 4, tmp_path / "film.mp4", [ClipSound(clip, 0.5, start, start + 2.6)]))
    assert onset_seconds(heard, 0.6, 3.0) == pytest.approx(0.5 + 0.4 + ONSET_SECONDS - start, abs=0.005)


def test_clip_in_the_middle_of_a_file_is_heard(tmp_path: Path) -> None:
    alone = clips.write(tmp_path / "alone.mp4", late_tone())
    data = alone.path.read_bytes()
    both = tmp_path / "a photo, and more,,.jpg"
    for length, after in ((len(data), b"more" * 100), (None, b"")):
        both.write_bytes(b"photo" * 1000 + data + after)
        clip = dataclasses.replace(alone, path=both, offset=5000, length=length)
        heard = sounds.decoded(track(None, 4, tmp_path / "film.mp4", [ClipSound(clip, 0.5, 0.5, 3.5)]))
        assert onset_seconds(heard, 0.6, 3.0) == pytest.approx(0.5 + ONSET_SECONDS - 0.5, abs=0.005)


def test_clip_is_heard_between_ramps_that_do_not_click(tmp_path: Path) -> None:
    clip = clips.write(tmp_path / "clip.mov", sounds.tone(4, 220, 0.5), codec=("pcm_s16le",))
    heard = [
        ClipSound(clip, 1.0, 0.5, 2.003),
        ClipSound(clip, 4.0, 1.0017, 5.0),
    ]  # the last one ends with its file
    sound = sounds.decoded(track(None, 8, tmp_path / "film.mp4", heard))
    level = level_of(sound, 220, 0.01)
    full = at(level, 2.0)
    assert at(level, 1.02) == pytest.approx(full / 2, rel=0.25)
    assert at(level, 1.05) == pytest.approx(full, rel=0.1)
    assert at(level, 6.9) == pytest.approx(full, rel=0.1)
    assert max(at(level, second) for second in (0.99, 2.52, 3.9, 7.1)) < 0.01 * full
    steps = np.abs(np.diff(sound[:, 0], n=2))
    assert steps.max() < 1.6 * steps[round(1.5 * RATE) : 2 * RATE].max()


def test_clips_that_cross_are_crossfaded(tmp_path: Path) -> None:
    low = clips.write(tmp_path / "low.mov", sounds.tone(4, 500, 0.2), codec=("pcm_s16le",))
    high = clips.write(tmp_path / "high.mov", sounds.tone(4, 1500, 0.1), codec=("pcm_s16le",))
    heard = [ClipSound(low, 0.5, 0.0, 3.0), ClipSound(high, 2.5, 0.0, 3.0)]  # both from 2.5 to 3.5
    sound = sounds.decoded(track(None, 6, tmp_path / "film.mp4", heard))
    first, second = level_of(sound, 500, 0.02), level_of(sound, 1500, 0.02)
    crossing = (2.6, 2.8, 3.0, 3.2, 3.4)
    for levels, shape in ((first, np.cos), (second, np.sin)):
        full = max(at(levels, 2.0), at(levels, 5.0))
        for now in crossing:
            assert at(levels, now) / full == pytest.approx(shape(np.pi / 2 * (now - 2.5)), abs=0.06)


def test_only_the_clips_are_heard(song: Path, clip: Clip, tmp_path: Path) -> None:
    out = track(song, 8, tmp_path / "film.mp4", [ClipSound(clip, 3.0, 1.5, 3.5)], only=True)
    sound = sounds.decoded(out)
    assert np.abs(sound[: round(2.9 * RATE)]).max() < 0.001
    assert np.abs(sound[round(5.1 * RATE) :]).max() < 0.001
    assert at(level_of(sound, CLIP_HERTZ, 0.05), 4.0) > 0.05
    assert level_of(sound, MUSIC_HERTZ, 0.5).max() < 0.001
    assert measure(out).integrated_lufs == pytest.approx(-14, abs=0.5)


def test_quiet_clips_alone_are_not_blown_up(tmp_path: Path) -> None:
    said: list[Event] = []
    clip = clips.write(tmp_path / "wind.mp4", sounds.noise(4, 0.001))
    out = make_track(
        (), Fraction(4), tmp_path / "film.mp4", said.append, clips=[ClipSound(clip, 0, 0, 4)], only=True
    )
    assert measure(out).integrated_lufs < -30
    assert "too quiet to be made as loud as usual" in str(said)


def test_speech_too_quiet_for_the_music_gets_more_room(song: Path, tmp_path: Path) -> None:
    clip = clips.write(tmp_path / "far.mp4", sounds.tone(4, CLIP_HERTZ, 0.02))
    music = level_of(
        sounds.decoded(track(song, 12, tmp_path / "film.mp4", [ClipSound(clip, 4, 0, 4)])), MUSIC_HERTZ, 0.05
    )
    assert -18.5 < decibels(music, 6.0, 2.0) < -14


UNHEARD = {
    "none": "has no sound.",
    "missing": "has damaged sound; it is silent in the film.",
    "noughts": "has damaged sound; it is silent in the film.",
    "no numbers": "has damaged sound; it is silent in the film.",
    "no stream": "has damaged sound; it is silent in the film.",
    "ended": "has no sound there; it is silent in the film.",
    "silent": "",
}


def unheard(kind: str, folder: Path) -> Clip:
    path = folder / f"{kind}.mov"
    if kind == "none":
        return clips.known(path, has_sound=False)
    if kind == "noughts":
        path.write_bytes(bytes(5000))
    if kind in ("missing", "noughts"):
        return clips.known(path)
    sound = late_tone(seconds=2.0) * (0.0 if kind == "silent" else 1.0)
    if kind == "no numbers":
        sound[60_000:61_000] = np.nan
        sound[70_000:71_000] = 1e30
    if kind == "ended":
        sound = sound[:RATE]
    clips.write(path, sound, codec=("pcm_f32le",))
    if kind == "no stream":
        run(["-y", "-i", str(path), "-an", "-c", "copy", str(path.with_suffix(".mp4"))])
        path.with_suffix(".mp4").replace(path)
    return clips.known(path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", UNHEARD)
def test_film_with_a_clip_that_cannot_be_heard_has_its_music_as_ever(
    kind: str, song: Path, tmp_path: Path
) -> None:
    said: list[Event] = []
    plain = make_track((song,), Fraction(3), tmp_path / "plain.mp4").read_bytes()
    heard = [ClipSound(unheard(kind, tmp_path), 1.0, 1.1, 2.0)]
    film = make_track((song,), Fraction(3), tmp_path / "film.mp4", said.append, clips=heard).read_bytes()
    assert film == plain
    assert said == ([Noticed(f"{kind}.mov {UNHEARD[kind]}")] if UNHEARD[kind] else [])
    alone = make_track((), Fraction(3), tmp_path / "alone.mp4", clips=heard)
    assert np.abs(sounds.decoded(alone)).max() < 1e-4


def test_sound_damaged_in_the_middle_is_heard_up_to_there(tmp_path: Path) -> None:
    said: list[Event] = []
    clip = clips.write(tmp_path / "clip.mkv", sounds.tone(4, CLIP_HERTZ, 0.3), codec=("flac",))
    data = bytearray(clip.path.read_bytes())
    data[len(data) // 2 :] = np.random.default_rng(3).bytes(len(data) - len(data) // 2)
    clip.path.write_bytes(data)
    out = make_track(
        (), Fraction(5), tmp_path / "film.mp4", said.append, clips=[ClipSound(clip, 0.5, 0.5, 3.9)]
    )
    level = level_of(sounds.decoded(out), CLIP_HERTZ, 0.02)
    assert at(level, 1.0) > 0.1
    assert at(level, 3.5) < 0.1 * at(level, 1.0)
    assert len(said) == 1
    assert "clip.mkv has damaged sound after 0:0" in str(said[0])


def test_silent_music_leaves_the_clips(clip: Clip, tmp_path: Path) -> None:
    said: list[Event] = []
    song = sounds.write(tmp_path / "song.wav", sounds.noise(3, 0.0))
    out = make_track(
        (song,), Fraction(3), tmp_path / "film.mp4", said.append, clips=[ClipSound(clip, 0.5, 1.5, 3.5)]
    )
    assert said == [Noticed("song.wav is silent; only the clips are heard.")]
    assert measure(out).integrated_lufs == pytest.approx(-14, abs=0.5)


@pytest.mark.parametrize("when", [-1.0, 2.5, 3.5, 9.0])
def test_film_is_as_long_as_ever_wherever_its_clips_lie(when: float, clip: Clip, tmp_path: Path) -> None:
    out = track(None, 3, tmp_path / "film.mp4", [ClipSound(clip, when, 0.0, 3.0)])
    sound = sounds.decoded(out)
    assert len(sound) == 3 * RATE
    if when < 0:
        assert onset_seconds(sound, 0.1, 1.9) == pytest.approx(when + ONSET_SECONDS, abs=0.005)


def test_only_the_track_is_left_in_its_folder(song: Path, clip: Clip, tmp_path: Path) -> None:
    out = track(song, 3, tmp_path / "film.mp4", [ClipSound(clip, 1, 1, 2)])
    assert list(tmp_path.iterdir()) == [out]


def test_same_clips_make_the_same_bytes(song: Path, clip: Clip, tmp_path: Path) -> None:
    heard = [ClipSound(clip, 1, 1, 3), ClipSound(clip, 2.5, 1, 3)]
    first = track(song, 5, tmp_path / "film.mp4", heard).read_bytes()
    assert track(song, 5, tmp_path / "film.mp4", heard[::-1]).read_bytes() == first


def test_long_film_of_many_clips_is_never_in_memory(clip: Clip, tmp_path: Path) -> None:
    heard = [ClipSound(clip, 14.0 * number, 1.0, 4.0) for number in range(8)]
    sample_count = 120 * RATE
    tracemalloc.start()
    try:
        parts = clip_parts(heard, sample_count, tmp_path, ignore)
        sound = mix_film_sound(None, parts, sample_count, tmp_path / "mixed.f32")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sound.music.path.stat().st_size == 8 * sample_count  # 46 million bytes
    assert most < 15e6
