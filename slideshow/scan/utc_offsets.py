"""Photos of an album → the same with the UTC offsets that their cameras told elsewhere."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from slideshow.model.album import Photo


def same_clock(photos: Sequence[Photo]) -> tuple[Photo, ...]:
    """The photos; one whose time has no offset takes that of the nearest photo of the same camera.

    A camera tells its offset, or where it is, in some photos and not in others: indoors there is no fix.
    """
    told: dict[str, list[datetime]] = defaultdict(list)
    for photo in photos:
        if photo.camera and photo.captured is not None and photo.captured.utcoffset() is not None:
            told[photo.camera].append(photo.captured)
    return tuple(_with_offset(photo, told) for photo in photos)


def _with_offset(photo: Photo, told: dict[str, list[datetime]]) -> Photo:
    captured = photo.captured
    if captured is None or captured.utcoffset() is not None or not told.get(photo.camera):
        return photo
    nearest = min(told[photo.camera], key=lambda other: abs(other.replace(tzinfo=None) - captured))
    return replace(photo, captured=captured.replace(tzinfo=nearest.tzinfo))
