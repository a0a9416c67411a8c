"""A logo that stands over the whole film."""

from dataclasses import dataclass, field
from typing import Literal

MarkPlace = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
MarkColour = Literal["auto", "own"]


@dataclass(frozen=True, slots=True)
class Mark:
    """`content` is a PNG, as films may be drawn where its file is not. It stands in a corner of what nothing
    covers, `width` of the frame's width wide and at most a half as high; `opacity` is 0 to 1. With
    `colour` "auto", one of black, white or a grey alone is light over what is dark and dark over what is
    light."""

    content: bytes = field(repr=False)
    place: MarkPlace = "top-right"
    width: float = 0.16
    opacity: float = 0.9
    colour: MarkColour = "auto"
