"""A place that photos are sent to as photos, and what it takes, as people write it in a TOML file."""

from math import gcd
from typing import Annotated, ClassVar

from pydantic import Field

from slideshow.model.geometry import Size
from slideshow.model.target import Bytes, Figure, Section, Side


class Count(Figure):
    """How many pictures go at once. With `at_most` the app takes no more; else it is what is advised."""

    _refusing: ClassVar[tuple[str, ...]] = ("at_most",)

    photos: Annotated[int, Field(ge=1, le=100)]
    at_most: bool = False


class Shape(Figure):
    """The picture that fills the screen there, in pixels; `longest_side` is the most of one that is whole."""

    width: Side
    height: Side
    longest_side: Side

    @property
    def canvas(self) -> Size:
        return Size(self.width, self.height)

    @property
    def ratio(self) -> str:
        """Width to height in the least whole numbers: "9:16"."""
        common = gcd(self.width, self.height)
        return f"{self.width // common}:{self.height // common}"


class PictureWeight(Figure):
    """The size of each picture's file, at most."""

    _refusing: ClassVar[tuple[str, ...]] = ("most_bytes",)

    advised_bytes: Bytes | None = None
    most_bytes: Bytes | None = None


class Clips(Figure):
    """Films between the photos: the `target` whose rules they keep, and the most seconds of each."""

    target: str
    most_seconds: Annotated[float, Field(ge=1, le=600)]


class PhotoPlace(Section):
    """One place. Without `clips`, videos stay out there."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
    description: str
    count: Count
    shape: Shape
    other_shape: tuple[Shape, ...] = ()
    weight: PictureWeight
    clips: Clips | None = None

    @property
    def most_bytes(self) -> int | None:
        """The size of a picture to stay within."""
        return min((one for one in (self.weight.advised_bytes, self.weight.most_bytes) if one), default=None)


class PhotoPlaceFile(Section):
    """A file of places: [[place]] begins each."""

    place: tuple[PhotoPlace, ...] = ()
