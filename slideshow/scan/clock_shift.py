"""Photos, and how far a person says that their cameras' clocks are to be moved → the photos moved."""

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatch

from slideshow.model.album import Photo
from slideshow.model.clock_shift import ClockShift

_MOST_NAMES = 6


def shift_clocks(
    photos: Sequence[Photo], shifts: Sequence[ClockShift]
) -> tuple[tuple[Photo, ...], list[str]]:
    """The photos, and a line for each shift that is for none of them."""
    used: set[ClockShift] = set()
    moved = []
    for photo in photos:
        shift = shift_for(photo, shifts)
        if shift:
            used.add(shift)
        moved.append(_moved(photo, shift) if shift else photo)
    cameras = sorted({photo.camera for photo in photos if photo.camera})
    here = f" There are {', '.join(cameras[:_MOST_NAMES])}." if cameras else ""
    lines = [
        f'--shift "{one.camera}": no photo is by such a camera.{here}' for one in shifts if one not in used
    ]
    return tuple(moved), lines


def shift_for(photo: Photo, shifts: Sequence[ClockShift]) -> ClockShift | None:
    """What a person says about the photo's clock; None where nothing."""
    return next((one for one in shifts if _is_for(one, photo)), None)


def _is_for(shift: ClockShift, photo: Photo) -> bool:
    wanted = shift.camera.casefold()
    if "*" in wanted:
        return fnmatch(photo.path.name.casefold(), wanted)
    return wanted in photo.camera.casefold() if wanted else not photo.camera


def _moved(photo: Photo, shift: ClockShift) -> Photo:
    """The photo by its clock as it should have been; what a person or the satellites said stays."""
    if photo.captured is None or photo.dating.source != "camera":
        return photo
    try:
        return replace(photo, captured=shift.correct(photo.captured))
    except (ValueError, OverflowError):
        return photo
