"""The only door to rclone: where it is, and one call of it. Its settings and secrets stay with it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from slideshow.errors import InputError, RenderError
from slideshow.share.link.links import mask_link
from slideshow.system.programs import program

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{0,40}://[^\s\"'<>]+", re.IGNORECASE)
_FILTERS = re.compile(
    r"RCLONE_(FILTER|INCLUDE|EXCLUDE|FILES_FROM|MIN_|MAX_(AGE|SIZE|DEPTH)|DRY_RUN|IMMUTABLE)"
)
_STAMP = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d ")


@dataclass(frozen=True, slots=True)
class Said:
    """How a call ended. `words` are the last of its log, addresses in them masked."""

    code: int
    output: str
    words: str


def run(arguments: Sequence[str], *, seconds: float) -> Said:
    """What rclone said to `arguments`: a list that no shell ever sees.

    Raises InputError where there is no rclone, RenderError when it has not ended after `seconds`.
    """
    rclone = program("rclone")
    if rclone is None:
        raise InputError(
            "rclone was not found.",
            "Install it (rclone.org) and set a remote up with rclone config, or upload the folder by hand "
            "and give its link with --album-link.",
        )
    # Asked for the password of its settings, it would wait for ever.
    command = [rclone, arguments[0], "--ask-password=false", *arguments[1:]]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env=_environment(),
        )
    except OSError as error:
        raise RenderError(f"rclone could not be started ({error.strerror or error}).") from error
    with process:
        try:
            output, log = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise RenderError(
                f"rclone {arguments[0]} had not ended after {seconds:g} s.",
                "Try again, or look at the network.",
            ) from error
        finally:
            _end(process)
    return Said(process.returncode, _text(output), _last_words(_text(log)))


def _environment() -> dict[str, str]:
    """The person's, without what would hide files from rclone: it has every option by an RCLONE_ variable."""
    return {name: value for name, value in os.environ.items() if not _FILTERS.match(name.upper())}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends it however we leave it, and what it has started where it is a script: that holds the pipes too."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        elif process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def _text(output: bytes) -> str:
    return output.decode("utf-8", "replace").strip()


def _last_words(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    words = _STAMP.sub("", lines[-1]) if lines else "it said nothing"
    words = _ADDRESS.sub(lambda found: mask_link(found[0]), words)
    return "".join(letter if letter.isprintable() else " " for letter in words)
