from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slideshow.documents.template_files import load
from slideshow.errors import InputError, StoryboardError, TemplateError
from slideshow.model.brief import Brief
from slideshow.pipeline.options import in_python
from slideshow.pipeline.planning import plan_folder
from slideshow.pipeline.read_options import brief_of
from slideshow.pipeline.write_plan import write_plan
from slideshow.sound.composed import compose
from slideshow.sound.composed import soundfont as module
from slideshow.sound.loudness import lufs_of
from slideshow.sound.song import Song, compose_for
from tests.sound.crashing_reader import crashing
from tests.sound.soundfonts import write_soundfont

needs_library = pytest.mark.skipif(
    find_spec("symusic") is None, reason="the extra soundfont is not installed"
)
RATE = 48_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Every instrument of General MIDI, all with one sound."""
    return write_soundfont(tmp_path / "band.sf2", programs=range(128))


@needs_library
def test_the_same_score_is_heard_on_other_instruments(file: Path, tmp_path: Path) -> None:
    ours = compose_for(Song.of(["bright"], tmp_path), 12.0, 3)
    theirs = compose_for(Song.of(["bright"], tmp_path, file), 12.0, 3)
    assert theirs.score == ours.score
    assert theirs.beats == ours.beats
    one, other = ours.samples().astype(np.float64), theirs.samples().astype(np.float64)
    assert one.shape == other.shape == (12 * RATE, 2)
    assert np.square(one - other).sum() > 0.3 * np.square(one).sum()
    # As loud and as well ended as ever, and the same again.
    assert -23 < lufs_of(other) < -13
    assert np.abs(other).max() <= 0.84
    assert not other[-1].any()
    assert np.array_equal(theirs.samples(), compose("bright", 12.0, 3, file).samples())


@needs_library
def test_a_tone_has_its_pitch_and_a_harder_one_is_its_own(file: Path) -> None:
    for pitch in (57, 69, 76):
        tone = module.sample_tone(file, "steel", pitch, 0.7, None)
        assert tone is not None
        powers = np.abs(np.fft.rfft(tone, 1 << 19))
        found = np.fft.rfftfreq(1 << 19, 1 / RATE)[powers.argmax()]
        assert abs(1200 * np.log2(found / (440 * 2 ** ((pitch - 69) / 12)))) < 10
        assert abs(tone[-1]) < 0.002 * np.abs(tone).max()


@needs_library
def test_what_the_file_does_not_have_is_played_by_ours(tmp_path: Path) -> None:
    sparse = write_soundfont(tmp_path / "piano.sf2", programs=[0], drums=False)
    assert module.sample_tone(sparse, "flute", 69, 0.7, None) is None
    assert module.sample_tone(sparse, "kick", 0, 0.7, None) is None
    assert module.sample_tone(sparse, "piano", 69, 0.7, None) is not None
    samples = compose("bright", 9.0, 1, sparse).samples()
    assert lufs_of(samples[: 4 * RATE].astype(np.float64)) > -24


@needs_library
@pytest.mark.parametrize("kept", [13, 400, 5000])
def test_a_damaged_file_is_told(kept: int, file: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.sf2"
    damaged.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(InputError, match=r"damaged\.sf2: cannot be read"):
        compose("calm", 6.0, 1, damaged).samples()


def test_what_is_no_soundfont_is_told_before_anything_is_made(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not one")
    with pytest.raises(InputError, match=r"notes\.txt: is no SoundFont"):
        Song.of(["calm"], tmp_path, text)
    with pytest.raises(InputError, match=r"missing\.sf2: cannot be read"):
        Song.of(["calm"], tmp_path, tmp_path / "missing.sf2")


def test_a_missing_library_is_told(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="is not there") as raised:
        Song.of(["calm"], tmp_path, file)
    assert "symusic" in str(raised.value.hint)


def test_it_is_an_option_and_a_word_of_templates(file: Path, tmp_path: Path) -> None:
    assert brief_of({"soundfont": file}, in_python).soundfont == str(file)
    assert brief_of({}, in_python).soundfont is None
    mine = tmp_path / "mine.toml"
    mine.write_text('extends = "default"\ndescription = "Ours."\nsoundfont = "band.sf2"\n')
    assert load(str(mine)).soundfont == str(file)
    mine.write_text('extends = "default"\ndescription = "Ours."\nsoundfont = "../band.sf2"\n')
    with pytest.raises(TemplateError, match="outside of the template's folder"):
        load(str(mine))


@needs_library
@pytest.mark.usefixtures("processes")
def test_a_file_that_ends_its_reader_ends_no_other_process(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_play_one", crashing)
    module._try.cache_clear()
    with pytest.raises(InputError, match=r"band\.sf2: cannot be read"):
        Song.of(["calm"], tmp_path, file)
    module._try.cache_clear()


@needs_library
def test_the_plan_holds_the_instruments_and_trusts_only_those_the_person_named(
    file: Path, tmp_path: Path
) -> None:
    album = tmp_path / "trip"
    album.mkdir()
    for number in range(2):
        Image.new("RGB", (64, 96), (60 * number, 90, 120)).save(album / f"{number}.jpg")
    brief = brief_of({"soundfont": file, "music": "calm"}, in_python)
    film = plan_folder(album, brief)
    assert film.storyboard.soundfont == file.resolve().as_posix()
    write_plan(album, brief)
    again = plan_folder(album, Brief())
    assert again.song is not None
    assert again.song.soundfont == file
    other = write_soundfont(tmp_path / "other.sf2", programs=[0])
    plan = album / "slideshow.toml"
    plan.write_text(plan.read_text("utf-8").replace("band.sf2", "other.sf2"), "utf-8")
    with pytest.raises(StoryboardError, match="lies outside of the folder"):
        plan_folder(album, Brief())
    assert other.is_file()
