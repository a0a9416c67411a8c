"""The command `config`: what holds for every film where nothing else is said, and where it comes from."""

from collections.abc import Mapping

from slideshow.cli import console
from slideshow.cli.options import AsJson, Debug
from slideshow.pipeline.options import OPTIONS


def config(as_json: AsJson = False, debug: Debug = False) -> None:
    """What holds for every film, and where it comes from. The file for your own defaults is named at the end.

    It is TOML, a line an option, by its name: template = "journal". An album's slideshow.toml decides over
    it, and the command line over both.
    """
    from slideshow.cli.runner import reporting

    with reporting(as_json, True, debug):
        from slideshow.pipeline import defaults_file

        own = defaults_file.read()
        file = defaults_file.path()
        rows: dict[str, tuple[object, str]] = {}
        for key, name in defaults_file.keys().items():
            if name in own:
                rows[key] = (own[name].value, f"{file.name}:{own[name].line or 1}")
            else:
                rows[key] = (OPTIONS[name].default, "")
        if as_json:
            for key, (value, source) in rows.items():
                console.tell_json({"name": key, "value": _plain(value), "source": source or "usual"})
        else:
            console.tell_table(_words(rows), as_json=False)
            console.tell(f"Your own: {file}" + ("" if file.is_file() else " (not there)"))


def _words(rows: Mapping[str, tuple[object, str]]) -> dict[str, str]:
    return {
        key: f"{_shown(value)}{f'  ({source})' if source else ''}" for key, (value, source) in rows.items()
    }


def _shown(value: object) -> str:
    """A value as the file has it; a dash where the album, the template or the target decides."""
    match value:
        case None:
            return "-"
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return f"[{', '.join(_shown(one) for one in value)}]"
        case str():
            return f'"{value}"'
    return str(value)


def _plain(value: object) -> str | None:
    return None if value is None else value if isinstance(value, str) else _shown(value)
