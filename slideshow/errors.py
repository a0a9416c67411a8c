"""What can go wrong, said so that a person can act on it."""

from typing import ClassVar


class SlideshowError(Exception):
    """A problem and what to do about it; `exit_code` is what the command line returns.

    `problem` says what and where, `hint` what would work. Both survive pickling, so that an error
    can cross from a worker process.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem} {self.hint}".rstrip()


class InputError(SlideshowError):
    """What the person gave cannot be used: a folder, an option, a music file."""

    exit_code = 2


class TemplateError(InputError):
    """A template file has a mistake."""


class PlanError(InputError):
    """The photos cannot be laid out in time as asked."""


class RenderError(SlideshowError):
    """The film could not be made or did not pass its checks."""


class PhotoError(RenderError):
    """One photo cannot be decoded. `photo` is its path as text; the film can be made without it."""

    def __init__(self, problem: str, hint: str = "", photo: str = "") -> None:
        super().__init__(problem, hint)
        self.args = (problem, hint, photo)
        self.photo = photo


class FfmpegError(RenderError):
    """ffmpeg did not do what it was asked; the problem ends with its own last words."""
