"""Template files -> Template: found in a checkout or an installed package, and read through the schema."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from slideshow.errors import TemplateError
from slideshow.model.template import Template

# An installed package carries the files inside; a checkout has them at its top.
_FOLDERS = (Path(__file__).parent / "templates", Path(__file__).parent.parent / "templates")


def load(name: str = "default") -> Template:
    """The shipped template of that name. Raises TemplateError with every mistake, file and key."""
    for folder in _FOLDERS:
        path = folder / f"{name}.toml"
        if path.is_file():
            return read(path)
    raise TemplateError(f'Template "{name}" is unknown.')


def read(path: Path) -> Template:
    """The template in a file."""
    try:
        return Template.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"{path}: cannot be read ({error}).") from error
    except ValidationError as error:
        mistakes = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise TemplateError(f"{path}: {'; '.join(mistakes)}.") from error
