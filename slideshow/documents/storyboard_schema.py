"""What may stand in slideshow.toml: its tables, keys and their limits."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from slideshow.effects.layouts import CROPS, HOLDS, WHOLE
from slideshow.effects.motions import MOTIONS
from slideshow.effects.transitions import TRANSITIONS

MOST_SLIDES = 10_000


def _known(table: Mapping[str, object]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in table:
            raise PydanticCustomError("unknown_name", "is unknown", {"known": list(table)})
        return value

    return AfterValidator(check)


def _no_truth(value: object) -> object:
    # For Python true is the number 1.
    if isinstance(value, bool):
        raise PydanticCustomError("float_type", "must be a number")
    return value


Share = Annotated[float, Field(ge=0.0, le=1.0)]
LEAST_SECONDS, MOST_SECONDS = 0.8, 60.0
Number = Annotated[float, BeforeValidator(_no_truth)]
Seconds = Annotated[Number, Field(ge=LEAST_SECONDS, le=MOST_SECONDS)]
Moment = Annotated[Number, Field(ge=0.0, le=86_400.0)]
Text = Annotated[str, Field(max_length=500)]
Turn = Literal[0, 90, 180, 270]
FocusPoint = tuple[Share, Share]
_Edge = Annotated[Number, Field(ge=0.0, le=0.45)]
# Left, top, right and bottom in shares of the photo; false for none.
Trim = Literal[False] | tuple[_Edge, _Edge, _Edge, _Edge]
_Side = Annotated[float, Field(gt=0.0, le=1.0)]
Window = tuple[Share, Share, _Side, _Side]
_Gain = Annotated[float, Field(ge=0.25, le=4.0)]
Light = tuple[Share, Share, _Gain, _Gain, _Gain, _Gain]


class SlideTable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    photos: Annotated[tuple[str, ...], Field(min_length=1, max_length=9)]
    seconds: Seconds | None = None
    # One for each clip among the photos.
    start: Moment | tuple[Moment, ...] | None = Field(None, alias="from")
    stop: Moment | None = Field(None, alias="to")
    caption: Text | None = None
    detail: Text | None = None
    chapter: Text | None = None
    layout: Annotated[str, _known(HOLDS)] | None = None
    crop: Annotated[str, _known({WHOLE: 0.0, **CROPS})] | None = None
    # [0.5, 0.5], or one of these for each photo.
    focus: tuple[Any, ...] | None = None
    motion: Annotated[str, _known(MOTIONS)] | None = None
    # Degrees clockwise; one for all photos, or one for each.
    rotate: Turn | tuple[Turn, ...] | None = None
    # One for all photos, or one for each.
    trim: Trim | tuple[Trim, ...] | None = None
    transition: Annotated[str, _known(TRANSITIONS)] | None = None
    transition_seconds: Annotated[float, Field(ge=0.0, le=5.0)] | None = None
    # Left, top, width and height in shares of the photo.
    window_start: Window | None = None
    window_end: Window | None = None
    strength: Annotated[float, Field(ge=0.0, le=0.5)] | None = None
    loudness: Annotated[float, Field(ge=-60.0, le=20.0)] = 0.0
    voice: Text = ""
    pin: bool = False
    # Black, white, gamma, and the gains of red, green and blue, for each photo.
    light: tuple[Light, ...] | None = None


class FolderTable(BaseModel):
    """What was there when the file was written: tells a photo that came later from one that was taken out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    photos: tuple[str, ...] = ()
    shift: tuple[Text, ...] = ()
    """What cameras' clocks were moved by then."""
    # Names of photos and the digests of their contents.
    content: dict[str, str] = {}


class FileTable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text | None = None
    dates: Text | None = None
    end: Text | None = None
    template: Text | None = None
    music: Text | tuple[Text, ...] = ()
    music_start: Annotated[float, Field(ge=0.0, le=86_400.0)] | None = None
    soundfont: Text | None = None
    album_link: Text | None = None
    never: tuple[str, ...] = ()
    shift: Text | tuple[Text, ...] = ()
    slide: Annotated[tuple[SlideTable, ...], Field(max_length=MOST_SLIDES)] = ()
    left_out: dict[str, str] = {}
    folder: FolderTable = FolderTable()
