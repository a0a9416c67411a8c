"""What files beside the photos tell → the photos with what they lacked, and with what a person corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from slideshow.model.album import Photo
from slideshow.model.dating import Dating
from slideshow.scan.description import first_words
from slideshow.scan.gps import local_time, offset_by_place
from slideshow.scan.metadata import Metadata
from slideshow.scan.own_time import is_beginning, within
from slideshow.scan.ratings import rating_of

_SAME = timedelta(seconds=2)
# Clouds count the time in UTC, and often from a place that they guessed.
_QUARTER, _FARTHEST, _SLACK = timedelta(minutes=15), timedelta(hours=14), timedelta(minutes=2)
# Copying a folder without its times changes those of all its files, in any order.
_COPYING = timedelta(hours=1)


def fill_in_metadata(photos: Sequence[Photo], told: Mapping[Path, Sequence[Metadata]]) -> tuple[Photo, ...]:
    """The photos, each with what was told about it where it says nothing itself: the first to tell wins.

    The time that a person may have corrected wins over the photo's own, where it is newer or the photo's is
    that of a clock that was never set. A time without an offset takes that of the place.
    """
    return tuple(_filled(photo, told.get(photo.path, ())) for photo in photos)


def _filled(photo: Photo, told: Sequence[Metadata]) -> Photo:
    if not told:
        return photo
    place = photo.position or next((one.position for one in told if one.position), None)
    photo = replace(photo, position=place)
    texts = (text for one in told for text in one.texts)
    stars = rating_of(one.rating for one in told)
    return replace(
        _dated(photo, told),
        description=photo.description or first_words(texts, photo.camera),
        rating=stars or photo.rating,
    )


def _dated(photo: Photo, told: Sequence[Metadata]) -> Photo:
    dated = [one for one in told if one.captured or one.instant]
    corrected = next((one for one in dated if one.is_persons and _corrects(photo, one)), None)
    if corrected:
        return _with_time(photo, corrected)
    if photo.captured is None:
        return _with_time(photo, dated[0]) if dated else photo
    # The same time with more of it: the clock of a day, the offset of a clock.
    better = next((one for one in dated if _says_more(photo, one)), None)
    if better:
        return _with_time(photo, better)
    if photo.captured.tzinfo is None and photo.position and photo.dating.known_to == "clock":
        zone = offset_by_place(photo.captured, photo.position)
        return replace(photo, captured=photo.captured.replace(tzinfo=zone))
    return photo


def _with_time(photo: Photo, told: Metadata) -> Photo:
    """The photo with the time that is told, as clocks at its place showed it."""
    moment, is_utc = told.captured, False
    if moment is None:
        assert told.instant is not None
        moment, is_utc = told.instant, photo.position is None
        if photo.position:
            moment = local_time(moment, photo.position)
    elif moment.tzinfo is None and told.known_to == "clock":
        zone = offset_by_place(moment, photo.position) if photo.position else None
        own = photo.captured.tzinfo if photo.captured and not photo.dating.is_utc else None
        moment = moment.replace(tzinfo=zone or own)
    source = "person" if told.is_persons else photo.dating.source
    known_to = told.known_to if told.captured else "clock"
    clock = photo.captured if photo.captured and is_beginning(photo.captured) else photo.dating.clock
    return replace(
        photo,
        captured=moment,
        dating=Dating(known_to, source, is_utc, photo.dating.satellites, clock),
    )


def _corrects(photo: Photo, told: Metadata) -> bool:
    """Whether a time is another than the photo's own, and to be believed more."""
    own = photo.captured
    if own is None:
        return False
    return (is_beginning(own) or _is_newer(photo, told)) and not _is_same(photo, told)


def _is_same(photo: Photo, told: Metadata) -> bool:
    """Whether both may mean the same moment."""
    own, other = photo.captured, told.captured or told.instant
    assert own is not None
    assert other is not None
    if told.captured and told.known_to != "clock":
        return within(own, told.known_to, other)
    if photo.dating.known_to != "clock":
        return within(other, photo.dating.known_to, own)
    if own.tzinfo and other.tzinfo and abs(own - other) < _SAME:
        return True
    apart = own.replace(tzinfo=None) - other.replace(tzinfo=None)
    if told.captured and not photo.dating.is_utc:
        return abs(apart) < _SAME
    offset = _QUARTER * round(apart / _QUARTER)
    return abs(apart - offset) <= _SLACK and abs(offset) <= _FARTHEST


def _says_more(photo: Photo, told: Metadata) -> bool:
    own, other = photo.captured, told.captured
    assert own is not None
    if photo.dating.known_to != "clock":
        return bool(other and told.known_to == "clock" and within(other, photo.dating.known_to, own))
    if photo.dating.is_utc:
        return bool(other and told.known_to == "clock" and _is_same(photo, told))
    return bool(
        other and other.tzinfo and own.tzinfo is None and abs(own - other.replace(tzinfo=None)) < _SAME
    )


def _is_newer(photo: Photo, told: Metadata) -> bool:
    """Whether a file beside the photo was changed after the photo's: by what they say, else by the disk."""
    own = photo.dating.changed
    if own and told.changed:
        return told.changed >= own
    on_disk = datetime.fromtimestamp(photo.state[1] / 1e9, UTC) if photo.state else None
    if told.file_changed is None or (own or on_disk) is None:
        return True
    if own and own <= told.file_changed:
        return True
    return on_disk is None or told.file_changed >= on_disk - _COPYING
