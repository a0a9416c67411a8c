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
from typer.testing import CliRunner

import slideshow
from slideshow.cli import man
from slideshow.cli.app import app
from tests.cli.json_reference import undocumented
from tests.photos import album


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


# A cheap run of each, and the exit code it ends with. Those that would film are given what cannot be used.
CHEAP = {
    "batch": (("nowhere",), 2),
    "cache": ((), 0),
    "cache clear": ((), 0),
    "check": (("trip.mp4",), 2),
    "config": ((), 0),
    "doctor": ((), 0),
    "edit": (("nowhere",), 2),
    "link": (("https://photos.app.goo.gl/abcdefgh12345678a", "--offline"), 0),
    "make": (("nowhere",), 2),
    "man": ((), 0),
    "originals": (("trip", "-o", "copies"), 0),
    "phone": (("trip.mp4",), 2),
    "photos": (("trip", "-o", "trip-photos"), 0),
    "plan": (("trip",), 0),
    "preview": (("trip", "-o", "trip.png", "--size", "128x224"), 0),
    "studio": (("nowhere",), 2),
    "targets": ((), 0),
    "templates": ((), 0),
    "templates check": (("noir",), 0),
    "templates gallery": (("nowhere", "-o", "looks"), 2),
    "templates new": (("../mine",), 2),
    "templates show": (("noir",), 0),
    "transitions": (("crossfade",), 0),
    "unshare": (("https://photos.app.goo.gl/abcdefgh12345678a",), 0),
}


def test_each_command_has_a_cheap_run() -> None:
    assert set(CHEAP) == set(COMMANDS)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    album(folder / "trip", 2)
    return folder


@pytest.mark.parametrize("name", CHEAP)
def test_what_a_command_says_in_json_is_an_object_a_line(
    name: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(desk / "own"))
    words, exit_code = CHEAP[name]
    result = CliRunner().invoke(app, [*name.split(), *words, "--json"])
    assert result.exit_code == exit_code, result.output
    assert result.stderr == ""
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert told
    assert all(isinstance(one, dict) for one in told)
    assert not [fault for one in told for fault in undocumented(one, name)]
    if exit_code:
        assert (told[-1]["event"], told[-1]["exit_code"]) == ("error", exit_code)
        assert told[-1]["problem"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("make", "trip", "--nope"), "--nope"),
        (("make",), "folder"),
        (("nope",), "nope"),
        (("make", "trip", "--length", "long"), "--length"),
    ],
)
def test_words_that_have_no_place_are_told_in_json(words: tuple[str, ...], problem: str) -> None:
    result = run(*words, "--json")
    (told,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.returncode, result.stderr) == (2, "")
    assert (told["event"], told["exit_code"]) == ("error", 2)
    assert problem in told["problem"].lower()


def test_a_run_that_ends_well_or_not_ends_so_with_json_too() -> None:
    assert run("targets", "--json").returncode == 0
    assert run("make", "nowhere", "--json").returncode == 2
    assert run("make", "--help", "--json").returncode == 0


@pytest.mark.parametrize("words", [("nowhere",), ("trip", "-t", "nope")])
def test_a_gallery_of_nothing_is_a_mistake_and_no_page(
    words: tuple[str, ...], desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    result = CliRunner().invoke(app, ["templates", "gallery", *words, "-o", str(tmp_path / "looks")])
    assert result.exit_code == 2
    assert not list(tmp_path.rglob("*.html"))


@pytest.mark.parametrize("content", [None, b"", b"no film"])
def test_what_is_no_film_is_not_one_that_does_not_fit(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "a.mp4").write_bytes(content)
    result = CliRunner().invoke(app, ["check", str(tmp_path / "a.mp4")])
    assert result.exit_code == 2
    assert "MP4" in result.stderr


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
    page = man.page(typer.main.get_command(app)).replace(r"\-", "-")
    assert page.startswith(".TH SLIDESHOW 1 ")
    for name, command in COMMANDS.items():
        assert f".SS slideshow {name} " in page
        for parameter in command.params:
            if "--help" not in parameter.opts and not getattr(parameter, "hidden", False):
                # An argument is written large or small, as typer's version has it.
                assert parameter.opts[-1] in page or parameter.opts[-1].upper() in page
    for code in ("0", "1", "2", "130"):
        assert rf"\fB{code}\fR" in page


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_manual_page_is_sound_roff_and_says_what_help_says() -> None:
    result = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-c", "-rLL=400n"],
        input=man.page(typer.main.get_command(app)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert result.stderr == ""
    shown = result.stdout
    assert "fd -e jpg | slideshow make -" in shown
    assert "the folder's name with .mp4, here" in shown


def test_diagnostics_are_shown_when_asked_for_and_are_over_with_the_command(tmp_path: Path) -> None:
    trip = album(tmp_path / "trip", 2)
    shown = CliRunner().invoke(app, ["preview", str(trip), "-o", str(tmp_path / "a.png"), "--debug"])
    assert " ms  slideshow.inspect.cache: " in shown.output
    again = CliRunner().invoke(app, ["preview", str(trip), "-o", str(tmp_path / "b.png")])
    assert " ms  slideshow" not in again.output
