"""`slideshow config`, and the commands that read what it shows."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from slideshow.cli.app import app
from slideshow.pipeline import defaults_file
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


def test_a_plan_that_is_there_keeps_its_look(config: Path, tmp_path: Path) -> None:
    from slideshow.documents.template_files import load
    from slideshow.pipeline.planning import planned
    from slideshow.pipeline.read_options import brief_of

    album(tmp_path / "trip", 2)
    said("plan", "trip", "-q", "-t", "noir")
    config.write_text('template = "journal"\ntitle = "Mine"\n')
    options = defaults_file.with_defaults({}, ("template", "title"))
    film = planned(tmp_path / "trip", brief_of(options, str))  # type: ignore[arg-type]
    assert film.scene.template == load("noir")
    assert film.storyboard.heading != "Mine"


def test_a_mistake_ends_every_command_that_reads_it(config: Path, tmp_path: Path) -> None:
    config.write_text('templat = "journal"\n')
    for words in (("make", "trip"), ("plan", "trip"), ("preview", "trip"), ("batch", "trip"), ("config",)):
        result = CliRunner().invoke(app, [*words])
        assert result.exit_code == 2
        assert f'{config}:1: templat is unknown. Did you mean "template"?' in result.output
