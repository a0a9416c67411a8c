"""The command `transitions`: the ways from one slide to the next, to be named in templates and plans."""

from typing import Annotated, Optional

import typer

from slideshow.cli import completion, console
from slideshow.cli.options import AsJson, Debug


def transitions(
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(
            help="Only this one. [default: all]", show_default=False, autocompletion=completion.transitions
        ),
    ] = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """The ways from one slide to the next. The family of each, and its numbers, which a template can set."""
    from slideshow.cli.runner import reporting

    with reporting(as_json, True, debug):
        from slideshow.effects.transitions import FAMILIES, TRANSITIONS, parameters
        from slideshow.pipeline import option_values

        wanted = None if name is None else option_values.one_of("transition", name, TRANSITIONS)
        found = [
            (one, family, parameters(one))
            for family, table in {**FAMILIES, "added": TRANSITIONS.others()}.items()
            for one in table
            if wanted in (None, one)
        ]
        if as_json:
            for one, family, numbers in found:
                console.tell_json({"name": one, "family": family, "parameters": dict(numbers)})
            return
        lines = {
            one: f"{family:8}  {', '.join(f'{key} {value:g}' for key, value in numbers.items())}".rstrip()
            for one, family, numbers in found
        }
        console.tell_table(lines, as_json=False)
