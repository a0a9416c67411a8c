"""The film of the page -> a finished MP4: how far it is, its end, and that it is found again."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from slideshow.editing.film import EditedFilm
from slideshow.editing.journal import folder_of
from slideshow.errors import InputError, SlideshowError
from slideshow.events import Event, Finished, Noticed, with_progress
from slideshow.media.film_mark import is_ours
from slideshow.pipeline.kit import invitation
from slideshow.share.message import message
from slideshow.studio.one_thread import Cancelled, OneThread

# What the stages are of the whole, about: where each begins and ends.
_PARTS = {"render": (0.0, 0.94), "package": (0.94, 1.0)}
_RECORD = "made.json"


@dataclass(frozen=True, slots=True)
class Made:
    """How it stands: `phase` is "", "making", "made", "cancelled" or "failed"."""

    phase: str = ""
    share: float = 0.0
    stage: str = ""
    left_seconds: float | None = None
    problem: str = ""
    path: str = ""
    name: str = ""
    seconds: float = 0.0
    size_bytes: int = 0
    proof: str = ""
    fits: bool = True
    message: str = ""
    history_at: int = -1
    notices: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__ if name != "path"}


class Making:
    """One film at a time. `changed` is called from its thread."""

    def __init__(self, film: EditedFilm, into: Path, changed: Callable[[], None]) -> None:
        self._film = film
        self._into = into
        self._changed = changed
        self._thread = OneThread("making")
        self._record = folder_of(film.session.folder) / _RECORD
        self.now = self._found_again()

    @property
    def path(self) -> Path | None:
        """The finished film, as long as it is there."""
        now = self.now
        if now.phase != "made":
            return None
        path = Path(now.path)
        return path if path.is_file() else None

    def start(self, quality: str = "good") -> None:
        """Begins. Raises InputError when one is being made."""

        def begin() -> None:
            self.now = Made(phase="making")

        self._thread.start(lambda: self._work(quality), begin, "The film is being made already.")
        self._changed()

    def cancel(self) -> None:
        """Ends it at its next step."""
        self._thread.cancel()

    def close(self) -> None:
        self._thread.close()

    def _work(self, quality: str) -> None:
        started = time.monotonic()
        notices: list[str] = []

        def progress(stage: str, share: float) -> None:
            self._thread.check()
            first, last = _PARTS.get(stage, (0.0, 0.0))
            whole = max(self.now.share, first + (last - first) * share)
            spent = time.monotonic() - started
            left = spent / whole * (1 - whole) if whole > 0.05 and spent > 1 else None
            moved = int(whole * 200) != int(self.now.share * 200) or stage != self.now.stage
            self.now = replace(self.now, share=whole, stage=stage, left_seconds=left)
            if moved:
                self._changed()

        def report(event: Event) -> None:
            if isinstance(event, Noticed):
                notices.append(event.text)
            self._thread.check()

        try:
            at = self._film.session.history[1]
            about = message(invitation(self._film.session.film))
            made = self._film.make(self._free(), quality=quality, report=with_progress(report, progress))
            self.now = _made(made, about, at, tuple(notices))
            self._keep()
        except Cancelled:
            self.now = Made(phase="cancelled")
        except SlideshowError as error:
            self.now = Made(phase="failed", problem=str(error))
        except OSError as error:
            self.now = Made(phase="failed", problem=f"The work could not go on ({error.strerror or error}).")
        except Exception as error:
            self.now = Made(phase="failed", problem=f"{type(error).__name__}: {error}")
        self._changed()

    def _free(self) -> Path:
        """The film's name, with a number where something stands there that is not of this program."""
        name = self._film.session.folder.resolve().name or "film"
        for number in range(1, 100):
            path = self._into / (f"{name}.mp4" if number == 1 else f"{name}-{number}.mp4")
            if not path.exists() or is_ours(path):
                return path
        raise InputError(f"{name}.mp4: is there already.", "Start the page in another folder.")

    def _keep(self) -> None:
        now = self.now
        fields = {name: getattr(now, name) for name in Made.__slots__}
        with suppress(OSError):
            self._record.parent.mkdir(parents=True, exist_ok=True)
            self._record.write_text(json.dumps(fields), "utf-8")

    def _found_again(self) -> Made:
        """What was made before, by this program or the one before it."""
        with suppress(OSError, ValueError, TypeError):
            fields = json.loads(self._record.read_text("utf-8"))
            fields["notices"] = tuple(fields.get("notices", ()))
            made = Made(**fields)
            if Path(made.path).is_file() and Path(made.path).stat().st_size == made.size_bytes:
                return made
        return Made()


def _made(made: Finished, about: str, at: int, notices: tuple[str, ...]) -> Made:
    return Made(
        phase="made",
        share=1.0,
        path=str(made.path.resolve()),
        name=made.path.name,
        seconds=made.duration_seconds,
        size_bytes=made.size_bytes,
        proof=made.proof,
        fits=made.fits,
        message=about,
        history_at=at,
        notices=notices,
    )
