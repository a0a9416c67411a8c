"""Photos and clips made of nothing, with what their files say of their time."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from slideshow.model.album import VIDEO, Photo, Position
from slideshow.model.clip import Clip
from slideshow.model.clock_shift import ClockShift
from slideshow.model.dating import Dating
from slideshow.model.geometry import Size
from slideshow.scan.timing import time_photos

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TOKYO, LISBON, GREENWICH = Position(35.6595, 139.7005), Position(38.7, -9.1333), Position(51.48, 0.0)


def photo(
    name: str, taken: str = "", camera: str = "", place: Position | None = None, **dating: Any
) -> Photo:
    """A photo, taken at "2024-04-05T08:30" or with an offset behind it."""
    captured = datetime.fromisoformat(taken) if taken else None
    return Photo(
        Path("trip") / name,
        "JPEG",
        Size(4, 3),
        1,
        captured,
        name,
        position=place,
        camera=camera,
        dating=Dating(**dating),
    )


def clip(name: str, utc: str, camera: str = "", place: Position | None = None, seconds: int = 3) -> Photo:
    """A clip that tells its time in UTC, as MP4s do."""
    played = Clip(Path("trip") / name, Fraction(seconds), Fraction(30), Size(4, 3), Size(4, 3))
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    return Photo(
        played.path,
        VIDEO,
        Size(4, 3),
        1,
        moment,
        name,
        position=place,
        camera=camera,
        clip=played,
        dating=Dating(is_utc=True),
    )


def times(*photos: Photo, shifts: tuple[ClockShift, ...] = ()) -> dict[str, str]:
    """What each photo's time is in the end: "2024-04-05 08:30+09:00"; empty for none."""
    found, _ = time_photos(photos, {}, shifts, NOW)
    return {one.path.name: shown(one) for one in found}


def told(*photos: Photo, shifts: tuple[ClockShift, ...] = ()) -> tuple[str, ...]:
    """The lines about clocks that were wrong."""
    return time_photos(photos, {}, shifts, NOW)[1]


def shown(one: Photo) -> str:
    """Its time to the minute."""
    return one.captured.isoformat(" ", "minutes") if one.captured else ""
