"""Photos of several cameras → the same, those moved whose clock ran beside the others', where that is clear.

Clear is what the satellites say, a whole year between a camera and those that know their offset, and a number
of hours after which a camera's photos fall on the moments of the others'.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import comb
from pathlib import Path
from statistics import median

from slideshow.model.album import Photo
from slideshow.model.clock_shift import years_later
from slideshow.scan.gps import local_time

_LEAST_ERROR, _SLACK = timedelta(minutes=15), timedelta(minutes=10)
_DAY = timedelta(days=1)
# No digital camera is older.
_FARTHEST = timedelta(days=50 * 365)
# Satellites count weeks to 1024: old receivers are off by as much.
_ROLLOVER = timedelta(weeks=1024)
# A journey, and not a life.
_LONGEST = timedelta(days=120)
_HALF_YEAR = timedelta(days=180)
_LEAST_PHOTOS = 2
# Of hours: so many moments, so large a part of them near another camera's, and without the shift so few.
_LEAST_MEETING, _MEET, _MEET_BEFORE = 4, 0.8, 0.25
_NEAR = timedelta(minutes=10)
# That as many meet by chance after any of the shifts that are tried must be less likely than this.
_CHANCE = 0.002


def with_compared_clocks(photos: Sequence[Photo]) -> tuple[tuple[Photo, ...], list[str]]:
    """The photos, and a line for each camera whose clock runs beside."""
    by_camera: dict[str, list[Photo]] = defaultdict(list)
    for photo in photos:
        if (
            photo.camera
            and photo.captured
            and photo.dating.source == "camera"
            and photo.dating.known_to == "clock"
        ):
            by_camera[photo.camera].append(photo)
    moved: dict[Path, Photo] = {}
    lines = []
    for camera, own in sorted(by_camera.items()):
        others = [photo for name, theirs in by_camera.items() if name != camera for photo in theirs]
        others = [moved.get(photo.path, photo) for photo in others]
        for look in (_by_satellites, _by_years, _by_hours):
            found = look(own, others)
            if found:
                for photo in found.photos:
                    moved[photo.path] = photo
                lines.append(found.line(camera))
                break
    return tuple(moved.get(photo.path, photo) for photo in photos), lines


class _Found:
    """Photos of a camera as they should be, and in words what was wrong."""

    def __init__(self, photos: Sequence[Photo], what: str, *, is_clear: bool = True) -> None:
        self.photos = photos
        self._what, self._is_clear = what, is_clear

    def line(self, camera: str) -> str:
        """What a person is told."""
        count = len(self.photos)
        photos = f"{count} photo{'s' if count != 1 else ''}"
        if self._is_clear:
            return f'{camera}: its clock ran {self._what}. {photos} moved; --shift "{camera}=0" leaves them.'
        return (
            f'{camera}: its clock may have run {self._what}. If so: --shift "{camera}={self._what_to_say()}".'
        )

    def _what_to_say(self) -> str:
        return "+1y" if "behind" in self._what else "-1y"


def _by_satellites(own: Sequence[Photo], others: Sequence[Photo]) -> _Found | None:
    errors = [(photo, error) for photo in own if (error := _error(photo)) is not None]
    if not errors:
        return None
    middle = timedelta(seconds=median(error.total_seconds() for _, error in errors))
    agreeing = [photo for photo, error in errors if abs(error - middle) <= _SLACK]
    is_clear = len(agreeing) >= _LEAST_PHOTOS or abs(middle) >= _DAY
    # Receivers repeat old fixes: then few agree with each other.
    if not is_clear or 2 * len(agreeing) < len(errors):
        return None
    if abs(middle) > _FARTHEST or abs(abs(middle) - _ROLLOVER) < _DAY:
        return None

    def moved(photo: Photo) -> Photo:
        assert photo.captured is not None
        nearest = min(agreeing, key=lambda other: abs(_local(other) - _local(photo)))
        true = _true_time(nearest)
        try:
            local = _local(photo) + middle
        # The year 9999 has none behind it.
        except OverflowError:
            return photo
        return replace(photo, captured=local.replace(tzinfo=true.tzinfo if true else None))

    return _Found([moved(photo) for photo in own], f"{in_words(middle)} by the satellites' time")


def _error(photo: Photo) -> timedelta | None:
    """How far a photo's clock is to be moved, by the satellites' time in it; None where both agree."""
    true = _true_time(photo)
    if true is None or photo.captured is None:
        return None
    if photo.captured.tzinfo is not None:
        apart = true - photo.captured
        # A phone gets its time from the network, and may repeat an old fix.
        return apart if abs(apart) >= _DAY else None
    apart = true.replace(tzinfo=None) - photo.captured
    return apart if abs(apart) >= _LEAST_ERROR else None


def _true_time(photo: Photo) -> datetime | None:
    """The satellites' time as clocks at the place showed it."""
    if photo.dating.satellites is None or photo.position is None:
        return None
    return local_time(photo.dating.satellites, photo.position)


