"""Photos of cameras whose clock was never set, or is ahead of today → the same by what else tells the time.

The satellites' time or the file's name says how far the clock was off, also for the camera's other photos.
Without them a photo stands where its number puts it among those of its camera, or has no time.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from slideshow.model.album import Photo
from slideshow.model.file_names import natural_name
from slideshow.scan.gps import local_time
from slideshow.scan.name_times import name_time
from slideshow.scan.own_time import is_beginning

# A clock that began at such a day runs on from there.
_RUNNING = timedelta(days=120)
# Cameras also begin with the year they were made in; this far from all others it is no New Year's Eve.
_YEARS_MADE = range(2001, 2021)
_FAR = timedelta(days=300)
_SAME_ERROR = timedelta(hours=15)
# Local time may be ahead of UTC.
_AHEAD = timedelta(days=1)


def with_unset_clocks(photos: Sequence[Photo], latest: datetime) -> tuple[tuple[Photo, ...], list[str]]:
    """The photos, and a line for each camera whose clock was not set. `latest` is now, in UTC."""
    unset = _unset(photos, latest)
    if not unset:
        return tuple(photos), []
    errors = _errors(photos, unset, latest)
    has_others = any(_shown(photo) and photo.path not in unset for photo in photos)
    found: dict[str, list[str]] = defaultdict(list)
    result = []
    for photo in photos:
        if photo.path not in unset:
            result.append(photo)
            continue
        true = _true_time(photo, latest)
        if true is None and photo.camera:
            true = _by_others(_local(photo), errors.get(photo.camera, ()))
        if true is not None:
            result.append(replace(photo, captured=true))
            found[photo.camera].append("moved")
        else:
            dating = replace(photo.dating, source="doubtful", is_utc=False)
            # Where no clock is better, it still puts its own photos in order.
            result.append(replace(photo, captured=None if has_others else photo.captured, dating=dating))
            found[photo.camera].append("doubtful")
    lines = [_line(camera, photos, unset, how) for camera, how in found.items()]
    return tuple(_by_numbers(result)), lines


def _unset(photos: Sequence[Photo], latest: datetime) -> set[Path]:
    """Paths of the photos whose time is that of a clock that was not set."""
    timed = [photo for photo in photos if _shown(photo)]
    sure = {photo.path for photo in timed if is_beginning(_local(photo)) or _is_ahead(photo, latest)}
    others = [_local(photo) for photo in timed if photo.path not in sure]
    if not others:
        return sure
    made = {photo.path for photo in timed if photo.path not in sure and _begins_a_year(_local(photo), timed)}
    beginnings: dict[str, list[datetime]] = defaultdict(list)
    for photo in timed:
        if photo.path in made or is_beginning(_local(photo)):
            beginnings[photo.camera].append(_local(photo))
    rest = [_local(photo) for photo in timed if photo.path not in sure | made]
    if not rest:
        return sure | made
    running = {
        photo.path
        for photo in timed
        if any(timedelta(0) <= _local(photo) - start < _RUNNING for start in beginnings.get(photo.camera, ()))
        and _is_far(_local(photo), [one for one in rest if abs(one - _local(photo)) >= _RUNNING] or rest)
    }
    return sure | made | running


def _shown(photo: Photo) -> bool:
    """Whether it tells a time by a camera's clock."""
    return photo.captured is not None and photo.dating.source == "camera" and photo.dating.known_to == "clock"


def _local(photo: Photo) -> datetime:
    assert photo.captured is not None
    return photo.captured.replace(tzinfo=None)


def _is_ahead(photo: Photo, latest: datetime) -> bool:
    assert photo.captured is not None
    return photo.captured.replace(tzinfo=photo.captured.tzinfo or UTC) > latest + _AHEAD


def _begins_a_year(moment: datetime, timed: Sequence[Photo]) -> bool:
    if moment.year not in _YEARS_MADE or (moment.month, moment.day) != (1, 1):
        return False
    others = [_local(photo) for photo in timed if abs(_local(photo) - moment) >= _RUNNING]
    # More than half of the album is from another time.
    return 2 * len(others) > len(timed) and _is_far(moment, others)


