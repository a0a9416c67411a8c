import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from slideshow.documents import template_files
from slideshow.documents.template_files import find, load, names, write_new
from slideshow.errors import InputError, TemplateError

SHIPPED = Path(__file__).parents[2] / "templates"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of a person's own templates."""
    folder = tmp_path / "own"
    monkeypatch.setattr(template_files, "own_folder", lambda: folder)
    return folder


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("name", [path.stem for path in SHIPPED.glob("*.toml")])
def test_every_shipped_template_loads_and_says_what_it_is_in_a_line(name: str) -> None:
    assert 10 < len(load(name).description) < 100


def test_there_are_a_dozen_looks_and_no_two_have_the_same_one() -> None:
    looks = [load(name).model_dump_json(exclude={"description"}) for name in names()]
    assert len(looks) == len(set(looks)) >= 12
    assert next(iter(names())) == "default"


def test_a_template_takes_over_what_it_does_not_say_from_the_one_it_builds_on(own_folder: Path) -> None:
    written(
        own_folder, "mine", 'extends = "cinema"\ndescription = "Mine, all mine."\n[look.title]\nsize = 0.2\n'
    )
    mine, cinema = load("mine"), load("cinema")
    assert mine.look.title.size == 0.2
    assert mine.look.title.family == cinema.look.title.family
    assert mine.look.overlay == cinema.look.overlay
    assert mine.transitions == cinema.transitions


def test_transitions_are_one_choice_and_not_mixed_with_those_below(own_folder: Path) -> None:
    written(own_folder, "mine", 'extends = "beats"\ndescription = "Mine."\n[transitions]\ncrossfade = 1\n')
    assert list(load("mine").transitions) == ["crossfade"]


def test_a_transition_can_have_parameters_of_its_own(own_folder: Path) -> None:
    written(
        own_folder, "mine", 'description = "M."\n[transitions]\nwipe_soft = { weight = 2, softness = 0.7 }\n'
    )
    use = load("mine").transitions["wipe_soft"]
    assert (use.weight, dict(use.parameters)) == (2.0, {"softness": 0.7})


def test_an_unknown_parameter_is_answered_with_the_nearest(own_folder: Path) -> None:
    written(own_folder, "mine", 'description = "M."\n[transitions]\nwipe_soft = { softnes = 0.7 }\n')
    with pytest.raises(TemplateError, match=r'"wipe_soft\.softnes" is unknown\. Did you mean "softness"'):
        load("mine")


def test_an_own_template_outdoes_the_shipped_one_of_its_name_and_may_build_on_it(own_folder: Path) -> None:
    written(own_folder, "cinema", 'extends = "cinema"\ndescription = "Mine."\n[look.overlay]\nbars = 0.2\n')
    mine = load("cinema")
    assert mine.description == "Mine."
    assert mine.look.overlay.bars == 0.2
    assert mine.look.grade.name == "cinema"


def test_a_template_can_be_given_as_a_path(tmp_path: Path) -> None:
    path = written(tmp_path / "elsewhere", "look", 'description = "From elsewhere."')
    assert load(str(path)).description == "From elsewhere."


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(TemplateError) as caught:
        load("cinma")
    assert 'Template "cinma" is unknown.' in caught.value.problem
    assert "cinema" in (caught.value.hint or "")


def test_every_mistake_is_told_with_its_line_and_the_nearest_word(own_folder: Path) -> None:
    path = written(
        own_folder,
        "mine",
        'description = "Mine."\n[transitions]\nwhipe_left = 1\n[motion]\nstrenght = 0.1\n'
        '[look.title]\ncolour = "red"\n[look.grade]\nname = "wram"\n',
    )
    with pytest.raises(TemplateError) as caught:
        load("mine")
    lines = caught.value.problem.splitlines()
    assert len(lines) == 4
    assert all(str(path) in line for line in lines)
    for number, word in ((3, "wipe_left"), (5, "strength"), (7, "colour"), (9, "warm")):
        assert any(f":{number}:" in line and word in line for line in lines), (number, word)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('extends = "mine"', "leads back to itself"),
        ("extends = 3", "must be the name of a template"),
        ('extends = "cinma"', "cinema"),
        ("description = oops", ":1:"),
    ],
)
def test_what_cannot_be_built_on_is_told(own_folder: Path, text: str, words: str) -> None:
    written(own_folder, "mine", text)
    with pytest.raises(TemplateError) as caught:
        load("mine")
    assert words in f"{caught.value.problem} {caught.value.hint}"
    assert "mine.toml" in caught.value.problem


def test_a_new_template_loads_and_is_not_written_twice(own_folder: Path) -> None:
    path = write_new("holiday")
    assert path.parent == own_folder
    assert find("holiday") == path
    assert load("holiday").description
    with pytest.raises(InputError, match="is there already"):
        write_new("holiday")


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden"])
def test_a_new_template_needs_a_name(name: str) -> None:
    with pytest.raises(InputError, match="is not a name"):
        write_new(name)


def test_a_table_of_colours_lies_beside_the_template_that_names_it(own_folder: Path) -> None:
    written(own_folder, "base", 'description = "Base."\n[look.grade]\ncube = "film.cube"\n')
    child = written(own_folder / "deep", "child", 'extends = "base"\ndescription = "Child."\n')
    assert load(str(child)).look.grade.cube == str(own_folder / "film.cube")


def test_an_installed_wheel_knows_its_templates(tmp_path: Path) -> None:
    """The wheel's files alone, unpacked elsewhere: what pip does with one that is pure Python."""
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q", "-w"]
    done = subprocess.run([*build, tmp_path, SHIPPED.parent], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no wheel can be built here: {done.stderr.strip()[-200:]}")
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(tmp_path / "site")
    # Its types are for those who import it.
    assert (tmp_path / "site" / "slideshow" / "py.typed").is_file()
    listed = subprocess.run(
        [sys.executable, "-m", "slideshow", "templates"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = listed.stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(names())


def test_a_name_that_no_file_can_have_is_no_template(tmp_path: Path) -> None:
    long = "a/" * 3000 + "b"
    with pytest.raises(TemplateError, match="there is no such template file"):
        load(long)
    file = tmp_path / "own.toml"
    file.write_text(f'description = "x"\nextends = "{long}"\n')
    with pytest.raises(TemplateError, match="there is no such template file"):
        load(str(file))
