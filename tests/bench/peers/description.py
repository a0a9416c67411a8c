"""The film that every program is asked for, in words that they all understand."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Still:
    """A photo, upright, its size in pixels, and when it is seen, joins included."""

    path: str
    width: int
    height: int
    start_seconds: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Description:
    """Each photo covers the frame and is enlarged by `zoom` while it is seen; neighbours are crossfaded.

    A `lossless` film is the same, without what x264 takes from it.
    """

    photos: tuple[Still, ...]
    width: int
    height: int
    fps: int
    zoom: float
    join_seconds: float
    seconds: float
    out: str
    lossless: bool = False

    def as_json(self) -> str:
        return json.dumps(asdict(self))
