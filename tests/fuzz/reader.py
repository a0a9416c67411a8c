"""A reader of ours and an input → what went wrong; nothing when it was read, or refused as was promised."""

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MOST_SECONDS = 1.0
_OURS = ("/slideshow/", "\\slideshow\\")


@dataclass(frozen=True, slots=True)
class Reader:
    """`read` gets an input and a path it can be written to. It raises `refusals` for what cannot be used.

    `wholes` are inputs that it reads.
    """

    wholes: tuple[bytes, ...]
    read: Callable[[bytes, Path], object]
    refusals: tuple[type[Exception], ...] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """`kind` is the same for the same mistake: what was raised, and where."""

    kind: str
    words: str


def mistake(reader: Reader, content: bytes, folder: Path) -> Mistake | None:
    """What went wrong with an input. The time is the processor's: the machine may have other work."""
    started = time.process_time()
    try:
        reader.read(content, folder / "broken")
    except reader.refusals:
        pass
    except Exception as error:
        where = _where(error)
        return Mistake(f"{type(error).__name__} {where}", f"{type(error).__name__} {where}: {error}"[:300])
    if (seconds := time.process_time() - started) > MOST_SECONDS:
        return Mistake("slow", f"it took {seconds:.1f} s")
    return None


def _where(error: Exception) -> str:
    """The innermost place in our code."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if any(part in frame.filename for part in _OURS)]
    frame = (ours or list(frames))[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
