"""The rules of the house, read from the imports themselves."""

import ast
import functools
from collections.abc import Collection
from pathlib import Path

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


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """What a file consists of."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


def imports(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def known_modules(path: Path, names: Collection[str]) -> set[str]:
    """Modules of ours that a file imports, or imports something from: "render.camera"."""
    known = set()
    for node in nodes(path):
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
    named = (node.func for node in nodes(path) if isinstance(node, ast.Call))
    return {function.id for function in named if isinstance(function, ast.Name)}


def test_every_folder_has_a_floor() -> None:
    """FLOORS says what it may know."""
    assert {name_of(path).split(".")[0] for path in MODULES} - OUTSIDE <= set(FLOORS)


def test_a_floor_knows_only_those_below() -> None:
    known = {name_of(path): own_imports(path) for path in MODULES if name_of(path).split(".")[0] in FLOORS}
    rooms = {name: name.split(".")[0] for name in known}
    high = {name: known[name] - {room, *FLOORS[room]} for name, room in rooms.items()}
    assert not {name: rooms for name, rooms in high.items() if rooms}


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


def test_only_the_command_line_speaks() -> None:
    silent = [path for path in MODULES if not name_of(path).startswith("cli")]
    assert not [name_of(path) for path in silent if "print" in calls(path)]
    assert importing(silent, "rich", "typer") == set()


def test_one_file_a_program_starts_processes_and_two_workers() -> None:
    assert importing(MODULES, "subprocess", "imageio_ffmpeg") == {"system.ffmpeg", "share.upload.rclone"}
    workers = {"system.processes", "system.sandbox", "render.workers", "batch.workers"}
    assert importing(MODULES, "multiprocessing") == workers


def test_one_file_makes_working_folders() -> None:
    """Another would not hold them, and a run beside it throws out what nobody holds."""
    assert importing(MODULES, "tempfile") == {"system.working_folder"}


def test_planning_touches_neither_pixels_nor_files() -> None:
    pure = [path for path in MODULES if name_of(path).startswith(("plan", "model"))]
    assert importing(pure, "PIL", "cv2", "numpy", "os") <= {"model.frame"}
    assert not [name_of(path) for path in pure if "open" in calls(path)]


def importing(paths: Collection[Path], *packages: str) -> set[str]:
    """Which of the files import one of those packages."""
    return {name_of(path) for path in paths if {name.split(".")[0] for name in imports(path)} & {*packages}}
