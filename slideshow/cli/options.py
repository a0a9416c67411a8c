"""The options of commands, as typer wants them: those of films from their table, and a few more.

typer reads annotations at run time: `Optional`, not `| None`.
"""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from slideshow.cli import completion
from slideshow.cli.grouped_help import RARE, HelpAll
from slideshow.pipeline.options import OPTIONS, Option, flag

Folder = Annotated[Path, typer.Argument(help="The folder with the photos.", show_default=False)]
Recursive = Annotated[bool, typer.Option("--recursive", "-r", help=OPTIONS["recursive"].help)]
FollowLinks = Annotated[bool, typer.Option("--follow-links", help=OPTIONS["follow_links"].help)]
Offline = Annotated[bool, typer.Option("--offline", help="Do not ask whether the link opens.")]
AsJson = Annotated[bool, typer.Option("--json", help="Report in JSON, an object a line.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Report nothing but errors.")]
Debug = Annotated[
    bool,
    typer.Option(
        "--debug",
        help="Show what the program does, and where in it an error arose.",
        rich_help_panel=f"{RARE}Other",
    ),
]

NoConfig = Annotated[
    bool,
    typer.Option(
        "--no-config",
        help="Leave your own defaults, config.toml, aside.",
        rich_help_panel=f"{RARE}Other",
    ),
]

# What the film is to be, in the order of --help.
CONTENT = (
    "music",
    "music_start",
    "soundfont",
    "template",
    "title",
    "end",
    "album_link",
    "per_photo",
    "length",
    "keep_all",
    "order",
    "shift",
    "clips",
    "live",
    "clip_sound",
    "tone",
    "recursive",
    "follow_links",
    "target",
    "size",
    "fps",
)

_COMPLETIONS = {
    "templates": completion.templates,
    "targets": completion.targets,
    "photo places": completion.photo_places,
}
_KINDS = {str: Optional[str], int: Optional[int], float: Optional[float], list: Optional[list[str]]}  # noqa: UP045


def folder_option(ending: str) -> Any:
    """The option of a command that writes a folder beside us, called like the photos' with an ending."""
    about = f"The folder to write. [default: the folder's name with -{ending}, here]"
    return typer.Option("--output", "-o", help=about)


def folder_beside(folder: Path, ending: str) -> Path:
    """Where such a command writes without it."""
    return Path(f"{folder.resolve().name or 'photos'}-{ending}")


def film_options(
    *names: str, help: Mapping[str, str] | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command the options of those names, in that order of --help.

    Names of the command's own parameters put them where they stand; those that are not named come first. What
    was given of the options reaches the command as `options`, by the names that Python has for them. `help`
    says something else than the table where a command means something else.
    """

    def dressed(command: Callable[..., None]) -> Callable[..., None]:
        own = {name: one for name, one in inspect.signature(command).parameters.items() if name != "options"}
        first = [one for name, one in own.items() if name not in names]
        asked = [name for name in names if name not in own]
        placed = [
            parameter
            for name in names
            for parameter in ([own[name]] if name in own else _parameters(name, (help or {}).get(name)))
        ]
        parameters = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in (*first, *placed)]

        parameters.append(_parameter("no_config", NoConfig, False))
        parameters.append(_parameter("help_all", HelpAll, False))
        parameters.append(_parameter("context", typer.Context, inspect.Parameter.empty))

        @functools.wraps(command)
        def run(context: typer.Context, **given: Any) -> None:
            options = {name: value for name in asked for value in _given(name, given, context)}
            if not given["no_config"]:
                options = _with_defaults(options, tuple(asked), given)
            command(**{name: given[name] for name in own}, options=options)

        run.__dict__["__signature__"] = inspect.Signature(parameters)
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        return run

    return dressed


def _with_defaults(
    options: dict[str, Any], asked: tuple[str, ...], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The options, with a person's defaults for those that were not given. Ends the command at a mistake."""
    from slideshow.cli.runner import reporting

    with reporting(given["as_json"], True, given["debug"]):
        from slideshow.pipeline.defaults_file import with_defaults

        return with_defaults(options, asked)


def _parameters(name: str, help: str | None) -> Iterator[inspect.Parameter]:
    """What typer is told of an option: a parameter, and another for the flag that turns it off.

    Of a switch --help shows the flag that changes something; its opposite is for those whose config.toml has
    changed it already.
    """
    option = OPTIONS[name]
    if option.kind is not bool or option.default is False:
        yield _parameter(name, _annotation(name, option, help or option.help), option.default)
    elif option.off:
        info = typer.Option(option.off[0].replace("--no-", "--", 1), hidden=True)
        yield _parameter(name, Annotated[bool, info], False)
    if option.off:
        words, about = option.off
        info = typer.Option(words, help=about, rich_help_panel=_panel(option))
        yield _parameter(f"no_{name}", Annotated[bool, info], False)
    elif option.kind is bool:
        info = typer.Option(f"--no-{flag(name).removeprefix('--')}", hidden=True)
        yield _parameter(f"no_{name}", Annotated[bool, info], False)


def _parameter(name: str, annotation: object, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _annotation(name: str, option: Option, help: str) -> object:
    words: Callable[[str], list[str]] | None = completion.one_of(*option.words) if option.words else None
    info = typer.Option(
        *(option.flags or (flag(name),)),
        help=help,
        show_default=option.shows_default,
        autocompletion=_COMPLETIONS.get(option.completes, words),
        rich_help_panel=_panel(option),
    )
    kind = option.kind if option.kind is bool or option.default is not None else _KINDS[option.kind]
    return Annotated[kind, info]


def _panel(option: Option) -> str:
    return f"{RARE if option.rare else ''}{option.group}"


def _given(name: str, given: Mapping[str, Any], context: typer.Context) -> Iterator[Any]:
    """What was given for an option, where something was."""
    if given.get(f"no_{name}"):
        yield False if OPTIONS[name].kind is bool else ""
    elif given.get(name) is not None and _is_said(name, context):
        yield given[name]


def _is_said(name: str, context: typer.Context) -> bool:
    """Whether a value is the person's, not the option's default."""
    source = context.get_parameter_source(name)
    return source is not None and source.name not in ("DEFAULT", "DEFAULT_MAP")
