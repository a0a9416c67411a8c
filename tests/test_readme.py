"""The README and the pages beside it: examples run, commands and files are there, nothing is left unnamed."""

import os
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
from PIL import Image

import slideshow
from slideshow.cli.app import app
from slideshow.documents import template_files
from slideshow.effects.transitions import TRANSITIONS
from tests.photos import album
from tests.test_architecture import FLOORS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
# All that people read, by its place.
PAGES = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in (
        *sorted(ROOT.glob("*.md")),
        *sorted((ROOT / "docs").rglob("*.md")),
        ROOT / "slideshow" / "README.md",
        ROOT / "tests" / "README.md",
    )
}


def docs(name: str) -> str:
    return PAGES[str(Path("docs", f"{name}.md"))]


def blocks(language: str) -> list[str]:
    """The code blocks in a language on all pages, those in lists too."""
    pages = "\n".join(PAGES.values())
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", pages, re.MULTILINE | re.DOTALL)
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
    assert len(PYTHON) == sum(page.count("```python") for page in PAGES.values())
    assert sum("slideshow.make(" in code for code in PYTHON) == 1


def command_lines() -> Iterator[list[str]]:
    """Every command of slideshow's that the pages show, as words."""
    lines = [line for text in blocks("sh") for line in text.splitlines()]
    for page in PAGES.values():
        lines += re.findall(r"`([^`\n]*slideshow [^`\n]*)`", page)
    for line in lines:
        # "fd -e jpg | slideshow make -" and "slideshow man > slideshow.1"
        words = shlex.split(line.split("|")[-1].split(">")[0].split("&&")[-1], comments=True)
        if words and words[0].endswith("slideshow"):
            yield words[1:]


LINES = sorted({" ".join(words): words for words in command_lines()}.values())


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_a_command_on_a_page_is_one(words: list[str]) -> None:
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
    table = docs("options").split("| `slideshow make FOLDER` |")[1].split("\n\n")[0]
    shown = [one for one in group.get_command(None, "make").params if not getattr(one, "hidden", False)]
    for one in shown:
        for option in one.opts:
            assert not option.startswith("-") or f"`{option}" in table, option
    options = {option for one in group.get_command(None, "make").params for option in one.opts}
    for option in re.findall(r"^\| (?:`-\w`, )?`(--[a-z-]+)", table, re.MULTILINE):
        assert option in options, option


def test_every_dependency_is_named_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = docs("dependencies")
    for wanted in project["dependencies"]:
        name = re.match(r"[a-z0-9-]+", wanted)
        assert name
        assert name[0] in page or f"-{name[0].removeprefix('fontpkg-')}" in page, name[0]
    for extra in set(project["optional-dependencies"]) - {"test", "check", "fuzz"}:
        assert any(f'".[{extra}]"' in text for text in PAGES.values()), extra


@pytest.mark.parametrize("place", PAGES)
def test_what_a_page_leads_to_is_there(place: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", PAGES[place]):
        name, _, heading = target.partition("#")
        if "://" in name:
            continue
        path = (ROOT / place).parent / name if name else ROOT / place
        assert path.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}


def test_every_room_is_on_the_map_above_those_that_it_may_know() -> None:
    page = PAGES["slideshow/README.md".replace("/", os.sep)]
    floor = 0
    floors: dict[str, int] = {}
    for number, names in re.findall(r"^\| ?(\d*) \| (`[^|]+) \|", page, re.MULTILINE):
        floor = int(number or floor)
        floors |= dict.fromkeys(re.findall(r"`(\w+)(?:/|\.py)`", names), floor)
    assert set(floors) == set(FLOORS)
    for name, known in FLOORS.items():
        assert all(floors[other] < floors[name] for other in known), name


def test_the_changes_begin_with_this_version() -> None:
    versions = re.findall(r"^## \[(.+?)\]( - \d{4}-\d\d-\d\d)?$", PAGES["CHANGELOG.md"], re.MULTILINE)
    assert versions[0][0] == slideshow.__version__
    assert all(date for _, date in versions)


def test_what_the_source_archive_holds_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for name in project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]:
        assert (ROOT / name).exists(), name


def test_the_readme_is_short() -> None:
    lines = README.splitlines()
    assert len(lines) <= 120
    # The command of the tests is one line, so that it can be copied.
    (tests,) = (line for line in lines if "constraints.txt" in line)
    assert [line for line in lines if len(line) > 120] == [tests]


def test_the_readme_leads_to_every_page() -> None:
    for path in (ROOT / "docs").glob("*.md"):
        assert f"](docs/{path.name}" in README, path.name


def test_the_moving_picture_moves_and_is_small() -> None:
    picture = ROOT / "docs" / "pictures" / "film.webp"
    assert f"]({picture.relative_to(ROOT).as_posix()})" in README
    assert picture.stat().st_size <= 1_500_000
    with Image.open(picture) as film:
        assert getattr(film, "n_frames", 1) > 50
        assert film.height > film.width
