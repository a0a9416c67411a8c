"""`slideshow.templates`: the looks that a film can have, and how a program or a package adds its own.

A template is a TOML file; `slideshow templates new mine` writes one to start from. A package offers the
*.toml files beside its `__init__.py` by an entry point, whose name does not matter:

    [project.entry-points."slideshow.templates"]
    mine = "my_package.looks"
"""

from os import PathLike
from pathlib import Path

from slideshow.documents import template_files
from slideshow.errors import InputError, printable
from slideshow.model.template import Template

__all__ = ["Template", "load", "names", "register"]


def names() -> tuple[str, ...]:
    """All that can be called by name, the default first."""
    return tuple(template_files.names())


def load(name: str = template_files.DEFAULT) -> Template:
    """The template of that name, or in the file at that path.

    Raises TemplateError with every mistake, its file, line and key.

    >>> load("cinema").pace.seconds_per_photo > 1
    True
    """
    return template_files.load(name)


def register(place: str | PathLike[str]) -> tuple[str, ...]:
    """Makes a template file, or all in a folder, known to this process by their names, which it returns.

    They come before shipped ones of the same name. Raises TemplateError for one with a mistake, InputError
    where there is none.

    >>> _ = Path("calm_sea.toml").write_text('extends = "default"\\ndescription = "Calm."\\n')
    >>> register("calm_sea.toml")
    ('calm_sea',)
    >>> "calm_sea" in names()
    True
    """
    path = Path(place).absolute()
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise InputError(
            f"{printable(path)}: there is no template.", "Name a .toml file, or a folder of them."
        )
    for file in files:
        template_files.load(str(file))
    template_files.add(files)
    return tuple(file.stem for file in files)
