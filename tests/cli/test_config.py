"""`slideshow config`, and the commands that read what it shows."""

from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from slideshow.cli.app import app
from slideshow.cli.options import AsJson, Debug, film_options
from slideshow.pipeline import defaults_file
from slideshow.pipeline.options import OF_FILMS
from tests.photos import album


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "own").mkdir()
    monkeypatch.setattr(defaults_file, "config_folder", lambda: tmp_path / "own")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "own" / "config.toml"


def said(*words: str) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_what_holds_is_shown_with_where_it_comes_from(config: Path) -> None:
    assert f"Your own: {config} (not there)" in said("config")
    config.write_text('# Mine\ntemplate = "journal"\n')
    lines = [line.split() for line in said("config").splitlines()]
    assert ["template", '"journal"', "(config.toml:2)"] in lines
    assert ["quality", '"good"'] in lines


def test_a_plan_is_made_by_the_defaults_and_not_by_them_when_it_is_said(config: Path, tmp_path: Path) -> None:
    config.write_text('template = "journal"\nend = "Bye"\n')
    album(tmp_path / "trip", 2)
    said("plan", "trip", "-q")
    text = (tmp_path / "trip" / "slideshow.toml").read_text()
    assert 'template = "journal"' in text
    assert 'end = "Bye"' in text
    said("plan", "trip", "-q", "--overwrite", "--no-config")
    text = (tmp_path / "trip" / "slideshow.toml").read_text()
    assert "journal" not in text
    said("plan", "trip", "-q", "--overwrite", "--end", "Ciao")
    assert 'end = "Ciao"' in (tmp_path / "trip" / "slideshow.toml").read_text()


@pytest.mark.parametrize(
    ("default", "flags", "target", "clips"),
    [
        ('for = "whatsapp"\nclips = false', (), "whatsapp", False),
        ('for = "whatsapp"\nclips = false', ("--for", "tiktok-dm", "--clips"), "tiktok-dm", True),
        ("", ("--no-clips",), "tiktok-dm", False),
    ],
)
def test_a_default_holds_where_its_flag_is_not_given(
    config: Path, tmp_path: Path, default: str, flags: tuple[str, ...], target: str, clips: bool
) -> None:
    config.write_text(default)
    given = options_of(*flags)
    assert given.get("target", "tiktok-dm") == target
    assert given.get("clips", True) == clips


@pytest.mark.parametrize("name", [name for name, one in OF_FILMS.items() if one.kind is bool])
def test_every_switch_of_the_file_has_two_flags(config: Path, name: str) -> None:
    if name not in defaults_file.keys().values():
        return
    key = defaults_file.key(name)
    for value, flag in (("true", f"--no-{key}"), ("false", f"--{key}")):
        config.write_text(f"{key} = {value}")
        options = options_of(flag.replace("_", "-"))
        assert options[name] is (value == "false")


def options_of(*flags: str) -> dict[str, Any]:
    """What a command with all options is given, by the names of Python."""
    seen: dict[str, Any] = {}

    def probe(options: Any, as_json: AsJson = False, debug: Debug = False) -> None:
        seen.update(options)

    one = typer.Typer()
    one.command()(film_options(*OF_FILMS, "as_json", "debug")(probe))
    result = CliRunner().invoke(one, [*flags])
    assert result.exit_code == 0, result.output
    return seen


def test_a_plan_that_is_there_keeps_its_look(config: Path, tmp_path: Path) -> None:
    from slideshow.documents.template_files import load
    from slideshow.pipeline.planning import plan_folder
    from slideshow.pipeline.read_options import brief_of

    album(tmp_path / "trip", 2)
    said("plan", "trip", "-q", "-t", "noir")
    config.write_text('template = "journal"\ntitle = "Mine"\n')
    options = defaults_file.with_defaults({}, ("template", "title"))
    film = plan_folder(tmp_path / "trip", brief_of(options, str))  # type: ignore[arg-type]
    assert film.scene.template == load("noir")
    assert film.storyboard.heading != "Mine"


def test_a_mistake_ends_every_command_that_reads_it(config: Path, tmp_path: Path) -> None:
    config.write_text('templat = "journal"\n')
    for words in (("make", "trip"), ("plan", "trip"), ("preview", "trip"), ("batch", "trip"), ("config",)):
        result = CliRunner().invoke(app, [*words])
        assert result.exit_code == 2
        assert f'{config}:1: templat is unknown. Did you mean "template"?' in result.output
