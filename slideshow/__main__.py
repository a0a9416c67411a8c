"""`slideshow` and `python -m slideshow`."""

import os
import sys
from pathlib import Path
from typing import Any

from slideshow.cli.app import app
from slideshow.errors import ExitCode


def main() -> None:
    _open_what_is_closed()
    if "--json" not in sys.argv:
        app(prog_name="slideshow")
        return
    # Words that the command line has no place for are told as every other mistake is.
    try:
        exit_code = app(prog_name="slideshow", standalone_mode=False)
    except Exception as error:
        # typer's own class of it or click's: which, depends on typer's version.
        mistake: Any = error
        from slideshow.cli import console

        if type(error).__name__ == "Abort":
            console.tell_interrupted(as_json=True)
            sys.exit(ExitCode.INTERRUPTED)
        if not hasattr(mistake, "format_message"):
            raise
        from slideshow.errors import InputError

        hint = "slideshow --help shows what there is."
        console.tell_error(InputError(mistake.format_message(), hint), as_json=True)
        sys.exit(InputError.exit_code)
    sys.exit(exit_code)


def _open_what_is_closed() -> None:
    """Puts a device that says and takes nothing where a standard stream is closed, for us and who we start.

    In their order: each has the number of the one it stands for, which no film in the making gets then.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode)  # noqa: SIM115
            os.set_inheritable(stream.fileno(), True)
            setattr(sys, name, stream)


if __name__ == "__main__":
    main()
