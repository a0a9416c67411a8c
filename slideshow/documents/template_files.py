"""Template files -> Template: found by name or path, built upon one another, read through the schema."""

import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from slideshow.documents import toml_files, trusted_paths
from slideshow.effects.grades import GRADES
from slideshow.effects.transitions import TRANSITIONS, parameters
from slideshow.errors import InputError, TemplateError, printable
from slideshow.model.file_names import at_home
from slideshow.model.template import Template
from slideshow.system.packages import folders_of
from slideshow.system.user_folders import config_folder

DEFAULT = "default"
# An installed package carries the files inside; a checkout has them at its top.
_PACKAGE = Path(__file__).parent.parent
_SHIPPED = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
_MOST_GENERATIONS = 8
# Packages offer folders of templates by entry points of this name.
GROUP = "slideshow.templates"
# Those of the running program. Replaced as a whole and never changed.
_added: Mapping[str, Path] = {}
_adding = threading.Lock()


def own_folder() -> Path:
    """Where a person keeps templates of their own."""
    return config_folder() / "templates"


def names() -> Mapping[str, Path]:
    """Every template that can be called by name, with its file. A person's own outdo shipped ones, and these
    those of packages."""
    found: dict[str, Path] = {}
    for folder in (*_offered(), *_SHIPPED, own_folder()):
        if folder.is_dir():
            found |= {path.stem: path for path in sorted(folder.glob("*.toml"))}
    found |= _added
    return dict(sorted(found.items(), key=lambda one: (one[0] != DEFAULT, one[0])))


def add(files: Sequence[Path]) -> None:
    """Makes templates known to this process by their names."""
    global _added
    with _adding:
        _added = {**_added, **{file.stem: file for file in files}}


@cache
def _offered() -> tuple[Path, ...]:
    """The folders of packages that offer templates."""
    offers = sorted(entry_points(group=GROUP), key=lambda one: one.value)
    return tuple(folder for offer in offers for folder in folders_of(offer.value))


def load(name: str = DEFAULT) -> Template:
    """The template of that name, or in the file at that path.

    Raises TemplateError with every mistake, its file, line and key.
    """
    path = find(name)
    content, text = _content(path, ())
    return toml_files.check_model(path, text, content, Template, TemplateError, _known(content))


def load_given(name: str) -> Template:
    """The template that the person has named: a storyboard may name it too from now on."""
    template = load(name)
    if name not in names():
        trusted_paths.remember(at_home(name))
    return template


def load_named(name: str, file: Path) -> Template:
    """The template that a storyboard names, which may have come with the photos, from anybody.

    It is one that has a name here, a file in the storyboard's folder, or one that the person has named
    before. Raises TemplateError.
    """
    if name in names() or not _is_path(name):
        return load(name)
    if trusted_paths.stays_inside(name, file.parent) and _is_file(file.parent / name):
        return load(str(file.parent / name))
    if not trusted_paths.is_remembered(at_home(name)):
        raise TemplateError(
            f'{printable(file)}: template: "{printable(Path(name))}" is no template in the folder.',
            "If you want it, name it once with --template.",
        )
    return load(name)


def find(name: str) -> Path:
    """The file of a template. Raises TemplateError for a name that is none."""
    known = names()
    if name in known:
        return known[name]
    path = at_home(name)
    if _is_path(name):
        if _is_file(path):
            return path
        raise TemplateError(f"{printable(path)}: there is no such template file.")
    raise TemplateError(f'Template "{name}" is unknown.', toml_files.nearest(name, list(known)))


def _is_path(name: str) -> bool:
    return Path(name).suffix == ".toml" or len(Path(name).parts) > 1


def _is_file(path: Path) -> bool:
    # Of a name that is too long the system does not even say that it is none.
    try:
        return path.is_file()
    except OSError:
        return False


def write_new(name: str, folder: Path | None = None) -> Path:
    """The file of a new template that a person can start from. Raises InputError where there is one."""
    if not name or Path(name).name != name or name.startswith("."):
        raise InputError(f'Template "{name}": is not a name.', "Use letters, digits and hyphens.")
    folder = folder or own_folder()
    path = folder / f"{name.removesuffix('.toml')}.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(_START)
    except FileExistsError as error:
        raise InputError(f"{printable(path)}: is there already.", "Choose another name.") from error
    except OSError as error:
        raise InputError(f"{printable(path)}: cannot be written ({error.strerror or error}).") from error
    return path


