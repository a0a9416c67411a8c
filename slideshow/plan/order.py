"""Photos of an album -> the order they are shown in, and times that can be compared."""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    times = _since_epoch(photos)

    def place(photo: Photo) -> tuple[bool, timedelta, tuple[tuple[object, ...], str]]:
        time = times[photo.path]
        return time is None, time or timedelta(0), _name(photo)

    return tuple(sorted(photos, key=place))


def instants(photos: Sequence[Photo]) -> Mapping[Path, timedelta | None]:
    """Each photo's time since 1970 in UTC; None where it tells none, or no more than its day.

    A time without a UTC offset is taken as local time in the offset of the nearest photo that tells one; UTC
    when none does.
    """
    times = _since_epoch(photos)
    return {photo.path: times[photo.path] if photo.dating.known_to == "clock" else None for photo in photos}


def local_day(photo: Photo) -> date | None:
    """The day it was where the photo was taken; None where it is not known."""
    return photo.captured.date() if photo.captured and photo.dating.tells_day else None


def days_told(photos: Sequence[Photo]) -> list[date]:
    """The days to be written under a title: those of taking, of sending only where there are no others."""
    known = [photo for photo in photos if photo.captured and photo.dating.tells_day]
    taken = [photo for photo in known if photo.dating.source != "sent"]
    return [photo.captured.date() for photo in taken or known if photo.captured]


def _name(photo: Photo) -> tuple[tuple[object, ...], str]:
    return natural_name(photo.path), str(photo.path)


def _lot(photo: Photo, seed: int) -> bytes:
    return hashlib.blake2b(f"{seed}/{photo.digest}".encode(), digest_size=8).digest()


def _since_epoch(photos: Sequence[Photo]) -> Mapping[Path, timedelta | None]:
    found: dict[Path, timedelta | None] = {photo.path: None for photo in photos}
    told: list[tuple[timedelta, timedelta]] = []
    local: list[tuple[timedelta, Photo]] = []
    for photo in photos:
        if photo.captured is None:
            continue
        # In timedeltas, because a datetime cannot be moved across the year 1 or 9999.
        shown = photo.captured.replace(tzinfo=None) - _EPOCH
        offset = photo.captured.utcoffset()
        if offset is None:
            local.append((shown, photo))
        else:
            found[photo.path] = shown - offset
            if photo.dating.source != "doubtful":
                told.append((shown, offset))
    usual = _usual(offset for _, offset in told)
    told.sort()
    last: timedelta | None = None
    # Where an offset gives way to another, a clock without any must not run backwards.
    for shown, photo in sorted(local, key=lambda one: one[0]):
        time = shown - _offset_near(shown, told, usual)
        last = time if last is None else max(time, last)
        found[photo.path] = last
    return found


def _usual(offsets: Iterable[timedelta]) -> timedelta:
    counts = Counter(offsets)
    # Among equals the smaller offset, so that the order of the input does not matter.
    return min(counts, key=lambda offset: (-counts[offset], offset), default=timedelta(0))


def _offset_near(
    shown: timedelta, told: Sequence[tuple[timedelta, timedelta]], usual: timedelta
) -> timedelta:
    """The offset of the photo whose clock showed the nearest time; of two as near the usual one."""
    at = bisect_left(told, (shown, timedelta.min))
    near = told[max(0, at - 1) : at + 1]
    return min(near, key=lambda one: (abs(one[0] - shown), one[1] != usual, one[1]), default=(shown, usual))[
        1
    ]
