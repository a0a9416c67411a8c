"""The beginning of a word on the command line → what it can become, for shells that complete it.

A shell asks at every press of a key: so names are taken from files' text, and nothing heavy is imported.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_PACKAGE = Path(__file__).parent.parent
_TRANSITIONS = _PACKAGE / "effects" / "transitions"
_TARGETS = _PACKAGE / "documents" / "targets.toml"
_PHOTO_PLACES = _PACKAGE / "documents" / "photo_places.toml"
# What only a template says.
_LOOK = {"extends", "pace", "look", "motion", "transitions"}
# Templates have a kilobyte, and files in the current folder are anybody's.
_MOST_FILES, _MOST_BYTES = 50, 20_000


def templates(incomplete: str) -> list[str]:
    """Templates by name: shipped ones, a person's own, those of packages; and files of templates that lie
    here. Other paths are left to the shell."""
    shipped = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
    folders = (*shipped, _own_folder() / "templates", *_offered_folders())
    names = {path.stem for folder in folders for path in folder.glob("*.toml")}
    return _beginning(incomplete, names | {path.name for path in _templates_here()})


def targets(incomplete: str) -> list[str]:
    """Places that films go to."""
    files = (_TARGETS, _own_folder() / "targets.toml")
    return _beginning(incomplete, {name for file in files for name in _names(file, "target")})


def photo_places(incomplete: str) -> list[str]:
    """Places that photos go to."""
    files = (_PHOTO_PLACES, _own_folder() / "photo_places.toml")
    return _beginning(incomplete, {name for file in files for name in _names(file, "place")})


def transitions(incomplete: str) -> list[str]:
    """The ways from one slide to the next: ours, and those of packages."""
    own = {name for file in _TRANSITIONS.glob("*.py") for name in _table_names(file)}
    return _beginning(incomplete, own | {offer.name for offer in _offers("slideshow.transitions")})


def one_of(*words: str) -> Callable[[str], list[str]]:
    """A completion of a few words that never change."""

    def completed(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return completed


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name.startswith(incomplete))


def _own_folder() -> Path:
    from slideshow.system.user_folders import config_folder

    return config_folder()


def _offers(group: str) -> "Iterable[EntryPoint]":
    """What installed packages offer by entry points; none of them is imported."""
    from importlib.metadata import entry_points

    return entry_points(group=group)


def _offered_folders() -> Iterator[Path]:
    from slideshow.system.packages import folders_of

    for offer in _offers("slideshow.templates"):
        yield from folders_of(offer.value)


def _templates_here() -> Iterator[Path]:
    """The files in the current folder that hold a look: other programs keep their settings in TOML too."""
    for path in sorted(Path().glob("*.toml"))[:_MOST_FILES]:
        if _LOOK & _toml(path).keys():
            yield path


def _names(file: Path, key: str) -> Iterator[str]:
    tables = _toml(file).get(key)
    for table in tables if isinstance(tables, list) else ():
        if isinstance(table, dict) and isinstance(table.get("name"), str):
            yield table["name"]


def _toml(file: Path) -> dict[str, Any]:
    from slideshow.system import toml
    from slideshow.system.safe_read import read_start

    try:
        content = read_start(file, _MOST_BYTES + 1)
        return toml.parse(content.decode("utf-8-sig")) if len(content) <= _MOST_BYTES else {}
    # A file with a mistake is told of by the command itself, not while a word is typed.
    except (OSError, ValueError):
        return {}


def _table_names(file: Path) -> Iterator[str]:
    """The keys of a family's TABLE, read from its source: importing it would load NumPy and OpenCV."""
    import ast

    try:
        tree = ast.parse(file.read_text("utf-8"))
    except (OSError, ValueError, SyntaxError):
        return
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict):
            name = node.target.id if isinstance(node.target, ast.Name) else ""
            keys = node.value.keys if name == "TABLE" else []
            yield from (str(key.value) for key in keys if isinstance(key, ast.Constant))
