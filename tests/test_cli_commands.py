"""What holds for every command: JSON for machines, exit codes that are written down, a page in the manual."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import typer.main

import slideshow
from slideshow import cli_man
from slideshow.cli import app


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "slideshow", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        yield " ".join((*path, name)), command
        if hasattr(command, "list_commands"):
            yield from commands(command, (*path, name))


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_speaks_json(name: str) -> None:
    assert "--json" in {option for one in COMMANDS[name].params for option in one.opts}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_documents_its_exit_codes(name: str) -> None:
    for code in ("0", "1", "2", "130"):
        assert f" {code} " in COMMANDS[name].epilog


def test_help_ends_with_the_exit_codes() -> None:
    for words in ((), ("make",), ("check",), ("templates", "show")):
        help = " ".join(run(*words, "--help").stdout.split())
        assert help.endswith("130 interrupted.")
        assert "Exit codes: 0 " in help


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        (("templates",), "name", "default"),
        (("templates", "show", "cinema"), "name", "cinema"),
        (("templates", "check", "cinema"), "name", "cinema"),
        (("targets",), "name", "tiktok"),
        (("transitions",), "name", "crossfade"),
        (("transitions", "wipe_soft"), "parameters", {"angle_degrees": 20.0, "softness": 0.5}),
        (("man",), "name", "slideshow.1"),
    ],
)
def test_what_is_listed_is_listed_in_json_too(words: tuple[str, ...], key: str, value: object) -> None:
    result = run(*words, "--json")
    assert result.returncode == 0
    assert result.stderr == ""
    assert value in [json.loads(line)[key] for line in result.stdout.splitlines()]


@pytest.mark.skipif(
    sys.platform != "linux", reason="the folder for settings is told by the environment there"
)
def test_a_new_template_is_told_in_json(tmp_path: Path) -> None:
    result = run("templates", "new", "mine", "--json", XDG_CONFIG_HOME=str(tmp_path), HOME=str(tmp_path))
    (told,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert Path(told["path"]).name == "mine.toml"
    assert Path(told["path"]).is_file()


def test_an_unknown_transition_is_answered_with_the_nearest() -> None:
    result = run("transitions", "whipe_soft")
    assert result.returncode == 2
    assert 'Did you mean "wipe_soft"?' in result.stderr


def test_the_manual_page_has_every_command_option_and_exit_code() -> None:
    page = cli_man.page(app).replace(r"\-", "-")
    assert page.startswith(".TH SLIDESHOW 1 ")
    for name, command in COMMANDS.items():
        assert f".SS slideshow {name} " in page
        for parameter in command.params:
            if "--help" not in parameter.opts:
                assert parameter.opts[-1] in page
    for code in ("0", "1", "2", "130"):
        assert rf"\fB{code}\fR" in page


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_manual_page_is_sound_roff_and_says_what_help_says() -> None:
    result = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-c", "-rLL=400n"],
        input=cli_man.page(app),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert result.stderr == ""
    shown = result.stdout
    assert "fd -e jpg | slideshow make -" in shown
    assert "the folder's name with .mp4, here" in shown
