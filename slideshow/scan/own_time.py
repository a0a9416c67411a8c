"""What a photo's file says of its time in EXIF, XMP, IPTC or words → the time, and how it is known."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from slideshow.model.album import Position
from slideshow.model.dating import Dating, KnownTo, TimeSource
from slideshow.scan import iptc, xmp
from slideshow.scan.capture_time import capture_times, change_time
from slideshow.scan.gps import Tags, local_time, satellites_time
from slideshow.scan.written_time import WrittenTime, written_time

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

# Where clocks begin that were never set, or whose battery was empty.
_BEGINNINGS = {date(1904, 1, 1), date(1970, 1, 1), date(1979, 12, 31), date(1980, 1, 1), date(2000, 1, 1)}
_EXACTNESS: dict[KnownTo, int] = {"clock": 3, "day": 2, "month": 1, "year": 0}
# The clock of a camera shows the time of the last change as that of taking, too.
_SAME_SECONDS = 120.0


def is_beginning(moment: datetime) -> bool:
    """Whether a clock that was never set shows such a time."""
    return moment.date() in _BEGINNINGS


def own_time(
    image: "Image",
    exif: "Exif",
    gps: Tags,
    packet: Element | None,
    fields: iptc.Fields,
    place: Position | None,
) -> tuple[datetime | None, Dating]:
    """The time that a photo's file tells, None where it tells none.

    The first that can be right counts, or one that tells the same more exactly.
    """
    satellites = satellites_time(gps) or (xmp.satellites_time(packet) if packet is not None else None)
    told = [*_told(image, exif, gps, packet, fields, place, satellites)]
    last_change = _last_change(exif, packet, told)
    best = next((one for one in told if not is_beginning(one[0].moment)), told[0] if told else None)
    if best is None:
        return None, Dating(satellites=satellites, changed=last_change)
    found, source = max([best, *(one for one in told if _within(one[0], best[0]))], key=_exactness)
    clock = told[0][0].moment if is_beginning(told[0][0].moment) and not is_beginning(found.moment) else None
    return found.moment, Dating(found.known_to, source, found.is_utc, satellites, clock, last_change)


def within(moment: datetime, known_to: KnownTo, other: datetime) -> bool:
    """Whether a moment lies in the day, month or year that is all that is known of another."""
    parts = {"clock": 6, "day": 3, "month": 2, "year": 1}[known_to]
    return moment.timetuple()[:parts] == other.timetuple()[:parts]


def _told(
    image: "Image",
    exif: "Exif",
    gps: Tags,
    packet: Element | None,
    fields: iptc.Fields,
    place: Position | None,
    satellites: datetime | None,
) -> Iterator[tuple[WrittenTime, TimeSource]]:
    for found in capture_times(exif, gps, place):
        yield found, "camera"
    if packet is not None:
        for found in xmp.moments(packet):
            yield _at(found, place), "camera"
    if by_agency := iptc.creation_time(fields):
        yield by_agency, "camera"
    last = change_time(exif, gps, place)
    if satellites:
        # Both at once: the clock of the camera, by an offset that there is.
        if (
            last
            and last.moment.tzinfo
            and abs((last.moment - satellites).total_seconds()) < 2 * _SAME_SECONDS
        ):
            yield last, "camera"
        yield _at(WrittenTime(satellites, is_utc=True), place), "satellites"
    words = image.info.get("Creation Time")
    if isinstance(words, str) and (by_words := written_time(words)):
        yield by_words, "camera"
    if last:
        yield last, "camera"


def _at(found: WrittenTime, place: Position | None) -> WrittenTime:
    """A time in UTC as clocks at the place showed it."""
    return WrittenTime(local_time(found.moment, place)) if found.is_utc and place else found


def _exactness(told: tuple[WrittenTime, TimeSource]) -> int:
    return _EXACTNESS[told[0].known_to]


def _within(one: WrittenTime, other: WrittenTime) -> bool:
    return _EXACTNESS[one.known_to] > _EXACTNESS[other.known_to] and within(
        one.moment, other.known_to, other.moment
    )


def _last_change(
    exif: "Exif", packet: Element | None, told: list[tuple[WrittenTime, TimeSource]]
) -> datetime | None:
    by_exif = change_time(exif)
    own = [one.moment.replace(tzinfo=None) for one, _ in told[:1]]
    moments = [xmp.change_time(packet)] if packet is not None else []
    if by_exif and not any(
        abs((by_exif.moment.replace(tzinfo=None) - moment).total_seconds()) < _SAME_SECONDS for moment in own
    ):
        moments.append(by_exif.moment if by_exif.moment.tzinfo else by_exif.moment.replace(tzinfo=UTC))
    return max(filter(None, moments), default=None)
