"""Shells complete what slideshow knows by name, and pay for no heavy library at the press of a key."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import slideshow
from slideshow.cli import completion
from slideshow.documents import target_files, template_files
from slideshow.effects.transitions import TRANSITIONS
from slideshow.pipeline.options import OPTIONS
from slideshow.render import QUALITIES
from slideshow.sound.composed import STYLES
from tests.api.test_transitions import package
from tests.scripts import shell_script


def asked(shell: str, words: str, **environment: str) -> list[str]:
    """What a shell is answered when the last of the words is begun."""
    given = {"bash": {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}}
    given["zsh"] = {"_TYPER_COMPLETE_ARGS": words}
    given["fish"] = {"_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    paths = [str(Path(slideshow.__file__).parent.parent), environment.pop("PYTHONPATH", "")]
    result = subprocess.run(
        [sys.executable, "-m", "slideshow"],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
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
    assert set(completion.targets("")) == set(target_files.targets())
    assert set(completion.transitions("")) == set(TRANSITIONS)
    assert completion.transitions("wipe_r") == ["wipe_right"]


def test_the_qualities_offered_are_those_that_there_are() -> None:
    for quality in QUALITIES:
        assert quality in asked("bash", f"slideshow make trip --quality {quality[:2]}")


def test_the_styles_of_music_offered_are_those_that_there_are() -> None:
    for style in STYLES:
        assert style in asked("bash", f"slideshow make trip --music {style[:2]}")
    assert OPTIONS["music"].words == tuple(STYLES)
    assert all(style in OPTIONS["music"].help for style in STYLES)


@pytest.mark.skipif(
    sys.platform != "linux", reason="the folder for settings is told by the environment there"
)
def test_a_persons_own_names_are_offered_and_a_mistake_in_their_file_is_no_mishap(tmp_path: Path) -> None:
    own = tmp_path / "slideshow"
    (own / "templates").mkdir(parents=True)
    (own / "templates" / "own-look.toml").write_text("not = [toml")
    (own / "targets.toml").write_text('[[target]]\nname = "granny"\n')
    config = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert asked("bash", "slideshow make trip -t own", **config) == ["own-look"]
    assert asked("bash", "slideshow check a.mp4 --for gra", **config) == ["granny"]
    (own / "targets.toml").write_text("[[target")
    assert asked("bash", "slideshow check a.mp4 --for tiktok-d", **config) == ["tiktok-dm"]


def test_what_packages_offer_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    package(site, "raise ImportError('it is not imported')")
    assert asked("bash", "slideshow transitions dra", PYTHONPATH=str(site)) == ["drape"]
    assert asked("bash", "slideshow make trip -t dra", PYTHONPATH=str(site)) == ["draped"]


def test_a_look_that_lies_here_is_offered_and_other_toml_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text('extends = "cinema"\n')
    Path("more.toml").write_text("[project]\n")
    Path("most.toml").write_text("broken = [")
    assert [name for name in completion.templates("m") if "." in name] == ["mine.toml"]
    assert "memorial" in completion.templates("m")


BASH = """
source script
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_slideshow_completion slideshow; echo "${{COMPREPLY[@]}}"
"""
FISH = """source script; complete -C '{words}'"""
# In a terminal of its own, as zsh completes nowhere else; the answer is the line that the program is given.
ZSH = """
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'autoload -Uz compinit; compinit -u -D; source script; bindkey "^I" complete-word'
zpty -w shell 'slideshow() {{ print -r -- "GIVEN $* ENDED" }}; echo READY-$((1 + 1))'
zpty -r shell out '*READY-2*'
zpty -w shell $'{words}\t'
zpty -r shell out "*GIVEN*ENDED*" && print -r -- "$out"
zpty -d shell
"""


PROGRAMS = {"bash": BASH, "fish": FISH, "zsh": ZSH}


@pytest.mark.slow
@pytest.mark.parametrize("shell", PROGRAMS)
def test_the_shells_themselves_complete(shell: str, tmp_path: Path) -> None:
    if sys.platform == "win32" or not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    root = Path(slideshow.__file__).parent.parent
    own = shell_script(
        tmp_path / "slideshow", f"PYTHONPATH='{root}' exec '{sys.executable}' -m slideshow \"$@\""
    )
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    script = subprocess.run(
        [own], env={**environment, "_SLIDESHOW_COMPLETE": f"source_{shell}"}, capture_output=True
    )
    (tmp_path / "script").write_bytes(script.stdout)
    result = subprocess.run(
        [shell, "-c", PROGRAMS[shell].format(words="slideshow make trip -t cin")],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert "cinema" in result.stdout, result.stderr


def test_completing_imports_nothing_heavy() -> None:
    code = (
        "import sys; from slideshow.cli import app, completion as c;"
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


def test_the_package_around_a_folder_of_looks_is_not_run(tmp_path: Path) -> None:
    """Python imports my_package to find my_package.looks; a press of a key must not."""
    site = tmp_path / "site"
    looks = site / "my_package" / "looks"
    looks.mkdir(parents=True)
    (looks / "draped.toml").write_text('extends = "cinema"\n')
    (site / "my_package" / "__init__.py").write_text(
        f"import pathlib; pathlib.Path({str(tmp_path / 'was run')!r}).touch()\n"
    )
    (looks / "__init__.py").write_text("raise SystemExit('it was run')\n")
    information = site / "my_package-1.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: my_package\nVersion: 1\n")
    (information / "entry_points.txt").write_text("[slideshow.templates]\nmine = my_package.looks\n")
    assert asked("bash", "slideshow make trip -t dra", PYTHONPATH=str(site)) == ["draped"]
    assert not (tmp_path / "was run").exists()


def test_toml_that_was_made_to_take_long_is_no_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read: list[int] = []

    def loads(text: str) -> dict[str, object]:
        read.append(len(text))
        return {}

    monkeypatch.setattr("tomli.loads", loads)
    Path("deep.toml").write_text("extends." + "a." * 5_000 + "b = 1\n")
    Path("long.toml").write_text('extends = "cinema"\n' + "#" * 100_000)
    Path("device.toml").symlink_to(os.devnull)
    assert completion.templates("d") == ["default"]
    assert all(length < 2_000 for length in read)
