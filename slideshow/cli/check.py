"""The command `check`: whether a film will be taken somewhere."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from slideshow.cli import completion, console
from slideshow.cli.options import AsJson, Debug
from slideshow.errors import ExitCode

if TYPE_CHECKING:
    from slideshow.share.target_check import Checked


_WORDS = {"pass": "ok", "advice": "advice", "fail": "FAILS"}


def check(
    film: Annotated[Path, typer.Argument(help="The film, made here or anywhere.", show_default=False)],
    target: Annotated[
        str,
        typer.Option(
            "--for",
            help="Where it is to go: slideshow targets lists them.",
            autocompletion=completion.targets,
        ),
    ] = "tiktok-dm",
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """See whether a film will be taken somewhere. Every rule is told, and what to do where one fails."""
    from slideshow.cli.runner import reporting

    with reporting(as_json, True, debug):
        from slideshow.documents.target_files import target as target_of
        from slideshow.errors import InputError
        from slideshow.media.mp4 import MovieError
        from slideshow.share.target_check import check as held_against

        try:
            checked = held_against(film, target_of(target))
        except MovieError as error:
            raise InputError(error.problem, "Give a film that is an MP4 file.") from error
        _tell(checked, as_json)
    if not checked.fits:
        raise typer.Exit(ExitCode.FAILED)


def _tell(checked: "Checked", as_json: bool) -> None:
    import dataclasses

    from slideshow.errors import printable

    if as_json:
        for one in checked.findings:
            console.tell_json({"event": "rule", **dataclasses.asdict(one)})
        end = {"path": printable(checked.path), "target": checked.target, "fits": checked.fits}
        console.tell_json({"event": "checked", **end, "proof": checked.proof})
        return
    width = max((len(one.rule) for one in checked.findings), default=0)
    for one in checked.findings:
        fix = f". {one.fix}" if one.fix else ""
        told = one.found if one.found == one.wanted else f"{one.found} ({one.wanted})"
        console.tell(f"{_WORDS[one.outcome]:6}  {one.rule:{width}}  {told}{fix}")
    console.tell(f"{printable(checked.path)}: {checked.proof}")