def _by_years(own: Sequence[Photo], others: Sequence[Photo]) -> _Found | None:
    """A camera that is a whole year beside all others, on their days."""
    if len(own) < _LEAST_PHOTOS or len(others) < _LEAST_PHOTOS or _knows_offset(own):
        return None
    mine, theirs = sorted(map(_local, own)), sorted(map(_local, others))
    if theirs[-1] - theirs[0] > _LONGEST or mine[-1] - mine[0] > _LONGEST:
        return None
    if abs(mine[0] - theirs[0]) < _HALF_YEAR:
        return None
    for years in (1, -1):
        first, last = years_later(mine[0], years), years_later(mine[-1], years)
        if theirs[0] - _DAY <= first and last <= theirs[-1] + _DAY:
            what = f"a year {'behind' if years > 0 else 'ahead of'} the other cameras'".replace(
                "ahead of", "before"
            )
            if not _knows_offset(others):
                # Either may be right: the smaller part is kept out of the title.
                if len(own) > len(others) or (len(own) == len(others) and years < 0):
                    return None
                doubted = [replace(one, dating=replace(one.dating, source="doubtful")) for one in own]
                return _Found(doubted, what, is_clear=False)
            return _Found([_later(photo, years) for photo in own], what)
    return None


def _later(photo: Photo, years: int) -> Photo:
    assert photo.captured is not None
    return replace(photo, captured=years_later(photo.captured, years))


def _by_hours(own: Sequence[Photo], others: Sequence[Photo]) -> _Found | None:
    """A camera without offsets whose photos fall on the moments of the others' after some whole hours."""
    others = [photo for photo in others if _offset(photo) is not None]
    if (
        len(own) < _LEAST_MEETING
        or len(others) < _LEAST_MEETING
        or any(_offset(one) is not None for one in own)
    ):
        return None
    mine, theirs = _moments(own), sorted(map(_local, others))
    if len(mine) < _LEAST_MEETING:
        return None
    meeting = {hours: _meeting(mine, theirs, timedelta(hours=hours)) for hours in range(-24, 25)}
    best = max(meeting, key=lambda hours: (meeting[hours], -abs(hours)))
    usual = max(0.02, (sum(meeting.values()) - meeting[best]) / (len(meeting) - 1))
    by_chance = len(meeting) * _at_least(round(meeting[best] * len(mine)), len(mine), usual)
    if meeting[0] > _MEET_BEFORE or meeting[best] < _MEET or by_chance > _CHANCE:
        return None
    shift = timedelta(hours=best)
    photos = [replace(photo, captured=_local(photo) + shift) for photo in own]
    return _Found(photos, f"{in_words(shift)} beside the other cameras'")


def _moments(photos: Sequence[Photo]) -> list[datetime]:
    """When a camera began to take photos, after a pause each time: a burst is one moment."""
    found: list[datetime] = []
    last: datetime | None = None
    for moment in sorted(map(_local, photos)):
        if last is None or moment - last > _NEAR:
            found.append(moment)
        last = moment
    return found


def _at_least(count: int, of: int, share: float) -> float:
    """How likely so many of so many meet, where each does so by a share of chance."""
    return sum(comb(of, one) * share**one * (1 - share) ** (of - one) for one in range(count, of + 1))


def _meeting(mine: Sequence[datetime], theirs: Sequence[datetime], shift: timedelta) -> float:
    """The share of moments that have one of the others' near after the shift."""

    def meets(moment: datetime) -> bool:
        at = bisect_left(theirs, moment)
        return any(abs(other - moment) <= _NEAR for other in theirs[max(0, at - 1) : at + 1])

    return sum(meets(moment + shift) for moment in mine) / len(mine)


def _knows_offset(photos: Sequence[Photo]) -> bool:
    return sum(_offset(photo) is not None for photo in photos) * 2 > len(photos)


def _offset(photo: Photo) -> timedelta | None:
    return photo.captured.utcoffset() if photo.captured else None


def _local(photo: Photo) -> datetime:
    assert photo.captured is not None
    return photo.captured.replace(tzinfo=None)


def in_words(error: timedelta) -> str:
    """How far a clock ran behind (it is to be moved ahead), or ahead: "2 h 5 min behind"."""
    minutes = round(abs(error).total_seconds() / 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if number]
    return f"{' '.join(parts[:2])} {'behind' if error > timedelta(0) else 'ahead'}"
