"""What was heard in music files, kept by their content: never trusted blindly, bounded, shared."""

import hashlib
import json
import math
from dataclasses import asdict, fields
from pathlib import Path

from slideshow.model.music import Rhythm
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder

# Another number whenever the same music would be heard otherwise.
REVISION = 1
MOST_BYTES = 50_000_000
_SWEEP_SECONDS = 24 * 3600
_MOST_VALUES = 200_000


class RhythmCache:
    """A file for each piece of music. Whatever goes wrong with it costs seconds, never a film."""

    def __init__(self, folder: Path | None = None) -> None:
        self._kept = FileCache(folder or cache_folder() / "rhythms")

    def fetch(self, name: str) -> Rhythm | None:
        """What was heard under that name; None where nothing was, or nothing that makes sense."""
        file = self._kept.file(name)
        try:
            found = _rhythm(json.loads(file.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
            return None
        self._kept.touch(file)
        return found

    def keep(self, name: str, rhythm: Rhythm) -> None:
        """Keeps it for the next time, where the folder can be written."""
        self._kept.write(name, json.dumps(asdict(rhythm), separators=(",", ":")).encode())
        self._kept.sweep(MOST_BYTES, _SWEEP_SECONDS)


def name_of(music: Path, most_seconds: float) -> str:
    """The name of what is heard in so much of a file. Raises OSError when it cannot be read."""
    with music.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    return f"{digest}-{REVISION}-{most_seconds:.0f}.json"


def _rhythm(value: dict[str, object]) -> Rhythm:
    if set(value) != {field.name for field in fields(Rhythm)}:
        raise ValueError("fields")
    bars = value["bar_sounds"]
    if not isinstance(bars, list) or len(bars) > _MOST_VALUES:
        raise ValueError("bar_sounds")
    found = Rhythm(
        beats=_numbers(value["beats"]),
        downbeats=_numbers(value["downbeats"]),
        sections=_numbers(value["sections"]),
        confidence=_number(value["confidence"]),
        bpm=_number(value["bpm"]),
        loudness=_numbers(value["loudness"]),
        bar_sounds=tuple(_numbers(bar) for bar in bars),
        duration_seconds=_number(value["duration_seconds"]),
    )
    if list(found.beats) != sorted(found.beats) or list(found.downbeats) != sorted(found.downbeats):
        raise ValueError("order")
    return found


def _numbers(value: object) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) > _MOST_VALUES:
        raise ValueError("list")
    return tuple(_number(one) for one in value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("number")
    return float(value)
