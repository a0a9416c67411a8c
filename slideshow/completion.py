"""The beginning of a word on the command line → what it can become, for shells that complete it.

A shell asks at every press of a key: so names are taken from files' text, and nothing heavy is imported.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_PACKAGE = Path(__file__).parent
_TRANSITIONS = _PACKAGE / "effects" / "transitions"
_TARGETS = _PACKAGE / "share" / "targets.toml"


def templates(incomplete: str) -> list[str]:
    """Templates by name: shipped ones and a person's own. A path is left to the shell."""
    folders = (_PACKAGE / "templates", _PACKAGE.parent / "templates", _own_folder() / "templates")
    return _beginning(incomplete, {path.stem for folder in folders for path in folder.glob("*.toml")})


def targets(incomplete: str) -> list[str]:
    """Places that films go to."""
    files = (_TARGETS, _own_folder() / "targets.toml")
    return _beginning(incomplete, {name for file in files for name in _target_names(file)})


def transitions(incomplete: str) -> list[str]:
    """The ways from one slide to the next."""
    return _beginning(incomplete, {name for file in _TRANSITIONS.glob("*.py") for name in _table_names(file)})


def one_of(*words: str) -> Callable[[str], list[str]]:
    """A completion of a few words that never change."""

    def completed(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return completed


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name.startswith(incomplete))


def _own_folder() -> Path:
    from platformdirs import user_config_path

    return user_config_path("slideshow")


def _target_names(file: Path) -> Iterator[str]:
    import tomllib

    try:
        content = tomllib.loads(file.read_text("utf-8"))
    # A file with a mistake is told of by the command itself, not while a word is typed.
    except (OSError, ValueError, RecursionError):
        return
    tables = content.get("target")
    for table in tables if isinstance(tables, list) else ():
        if isinstance(table, dict) and isinstance(table.get("name"), str):
            yield table["name"]


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
