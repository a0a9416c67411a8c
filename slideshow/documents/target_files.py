"""The targets' file, and a person's own → what a film must be to be taken somewhere."""

from collections.abc import Mapping
from pathlib import Path

from slideshow.documents import toml_files
from slideshow.errors import InputError
from slideshow.model.target import Target, TargetFile
from slideshow.system.user_folders import config_folder

DEFAULT = "tiktok-dm"
_SHIPPED = Path(__file__).parent / "targets.toml"


def own_file() -> Path:
    """Where a person keeps targets of their own; it need not be there."""
    return config_folder() / "targets.toml"


def targets() -> Mapping[str, Target]:
    """Every target by its name; a person's own take the place of ours. Raises InputError."""
    own = own_file()
    found = _read(_SHIPPED)
    return found | _read(own) if own.is_file() else found


def target(name: str = DEFAULT) -> Target:
    """The target of that name. Raises InputError."""
    known = targets()
    if name not in known:
        raise InputError(f'Target "{name}" is unknown.', toml_files.nearest(name, list(known)))
    return known[name]


def _read(path: Path) -> dict[str, Target]:
    return {one.name: one for one in toml_files.load(path, TargetFile, InputError).target}
