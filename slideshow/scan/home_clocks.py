"""Photos of cameras that stayed on the time of home → the same in the time of where they were taken.

The satellites' time tells the clock's offset, and the place tells another: the instant was right all along,
the day and the hour were not.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from slideshow.model.album import Photo
from slideshow.scan.gps import local_time

# Borders of time zones are drawn roughly, and nobody minds an hour.
_FROM_HOME = timedelta(hours=2)
_SAME = timedelta(minutes=15)


class _Known(NamedTuple):
    """A time, the offset of the clock that showed it, and the zone it was in, None where both agree."""

    captured: datetime
    offset: timedelta
    zone: tzinfo | None


def with_home_clocks(photos: Sequence[Photo]) -> tuple[tuple[Photo, ...], list[str]]:
    """The photos, and a line for each camera whose clock shows the time of another place."""
    known: dict[str, list[_Known]] = defaultdict(list)
    for photo in photos:
        if found := _known(photo):
            known[photo.camera].append(found)
    for of_camera in known.values():
        of_camera.sort(key=lambda one: one.captured)
    moved: dict[str, list[timedelta]] = defaultdict(list)
    result = []
    for photo in photos:
        local = _local(photo, known)
        if local is not None:
            assert photo.captured is not None
            moved[photo.camera].append(_offset(local) - _offset(photo.captured))
            photo = replace(photo, captured=local)
        result.append(photo)
    return tuple(result), [_line(camera, shifts) for camera, shifts in sorted(moved.items())]


def _known(photo: Photo) -> _Known | None:
    satellites, captured = photo.dating.satellites, photo.captured
    if satellites is None or photo.position is None or captured is None or captured.tzinfo is None:
        return None
    if abs(captured - satellites) > _SAME or photo.dating.source != "camera":
        return None
    local = local_time(captured, photo.position)
    is_right = abs(_offset(local) - _offset(captured)) < _FROM_HOME
    return _Known(captured, _offset(captured), None if is_right else local.tzinfo)


def _local(photo: Photo, known: Mapping[str, Sequence[_Known]]) -> datetime | None:
    """The photo's time where it was taken, by itself or the camera's nearest photo that knows."""
    captured = photo.captured
    if own := _known(photo):
        return own.captured.astimezone(own.zone) if own.zone else None
    of_camera = known.get(photo.camera, ()) if photo.camera else ()
    if captured is None or captured.tzinfo is None or not of_camera or photo.dating.source != "camera":
        return None
    at = bisect_left(of_camera, captured, key=lambda one: one.captured)
    near = min(of_camera[max(0, at - 1) : at + 1], key=lambda one: abs(one.captured - captured))
    return captured.astimezone(near.zone) if near.zone and near.offset == _offset(captured) else None


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def _line(camera: str, shifts: Sequence[timedelta]) -> str:
    hours = shifts[0].total_seconds() / 3600
    count = f"{len(shifts)} photo{'s are' if len(shifts) != 1 else ' is'}"
    beside = f"{abs(hours):g} h {'behind' if hours > 0 else 'ahead'}"
    name = camera or "A camera without a name"
    return f"{name}: its clock shows the time of another place ({beside}). {count} shown in the place's."
