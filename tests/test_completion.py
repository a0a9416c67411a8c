"""Shells complete what slideshow knows by name, and pay for no heavy library at the press of a key."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import slideshow
from slideshow import completion, template_files
from slideshow.effects.transitions import TRANSITIONS
from slideshow.render import QUALITIES
from slideshow.share import targets


def asked(shell: str, words: str, **environment: str) -> list[str]:
    """What a shell is answered when the last of the words is begun."""
    given = {"bash": {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}}
    given["zsh"] = {"_TYPER_COMPLETE_ARGS": words}
    given["fish"] = {"_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    result = subprocess.run(
        [sys.executable, "-m", "slideshow"],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(slideshow.__file__).parent.parent),
            "_SLIDESHOW_COMPLETE": f"complete_{shell}",
            **given[shell],
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.stderr == ""
    # zsh gets its answer as code: _arguments '*: :((cinema))'
    words_only = result.stdout.translate(str.maketrans("()'\"\\:", "      "))
    return words_only.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("slideshow make trip --template cin", "cinema"),
        ("slideshow templates show cin", "cinema"),
        ("slideshow check film.mp4 --for tiktok-d", "tiktok-dm"),
        ("slideshow transitions clock", "clock_wipe"),
        ("slideshow make trip --order shu", "shuffle"),
    ],
)
def test_a_word_begun_is_completed(shell: str, words: str, answer: str) -> None:
    assert answer in asked(shell, words)


def test_every_name_that_can_be_typed_is_offered() -> None:
    assert set(completion.templates("")) == set(template_files.names())
    assert set(completion.targets("")) == set(targets.targets())
    assert set(completion.transitions("")) == set(TRANSITIONS)
    assert completion.transitions("wipe_r") == ["wipe_right"]


def test_the_qualities_offered_are_those_that_there_are() -> None:
    for quality in QUALITIES:
        assert quality in asked("bash", f"slideshow make trip --quality {quality[:2]}")


@pytest.mark.skipif(
    sys.platform != "linux", reason="the folder for settings is told by the environment there"
)
def test_a_persons_own_names_are_offered_and_a_mistake_in_their_file_is_no_mishap(tmp_path: Path) -> None:
    own = tmp_path / "slideshow"
    (own / "templates").mkdir(parents=True)
    (own / "templates" / "mine.toml").write_text("not = [toml")
    (own / "targets.toml").write_text('[[target]]\nname = "granny"\n')
    config = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert asked("bash", "slideshow make trip -t mi", **config) == ["mine"]
    assert asked("bash", "slideshow check a.mp4 --for gra", **config) == ["granny"]
    (own / "targets.toml").write_text("[[target")
    assert asked("bash", "slideshow check a.mp4 --for tiktok-d", **config) == ["tiktok-dm"]


def test_completing_imports_nothing_heavy() -> None:
    code = (
        "import sys; from slideshow import cli, completion as c;"
        "c.templates(''), c.targets(''), c.transitions('');"
        "print({'numpy', 'cv2', 'PIL', 'pydantic', 'rich', 'babel'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(slideshow.__file__).parent.parent,
        capture_output=True,
        text=True,
    )
    assert result.stdout.strip() == "set()", result.stderr
