"""What people write for an option -> values of ours. Every mistake is an InputError that names the option.

`name` is how the caller writes it: "--size" on the command line, "size" in Python.
"""

import difflib
import os
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import cast, get_args

from slideshow.errors import InputError
from slideshow.model.brief import Order
from slideshow.model.clock_shift import ClockShift, clock_shift
from slideshow.model.geometry import Size
from slideshow.model.mark import MarkColour, MarkPlace
from slideshow.model.soundtrack import ClipSoundMode
from slideshow.system.cores import MOST_JOBS

_LEAST_SIDE, _MOST_SIDE = 128, 4320
_LEAST_FPS, _MOST_FPS = 10, 120
_LEAST_PHOTO_SECONDS, _MOST_PHOTO_SECONDS = 0.8, 60.0
_FAMILIAR_LOCALE = "en_GB"


def size(value: str | tuple[int, int] | None, name: str = "--size") -> Size | None:
    """ "1080x1920" or (1080, 1920) as a size: even sides of 128 to 4320 pixels. None stays None."""
    if value is None:
        return None
    text = value if isinstance(value, str) else "x".join(map(str, value))
    match = re.fullmatch(r"\s*(\d{1,6})\s*[x×X:*]\s*(\d{1,6})\s*", text)
    if not match:
        raise InputError(f"{name} {text}: is not a size.", "Write width x height, such as 1080x1920.")
    width, height = int(match[1]), int(match[2])
    if not all(_LEAST_SIDE <= side <= _MOST_SIDE for side in (width, height)):
        raise InputError(
            f"{name} {text}: each side must be {_LEAST_SIDE} to {_MOST_SIDE} pixels.",
            "Phones show 1080x1920 in full.",
        )
    if width % 2 or height % 2:
        even = Size(width + width % 2, height + height % 2)
        raise InputError(f"{name} {text}: video needs even sides.", f"Use {name} {even.width}x{even.height}.")
    return Size(width, height)


_UNITS = {
    "B": 1,
    "KB": 1_000,
    "MB": 1_000_000,
    "GB": 1_000_000_000,
    "KIB": 1 << 10,
    "MIB": 1 << 20,
    "GIB": 1 << 30,
}
_LEAST_BYTES = 10_000


def size_bytes(value: int | str | None, name: str = "--max-size") -> int | None:
    """ "16MB", "10 MiB", "900kB" or a number of bytes, in bytes; a MB is 1000000. None stays None."""
    if value is None:
        return None
    text = f"{value}B" if isinstance(value, int) else value
    match = re.fullmatch(r"\s*(\d{1,12}(?:\.\d{1,6})?)\s*([kKmMgG]?(?:i?[bB])?)\s*", text)
    unit = match[2].upper() if match else ""
    if unit in ("K", "M", "G"):
        unit += "B"
    if not match or unit not in _UNITS:
        raise InputError(f"{name} {text}: is not a size.", "Write a number and its unit, such as 16MB.")
    found = int(float(match[1]) * _UNITS[unit])
    if found < _LEAST_BYTES:
        raise InputError(f"{name} {text}: no film is as small as that.", "Most apps take 10MB and more.")
    return found


def fps(value: float | str, name: str = "--fps") -> Fraction:
    """ "30", 29.97 or "30000/1001" as an exact rate; the rates of television are meant exactly."""
    text = str(value)
    try:
        rate = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        raise InputError(f"{name} {text}: is not a number.", "Use 30, or 25, 50, 60, 29.97.") from None
    if not _LEAST_FPS <= rate <= _MOST_FPS:
        raise InputError(
            f"{name} {text}: must be {_LEAST_FPS} to {_MOST_FPS} frames a second.", "Phones expect 30."
        )
    # 29.97 and 23.976 stand for 30000/1001 and 24000/1001.
    ntsc = Fraction(round(rate * 1001 / 1000) * 1000, 1001)
    if rate.denominator != 1:
        rate = ntsc if abs(rate - ntsc) < Fraction(1, 500) else rate.limit_denominator(1001)
    return rate


def seconds_per_photo(value: float | None, name: str = "--per-photo") -> float | None:
    """The seconds a photo stands, when they can be seen and borne."""
    if value is not None and not _LEAST_PHOTO_SECONDS <= value <= _MOST_PHOTO_SECONDS:
        raise InputError(
            f"{name} {value:g}: must be {_LEAST_PHOTO_SECONDS:g} to {_MOST_PHOTO_SECONDS:g} seconds.",
            "3 is the usual.",
        )
    return value


