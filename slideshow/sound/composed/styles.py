"""The styles as data: tempo, keys, the way each one ends, the rhythms of its tunes, its room."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

StyleName = Literal["calm", "bright", "warm", "pulse", "acoustic", "lo-fi"]
Bus = Literal["near", "middle", "far"]
# A bar of melody: where each note starts and how many beats it lasts.
Cell = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Track:
    """How a part is heard. `pan` runs from -1, left, to 1; `ducked` parts give way to the kick.

    `hurry_seconds` is the spread of a player's hands around the beat, `late_seconds` where they are on
    average.
    """

    instrument: str
    gain: float
    pan: float = 0.0
    bus: Bus = "middle"
    ducked: bool = False
    hurry_seconds: float = 0.004
    late_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """`ring_seconds` bounds how long the last chord sounds; `swing` is where the off-beat falls."""

    slowest_bpm: float
    fastest_bpm: float
    modes: tuple[str, ...]
    tonics: tuple[int, ...]
    sevenths: bool
    swing: float
    ring_seconds: tuple[float, float]
    slowed_beats: int
    slowing: float
    melody_range: tuple[int, int]
    voice_range: tuple[int, int]
    cells: tuple[Cell, ...]
    sends: Mapping[Bus, float]
    room_seconds: float


_CALM_CELLS: tuple[Cell, ...] = (
    ((0.0, 1.5), (1.5, 0.5), (2.0, 2.0)),
    ((0.0, 1.0), (1.0, 1.0), (2.0, 2.0)),
    ((0.0, 2.0), (2.0, 1.0), (3.0, 1.0)),
    ((0.0, 1.5), (1.5, 0.5), (2.0, 1.0), (3.0, 1.0)),
    ((1.0, 1.0), (2.0, 1.0), (3.0, 1.0)),
    ((0.0, 3.0), (3.0, 1.0)),
)
_BRIGHT_CELLS: tuple[Cell, ...] = (
    ((0.0, 1.0), (1.0, 0.5), (1.5, 0.5), (2.0, 1.0), (3.0, 1.0)),
    ((0.0, 0.75), (0.75, 0.75), (1.5, 0.5), (2.0, 1.0), (3.0, 0.5), (3.5, 0.5)),
    ((0.0, 0.5), (0.5, 0.5), (1.0, 1.0), (2.0, 0.5), (2.5, 0.5), (3.0, 1.0)),
    ((0.0, 1.5), (1.5, 0.5), (2.0, 1.5), (3.5, 0.5)),
    ((0.5, 0.5), (1.0, 0.5), (1.5, 0.5), (2.0, 1.0), (3.0, 1.0)),
)
_WARM_CELLS: tuple[Cell, ...] = (
    ((0.0, 1.0), (1.0, 0.5), (1.5, 0.5), (2.0, 2.0)),
    ((0.5, 0.5), (1.0, 0.5), (1.5, 0.5), (2.0, 1.5), (3.5, 0.5)),
    ((0.0, 1.5), (1.5, 0.5), (2.0, 0.5), (2.5, 1.5)),
    ((0.0, 0.5), (0.5, 1.0), (1.5, 0.5), (2.0, 2.0)),
    ((0.0, 2.0), (2.0, 0.5), (2.5, 0.5), (3.0, 1.0)),
    ((1.0, 0.5), (1.5, 0.5), (2.0, 1.0), (3.0, 0.5), (3.5, 0.5)),
)
_PULSE_CELLS: tuple[Cell, ...] = (
    ((0.0, 1.5), (1.5, 1.5), (3.0, 1.0)),
    ((0.0, 0.75), (0.75, 0.75), (1.5, 0.5), (2.0, 2.0)),
    ((0.0, 2.0), (2.0, 1.5), (3.5, 0.5)),
    ((0.0, 1.5), (1.5, 0.5), (2.0, 1.5), (3.5, 0.5)),
    ((0.5, 0.5), (1.0, 1.0), (2.0, 1.0), (3.0, 1.0)),
)
_ACOUSTIC_CELLS: tuple[Cell, ...] = (
    ((0.0, 1.0), (1.0, 0.5), (1.5, 1.0), (2.5, 0.5), (3.0, 1.0)),
    ((0.0, 0.5), (0.5, 0.5), (1.0, 1.0), (2.0, 1.5), (3.5, 0.5)),
    ((0.5, 0.5), (1.0, 1.0), (2.0, 0.5), (2.5, 0.5), (3.0, 1.0)),
    ((0.0, 1.5), (1.5, 0.5), (2.0, 1.0), (3.0, 0.5), (3.5, 0.5)),
    ((0.0, 1.0), (1.0, 1.0), (2.0, 0.75), (2.75, 0.75), (3.5, 0.5)),
)
_LO_FI_CELLS: tuple[Cell, ...] = (
    ((0.0, 0.5), (0.5, 0.5), (1.0, 1.5), (2.5, 1.5)),
    ((0.5, 0.5), (1.0, 0.5), (1.5, 1.0), (2.5, 1.5)),
    ((0.0, 1.5), (1.5, 0.5), (2.0, 0.5), (2.5, 1.5)),
    ((1.0, 0.5), (1.5, 0.5), (2.0, 1.0), (3.0, 0.5), (3.5, 0.5)),
    ((0.0, 2.0), (2.5, 0.5), (3.0, 1.0)),
)

STYLES: Mapping[StyleName, Style] = {
    "calm": Style(
        slowest_bpm=66,
        fastest_bpm=76,
        modes=("major", "major", "lydian", "minor"),
        tonics=(0, 2, 3, 5, 7, 9, 10),
        sevenths=False,
        swing=0.5,
        ring_seconds=(1.8, 3.0),
        slowed_beats=8,
        slowing=0.22,
        melody_range=(67, 86),
        voice_range=(53, 72),
        cells=_CALM_CELLS,
        sends={"near": 0.05, "middle": 0.26, "far": 0.40},
        room_seconds=2.6,
    ),
    "bright": Style(
        slowest_bpm=100,
        fastest_bpm=112,
        modes=("major", "major", "major", "mixolydian"),
        tonics=(0, 2, 4, 5, 7, 9),
        sevenths=False,
        swing=0.5,
        ring_seconds=(1.8, 3.0),
        slowed_beats=4,
        slowing=0.06,
        melody_range=(69, 88),
        voice_range=(58, 76),
        cells=_BRIGHT_CELLS,
        sends={"near": 0.05, "middle": 0.18, "far": 0.34},
        room_seconds=1.5,
    ),
    "warm": Style(
        slowest_bpm=82,
        fastest_bpm=92,
        modes=("major", "dorian", "major", "minor"),
        tonics=(0, 2, 3, 5, 7, 8, 10),
        sevenths=True,
        swing=0.56,
        ring_seconds=(1.8, 3.0),
        slowed_beats=6,
        slowing=0.14,
        melody_range=(64, 83),
        voice_range=(54, 73),
        cells=_WARM_CELLS,
        sends={"near": 0.04, "middle": 0.20, "far": 0.36},
        room_seconds=1.8,
    ),
    "pulse": Style(
        slowest_bpm=118,
        fastest_bpm=124,
        modes=("minor", "minor", "dorian", "major"),
        tonics=(0, 2, 4, 5, 7, 9, 11),
        sevenths=False,
        swing=0.5,
        ring_seconds=(1.8, 3.0),
        slowed_beats=4,
        slowing=0.0,
        melody_range=(67, 86),
        voice_range=(55, 74),
        cells=_PULSE_CELLS,
        sends={"near": 0.03, "middle": 0.22, "far": 0.36},
        room_seconds=2.0,
    ),
    "acoustic": Style(
        slowest_bpm=92,
        fastest_bpm=102,
        modes=("major", "major", "mixolydian", "dorian"),
        tonics=(0, 2, 4, 5, 7, 9),
        sevenths=False,
        swing=0.5,
        ring_seconds=(1.8, 3.0),
        slowed_beats=4,
        slowing=0.10,
        melody_range=(65, 84),
        voice_range=(55, 74),
        cells=_ACOUSTIC_CELLS,
        sends={"near": 0.06, "middle": 0.15, "far": 0.32},
        room_seconds=1.1,
    ),
    "lo-fi": Style(
        slowest_bpm=74,
        fastest_bpm=84,
        modes=("dorian", "major", "minor", "major"),
        tonics=(0, 2, 3, 5, 7, 8, 10),
        sevenths=True,
        swing=0.58,
        ring_seconds=(1.8, 3.0),
        slowed_beats=4,
        slowing=0.10,
        melody_range=(64, 83),
        voice_range=(53, 72),
        cells=_LO_FI_CELLS,
        sends={"near": 0.04, "middle": 0.18, "far": 0.34},
        room_seconds=1.4,
    ),
}
