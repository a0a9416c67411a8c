"""Template files -> Template: found in a checkout or an installed package, and read through the schema."""

from pathlib import Path

from slideshow import toml_files
from slideshow.errors import TemplateError
from slideshow.model.template import Template

# An installed package carries the files inside; a checkout has them at its top.
_FOLDERS = (Path(__file__).parent / "templates", Path(__file__).parent.parent / "templates")


def load(name: str = "default") -> Template:
    """The shipped template of that name. Raises TemplateError with every mistake, its file, line and key."""
    for folder in _FOLDERS:
        path = folder / f"{name}.toml"
        if path.is_file():
            return toml_files.load(path, Template, TemplateError)
    raise TemplateError(f'Template "{name}" is unknown.')
