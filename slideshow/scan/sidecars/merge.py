"""What files beside the photos tell → the photos with what they lacked themselves."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from slideshow.model.album import Photo
from slideshow.scan.description import first_words
from slideshow.scan.gps import local_time, offset_by_place
from slideshow.scan.metadata import Metadata
from slideshow.scan.utc_offsets import same_clock


def filled(photos: Sequence[Photo], told: Mapping[Path, Sequence[Metadata]]) -> tuple[Photo, ...]:
    """The photos, each with what was told about it where it says nothing itself: the first to tell wins.

    A time without an offset takes that of the place or of the camera's other photos; one in UTC is shown as
    clocks stood at its place, or else where the nearest photo was taken.
    """
    known = same_clock([_filled(photo, told.get(photo.path, ())) for photo in photos])
    captured = (photo.captured for photo in known)
    times = sorted(time for time in captured if time and time.utcoffset() is not None)
    return tuple(
        replace(photo, captured=_as_shown(instant, times))
        if photo.captured is None and (instant := _instant(told.get(photo.path, ())))
        else photo
        for photo in known
    )


def _filled(photo: Photo, told: Sequence[Metadata]) -> Photo:
    if not told:
        return photo
    place = photo.position or next((one.position for one in told if one.position), None)
    captured = photo.captured or next((one.captured for one in told if one.captured), None)
    instant = _instant(told)
    if captured is None and instant and place:
        captured = local_time(instant, place)
    elif captured is not None and captured.utcoffset() is None and place:
        captured = captured.replace(tzinfo=offset_by_place(captured, place))
    texts = (text for one in told for text in one.texts)
    return replace(
        photo,
        position=place,
        captured=captured,
        description=photo.description or first_words(texts, photo.camera),
    )


def _instant(told: Sequence[Metadata]) -> datetime | None:
    return next((one.instant for one in told if one.instant), None)


def _as_shown(instant: datetime, times: Sequence[datetime]) -> datetime:
    """The instant in the offset of the nearest of these times, which are in order."""
    at = bisect_left(times, instant)
    nearest = min(times[max(0, at - 1) : at + 1], key=lambda other: abs(other - instant), default=instant)
    return instant.astimezone(nearest.tzinfo)
