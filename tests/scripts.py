"""Programs that tests put in the place of others."""

from pathlib import Path


def shell_script(path: Path, text: str) -> str:
    """A program for the shell at `path`, which is also returned, as those want it who start programs."""
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)
