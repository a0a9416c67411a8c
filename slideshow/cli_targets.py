"""The commands `targets` and `check`: where films go, and whether one will be taken there."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from slideshow import completion, console

if TYPE_CHECKING:
    from slideshow.check import Checked
    from slideshow.model.target import Target

AsJson = Annotated[bool, typer.Option("--json", help="Report in JSON, an object a line.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")]
_WORDS = {"pass": "ok", "advice": "advice", "fail": "FAILS"}


def targets(as_json: AsJson = False, debug: Debug = False) -> None:
    """The places that films go to, with their limits. Add your own in the file that is named at the end."""
    from slideshow.cli_running import reporting

    with reporting(as_json, True, debug):
        from slideshow.share import targets as known

        found = known.targets()
        if as_json:
            for one in found.values():
                console.tell_json(one.model_dump(mode="json", exclude_none=True))
        else:
            console.tell_table({name: _limits(one) for name, one in found.items()}, as_json=False)
            console.tell(f"Your own: {known.own_file()}")


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
    """See whether a film will be taken somewhere: every rule, and what to do where one fails."""
    from slideshow.cli_running import reporting

    with reporting(as_json, True, debug):
        from slideshow.check import check as held_against
        from slideshow.errors import InputError
        from slideshow.package.mp4 import MovieError
        from slideshow.share.targets import target as target_of

        try:
            checked = held_against(film, target_of(target))
        except MovieError as error:
            raise InputError(error.problem, "Give a film that is an MP4 file.") from error
        _tell(checked, as_json)
    if not checked.fits:
        raise typer.Exit(1)


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


def _limits(target: "Target") -> str:
    """A target in a line: "1080×1920, to 1:00, to 100.0 MB. A story on Instagram"."""
    from slideshow.check import clock, megabytes

    parts = [f"{target.canvas.width}×{target.canvas.height}"]
    if target.most_seconds:
        least = target.length.least_seconds if target.length else None
        parts.append(f"{f'{clock(least)} ' if least else ''}to {clock(target.most_seconds)}")
    if target.most_bytes:
        parts.append(f"to {megabytes(target.most_bytes)}")
    if target.coding and "no_b_frames" in target.coding.required:
        parts.append("Main profile")
    return f"{', '.join(parts)}. {target.description}"
