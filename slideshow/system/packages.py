"""The name of a package → its folders, without a line of its code being run."""

from importlib.util import find_spec
from pathlib import Path


def folders_of(name: str) -> tuple[Path, ...]:
    """Where the files of the package "looks" or "my_package.looks" lie; nothing for one that is not there.

    To find "my_package.looks" Python would import my_package; below a package's own folder names are folders.
    """
    top, *inner = name.split(".")
    if not all(part.isidentifier() for part in (top, *inner)):
        return ()
    try:
        spec = find_spec(top)
    # A package that is broken offers nothing.
    except Exception:
        return ()
    places = (Path(place).joinpath(*inner) for place in (spec and spec.submodule_search_locations) or ())
    return tuple(place for place in places if place.is_dir())
