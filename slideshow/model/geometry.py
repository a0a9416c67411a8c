"""Sizes and rectangles, in pixels with y downwards.

Coordinates are edges, not pixel centres: a picture of width w covers 0.0 to w, and the centre of its
first pixel lies at 0.5.
"""

from collections.abc import Iterable
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

    @property
    def area(self) -> float:
        return self.width * self.height

    def common(self, other: "Rect") -> "Rect":
        """What lies in both; of no width or height where they do not meet."""
        # Planning asks for millions: comparing takes half the time of max() and min().
        left = self.x if self.x >= other.x else other.x
        top = self.y if self.y >= other.y else other.y
        right, other_right = self.x + self.width, other.x + other.width
        bottom, other_bottom = self.y + self.height, other.y + other.height
        width = (right if right <= other_right else other_right) - left
        height = (bottom if bottom <= other_bottom else other_bottom) - top
        return Rect(left, top, width if width > 0.0 else 0.0, height if height > 0.0 else 0.0)

    def share_inside(self, whole: "Rect") -> float:
        """How much of it lies in `whole`, 0 to 1."""
        area = self.width * self.height
        if area <= 0:
            return 1.0
        left = self.x if self.x >= whole.x else whole.x
        top = self.y if self.y >= whole.y else whole.y
        right, other_right = self.x + self.width, whole.x + whole.width
        bottom, other_bottom = self.y + self.height, whole.y + whole.height
        width = (right if right <= other_right else other_right) - left
        height = (bottom if bottom <= other_bottom else other_bottom) - top
        return width * height / area if width > 0.0 and height > 0.0 else 0.0

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


@dataclass(frozen=True, slots=True)
class Margins:
    """What lies around a part of a picture, in its pixels."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    @property
    def turned(self) -> "Margins":
        """Those of the picture turned clockwise by a quarter."""
        return Margins(self.bottom, self.left, self.top, self.right)

    def within(self, size: Size) -> Size:
        """What they leave of a size."""
        return Size(size.width - self.left - self.right, size.height - self.top - self.bottom)

    def around(self, size: Size) -> Size:
        """A size and they around it."""
        return Size(size.width + self.left + self.right, size.height + self.top + self.bottom)


NO_MARGINS = Margins()
# All of a frame, in shares of it.
EVERYWHERE = Rect(0.0, 0.0, 1.0, 1.0)


def around(parts: Iterable[Rect]) -> Rect:
    """The smallest rectangle that holds them all."""
    parts = tuple(parts)
    left, top = min(part.x for part in parts), min(part.y for part in parts)
    right, bottom = max(part.right for part in parts), max(part.bottom for part in parts)
    return Rect(left, top, right - left, bottom - top)
