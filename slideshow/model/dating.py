"""How a photo's time is known: how exactly, and by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# A photo whose day is known stands at noon of it, one whose month or year is known at its beginning.
KnownTo = Literal["clock", "day", "month", "year"]
# The camera's clock, the satellites', the words of a person, the name that a camera gave it or an app
# for sending, or a clock that cannot be right.
TimeSource = Literal["camera", "satellites", "person", "name", "sent", "doubtful"]


@dataclass(frozen=True, slots=True)
class Dating:
    """What is known of a photo's time beside the time."""

    known_to: KnownTo = "clock"
    source: TimeSource = "camera"
    is_utc: bool = False
    """The time is in UTC, and nobody has said what clocks showed."""
    satellites: datetime | None = None
    """The time in UTC that the satellites told, where the photo has it."""
    clock: datetime | None = None
    """What the camera's clock showed that was never set, where something else told the time."""
    changed: datetime | None = None
    """When a program last changed what the file says, by its own words."""

    @property
    def tells_day(self) -> bool:
        """Whether the day is one to write into a title."""
        return self.known_to in ("clock", "day") and self.source != "doubtful"
