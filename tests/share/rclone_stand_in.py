"""A stand-in for rclone: it writes down what it was asked, and answers as the real one was seen to answer."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

# Real words of rclone 1.60 and 1.70.
NO_LINKS = "2026/11/21 07:24:31 Failed to link: {} doesn't support public links"
NO_FOLDER = (
    "2026/11/21 07:24:31 ERROR : : error listing: directory not found\n"
    "2026/11/21 07:24:31 Failed to lsf with 2 errors: last error was: error in ListJSON: directory not found"
)

_SCRIPT = """\
#!{python}
import json, pathlib, sys
here = pathlib.Path({folder!r})
words = sys.argv[1:]
with (here / "asked.jsonl").open("a") as file:
    file.write(json.dumps(words) + "\\n")
if sys.stdin.read():
    sys.exit("was given an input")
answers = json.loads((here / "answers.json").read_text())
code, out, log = answers.get(words[0], [1, "", "unexpected"])
if words[0] == "copy":
    # As rclone reads it: what has a colon before any stroke is a remote.
    source = words[-2]
    files = [] if ":" in source.partition("/")[0] else sorted(pathlib.Path(source).iterdir())
    (here / "there").write_text("".join(f"{{one.stat().st_size}}/{{one.name}}\\n" for one in files))
if "--format=sp" in words:
    code, out, log = answers.get("arrived", [0, (here / "there").read_text(), ""])
sys.stdout.write(out)
sys.stderr.write(log)
sys.exit(code)
"""


@dataclass(frozen=True)
class StandIn:
    folder: Path

    def answers(self, **answers: tuple[int, str, str]) -> None:
        """Command → exit code, output, log."""
        (self.folder / "answers.json").write_text(json.dumps(answers))

    def asked(self, command: str = "") -> list[list[str]]:
        path = self.folder / "asked.jsonl"
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        return [line for line in lines if not command or line[0] == command]


def standing_in(folder: Path, patch: pytest.MonkeyPatch, remotes: Mapping[str, str]) -> StandIn:
    """The stand-in first on the path, with those remotes, empty folders, and links that work."""
    folder.mkdir()
    script = folder / "rclone"
    script.write_text(_SCRIPT.format(python=sys.executable, folder=str(folder)))
    script.chmod(0o755)
    patch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    stand_in = StandIn(folder)
    answer(stand_in, remotes)
    return stand_in


def answer(stand_in: StandIn, remotes: Mapping[str, str], **answers: tuple[int, str, str]) -> None:
    listed = "".join(f"{name + ':':<12} {backend}\n" for name, backend in remotes.items())
    usual = {
        "listremotes": (0, listed, ""),
        "lsf": (3, "", NO_FOLDER),
        "copy": (0, "", ""),
        "link": (0, "https://drive.google.com/open?id=1abcdefghijklmnopqrstuvwxyz0123456\n", ""),
    }
    stand_in.answers(**{**usual, **answers})
