"""What one file tells about a photo beside it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from slideshow.model.album import Photo, Position
from slideshow.model.dating import KnownTo
from slideshow.scan.written_time import FIRST_YEAR

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
    known_to: KnownTo = "clock"
    """How exactly `captured` is known."""
    rating: int = 0
    """1 to 5 stars, 5 for a favourite, -1 for rejected."""
    is_persons: bool = False
    """Whether a person may have corrected the time, so that it counts more than the photo's own."""
    changed: datetime | None = None
    """When the file was last changed, by its own words."""
    file_changed: datetime | None = None
    """The same by the disk's."""

    @classmethod
    def by(cls, photo: Photo) -> "Metadata":
        """What a photo tells of the one that was edited from it."""
        is_utc = photo.dating.is_utc
        return cls(
            None if is_utc else photo.captured,
            photo.captured if is_utc else None,
            photo.position,
            (photo.description,),
            photo.dating.known_to,
            photo.rating,
        )


def plausible(instant: datetime) -> datetime | None:
    """The instant in UTC, when photos can be of that time; never 1970 to the second, which says "none"."""
    if not FIRST_YEAR < instant.year < _FIRST_YEAR_TO_COME or instant.timestamp() == 0:
        return None
    return instant.astimezone(UTC)
