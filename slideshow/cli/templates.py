"""The commands around templates: list, show, new, check, gallery."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from slideshow.cli import completion, console
from slideshow.cli.options import AsJson, Debug, Quiet
from slideshow.cli.runner import reporting
from slideshow.errors import printable

templates_app = typer.Typer(
    help="The looks that a film can have.", invoke_without_command=True, rich_markup_mode=None
)


@templates_app.callback()
def templates(context: typer.Context, as_json: AsJson = False) -> None:
    """The looks that a film can have, a line each."""
    if context.invoked_subcommand is None:
        with reporting(as_json, False, False):
            from slideshow.documents import template_files

            lines = {name: template_files.load(name).description for name in template_files.names()}
            console.tell_table(lines, as_json=as_json)


TemplateName = Annotated[
    str, typer.Argument(help="A template's name, or its file.", autocompletion=completion.templates)
]


@templates_app.command("show")
def show_template(name: TemplateName, as_json: AsJson = False) -> None:
    """Print a template's file."""
    with reporting(as_json, False, False):
        from slideshow.documents import template_files

        path = template_files.find(name)
        text = path.read_text("utf-8").rstrip()
        fields = {"name": name, "path": printable(path), "text": text}
        console.tell_result("template", text, fields, as_json=as_json)


@templates_app.command("new")
def new_template(
    name: Annotated[str, typer.Argument(help="What it is to be called.")], as_json: AsJson = False
) -> None:
    """Write a template to start from into your own folder of templates."""
    with reporting(as_json, False, False):
        from slideshow.documents import template_files

        path = printable(template_files.write_new(name))
        console.tell_result("template", path, {"name": name, "path": path}, as_json=as_json)


@templates_app.command("check")
def check_template(name: TemplateName, as_json: AsJson = False) -> None:
    """Look for mistakes in a template."""
    with reporting(as_json, False, False):
        from slideshow.documents import template_files

        description = template_files.load(name).description
        fields = {"name": name, "description": description}
        console.tell_result("template", f"{name}: {description}", fields, as_json=as_json)


@templates_app.command("gallery")
def template_gallery(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")],
    folder: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(help="A folder of photos to show them on. [default: the samples]", show_default=False),
    ] = None,
    template: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--template",
            "-t",
            help="Only this one; may be given again. [default: all]",
            autocompletion=completion.templates,
        ),
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make a short film and a still of every template, and a page to choose one from by looking."""
    with reporting(as_json, quiet, debug) as report:
        from slideshow.pipeline.gallery import gallery

        page = gallery(output, folder, template or (), report)
        if not quiet:
            shown = printable(page)
            console.tell_result("gallery", shown, {"path": shown}, as_json=as_json)
