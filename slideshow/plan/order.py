"""Photos of an album -> the order they are shown in, and times that can be compared."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from slideshow.model.album import Photo
from slideshow.model.brief import Order
from slideshow.model.file_names import natural_name

_EPOCH = datetime(1970, 1, 1)


def in_order(photos: Sequence[Photo], order: Order, seed: int) -> tuple[Photo, ...]:
    """Photos by the moment they were taken, those without a time behind them; or by name, or shuffled.

    Ties by natural name. A photo more does not change how the others are shuffled among themselves.
    """
    if order == "name":
        return tuple(sorted(photos, key=_name))
    if order == "shuffle":
        return tuple(sorted(photos, key=lambda photo: (_lot(photo, seed), _name(photo))))
    times = instants(photos)

    def place(photo: Photo) -> tuple[bool, timedelta, tuple[tuple[object, ...], str]]:
        time = times[photo.path]
        return time is None, time or timedelta(0), _name(photo)

    return tuple(sorted(photos, key=place))


def instants(photos: Sequence[Photo]) -> Mapping[Path, timedelta | None]:
    """Each photo's time since 1970 in UTC; None where it tells none.

    A time without a UTC offset is taken as local time in the offset most photos of the album tell,
    UTC when none does.
    """
    usual = _usual_offset(photos)
    return {
        photo.path: None if photo.captured is None else _since_epoch(photo.captured, usual)
        for photo in photos
    }


def local_day(photo: Photo) -> date | None:
    """The day it was where the photo was taken."""
    return photo.captured.date() if photo.captured else None


def _name(photo: Photo) -> tuple[tuple[object, ...], str]:
    return natural_name(photo.path), str(photo.path)


def _lot(photo: Photo, seed: int) -> bytes:
    return hashlib.blake2b(f"{seed}/{photo.digest}".encode(), digest_size=8).digest()


def _usual_offset(photos: Sequence[Photo]) -> timedelta:
    told = (photo.captured.utcoffset() for photo in photos if photo.captured is not None)
    counts = Counter(offset for offset in told if offset is not None)
    # Among equals the smaller offset, so that the order of the input does not matter.
    return min(counts, key=lambda offset: (-counts[offset], offset), default=timedelta(0))


def _since_epoch(captured: datetime, usual: timedelta) -> timedelta:
    # In timedeltas, because a datetime cannot be moved across the year 1 or 9999.
    offset = captured.utcoffset()
    return captured.replace(tzinfo=None) - _EPOCH - (usual if offset is None else offset)
