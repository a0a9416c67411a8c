"""What the package index is told, and what a wheel puts beside the program."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main

from hatch_build import with_addresses
from slideshow.cli.app import app

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ADDRESS = PROJECT["urls"]["Repository"]


def test_pictures_and_links_of_the_readme_have_addresses_on_the_index() -> None:
    text = with_addresses((ROOT / "README.md").read_text("utf-8"), ADDRESS)
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert f"{ADDRESS}/raw/main/docs/pictures/film.webp" in targets
    assert f"{ADDRESS}/blob/main/docs/index.md#how-it-works" in targets
    assert all(target.startswith("https://") for target in targets)


def test_what_has_an_address_or_is_on_the_page_keeps_it() -> None:
    text = "[a](https://a.example/b) [c](#d)"
    assert with_addresses(text, ADDRESS) == text


def test_all_addresses_are_of_one_repository() -> None:
    assert all(url.startswith(ADDRESS) for url in PROJECT["urls"].values())


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_the_index_is_told_of_every_python_that_the_tests_run_with(version: str) -> None:
    assert f"Programming Language :: Python :: {version}" in PROJECT["classifiers"]
    assert f'"{version}"' in (ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")


def test_the_manual_page_in_the_wheel_knows_every_command_and_option() -> None:
    """Where it does not: python -m slideshow man > share/man/man1/slideshow.1"""
    page = (ROOT / "share" / "man" / "man1" / "slideshow.1").read_text("utf-8").replace(r"\-", "-")
    group: Any = typer.main.get_command(app)
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        assert f".SS slideshow {name} " in page, name
        section = page.split(f".SS slideshow {name} ")[1].split("\n.SS ")[0]
        shown = [one for one in command.params if not getattr(one, "hidden", False)]
        options = [option for one in shown for option in one.opts if option.startswith("-")]
        for option in options:
            assert option.startswith("--help") or option in section, (name, option)


@pytest.mark.parametrize(
    "place",
    [
        "bash-completion/completions/slideshow",
        "zsh/site-functions/_slideshow",
        "fish/vendor_completions.d/slideshow.fish",
    ],
)
def test_a_shell_asks_the_program_what_a_word_can_become(place: str) -> None:
    script = (ROOT / "share" / place).read_text("utf-8")
    assert "_SLIDESHOW_COMPLETE=complete_" in script
    assert "slideshow" in script
