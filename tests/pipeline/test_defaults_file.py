"""A person's config.toml: what it says, its mistakes, and who decides over it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from slideshow.errors import InputError
from slideshow.model.brief import Brief
from slideshow.pipeline import defaults_file
from slideshow.pipeline.defaults_file import key, keys, read, with_defaults
from slideshow.pipeline.options import OF_FILMS, OPTIONS, WithDefaults
from slideshow.pipeline.read_options import brief_of

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes the file where the program looks for it."""
    monkeypatch.setattr(defaults_file, "config_folder", lambda: tmp_path)

    def written(text: str) -> Path:
        file = tmp_path / "config.toml"
        file.write_text(text)
        return file

    return written


def test_without_a_file_there_are_no_defaults(write: Write) -> None:
    assert read() == {}


def test_every_option_has_a_name_of_its_own() -> None:
    assert len({key(name) for name in OF_FILMS}) == len(OF_FILMS)
    assert {"template", "for", "per_photo", "all", "tone", "clips", "cache"} <= set(keys())


def test_values_are_those_that_the_command_line_gives(write: Write) -> None:
    write('template = "journal"\nper-photo = 2\nfps = 25\nmusic = "calm"\ntone = false\njobs = 3\n')
    assert {name: one.value for name, one in read().items()} == {
        "template": "journal",
        "per_photo": 2.0,
        "fps": "25",
        "music": ["calm"],
        "tone": False,
        "jobs": 3,
    }


def test_a_file_at_home_is_found(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    write('music = ["~/song.mp3", "calm"]\n')
    assert read()["music"].value == [str(tmp_path / "song.mp3"), "calm"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('\nmusik = "calm"', 'config.toml:2: musik is unknown. Did you mean "music"?'),
        ('quality = "bset"', 'config.toml:1: quality: "bset" is unknown. Did you mean "best"?'),
        ("fps = 30\nfps = 25", "config.toml:2: this name stands there twice"),
        ('per_photo = "two"', "config.toml:1: per_photo: must be a number"),
        ("tone = 1", "config.toml:1: tone: must be true or false."),
        ("\n\nfps = 2500", "config.toml:3: fps"),
        ("\nper_photo = 99", "config.toml:2: per_photo"),
        ("overwrite = true", "config.toml:1: overwrite is of one film."),
        ('[look]\nname = "journal"', "config.toml:1: look is unknown."),
        ('template = "journal', "config.toml:1: "),
        ("music = [1]", "config.toml:1: music: must be a list of texts."),
        ('for = "tiktok-d"', "tiktok-dm"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_nearest_word(write: Write, text: str, told: str) -> None:
    write(text + "\n")
    with pytest.raises(InputError) as error:
        read()
    assert told in str(error.value)


def test_the_command_line_decides_over_the_file(write: Write) -> None:
    write('template = "journal"\nquality = "best"\nlength = 20\n')
    given = {"template": "cinema", "per_photo": 2.0}
    options = with_defaults(given, ("template", "per_photo", "length", "quality"))
    assert options == {"template": "cinema", "per_photo": 2.0, "quality": "best"}
    assert options.defaults == {"quality"}


def test_a_command_gets_only_the_options_that_it_has(write: Write) -> None:
    write('template = "journal"\nquality = "best"\n')
    assert with_defaults({}, ("template",)) == {"template": "journal"}


def test_an_albums_plan_decides_over_the_file_and_the_command_line_over_both(write: Write) -> None:
    write('template = "journal"\nmusic = "calm"\nlength = 20\nclips = false\n')
    options: WithDefaults = with_defaults({"music": ["warm"]}, tuple(OPTIONS))
    brief = brief_of(options, str)  # type: ignore[arg-type]
    assert (brief.template, brief.length_seconds, brief.music) == ("journal", 20.0, ("warm",))
    beside = brief.beside_plan()
    assert (beside.template, beside.length_seconds, beside.music) == (None, None, ("warm",))
    # A plan says nothing of that.
    assert not beside.clips
    assert Brief().beside_plan() == Brief()
