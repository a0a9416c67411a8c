"""Sizes and rectangles, in pixels with y downwards.

Coordinates are edges, not pixel centres: a picture of width w covers 0.0 to w, and the centre of its
first pixel lies at 0.5.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int

    @property
    def aspect(self) -> float:
        """Width over height: above 1 is landscape."""
        return self.width / self.height

    @property
    def turned(self) -> "Size":
        """The size after a quarter turn."""
        return Size(self.height, self.width)

    @property
    def whole(self) -> "Rect":
        """All of it, as a rectangle."""
        return Rect(0.0, 0.0, float(self.width), float(self.height))

    def __str__(self) -> str:
        return f"{self.width}×{self.height}"


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def contains(self, other: "Rect", tolerance: float = 1e-6) -> bool:
        """True when `other` lies inside, edges included."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def toward(self, other: "Rect", progress: float) -> "Rect":
        """The rectangle at `progress` (0 to 1) on the straight way to `other`."""
        rest = 1.0 - progress
        return Rect(
            self.x * rest + other.x * progress,
            self.y * rest + other.y * progress,
            self.width * rest + other.width * progress,
            self.height * rest + other.height * progress,
        )
