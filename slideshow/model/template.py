"""A template: how a film feels, as people write it in a TOML file."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pace(_Section):
    """How long a photo stands, joins included, and how long two of them overlap."""

    seconds_per_photo: Annotated[float, Field(ge=0.8, le=60.0)] = 3.0
    join_seconds: Annotated[float, Field(ge=0.0, le=5.0)] = 0.5


class Motion(_Section):
    """`strength` is how much larger the widest view of a photo is than the closest: 0.08 is 8 %."""

    strength: Annotated[float, Field(ge=0.0, le=0.5)] = 0.09
    kinds: Annotated[tuple[Literal["zoom_in", "zoom_out"], ...], Field(min_length=1)] = (
        "zoom_in",
        "zoom_out",
    )


class Backdrop(_Section):
    """What stands behind a photo that does not fill the frame: its own copy, blurred and dimmed.

    `blur` is the standard deviation of the blur as a share of the frame's width.
    """

    blur: Share = 0.06
    brightness: Share = 0.5
    shadow: Share = 0.45


class Type(_Section):
    """The lettering of titles. `size` is the height of the heading as a share of the frame's width."""

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
