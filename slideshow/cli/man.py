"""The command `man`: the manual page, made of what --help says."""

import re
from collections.abc import Iterator
from typing import Any

import typer
import typer.main

from slideshow.cli import console
from slideshow.cli.options import AsJson
from slideshow.version import __version__

# "Exit codes: 0 done, 1 failed" -> ("0", "done"), ("1", "failed")
_CODE = re.compile(r"(\d+) ([^,.]+)")

# typer's own classes of commands and parameters, or click's: which, depends on typer's version.
_Command = Any


def man(context: typer.Context, as_json: AsJson = False) -> None:
    """Print the manual page: slideshow man > slideshow.1"""
    from slideshow.cli.runner import reporting

    with reporting(as_json, True, False):
        text = page(context.find_root().command)
        console.tell_result("manual", text, {"name": "slideshow.1", "text": text}, as_json=as_json)


def page(group: _Command) -> str:
    """The manual page of the program, in roff with the macros called man."""
    context = typer.Context(group, info_name="slideshow")
    lines = [
        f'.TH SLIDESHOW 1 "" "slideshow {__version__}" "User Commands"',
        ".SH NAME",
        rf"slideshow \- {_escaped(_first_line(group))}",
        ".SH SYNOPSIS",
        rf"\fBslideshow\fR {_escaped('COMMAND [OPTIONS] ...')}",
        ".SH DESCRIPTION",
        _escaped(_first_line(group)),
        ".SH OPTIONS",
        *_parameters(group, context),
        ".SH COMMANDS",
        *_commands(group, context),
        ".SH EXIT STATUS",
    ]
    for code, meaning in _CODE.findall(group.epilog or ""):
        lines += [".TP", rf"\fB{code}\fR", _escaped(meaning)]
    return "\n".join(lines)


def _commands(group: _Command, context: typer.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = typer.Context(command, info_name=name, parent=context)
        yield f".SS {_escaped(inner.command_path)} {_escaped(' '.join(command.collect_usage_pieces(inner)))}"
        yield from _paragraphs(command.help or "")
        yield from _parameters(command, inner)
        if command.epilog and command.epilog != group.epilog:
            yield from (".PP", _escaped(command.epilog))
        if hasattr(command, "list_commands"):
            yield from _commands(command, inner)


def _parameters(command: _Command, context: typer.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and record[0] != "--help":
            yield from (".TP", rf"\fB{_escaped(record[0])}\fR", _escaped(" ".join(record[1].split())))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield from (".PP", _escaped(" ".join(paragraph.split())))


def _first_line(command: _Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


def _escaped(text: str) -> str:
    """Text as roff shows it: a hyphen stays one that can be copied, and no line is taken for a macro."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    return rf"\&{text}" if text.startswith(".") else text
