"""A moving picture as its file's header tells it: what is played in a photo's place."""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from slideshow.model.geometry import Size

# SDR as BT.601 or BT.709 have it; HLG and PQ are high dynamic range (BT.2100).
Transfer = Literal["sdr", "hlg", "pq"]


@dataclass(frozen=True, slots=True)
class Clip:
    """`path` is the file that holds it: the photo's own, or one beside it. The video lies there from byte
    `offset` on, `length` bytes long; None is to the end.

    `coded` is the size of the pictures as they are stored, `size` that of the upright film as it is shown,
    both in pixels: between them lie the shape of a pixel and a turn by `turn_degrees` clockwise (0, 90, 180
    or 270), after a mirroring left to right where `is_mirrored`. `seconds` is its length, `frame_rate` its
    pictures a second, on average. `matrix` and `primaries` are ffmpeg's names for its colours ("bt709",
    "bt2020nc", ...), `is_full_range` tells 0-255 from 16-235. `loops` says that it is played again at its
    end, as animated pictures are. `still_seconds` is the moment that stands for it where nothing moves, or
    that of the photo that it was filmed around. `digest` names its content where that lies in another file
    than the photo.
    `is_indexed` says that a picture found by seeking has the same time as without: in MP4 and Matroska, not
    in AVI and MPEG streams.
    """

    path: Path
    seconds: Fraction
    frame_rate: Fraction
    coded: Size
    size: Size
    turn_degrees: int = 0
    is_mirrored: bool = False
    has_sound: bool = False
    is_interlaced: bool = False
    transfer: Transfer = "sdr"
    matrix: str = "bt709"
    primaries: str = "bt709"
    is_full_range: bool = False
    offset: int = 0
    length: int | None = None
    loops: bool = False
    still_seconds: Fraction = Fraction(0)
    digest: str = ""
    is_indexed: bool = True

    def turned(self, degrees: int) -> "Clip":
        """The same, turned clockwise by 0, 90, 180 or 270 degrees more."""
        size = self.size if degrees % 180 == 0 else self.size.turned
        return replace(self, size=size, turn_degrees=(self.turn_degrees + degrees) % 360)
