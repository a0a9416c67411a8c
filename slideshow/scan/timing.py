"""Photos with what was told about them → the same, each with the time that is best known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from slideshow.model.album import Photo
from slideshow.model.clock_shift import ClockShift
from slideshow.model.dating import Dating, TimeSource
from slideshow.scan.clock_shift import shift_clocks, shift_for
from slideshow.scan.clocks_compared import with_compared_clocks
from slideshow.scan.home_clocks import with_home_clocks
from slideshow.scan.metadata import Metadata
from slideshow.scan.name_times import name_time
from slideshow.scan.own_time import is_beginning, within
from slideshow.scan.sidecars.merge import fill_in_metadata
from slideshow.scan.unset_clocks import with_unset_clocks
from slideshow.scan.utc_offsets import with_offsets


def time_photos(
    photos: Sequence[Photo],
    told: Mapping[Path, Sequence[Metadata]],
    shifts: Sequence[ClockShift],
    latest: datetime,
) -> tuple[tuple[Photo, ...], tuple[str, ...]]:
    """The photos in time, and lines about clocks that were wrong.

    Their own words first, then those of files beside them, then their names. `latest` is now, in UTC.
    """
    named = [_named(photo, latest) for photo in fill_in_metadata(photos, told)]
    moved, unknown_cameras = shift_clocks(named, shifts)
    known = with_offsets(moved, latest)
    # What a person says of a clock is not to be said better.
    mine = {photo.path: photo for photo in known if shift_for(photo, shifts)}
    others, unset = with_unset_clocks([photo for photo in known if photo.path not in mine], latest)
    others, home = with_home_clocks(others)
    others, beside = with_compared_clocks(others)
    found = mine | {photo.path: photo for photo in others}
    # Clips among them may now have another photo nearest.
    result = with_offsets([found[photo.path] for photo in photos], latest)
    return _doubted(result), (*unknown_cameras, *unset, *home, *beside)


def _doubted(photos: Sequence[Photo]) -> tuple[Photo, ...]:
    """The photos; one in UTC is doubtful beside known days, where nobody knows what clocks showed."""
    if not any(photo.captured and photo.dating.tells_day and not photo.dating.is_utc for photo in photos):
        return tuple(photos)
    return tuple(
        replace(photo, dating=replace(photo.dating, source="doubtful")) if photo.dating.is_utc else photo
        for photo in photos
    )


def _named(photo: Photo, latest: datetime) -> Photo:
    """The photo by the time in its name, where it has no time, or one that is less exact."""
    own = photo.captured
    if own is not None and photo.dating.known_to == "clock":
        return photo
    name = name_time(photo.path, latest)
    if name is None or is_beginning(name.moment):
        return photo
    moment = name.moment
    if own is not None and not (name.known_to == "clock" and within(moment, photo.dating.known_to, own)):
        return photo
    source: TimeSource = "sent" if name.is_sent else "name"
    return replace(photo, captured=moment, dating=Dating(name.known_to, source, name.is_utc))
