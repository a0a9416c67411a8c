"""Photos of an album → the order they were taken in."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from slideshow.model.album import Photo

_DIGITS = re.compile(r"([0-9]+)")
_EPOCH = datetime(1970, 1, 1)


def in_order(photos: Iterable[Photo]) -> tuple[Photo, ...]:
    """Photos by the moment they were taken, those without a time behind them; ties by natural name.

    A time without a UTC offset is taken as local time in the offset most photos of the album tell,
    UTC when none does.
    """
    photos = tuple(photos)
    usual = _usual_offset(photos)

    def place(photo: Photo) -> tuple[bool, timedelta, tuple[object, ...], str]:
        name = natural_name(photo.path)
        if photo.captured is None:
            return True, timedelta(0), name, str(photo.path)
        return False, _since_epoch(photo.captured, usual), name, str(photo.path)

    return tuple(sorted(photos, key=place))


def natural_name(path: Path) -> tuple[object, ...]:
    """A sort key that puts IMG_9 before IMG_10 and does not mind case."""
    *folders, _ = path.parts or ("",)
    # The ending is compared last, or "IMG_1-2.jpg" would come before "IMG_1.jpg".
    return tuple(_natural(part) for part in (*folders, path.stem, path.suffix))


def _natural(text: str) -> tuple[str | int, ...]:
    # "IMG_10b" -> ("img_", 10, "b"): text and numbers alternate, so like always meets like
    return tuple(
        int(part) if index % 2 else part.casefold() for index, part in enumerate(_DIGITS.split(text))
    )


def _usual_offset(photos: tuple[Photo, ...]) -> timedelta:
    told = (photo.captured.utcoffset() for photo in photos if photo.captured is not None)
    counts = Counter(offset for offset in told if offset is not None)
    # Among equals the smaller offset, so that the order of the input does not matter.
    return min(counts, key=lambda offset: (-counts[offset], offset), default=timedelta(0))


def _since_epoch(captured: datetime, usual: timedelta) -> timedelta:
    # In timedeltas, because a datetime cannot be moved across the year 1 or 9999.
    offset = captured.utcoffset()
    return captured.replace(tzinfo=None) - _EPOCH - (usual if offset is None else offset)
