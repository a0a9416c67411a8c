"""The rules of the house, read from the imports themselves."""

import ast
from collections.abc import Collection
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "slideshow"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = ("scan", "inspect", "plan", "render", "sound", "package", "share")
GROUND = {"model", "errors", "events", "version"}
# What a folder directly under slideshow/ may know besides itself, the lowest floor first.
FLOORS: dict[str, set[str]] = {name: set() for name in sorted(GROUND)}
FLOORS["model"] = {"errors"}
FLOORS["system"] = {"errors"}
FLOORS["effects"] = {"errors", "model"}
FLOORS["media"] = {"errors", "model", "system"}
FLOORS["documents"] = {"errors", "model", "effects", "system"}
FLOORS |= {stage: GROUND | {"effects", "media", "system"} for stage in STAGES}
FLOORS["pipeline"] = GROUND | {"effects", "media", "system", "documents", *STAGES}
FLOORS["editing"] = FLOORS["pipeline"] | {"pipeline"}
FLOORS |= {name: FLOORS["pipeline"] | {"pipeline"} for name in ("batch", "bridges")}
FLOORS["api"] = FLOORS["editing"] | {"editing"}
FLOORS["maintenance"] = FLOORS["batch"] | {"batch", "editing"}
FLOORS["cli"] = FLOORS["maintenance"] | {"bridges", "editing", "api", "maintenance"}
FLOORS["studio"] = FLOORS["cli"]
FLOORS["cli"] = FLOORS["cli"] | {"studio"}
# Modules that stand directly under slideshow/.
OUTSIDE = {"", "__main__", "errors", "events", "version"}


def name_of(path: Path) -> str:
    """ "render.camera" for slideshow/render/camera.py."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


def imports(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def known_modules(path: Path, names: Collection[str]) -> set[str]:
    """Modules of ours that a file imports, or imports something from: "render.camera"."""
    known = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "slideshow":
            place = node.module.partition(".")[2]
            for alias in node.names:
                inner = f"{place}.{alias.name}".lstrip(".")
                known.add(inner if inner in names else place)
    return known


def own_imports(path: Path) -> set[str]:
    """First words of the modules of ours that a file imports: "render", "errors"."""
    return {
        name.split(".")[1]
        for name in imports(path)
        if name.startswith("slideshow.") and name.split(".")[1][0] != "_"
    }


def calls(path: Path) -> set[str]:
    """Names of the functions that a file calls: "print", "open"."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_floor_knows_only_those_below(path: Path) -> None:
    room = name_of(path).split(".")[0]
    if room not in OUTSIDE or room in GROUND:
        assert room in FLOORS, f"{room} has no floor: say in FLOORS what it may know."
        assert own_imports(path) <= {room, *FLOORS[room]}


def test_beside_the_folders_stand_only_the_named_modules() -> None:
    assert {name_of(path) for path in PACKAGE.glob("*.py")} == OUTSIDE


def test_many_films_are_made_without_knowing_of_a_cluster() -> None:
    for path in (PACKAGE / "batch").glob("*.py"):
        assert not {name for name in imports(path) if name.startswith("slideshow.batch.cluster")}


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {name_of(path): path for path in MODULES}
    knows = {name: known_modules(path, names) - {name} for name, path in names.items()}
    done: set[str] = set()

    def follow(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for other in sorted(knows[name]):
                follow(other, (*trail, name))
            done.add(name)

    for name in sorted(names):
        follow(name, ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_speaks(path: Path) -> None:
    if not name_of(path).startswith("cli"):
        assert "print" not in calls(path)
        assert not imports(path) & {"rich", "typer"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_one_file_a_program_starts_processes_and_two_workers(path: Path) -> None:
    if name_of(path) not in ("system.ffmpeg", "share.upload.rclone"):
        assert not imports(path) & {"subprocess", "imageio_ffmpeg"}
    if name_of(path) not in ("system.sandbox", "render.workers", "batch.workers"):
        assert "multiprocessing" not in imports(path)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_one_file_makes_working_folders(path: Path) -> None:
    """Another would not hold them, and a run beside it throws out what nobody holds."""
    if name_of(path) != "system.working_folder":
        assert "tempfile" not in imports(path)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_planning_touches_neither_pixels_nor_files(path: Path) -> None:
    if name_of(path).startswith(("plan", "model")) and name_of(path) != "model.frame":
        assert not {name.split(".")[0] for name in imports(path)} & {"PIL", "cv2", "numpy", "os"}
        assert "open" not in calls(path)
