"""`slideshow cache`: where what is kept lies, and how to be rid of it."""

import typer

from slideshow.cli import console
from slideshow.cli.options import AsJson
from slideshow.errors import printable

cache_app = typer.Typer(
    help="What is kept from one film to the next.", invoke_without_command=True, rich_markup_mode=None
)


@cache_app.callback()
def cache(
    context: typer.Context,
    as_json: AsJson = False,
) -> None:
    """What is kept from one film to the next. Where, how much, and at most how much."""
    if context.invoked_subcommand is None:
        from slideshow.cli.runner import reporting

        with reporting(as_json, False, False):
            from slideshow.maintenance import caches

            lines: dict[str, str] = {}
            for shelf in caches.shelves():
                lines[shelf.name] = (
                    f"{shelf.count} file{'s' if shelf.count != 1 else ''}, {shelf.size_bytes / 1e6:.1f} MB "
                    f"of at most {shelf.most_bytes / 1e6:.0f}, in {printable(shelf.folder)}"
                )
                if as_json:
                    figures = {
                        "folder": printable(shelf.folder),
                        "files": shelf.count,
                        "size_bytes": shelf.size_bytes,
                        "most_bytes": shelf.most_bytes,
                    }
                    console.tell_json({"name": shelf.name, "description": lines[shelf.name], **figures})
            if not as_json:
                console.tell_table(lines, as_json=False)


@cache_app.command()
def clear(as_json: AsJson = False) -> None:
    """Throw all of it out. Films are made as before, but from the beginning."""
    from slideshow.cli.runner import reporting

    with reporting(as_json, False, False):
        from slideshow.maintenance import caches

        size_bytes = caches.clear()
        text = f"{size_bytes / 1e6:.1f} MB thrown out."
        console.tell_result("cleared", text, {"size_bytes": size_bytes}, as_json=as_json)