def length_seconds(value: float | None, name: str = "--length") -> float | None:
    """The film's length, when it is one."""
    if value is not None and not 0 < value <= 4 * 3600:
        raise InputError(f"{name} {value:g}: must be more than 0 seconds and at most 4 hours.")
    return value


def jobs(value: int | None, name: str = "--jobs") -> int | None:
    """How many processes, when it is a number of them."""
    if value is not None and not 1 <= value <= MOST_JOBS:
        raise InputError(f"{name} {value}: must be 1 to {MOST_JOBS}.", "Leave it out to have it chosen.")
    return value


def one_of(option: str, value: str, known: Iterable[str]) -> str:
    """`value`, when it is among the known ones; the error names the nearest."""
    choices = list(known)
    if value not in choices:
        near = difflib.get_close_matches(value, choices, 1)
        meant = f'Did you mean "{near[0]}"? ' if near else ""
        raise InputError(f"{option} {value}: is unknown.", f"{meant}There are {', '.join(choices)}.")
    return value


def paths(data: bytes) -> list[Path]:
    """The paths in what programs such as fd and find write: one a line, or with a NUL behind each."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    parts = data.split(b"\0") if b"\0" in data else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    found = list(dict.fromkeys(Path(os.fsdecode(part)) for part in parts if part))
    if not found:
        raise InputError("-: standard input names no photo.", "Pipe paths: fd -e jpg | slideshow make -")
    return found


def order(value: str, name: str = "--order") -> Order:
    """One of the orders that photos can be shown in."""
    return cast(Order, one_of(name, value, get_args(Order)))


def clock_shifts(value: str | Sequence[str] | None, name: str = "--shift") -> tuple[ClockShift, ...]:
    """How far cameras' clocks are to be moved: "Canon EOS 20D=+1h"."""
    found = []
    for text in (value,) if isinstance(value, str) else value or ():
        try:
            found.append(clock_shift(text))
        except ValueError:
            raise InputError(
                f'{name} "{text}": is not a camera and a time.', 'Write "Canon EOS 20D=+1h", or -30m, +1y2d.'
            ) from None
    return tuple(found)


def mark_place(value: str, name: str = "--mark-place") -> MarkPlace:
    """The corner that a logo stands in."""
    return cast(MarkPlace, one_of(name, value, get_args(MarkPlace)))


def mark_colour(value: str, name: str = "--mark-colour") -> MarkColour:
    """Whether a logo of one grey changes with what is behind it."""
    return cast(MarkColour, one_of(name, value, get_args(MarkColour)))


def mark_size(value: float, name: str = "--mark-size") -> float:
    """A logo's width as a share of the film's."""
    if not 0.02 <= value <= 0.6:
        raise InputError(f"{name} {value:g}: must be 0.02 to 0.6 of the film's width.", "0.16 is the usual.")
    return value


def mark_opacity(value: float, name: str = "--mark-opacity") -> float:
    """How much of a logo covers what is behind it."""
    if not 0.05 <= value <= 1.0:
        raise InputError(f"{name} {value:g}: must be 0.05 to 1.", "0.9 is the usual.")
    return value


def clip_sound(value: str, name: str = "--clip-sound") -> ClipSoundMode:
    """What is heard of clips."""
    return cast(ClipSoundMode, one_of(name, value, get_args(ClipSoundMode)))


def locale() -> str:
    """The person's locale for dates, by the environment: "de_DE". British English where there is none."""
    from babel import Locale, UnknownLocaleError

    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        name = os.environ.get(variable, "").partition(".")[0].partition("@")[0]
        if name:
            break
    if not name or name in ("C", "POSIX"):
        return _FAMILIAR_LOCALE
    try:
        return str(Locale.parse(name))
    except (ValueError, UnknownLocaleError):
        return _FAMILIAR_LOCALE


def music_start(value: float | str | None, name: str = "--music-start") -> float | None:
    """Seconds of "1:05", "65" or 65.5; None for "auto"."""
    if value is None or value == "auto":
        return None
    text = str(value)
    parts = text.split(":")
    try:
        numbers = [float(part) for part in parts]
        if len(parts) > 3 or any(not 0 <= number < 86_400 for number in numbers):
            raise ValueError
    except ValueError:
        raise InputError(f'{name} "{text}": is not a time.', "Use auto, 1:05 or 65.5.") from None
    seconds = 0.0
    for number in numbers:
        seconds = 60 * seconds + number
    return seconds