def _is_far(moment: datetime, others: Sequence[datetime]) -> bool:
    start = datetime(1970, 1, 1)
    middle = start + timedelta(seconds=median((other - start).total_seconds() for other in others))
    return abs(middle - moment) >= _FAR


def _errors(
    photos: Sequence[Photo], unset: set[Path], latest: datetime
) -> Mapping[str, Sequence[tuple[datetime, timedelta]]]:
    """For each camera what its clock showed and how far that was off, where a photo tells."""
    found: dict[str, list[tuple[datetime, timedelta]]] = defaultdict(list)
    for photo in photos:
        shown, true = photo.dating.clock, photo.captured if photo.dating.known_to == "clock" else None
        if photo.path in unset:
            shown, true = photo.captured, _true_time(photo, latest)
        # Where its own time was told by something else already, the clock is kept beside.
        if shown and true:
            shown, true = shown.replace(tzinfo=None), true.replace(tzinfo=None)
            found[photo.camera].append((shown, true - shown))
    return found


def _by_others(shown: datetime, errors: Sequence[tuple[datetime, timedelta]]) -> datetime | None:
    """The true time of what a clock showed, by how far it was off in the camera's other photos."""
    off = [error for _, error in errors]
    # A clock that stands still is off by another time in each.
    if not off or max(off) - min(off) > _SAME_ERROR:
        return None
    try:
        return shown + min(errors, key=lambda one: abs(one[0] - shown))[1]
    except OverflowError:
        return None


def _true_time(photo: Photo, latest: datetime) -> datetime | None:
    satellites = photo.dating.satellites
    if satellites and satellites <= latest + _AHEAD:
        local = local_time(satellites, photo.position) if photo.position else satellites
        return local.replace(tzinfo=None)
    name = name_time(photo.path, latest)
    if name and name.known_to == "clock" and not is_beginning(name.moment):
        return name.moment.replace(tzinfo=None)
    return None


def _by_numbers(photos: Sequence[Photo]) -> list[Photo]:
    """The photos; a run of them without a time between two of the same camera stands behind the first."""
    runs: dict[str, list[Photo]] = defaultdict(list)
    for photo in sorted(photos, key=lambda one: natural_name(one.path)):
        if photo.camera:
            runs[photo.camera].append(photo)
    placed: dict[Path, Photo] = {}
    for run in runs.values():
        before: Photo | None = None
        waiting: list[Photo] = []
        for photo in run:
            if photo.captured is None and photo.dating.source == "doubtful":
                waiting.append(photo)
                continue
            if before and before.captured and photo.captured and _follow(before, photo):
                for number, one in enumerate(waiting, start=1):
                    moment = before.captured + timedelta(microseconds=number)
                    placed[one.path] = replace(one, captured=moment)
            before, waiting = photo, []
    return [placed.get(photo.path, photo) for photo in photos]


def _follow(before: Photo, after: Photo) -> bool:
    """Whether numbers rise with time between the two, within a few days."""
    apart = _local(after) - _local(before)
    return timedelta(0) <= apart <= timedelta(days=3) and before.path.parent == after.path.parent


def _line(camera: str, photos: Sequence[Photo], unset: set[Path], how: Sequence[str]) -> str:
    mine = sorted(_local(photo) for photo in photos if photo.path in unset and photo.camera == camera)
    others = [_local(photo) for photo in photos if _shown(photo) and photo.path not in unset]
    day = mine[0].date()
    was = "is ahead of today" if day.year >= _YEARS_MADE.stop else "was not set"
    line = f"{camera or 'A camera without a name'}: its clock {was} ({day.isoformat()})."
    moved = how.count("moved")
    if moved:
        line += f" {_counted(moved)} moved by what the satellites, names or corrections say."
    if lost := len(how) - moved:
        days = (min(others, default=mine[0]).date() - day).days
        line += f" {_counted(lost)} without a date in the film: "
        line += f'--shift "{camera or "NAME*"}={days:+}d" would begin with the first day of the others.'
    return line


def _counted(count: int) -> str:
    return f"{count} photo{'s' if count != 1 else ''}"
