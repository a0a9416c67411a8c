"""The command line: arguments in, exit code out."""

from typing import Annotated

import typer

from slideshow.cli import (
    batch,
    check,
    config,
    console,
    doctor,
    edit,
    link,
    make,
    man,
    originals,
    phone,
    photos,
    plan,
    preview,
    studio,
    targets,
    transitions,
    unshare,
)
from slideshow.cli.cache import cache_app
from slideshow.cli.grouped_help import GroupedCommand
from slideshow.cli.templates import templates_app
from slideshow.version import __version__

app = typer.Typer(
    help="A folder of photos becomes a beautiful vertical film, ready to be sent from a phone.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        console.tell(f"slideshow {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """A folder of photos becomes a beautiful vertical film, ready to be sent from a phone."""


# In the order of --help: a film and its changes, sending, many films, what there is to choose from, the rest.
app.command(cls=GroupedCommand)(make.make)
app.command()(studio.studio)
app.command(cls=GroupedCommand)(preview.preview)
app.command(cls=GroupedCommand)(plan.plan)
app.command(context_settings={"ignore_unknown_options": True})(edit.edit)
app.command()(phone.phone)
app.command(cls=GroupedCommand)(photos.photos)
app.command()(originals.originals)
app.command()(link.link)
app.command()(unshare.unshare)
app.command()(check.check)
app.command(cls=GroupedCommand)(batch.batch)
app.add_typer(templates_app, name="templates")
app.command()(transitions.transitions)
app.command()(targets.targets)
app.command()(config.config)
app.add_typer(cache_app, name="cache")
app.command()(doctor.doctor)
app.command()(man.man)


# What --help ends with, here and for every command.
_EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 what was given cannot be used, 130 interrupted."
_OWN_EXIT_CODES = {
    "batch": "Exit codes: 0 done, 1 an album failed, 2 what was given cannot be used, 130 interrupted.",
    "doctor": "Exit codes: 0 films can be made, 1 they cannot, 2 what was given cannot be used, "
    "130 interrupted.",
    "check": "Exit codes: 0 it fits, 1 it does not, 2 what was given cannot be used, 130 interrupted.",
    "link": "Exit codes: 0 nothing speaks against it, 1 a friend cannot open it, 2 it is no album's link, "
    "130 interrupted.",
}


def _tell_exit_codes(of: typer.Typer) -> None:
    of.info.epilog = _EXIT_CODES
    for group in of.registered_groups:
        group.epilog = _EXIT_CODES
        if group.typer_instance:
            _tell_exit_codes(group.typer_instance)
    for command in of.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        command.epilog = _OWN_EXIT_CODES.get(name, _EXIT_CODES) if of is app else _EXIT_CODES


_OWN_EXIT_CODES["edit"] = f"\b\n{edit.actions_text()}\n\n{_EXIT_CODES}"
_tell_exit_codes(app)
