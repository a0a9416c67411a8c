"""The command `doctor`: what works on this computer."""

import dataclasses

import typer

from slideshow.cli import console
from slideshow.cli.options import AsJson, Debug
from slideshow.errors import ExitCode

_MARKS = {"ok": "ok", "off": "-", "warning": "WARNING", "failed": "FAILS"}


def doctor(as_json: AsJson = False, debug: Debug = False) -> None:
    """See what works on this computer. Photo formats, encoders, fonts and extras are tried."""
    from slideshow.cli.runner import reporting

    works = False
    with reporting(as_json, True, debug):
        from slideshow.maintenance.doctor import Finding, examine
        from slideshow.maintenance.doctor import works as all_work

        found: list[Finding] = []
        section = ""
        for one in examine():
            found.append(one)
            if as_json:
                console.tell_json({"event": "finding", **dataclasses.asdict(one)})
                continue
            if one.section != section:
                section = one.section
                console.tell(section)
            fix = f". {one.fix}" if one.fix else ""
            console.tell(f"  {_MARKS[one.outcome]:7}  {one.name:22}  {one.found}{fix}")
        works = all_work(found)
        text = "Films can be made here." if works else "Films cannot be made here: see what FAILS."
        console.tell_result("examined", text, {"works": works}, as_json=as_json)
    if not works:
        raise typer.Exit(ExitCode.FAILED)
