"""The way that an album's photos went, as it is drawn beside its chapters: in shares of a square."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """A line through places, of which a part is already drawn and the next one is drawn now."""

    points: tuple[tuple[float, float], ...]
    """Right and down, each 0 to 1 of a square; the longer side of the way fills it."""
    stops: tuple[tuple[int, str], ...]
    """The points at which chapters begin, by number, with the names of their places, which may be empty."""
    first: int
    """The point that the line has come to."""
    last: int
    """The point that it goes on to."""