def _known(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The names that the schema asks for. Only what a file uses is asked for its parameters: a package's
    transition is imported for that."""
    used = content.get("transitions")
    names = [name for name in used if name in TRANSITIONS] if isinstance(used, dict) else []
    given = {name: parameters(name) for name in names}
    return {"transitions": TRANSITIONS, "grades": GRADES, "parameters": given}


def _content(path: Path, children: tuple[Path, ...]) -> tuple[dict[str, Any], str]:
    """What a file holds, over what it builds upon."""
    text = toml_files.read(path, TemplateError)
    own = toml_files.parse_toml(path, text, TemplateError)
    _resolve_files(own, path)
    base_name = own.pop("extends", None)
    if base_name is None:
        return own, text
    if not isinstance(base_name, str):
        raise TemplateError(f"{printable(path)}: extends: must be the name of a template between quotes.")
    if path in children or len(children) >= _MOST_GENERATIONS:
        raise TemplateError(f"{printable(path)}: extends: leads back to itself.")
    if _is_path(base_name) and not _may_name(path, base_name):
        raise TemplateError(
            f"{printable(path)}: extends: leads outside of the template's folder.", _outside_hint()
        )
    beside = path.parent / base_name
    base = beside if beside.suffix == ".toml" and _is_file(beside) else _base(path, base_name)
    inherited, _ = _content(base, (*children, path))
    return _over(inherited, own), text


def _resolve_files(content: Mapping[str, Any], path: Path) -> None:
    """What a template names, a table of colours, instruments or a logo, lies beside it."""
    for *tables, key in (("look", "grade", "cube"), ("soundfont",), ("mark", "file")):
        table: Any = content
        for name in tables:
            table = table.get(name) if isinstance(table, dict) else None
        if isinstance(table, dict) and isinstance(table.get(key), str):
            if not _may_name(path, table[key]):
                where = ".".join((*tables, key))
                raise TemplateError(
                    f"{printable(path)}: {where}: lies outside of the template's folder.", _outside_hint()
                )
            table[key] = str(path.parent / at_home(table[key]))


def _may_name(path: Path, name: str) -> bool:
    """Whether a template may have another file read: any by one of the person's own, else one beside it."""
    own = (own_folder(), *_SHIPPED)
    is_own = path in _added.values() or any(path.resolve().is_relative_to(one.resolve()) for one in own)
    return is_own or trusted_paths.stays_inside(name, path.parent)


def _outside_hint() -> str:
    return f"Put both into one folder, or the template among your own, in {printable(own_folder())}."


def _base(path: Path, name: str) -> Path:
    # A person's own "cinema" may build on the shipped one of that name.
    for folder in reversed(_SHIPPED):
        file = folder / f"{name}.toml"
        if _is_file(file) and file.resolve() != path.resolve():
            return file
    try:
        return find(name)
    except TemplateError as error:
        raise TemplateError(f"{printable(path)}: extends: {error.problem}", error.hint) from error


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Sections are merged key by key, but for transitions, which are one choice."""
    merged = dict(base)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict) and key != "transitions"
        merged[key] = _over(merged[key], value) if both else value
    return merged


_START = """\
# A look of your own. Only what differs from the one that it builds on needs to be here.
extends = "default"
description = "Mine: what it feels like, in a line."

[pace]
seconds_per_photo = 3.0 # with the transitions at both ends
join_seconds = 0.5

[motion]
strength = 0.09 # 0 is none, 0.2 is a lot
kinds = ["zoom_in", "zoom_out", "pan"] # or "still"

[transitions] # and how often each is drawn
crossfade = 3
push_left = 1
# wipe_soft = { weight = 2, softness = 0.7 } # with parameters of its own

[look.backdrop] # behind a photo that does not fill the frame
kind = "blur" # or plain, paper, wood in a colour
brightness = 0.5

[look.grade] # the colours of every photo
# name = "warm"

[look.title]
family = "Inter"
size = 0.115
"""
