"""Facts and thumbnails, kept by content in the user's cache: never trusted blindly, bounded, shared."""

import json
import logging
import math
from dataclasses import asdict
from pathlib import Path

from slideshow.model.facts import WEAR_VALUES, Course, Face, Facts
from slideshow.model.geometry import Margins, Rect
from slideshow.model.tone import Tone
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder

# Another number whenever the same photo would give other facts.
REVISION = 10
MOST_BYTES = 1_000_000_000
# The bound is looked after when it was not for so long.
_SWEEP_SECONDS = 24 * 3600
_HASH_BITS = 128
_GRID_VALUES = 48
_log = logging.getLogger(__name__)
_MOST_STRETCHES = 64
_MOST_PIXELS = 1 << 20


class FactsCache:
    """One folder with two files a photo. Whatever goes wrong with it costs time, never a film."""

    def __init__(self, detector: str, folder: Path | None = None) -> None:
        self._kept = FileCache(folder or cache_folder() / "facts")
        self._kind = f"{REVISION}-{detector or 'none'}"

    def facts(self, digest: str) -> Facts | None:
        """What is known of a photo; None where nothing is, or nothing that makes sense."""
        file = self._kept.file(self._name(digest, ".json"))
        try:
            facts = _facts(json.loads(file.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
            _log.debug("%s: is not known yet", digest)
            return None
        self._kept.touch(file)
        _log.debug("%s: was looked at before", digest)
        return facts

    def thumbnail(self, digest: str) -> bytes | None:
        """The JPEG of a small copy, as it was kept."""
        try:
            return self._kept.file(self._name(digest, ".jpg")).read_bytes()
        except OSError:
            return None

    def keep(self, digest: str, facts: Facts, thumbnail: bytes) -> None:
        """Keeps both for the next time, where the folder can be written."""
        text = json.dumps(asdict(facts), separators=(",", ":"))
        self._kept.write(self._name(digest, ".jpg"), thumbnail)
        self._kept.write(self._name(digest, ".json"), text.encode())

    def sweep(self, most_bytes: int = MOST_BYTES) -> None:
        """Throws out what was not used for longest, where there is more than `most_bytes`; once a day."""
        self._kept.sweep(most_bytes, _SWEEP_SECONDS)

    def _name(self, digest: str, suffix: str) -> str:
        return f"{digest}-{self._kind}{suffix}"


def _facts(value: dict[str, object]) -> Facts:
    """Facts as `asdict` wrote them. Raises ValueError, KeyError or TypeError for anything else."""
    faces = [_face(one) for one in _list(value["faces"], 10_000)]
    subject = value["subject"]
    layout = tuple(_number(one, -200.0, 200.0) for one in _list(value["layout"], _GRID_VALUES))
    colours = tuple(str(one) for one in _list(value["colours"], 16))
    difference_hash = value["hash"]
    if not isinstance(difference_hash, int) or not 0 <= difference_hash < 1 << _HASH_BITS:
        raise ValueError("hash")
    if len(layout) not in (0, _GRID_VALUES) or not isinstance(value["is_screen"], bool):
        raise ValueError("layout")
    shares = {
        name: _number(value[name], 0.0, 1.0)
        for name in ("sharpness", "brightness", "contrast", "black", "white", "detail")
    }
    shares |= {name: _number(value[name], 0.0, 1.0) for name in ("colourfulness", "distinctness")}
    sharp = value["subject_sharpness"]
    return Facts(
        faces=tuple(faces),
        subject=None if subject is None else _rect(subject),
        colours=colours,
        layout=layout,
        hash=difference_hash,
        is_screen=value["is_screen"],
        attention_across=_shares(value["attention_across"]),
        attention_down=_shares(value["attention_down"]),
        turn_degrees=_turn(value["turn_degrees"]),
        trim=_margins(value["trim"]),
        course=_course(value["course"]),
        subject_sharpness=None if sharp is None else _number(sharp, 0.0, 1.0),
        tone=_tone(value["tone"]),
        wears=tuple(_numbers(one, WEAR_VALUES, 200.0) for one in _list(value["wears"], 10_000)),
        **shares,
    )


def _turn(value: object) -> int:
    if value not in (0, 90, 180, 270) or not isinstance(value, int):
        raise ValueError("turn")
    return value


def _margins(value: object) -> Margins:
    if not isinstance(value, dict):
        raise TypeError("margins")
    sides = [value[name] for name in ("left", "top", "right", "bottom")]
    if not all(type(side) is int and 0 <= side < _MOST_PIXELS for side in sides):
        raise ValueError("margins")
    return Margins(*sides)


def _shares(value: object) -> tuple[float, ...]:
    return tuple(_number(one, 0.0, 1.0) for one in _list(value, _MOST_STRETCHES))


def _course(value: object) -> Course | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError("course")
    return Course(
        _number(value["start_seconds"], 0.0, 1e6),
        _number(value["step_seconds"], 0.01, 1e6),
        tuple(_number(one, 0.0, 1.0) for one in _list(value["worth"], 1000)),
        _number(value["still_seconds"], 0.0, 1e6),
        _number(value["movement"], 0.0, 1.0),
    )


def _tone(value: object) -> Tone | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError("tone")
    first, second = _numbers(value["cast"], 2, 200.0)
    skin = None if value["skin"] is None else _numbers(value["skin"], 3, 1.0)
    black, middle, white = (_number(value[name], 0.0, 1.0) for name in ("black", "middle", "white"))
    return Tone(
        black,
        middle,
        white,
        (first, second),
        _number(value["grey"], 0.0, 1.0),
        None if skin is None else (skin[0], skin[1], skin[2]),
    )


def _numbers(value: object, count: int, most: float) -> tuple[float, ...]:
    numbers = tuple(_number(one, -most, most) for one in _list(value, count))
    if len(numbers) != count:
        raise ValueError("numbers")
    return numbers


def _face(value: object) -> Face:
    if not isinstance(value, dict):
        raise TypeError("face")
    return Face(_rect(value["box"]), _number(value["score"], 0.0, 1.0), _number(value["frontal"], 0.0, 1.0))


def _rect(value: object) -> Rect:
    if not isinstance(value, dict):
        raise TypeError("rect")
    return Rect(*(_number(value[name], 0.0, 1.0) for name in ("x", "y", "width", "height")))


def _number(value: object, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError("number")
    if not least <= value <= most:
        raise ValueError("number")
    return float(value)


def _list(value: object, longest: int) -> list[object]:
    if not isinstance(value, list) or len(value) > longest:
        raise TypeError("list")
    return value
