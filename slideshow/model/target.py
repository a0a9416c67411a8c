"""A target: where a film goes, and what it must be to be taken there, as people write it in a TOML file."""

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from slideshow.model.geometry import Rect, Size
from slideshow.model.safe_zone import is_covered

Grade = Literal["A", "B", "C"]
Bytes = Annotated[int, Field(gt=0)]
Seconds = Annotated[float, Field(gt=0)]
Side = Annotated[int, Field(ge=16, le=16384)]

# What a film can be asked to be beside long, large and heavy.
Trait = Literal[
    "h264",
    "aac",
    "yuv420_8_bit",
    "main_profile",
    "no_b_frames",
    "moov_first",
    "no_edit_lists",
    "closed_gops",
    "constant_rate",
    "upright",
    "bt709",
    "sound_to_48_khz",
]


class Section(BaseModel):
    """A part of a file that people write: what it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(Section):
    """A figure and how sure it is: A the service says so, B dated tests by others agree, C hearsay.

    `as_of` is when it was written down. What is advised may be passed over, the rest is refused; so hearsay
    may only advise.
    """

    _refusing: ClassVar[tuple[str, ...]] = ()  # the keys that refuse a film

    grade: Grade
    source: str
    as_of: date

    @model_validator(mode="after")
    def _hearsay_only_advises(self) -> Self:
        refusing = [key for key in self._refusing if getattr(self, key)]
        if self.grade == "C" and refusing:
            raise ValueError(
                f'{refusing[0]} would refuse films on hearsay (grade "C"); give what is advised.'
            )
        return self


class Canvas(Figure):
    """The picture that fills the screen. With `at_most` a larger one is refused."""

    _refusing = ("at_most",)

    width: Side
    height: Side
    at_most: bool = False


class Length(Figure):
    """Seconds from the first frame to the last: the least, what is advised at most, the most."""

    _refusing = ("most_seconds", "least_seconds")

    least_seconds: Seconds | None = None
    advised_seconds: Seconds | None = None
    most_seconds: Seconds | None = None


class Weight(Figure):
    """The size of the file: what is advised at most, the most."""

    _refusing = ("most_bytes",)

    advised_bytes: Bytes | None = None
    most_bytes: Bytes | None = None


class Rate(Figure):
    """Frames a second."""

    _refusing = ("least_fps", "most_fps")

    least_fps: Annotated[float, Field(gt=0)]
    most_fps: Annotated[float, Field(gt=0)]


class Coding(Figure):
    """How picture and sound are written down."""

    _refusing = ("required",)

    required: tuple[Trait, ...] = ()
    advised: tuple[Trait, ...] = ()


class Covered(Figure):
    """What the app's own controls hide, in pixels of 1080x1920: no text and no face should be there."""

    top: Annotated[int, Field(ge=0, lt=1920)] = 0
    bottom: Annotated[int, Field(ge=0, lt=1920)] = 0
    left: Annotated[int, Field(ge=0, lt=1080)] = 0
    right: Annotated[int, Field(ge=0, lt=1080)] = 0

    @property
    def rest(self) -> Rect:
        """What they leave free, in shares of the frame."""
        left, top = self.left / 1080, self.top / 1920
        return Rect(left, top, 1.0 - self.right / 1080 - left, 1.0 - self.bottom / 1920 - top)


class Target(Section):
    """One place that films go to."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
    description: str
    canvas: Canvas
    length: Length | None = None
    weight: Weight | None = None
    rate: Rate | None = None
    coding: Coding | None = None
    covered: Covered | None = None

    @property
    def most_seconds(self) -> float | None:
        """The length to aim at."""
        return (self.length.advised_seconds or self.length.most_seconds) if self.length else None

    def safe(self, canvas: Size) -> Rect | None:
        """What its app leaves free of a film of this shape, in shares of the frame; None when not known."""
        return self.covered.rest if self.covered and is_covered(canvas) else None

    @property
    def wants_plain(self) -> bool:
        """Whether it asks for Main profile, or no B-frames."""
        asked = self.coding.required + self.coding.advised if self.coding else ()
        return "main_profile" in asked or "no_b_frames" in asked

    @property
    def most_bytes(self) -> int | None:
        """The size to aim at."""
        return (self.weight.advised_bytes or self.weight.most_bytes) if self.weight else None


class TargetFile(Section):
    """A file of targets: [[target]] begins each."""

    target: tuple[Target, ...] = ()
