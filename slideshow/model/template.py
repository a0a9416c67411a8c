"""A template: how a film feels, as people write it in a TOML file."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pace(_Section):
    """How long a photo stands, joins included, and how long two of them overlap.

    In a film that must not get longer, photos stand as briefly as `least_seconds` before any is left out.
    """

    seconds_per_photo: Annotated[float, Field(ge=0.8, le=60.0)] = 3.0
    least_seconds: Annotated[float, Field(ge=0.8, le=60.0)] = 2.2
    join_seconds: Annotated[float, Field(ge=0.0, le=5.0)] = 0.5


class Motion(_Section):
    """`strength` is how much larger the widest view of a photo is than the closest: 0.08 is 8 %."""

    strength: Annotated[float, Field(ge=0.0, le=0.5)] = 0.09
    kinds: Annotated[tuple[Literal["zoom_in", "zoom_out", "pan", "still"], ...], Field(min_length=1)] = (
        "zoom_in",
        "zoom_out",
        "pan",
    )


class Backdrop(_Section):
    """What stands behind a photo that does not fill the frame: its own copy, blurred and dimmed.

    `blur` is the standard deviation of the blur as a share of the frame's width.
    """

    blur: Share = 0.06
    brightness: Share = 0.5
    shadow: Share = 0.45


class Type(_Section):
    """Lettering. `size` is the height of the heading as a share of the frame's shorter side.

    A title stays for `seconds`; chapters and captions stay as long as their slides.
    """

    family: str = "Inter"
    weight: Annotated[int, Field(ge=100, le=900)] = 650
    size: Annotated[float, Field(gt=0.0, le=0.3)] = 0.115
    colour: Colour = "#ffffff"
    scrim: Share = 0.5
    seconds: Annotated[float, Field(ge=0.5, le=20.0)] = 3.2


class Look(_Section):
    """What the renderer needs to know. `background` shows through photos with transparency, `gap` between
    photos that share the frame."""

    background: Colour = "#ffffff"
    gap: Colour = "#ffffff"
    backdrop: Backdrop = Backdrop()
    title: Type = Type()
    chapter: Type = Type(size=0.062, weight=600, scrim=0.4)
    caption: Type = Type(size=0.046, weight=500, scrim=0.4)


class Template(_Section):
    """One file in templates/. `transitions` gives each transition its weight in the draw."""

    description: str
    seed: int = 1
    pace: Pace = Pace()
    motion: Motion = Motion()
    transitions: Annotated[dict[str, Annotated[float, Field(gt=0.0)]], Field(min_length=1)] = {
        "crossfade": 1.0
    }
    look: Look = Look()
