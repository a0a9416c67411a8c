"""The rules of the house, read from the imports themselves."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "slideshow"
STAGES = ("scan", "inspect", "plan", "render", "sound", "package", "share")
MODULES = sorted(PACKAGE.rglob("*.py"))
# What every stage may know besides itself.
COMMON = (
    "boxes",
    "clips",
    "decoding",
    "errors",
    "events",
    "model",
    "effects",
    "ffmpeg",
    "film_mark",
    "guarded",
    "kept",
    "memory",
    "photo_files",
    "pictures",
    "plain_files",
    "room",
    "toml_files",
)


def name_of(path: Path) -> str:
    """ "render.camera" for slideshow/render/camera.py."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


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
def test_a_stage_knows_no_other_stage(path: Path) -> None:
    stage = name_of(path).split(".")[0]
    if stage in STAGES:
        assert own_imports(path) <= {stage, *COMMON}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_ground_knows_nobody_above_it(path: Path) -> None:
    allowed = {
        "model": {"model"},
        "errors": set(),
        "events": set(),
        "effects": {"errors", "model", "effects"},
    }
    allowed["clips"] = {"boxes", "clips", "errors", "ffmpeg", "model"}
    allowed["boxes"] = allowed["film_mark"] = allowed["kept"] = allowed["memory"] = set()
    allowed["guarded"] = {"memory"}
    allowed["decoding"] = {"errors", "guarded", "model", "photo_files"}
    allowed["patience"] = allowed["plain_files"] = set()
    allowed["ffmpeg"] = {"errors", "patience"}
    allowed["photo_files"] = allowed["room"] = {"errors"}
    allowed["pictures"] = {"errors", "model", "photo_files", "clips"}
    place = name_of(path).split(".")[0]
    if place in allowed:
        assert own_imports(path) <= allowed[place]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_line_speaks(path: Path) -> None:
    if not name_of(path).startswith(("cli", "console")):
        assert "print" not in calls(path)
        assert not imports(path) & {"rich", "typer"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_one_file_a_program_starts_processes_and_two_workers(path: Path) -> None:
    if name_of(path) not in ("ffmpeg", "share.rclone"):
        assert not imports(path) & {"subprocess", "imageio_ffmpeg"}
    if name_of(path) not in ("guarded", "render.pool", "albums.pool"):
        assert "multiprocessing" not in imports(path)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_planning_touches_neither_pixels_nor_files(path: Path) -> None:
    if name_of(path).startswith(("plan", "model")) and name_of(path) != "model.frame":
        assert not {name.split(".")[0] for name in imports(path)} & {"PIL", "cv2", "numpy", "os"}
        assert "open" not in calls(path)
