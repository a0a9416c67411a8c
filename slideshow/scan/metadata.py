"""What one file tells about a photo beside it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from slideshow.model.album import Photo, Position
from slideshow.scan.capture_time import FIRST_YEAR

_FIRST_YEAR_TO_COME = 2200


@dataclass(frozen=True, slots=True)
class Metadata:
    """What one file tells about a photo.

    `captured` is a time as clocks showed it, `instant` one in UTC of which nobody knows what clocks showed.
    """

    captured: datetime | None = None
    instant: datetime | None = None
    position: Position | None = None
    texts: tuple[str, ...] = ()

    @classmethod
    def by(cls, photo: Photo) -> "Metadata":
        """What a photo tells of the one that was edited from it."""
        return cls(photo.captured, None, photo.position, (photo.description,))


def plausible(instant: datetime) -> datetime | None:
    """The instant in UTC, when photos can be of that time; never 1970 to the second, which says "none"."""
    if not FIRST_YEAR < instant.year < _FIRST_YEAR_TO_COME or instant.timestamp() == 0:
        return None
    return instant.astimezone(UTC)
