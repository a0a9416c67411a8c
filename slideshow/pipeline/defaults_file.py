"""A person's config.toml → options of the command line that hold where nothing else is said.

Only the command line reads it: a program that calls us from Python gets the same film on every computer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slideshow.documents import toml_files
from slideshow.errors import InputError, printable
from slideshow.pipeline.options import OF_FILMS, OPTIONS, Option, WithDefaults
from slideshow.pipeline.read_options import make_options_of
from slideshow.system.user_folders import config_folder

# These are of one film, or allow what should be asked for each time.
_OF_ONE_FILM = ("album_link", "fresh", "overwrite", "voice")
# Each decides the other: who asks for one of them now does not mean the other's default.
_EACH_OTHER = {"per_photo": "length", "length": "per_photo"}
_FILES = ("mark", "music", "soundfont", "template")


@dataclass(frozen=True, slots=True)
class Default:
    """What config.toml says of an option, as the command line would give it, and in which line."""

    value: Any
    line: int | None


def path() -> Path:
    """Where the file lies, or would."""
    return config_folder() / "config.toml"


def key(name: str) -> str:
    """What an option is called in the file: "per_photo" for --per-photo, "tone" for --no-tone."""
    option = OPTIONS[name]
    if option.kind is bool and option.off and option.default is True:
        return option.off[0].removeprefix("--no-").replace("-", "_")
    return (option.flags[0] if option.flags else name).lstrip("-").replace("-", "_")


def keys() -> dict[str, str]:
    """The names of options by what they are called in the file."""
    return {key(name): name for name in OF_FILMS if name not in _OF_ONE_FILM}


def read() -> dict[str, Default]:
    """What the file says, by the names of options; nothing where there is no file. Raises InputError."""
    file = path()
    if not file.is_file():
        return {}
    text = toml_files.read(file, InputError)
    content = toml_files.parse_toml(file, text, InputError)
    lines = {place[0]: line for place, line in reversed([*toml_files.lines_of(text)])}
    known = keys()
    found: dict[str, Default] = {}
    mistakes = []
    for written, value in content.items():
        line = lines.get(written)
        where = f"{printable(file)}:{line}" if line else printable(file)
        spelled = written.replace("-", "_")
        if spelled not in known:
            mistakes.append(f"{where}: {_unknown(written, list(known))}")
        elif wrong := _wrong(OPTIONS[known[spelled]], value):
            mistakes.append(f"{where}: {written}: {wrong}")
        else:
            found[known[spelled]] = Default(_as_given(known[spelled], value), line)
    if mistakes:
        raise InputError("\n".join(mistakes))
    _check(file, found)
    return found


def with_defaults(given: Mapping[str, Any], asked: tuple[str, ...]) -> WithDefaults:
    """What was given, and of the options that are `asked` for the defaults of others. Raises InputError."""
    options = WithDefaults(given)
    defaults = {
        name: one.value
        for name, one in read().items()
        if name in asked and name not in given and _EACH_OTHER.get(name) not in given
    }
    options.update(defaults)
    options.defaults = frozenset(defaults)
    return options


def without(options: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The options, but for those of `names` that are only a person's defaults."""
    defaults = options.defaults if isinstance(options, WithDefaults) else frozenset()
    kept = WithDefaults({name: one for name, one in options.items() if name not in defaults & {*names}})
    kept.defaults = defaults - {*names}
    return kept


def _unknown(written: str, known: list[str]) -> str:
    if any(written.replace("-", "_") == key(name) for name in _OF_ONE_FILM):
        return f"{written} is of one film. Give it on the command line."
    return f"{written} is unknown. {toml_files.nearest(written, known)}"


def _wrong(option: Option, value: object) -> str:
    """What is wrong with a value; empty where nothing is."""
    if option.kind is bool:
        return "" if isinstance(value, bool) else "must be true or false."
    if option.kind is list and isinstance(value, list):
        return "" if all(isinstance(one, str) for one in value) else "must be a list of texts."
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return "must be a text or a number."
    if option.kind in (int, float):
        fits = isinstance(value, int) if option.kind is int else isinstance(value, int | float)
        return "" if fits else "must be a number without quotes."
    # Those of a list are examples: a file will do as well.
    if option.words and option.kind is str and value not in option.words:
        return f'"{value}" is unknown. {toml_files.nearest(value, list(option.words))}'
    return ""


def _as_given(name: str, value: Any) -> Any:
    """The value as the command line gives it, a path at home in full."""
    kind = OPTIONS[name].kind
    if kind is bool:
        return value
    if kind is list:
        return [_at_home(name, str(one)) for one in (value if isinstance(value, list) else [value])]
    return _at_home(name, str(value)) if kind is str else kind(value)


def _at_home(name: str, text: str) -> str:
    return str(Path(text).expanduser()) if name in _FILES and text.startswith("~") else text


def _check(file: Path, found: Mapping[str, Default]) -> None:
    """Reads the values as a film's would be, for mistakes that the kinds do not show. Raises InputError."""

    def spelled(name: str) -> str:
        one = found.get(name)
        return f"{printable(file)}:{one.line}: {key(name)}" if one else key(name)

    make_options_of({name: one.value for name, one in found.items()}, spelled)  # type: ignore[arg-type]
