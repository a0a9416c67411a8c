"""The README: its examples run, its commands are there, and it names what it stands on."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer.main

import slideshow
from slideshow.cli.app import app
from slideshow.documents import template_files
from slideshow.effects.transitions import TRANSITIONS
from tests.photos import album

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """The code blocks in a language, those in lists too."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", README, re.MULTILINE | re.DOTALL)
    return [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


PYTHON = blocks("python")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    album(tmp_path / "trip", 4)
    (tmp_path / "mine.toml").write_text('extends = "journal"\ndescription = "Mine."\n')
    # What an example registers is gone after it.
    monkeypatch.setattr(TRANSITIONS, "_added", {})
    monkeypatch.setattr(template_files, "_added", {})


@pytest.mark.parametrize("code", PYTHON, ids=lambda code: code.splitlines()[-1][:40])
def test_an_example_in_python_runs(here: None, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if "moviepy" in code and not find_spec("moviepy"):
        pytest.skip("moviepy has an environment of its own")
    # A film of the usual size would take a while.
    small = {"size": (128, 224), "length": 8}
    monkeypatch.setattr(slideshow, "make", partial(slideshow.make, **small, quality="draft"))  # type: ignore[arg-type]
    monkeypatch.setattr(slideshow, "sound", partial(slideshow.sound, length=8))
    names: dict[str, Any] = {"np": np}
    exec(compile(code, "README.md", "exec"), names)
    if "film" in names:
        assert names["film"].path.stat().st_size == names["film"].size
    if "curtain" in names:
        assert "curtain" in slideshow.transitions.names()
        assert "mine" in slideshow.templates.names()
    if "both" in names:
        assert names["both"].duration == pytest.approx(5.5)


def test_python_examples_were_found() -> None:
    assert len(PYTHON) == README.count("```python")
    assert sum("slideshow.make(" in code for code in PYTHON) == 1


def command_lines() -> Iterator[list[str]]:
    """Every command of slideshow's that the README shows, as words."""
    lines = [line for text in blocks("sh") for line in text.splitlines()]
    lines += [f"{words}" for words in re.findall(r"`([^`\n]*slideshow [^`\n]*)`", README)]
    for line in lines:
        # "fd -e jpg | slideshow make -" and "slideshow man > slideshow.1"
        words = shlex.split(line.split("|")[-1].split(">")[0].split("&&")[-1], comments=True)
        if words and words[0].endswith("slideshow"):
            yield words[1:]


LINES = sorted({" ".join(words): words for words in command_lines()}.values())


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_a_command_in_the_readme_is_one(words: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    rest = [*words]
    while rest and hasattr(command, "list_commands") and not rest[0].startswith("-"):
        command = command.get_command(typer.Context(command), rest.pop(0))
        assert command, words
    options = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    options |= {"--help", "--install-completion"}
    given = {word.split("=")[0] for word in rest if re.fullmatch(r"--?[a-z][a-z-]*", word)}
    assert given <= options


def test_commands_were_found() -> None:
    assert len(LINES) > 30
    shown = {words[0] for words in LINES if words}
    assert {"make", "plan", "preview", "batch", "phone", "check", "link", "doctor", "templates"} <= shown


def test_every_option_of_make_is_in_the_table() -> None:
    group: Any = typer.main.get_command(app)
    table = README.split("| `slideshow make FOLDER` |")[1].split("\n\n")[0]
    for one in group.get_command(None, "make").params:
        for option in one.opts:
            assert not option.startswith("-") or f"`{option}" in table, option


def test_every_dependency_is_named_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    table = README.split("### What it stands on")[1].split("\n## ")[0]
    for wanted in project["dependencies"]:
        name = re.match(r"[a-z0-9-]+", wanted)
        assert name
        assert name[0] in table or f"-{name[0].removeprefix('fontpkg-')}" in table, name[0]
    for extra in set(project["optional-dependencies"]) - {"test", "check", "fuzz"}:
        assert f'".[{extra}]"' in README
