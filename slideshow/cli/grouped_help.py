"""--help of commands with many options: in groups, the rare ones only with --help-all."""

from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from slideshow.cli import console

# typer's own classes, or click's: which, depends on typer's version.
_Context = Any
_Formatter = Any
_Parameter = Any

# Their order; groups of one command alone stand before the last.
_HEADINGS = ("Arguments", "The film", "Photos", "Where it goes")
_LAST = "Other"
# Before the group's name it leaves an option to --help-all.
RARE = "rare: "
_ALL = "slideshow.help_all"


def _show_all(context: typer.Context, wanted: bool) -> None:
    if wanted:
        context.meta[_ALL] = True
        console.tell(context.get_help())
        raise typer.Exit


HelpAll = Annotated[
    bool,
    typer.Option("--help-all", is_eager=True, callback=_show_all, help="Show rare options, too, and exit."),
]


class GroupedCommand(TyperCommand):
    """A command whose --help has its options under the headings that typer calls rich_help_panel."""

    def format_help_text(self, ctx: _Context, formatter: _Formatter) -> None:
        """The first paragraph; with --help-all the whole text."""
        whole = self.help
        if whole and not ctx.meta.get(_ALL):
            self.help = whole.split("\n\n")[0]
        try:
            super().format_help_text(ctx, formatter)
        finally:
            self.help = whole

    def format_options(self, ctx: _Context, formatter: _Formatter) -> None:
        shown: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            group = _group(parameter)
            record = parameter.get_help_record(ctx)
            if record is not None and (ctx.meta.get(_ALL) or not group.startswith(RARE)):
                shown.setdefault(group.removeprefix(RARE), []).append(record)
        for heading in sorted(shown, key=_rank):
            with formatter.section(heading):
                formatter.write_dl(shown[heading])


def _group(parameter: _Parameter) -> str:
    if parameter.param_type_name == "argument":
        return "Arguments"
    return str(getattr(parameter, "rich_help_panel", None) or _LAST)


def _rank(heading: str) -> int:
    if heading in _HEADINGS:
        return _HEADINGS.index(heading)
    return len(_HEADINGS) + (heading == _LAST)
