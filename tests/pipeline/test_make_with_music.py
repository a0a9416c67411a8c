"""Films with music, from end to end: when the pictures change, and what is heard."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slideshow.errors import InputError
from slideshow.events import Event, Finished, MusicLaid, Noticed
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.pipeline.preview import preview
from slideshow.pipeline.write_plan import write_plan
from slideshow.sound.loudness import measure
from slideshow.system import ffmpeg
from tests.films import make_here
from tests.sound import sounds
from tests.sound.instruments import RATE
from tests.sound.tracks import made

SMALL = Size(144, 256)
COLOURS = [(230, 40, 40), (40, 200, 60), (50, 70, 230), (220, 210, 40), (200, 60, 210), (40, 200, 210)]


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve photos, no two neighbours of one colour."""
    folder = tmp_path_factory.mktemp("trip")
    for number in range(12):
        colour = np.array(COLOURS[number % 6]) // (1 + number // 6)
        grain = np.random.default_rng(number).normal(0, 6, (320, 180, 1))
        picture = np.clip(colour + grain, 0, 255).astype(np.uint8)
        Image.fromarray(picture).save(folder / f"{number:02d}.png")
    return folder


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of drums and bass at 105 beats a minute."""
    return sounds.write(tmp_path_factory.mktemp("music") / "song.wav", made("backbeat", 105, 3).samples, RATE)


def film(folder: Path, out: Path, **options: object) -> tuple[list[Event], Finished]:
    events: list[Event] = []
    brief = {"canvas": SMALL, "title": "", "order": "name", "template": "still"} | options
    made_ = make_here(folder, out, Brief(**brief), quality="fast", report=events.append)  # type: ignore[arg-type]
    return events, made_


def cut_seconds(path: Path) -> list[float]:
    """When one frame is of another colour than the frame before."""
    raw, _ = ffmpeg.run(
        ["-i", str(path), "-vf", "scale=4:4:flags=area", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    )
    frames = np.frombuffer(raw, np.uint8).reshape(-1, 48).astype(int)
    changes = np.abs(np.diff(frames, axis=0)).mean(axis=1)
    return [(int(index) + 1) / 30 for index in np.flatnonzero(changes > 20)]


def laid(events: list[Event]) -> MusicLaid:
    (found,) = [event for event in events if isinstance(event, MusicLaid)]
    return found


def onset_levels(path: Path) -> np.ndarray:
    """How much louder each hundredth of a second is than the one before."""
    levels = sounds.levels(sounds.decoded(path))
    return np.asarray(np.diff(levels, prepend=0.0))


def test_pictures_change_where_the_drums_hit(trip: Path, song: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    events, _ = film(trip, out, music=(str(song),))
    cuts, told = cut_seconds(out), laid(events)
    assert len(cuts) == 11
    beats = np.array(told.beats)
    assert all(np.abs(beats - cut).min() <= 1.01 / 30 for cut in cuts)
    assert told.joins_on_beat == 11
    assert told.beats_per_minute == pytest.approx(105, abs=1)
    # Heard, not only told: the sound of the film rises there.
    rises = onset_levels(out)
    strongest = [rises[max(0, round(100 * cut) - 6) : round(100 * cut) + 7].max() for cut in cuts]
    assert np.median(strongest) > 4 * np.median(np.abs(rises))


def test_the_middle_of_a_crossfade_is_on_the_beat(trip: Path, song: Path, tmp_path: Path) -> None:
    events, _ = film(trip, tmp_path / "film.mp4", music=(str(song),), template="default")
    told = laid(events)
    assert len(told.joins_off_beat_ms) == 11
    assert max(abs(one) for one in told.joins_off_beat_ms) <= 1000 / 30


def test_a_film_with_music_ends_in_silence_at_the_right_loudness(
    trip: Path, song: Path, tmp_path: Path
) -> None:
    out = tmp_path / "film.mp4"
    film(trip, out, music=(str(song),))
    found = measure(out)
    assert found.integrated_lufs == pytest.approx(-14.0, abs=0.5)
    assert found.true_peak_dbtp <= -1.0
    assert np.abs(sounds.decoded(out)[-400:]).max() < 0.01


@pytest.mark.parametrize(
    "style", ["calm", *(pytest.param(one, marks=pytest.mark.slow) for one in ("pulse", "acoustic", "lo-fi"))]
)
def test_music_of_our_own_needs_no_file(style: str, trip: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    events, _ = film(trip, out, music=(style,))
    told = laid(events)
    assert told.joins_on_beat == len(told.joins_off_beat_ms) == 11
    assert all(np.abs(np.array(told.beats) - cut).min() <= 1.01 / 30 for cut in cut_seconds(out))
    assert measure(out).integrated_lufs == pytest.approx(-14.0, abs=0.5)
    assert np.abs(sounds.decoded(out)[-400:]).max() < 0.02


@pytest.mark.slow
def test_another_seed_is_another_tune_and_the_same_seed_the_same_film(trip: Path, tmp_path: Path) -> None:
    films = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        film(trip, tmp_path / f"{name}.mp4", music=("warm",), seed=seed, length_seconds=10.0)
        films.append((tmp_path / f"{name}.mp4").read_bytes())
    assert films[0] == films[1] != films[2]


@pytest.mark.slow
def test_music_without_a_beat_is_said_and_photos_change_in_a_rhythm_of_their_own(
    trip: Path, tmp_path: Path
) -> None:
    noise = sounds.write(tmp_path / "rain.wav", sounds.noise(60, 0.1))
    out = tmp_path / "film.mp4"
    events, _ = film(trip, out, music=(str(noise),))
    assert any(isinstance(one, Noticed) and "no steady beat" in one.text for one in events)
    steps = [after - before for before, after in pairwise(cut_seconds(out))]
    # Slides of one, two and four units of time.
    assert 0.8 <= min(steps) < max(steps) <= 5.0
    assert laid(events).beats == ()


@pytest.mark.slow
def test_a_short_song_is_heard_again_in_time(trip: Path, tmp_path: Path) -> None:
    track = made("four on the floor", 120, 1, seconds=18.0)
    song = sounds.write(tmp_path / "short.wav", track.samples, RATE)
    events, finished = film(trip, tmp_path / "film.mp4", music=(str(song),))
    assert any(isinstance(one, Noticed) and "joined on a bar line" in one.text for one in events)
    assert finished.duration_seconds > 20
    steps = [after - before for before, after in pairwise(laid(events).beats)]
    assert max(abs(step - 0.5) for step in steps) < 0.06


@pytest.mark.slow
def test_several_files_play_one_after_the_other(trip: Path, tmp_path: Path) -> None:
    low = sounds.write(tmp_path / "low.wav", sounds.tone(10, 220, 0.3))
    high = sounds.write(tmp_path / "high.wav", sounds.tone(30, 1760, 0.3))
    out = tmp_path / "film.mp4"
    film(trip, out, music=(str(low), str(high)), length_seconds=24.0)
    sound = sounds.decoded(out)[:, 0]

    def pitch(second: float) -> float:
        part = sound[round(second * sounds.RATE) : round((second + 1) * sounds.RATE)]
        return float(np.argmax(np.abs(np.fft.rfft(part))))

    assert pitch(5) == pytest.approx(220, abs=3)
    assert pitch(14) == pytest.approx(1760, abs=3)


def test_music_begins_where_it_is_asked_to(trip: Path, song: Path, tmp_path: Path) -> None:
    events, _ = film(trip, tmp_path / "film.mp4", music=(str(song),), music_start=12.5, length_seconds=20.0)
    assert laid(events).start_seconds == 12.5
    with pytest.raises(InputError, match=r"ends at 1:00"):
        film(trip, tmp_path / "other.mp4", music=(str(song),), music_start=300.0)


def test_an_unedited_plan_with_music_is_the_same_film(trip: Path, song: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "trip"
    shutil.copytree(trip, folder)
    brief = Brief(canvas=SMALL, title="", order="name", template="still", music=(str(song),))
    make_here(folder, tmp_path / "a.mp4", brief, quality="fast")
    write_plan(folder, brief)
    make_here(folder, tmp_path / "b.mp4", Brief(canvas=SMALL), quality="fast")
    assert cut_seconds(tmp_path / "a.mp4") == cut_seconds(tmp_path / "b.mp4")
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_the_preview_shows_beats_and_cuts(trip: Path, song: Path, tmp_path: Path) -> None:
    plain, with_music = tmp_path / "plain.png", tmp_path / "music.png"
    brief = {"title": "", "order": "name", "template": "still"}
    preview(trip, plain, Brief(**brief))  # type: ignore[arg-type]
    preview(trip, with_music, Brief(music=(str(song),), **brief))  # type: ignore[arg-type]
    tall = np.asarray(Image.open(with_music).convert("RGB")).astype(int)
    assert tall.shape[0] > Image.open(plain).height + 60
    # A line for each of the eleven cuts, from the strip's top to its foot.
    orange = (np.abs(tall - (255, 190, 70)).max(axis=2) < 12).sum(axis=0)
    columns = np.flatnonzero(orange >= 60)
    assert (np.diff(columns, prepend=-10) > 1).sum() == 11


def test_what_was_heard_once_is_known_the_next_time_and_damage_is_heard_again(
    song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from slideshow.sound import beats
    from slideshow.sound import song as module
    from slideshow.system.user_folders import cache_folder

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    times: list[Path] = []
    listened = beats.rhythm

    def counting(path: Path, *given: object) -> object:
        times.append(path)
        return listened(path, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "rhythm", counting)
    whole = module.Song((song,))
    first = module.rhythm_of(whole, 30.0)
    assert module.rhythm_of(whole, 30.0) == first
    assert len(times) == 1
    (file,) = (cache_folder() / "rhythms").glob("??/*.json")
    file.write_text(file.read_text("utf-8").replace("[", "[true,", 1), "utf-8")
    assert module.rhythm_of(whole, 30.0) == first
    assert len(times) == 2
