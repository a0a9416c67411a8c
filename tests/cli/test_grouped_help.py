"""--help of commands with many options: short, in groups, and all of it with --help-all."""

import re

import pytest
from typer.testing import CliRunner

from slideshow.cli.app import app

# Two screens of a terminal that nobody has made larger.
TWO_SCREENS = 48


def told(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})
    assert result.exit_code == 0
    return result.stdout


def options(text: str) -> set[str]:
    return {word for line in text.splitlines() for word in re.findall(r"^  (?:-\w, )?(--[a-z-]+)", line)}


def test_the_help_of_make_fits_two_screens() -> None:
    assert len(told("make", "--help").splitlines()) <= TWO_SCREENS


@pytest.mark.parametrize("command", ["make", "plan", "preview", "batch"])
def test_rare_options_are_shown_when_all_are_asked_for(command: str) -> None:
    usual, everything = options(told(command, "--help")), options(told(command, "--help-all"))
    assert usual < everything
    assert {"--template", "--length", "--for", "--help-all"} <= usual
    assert {"--order", "--shift", "--debug", "--no-config"} <= everything - usual


def test_options_stand_under_headings() -> None:
    text = told("make", "--help")
    headings = ("Arguments", "The film", "Photos", "Where it goes", "Other")
    places = [text.index(f"\n{heading}:\n") for heading in headings]
    assert places == sorted(places)
    assert places[1] < text.index("--template") < places[2] < text.index("--all ") < places[3]


def test_what_the_text_says_besides_is_left_to_help_all() -> None:
    assert "fd -e jpg" not in told("make", "--help")
    assert "fd -e jpg" in told("make", "--help-all")


def test_the_manual_has_all_options() -> None:
    assert r"\-\-clip\-sound" in told("man")
