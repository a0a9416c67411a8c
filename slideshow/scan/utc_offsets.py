"""Photos and clips of an album → the same with the UTC offsets that were told elsewhere.

A clip counts in UTC and does not say what clocks showed. Its place says it, or its name, or the photos near
it in time. It never says itself that clocks showed UTC.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from slideshow.model.album import Photo
from slideshow.scan.gps import local_time, offset_by_place
from slideshow.scan.name_times import NameTime, name_time

_QUARTER, _FARTHEST, _SLACK = timedelta(minutes=15), timedelta(hours=14), timedelta(minutes=3)
# Within so long a camera counts more than those of others.
_SAME_CAMERA = timedelta(hours=12)


def with_offsets(photos: Sequence[Photo], latest: datetime) -> tuple[Photo, ...]:
    """The photos; a time in UTC is shown as clocks stood there, and one without an offset takes that of the
    camera's nearest photo. What nobody tells stays as it is. `latest` is now.
    """
    photos = [_by_itself(photo, latest) for photo in photos]
    photos = _same_clock(photos)
    told = _Told([photo for photo in photos if _tells(photo)])
    return tuple(_near(photo, told) if photo.dating.is_utc else photo for photo in photos)


def _tells(photo: Photo) -> bool:
    """Whether it tells what clocks showed beside UTC."""
    captured = photo.captured
    is_known = photo.dating.known_to == "clock" and not photo.dating.is_utc
    return captured is not None and captured.utcoffset() is not None and is_known


def _by_itself(photo: Photo, latest: datetime) -> Photo:
    """By the clip's name, which has local time, or its place."""
    if photo.captured is None or not photo.dating.is_utc:
        return photo
    known = replace(photo, dating=replace(photo.dating, is_utc=False))
    name = name_time(photo.path, latest)
    if name and not name.is_utc and name.known_to == "clock":
        offset = _offset_by_name(photo, photo.captured, name)
        if offset is not None:
            # No difference says that the camera writes local time for UTC, or that it was in Greenwich.
            zone = timezone(offset) if offset else None
            if zone is None and photo.position:
                zone = offset_by_place(name.moment, photo.position)
            return replace(known, captured=name.moment.replace(tzinfo=zone))
    if photo.position:
        return replace(known, captured=local_time(photo.captured, photo.position))
    return photo


def _offset_by_name(photo: Photo, instant: datetime, name: NameTime) -> timedelta | None:
    """How far the clock in the name was ahead of UTC; None where it does not go with the time in the file."""
    # Some write the end of the film: its length lies between the two.
    length = timedelta(seconds=float(photo.clip.seconds)) if photo.clip else timedelta(0)
    apart = name.moment - instant.replace(tzinfo=None)
    offset = _QUARTER * round((apart + length / 2) / _QUARTER)
    off = apart + length / 2 - offset
    return offset if abs(off) <= length / 2 + _SLACK and abs(offset) <= _FARTHEST else None


def _same_clock(photos: Sequence[Photo]) -> list[Photo]:
    """The photos; one whose time has no offset takes that of the nearest photo of the same camera.

    A camera tells its offset, or where it is, in some photos and not in others: indoors there is no fix.
    """
    told: dict[str, list[tuple[datetime, timedelta]]] = defaultdict(list)
    for photo in photos:
        if photo.camera and _tells(photo) and photo.captured:
            offset = photo.captured.utcoffset() or timedelta(0)
            told[photo.camera].append((photo.captured.replace(tzinfo=None), offset))
    for known in told.values():
        known.sort()
    return [_with_offset(photo, told) for photo in photos]


def _with_offset(photo: Photo, told: Mapping[str, Sequence[tuple[datetime, timedelta]]]) -> Photo:
    captured, known = photo.captured, told.get(photo.camera)
    if captured is None or captured.utcoffset() is not None or not known:
        return photo
    if photo.dating.known_to != "clock":
        return photo
    at = bisect_left(known, (captured, timedelta.min))
    _, offset = min(known[max(0, at - 1) : at + 1], key=lambda one: abs(one[0] - captured))
    return replace(photo, captured=captured.replace(tzinfo=timezone(offset)))


class _Told:
    """Times with their offsets in order, of each camera and of all."""

    def __init__(self, photos: Sequence[Photo]) -> None:
        self._all = sorted(photo.captured for photo in photos if photo.captured)
        by_camera: dict[str, list[datetime]] = defaultdict(list)
        for photo in photos:
            if photo.camera and photo.captured:
                by_camera[photo.camera].append(photo.captured)
        self._by_camera = {camera: sorted(times) for camera, times in by_camera.items()}

    def nearest(self, instant: datetime, camera: str) -> datetime | None:
        own = _nearest(instant, self._by_camera.get(camera, ()))
        return own if own and abs(own - instant) <= _SAME_CAMERA else _nearest(instant, self._all)


def _nearest(instant: datetime, times: Sequence[datetime]) -> datetime | None:
    at = bisect_left(times, instant)
    return min(times[max(0, at - 1) : at + 1], key=lambda other: abs(other - instant), default=None)


def _near(photo: Photo, told: _Told) -> Photo:
    """The photo in the offset of those near it in time; in UTC where nobody tells one."""
    captured = photo.captured
    assert captured is not None
    nearest = told.nearest(captured.replace(tzinfo=captured.tzinfo or UTC), photo.camera)
    if nearest is None:
        return photo
    try:
        local = captured.astimezone(nearest.tzinfo)
    # The year 9999 has none behind it.
    except (ValueError, OverflowError):
        return photo
    return replace(photo, captured=local, dating=replace(photo.dating, is_utc=False))
