"""What can go wrong, said so that a person can act on it."""

import os
import re
import shlex
from enum import IntEnum
from pathlib import Path, PurePath
from typing import ClassVar

# What no shell reads otherwise.
_PLAIN = re.compile(r"[\w@%+=:,./\\-]+" if os.name == "nt" else r"[\w@%+=:,./-]+", re.ASCII)


def printable(path: str | PurePath) -> str:
    """A path, or another text of strangers, for one line: whatever bytes it has."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def for_shell(name: str | PurePath) -> str:
    """A name or another word as it is typed into a shell, in quotes where it needs some; for hints."""
    text = os.fsencode(name).decode("utf-8", "replace")
    if _PLAIN.fullmatch(text):
        return text
    if os.name == "nt":
        return f'"{printable(PurePath(text))}"'
    if text.isprintable():
        return shlex.quote(text)
    # bash, zsh, fish and others understand it; a line break would end the line that tells the command.
    escaped = "".join(
        letter if letter.isprintable() and letter not in "\\'" else _escape(letter) for letter in text
    )
    return f"$'{escaped}'"


def _escape(letter: str) -> str:
    return f"\\{letter}" if letter in "\\'" else "".join(f"\\x{byte:02x}" for byte in letter.encode())


class ExitCode(IntEnum):
    """What a command returns."""

    DONE = 0
    FAILED = 1
    UNUSABLE = 2
    """What was given cannot be used."""
    INTERRUPTED = 130
    """By Ctrl-C, or a signal that ends programs."""


class SlideshowError(Exception):
    """A problem and what to do about it; `exit_code` is what the command line returns.

    `problem` says what and where, `hint` what would work. Both survive pickling, so that an error
    can cross from a worker process.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem} {self.hint}".rstrip()


class InputError(SlideshowError):
    """What the person gave cannot be used: a folder, an option, a music file."""

    exit_code = ExitCode.UNUSABLE


class TemplateError(InputError):
    """A template file has a mistake."""


class StoryboardError(InputError):
    """A storyboard file has a mistake."""


class PlanError(InputError):
    """The photos cannot be laid out in time as asked."""


class RenderError(SlideshowError):
    """The film could not be made or did not pass its checks."""


class PhotoError(RenderError):
    """One photo cannot be decoded; the film can be made without it. `reason` reads on after its path."""

    def __init__(self, photo: Path, why: str, hint: str = "") -> None:
        reason = f"cannot be read ({why})."
        super().__init__(f"{printable(photo)}: {reason}", hint)
        self.args = (photo, why, hint)
        self.photo = photo
        self.reason = reason


class FfmpegError(RenderError):
    """ffmpeg did not do what it was asked; the problem ends with its own last words."""
