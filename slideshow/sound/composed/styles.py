"""The styles as data: tempo, keys, the way each one ends, and the tracks it mixes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

StyleName = Literal["calm", "bright", "warm", "pulse"]
Bus = Literal["near", "middle", "far"]
# A bar of melody: where each note starts and how many beats it lasts.
Cell = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Track:
    """How a part is heard. `pan` runs from -1, left, to 1; `ducked` parts give way to the kick."""

    instrument: str
    gain: float
    pan: float = 0.0
    bus: Bus = "middle"
    ducked: bool = False
    hurry_seconds: float = 0.004  # the spread of a player's hands around the beat


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
    gain: float
    sends: Mapping[Bus, float]
    room_seconds: float
    tracks: Mapping[str, Track]


_LONG: Cell = ((0.0, 2.5),)
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

STYLES: Mapping[StyleName, Style] = {
    "calm": Style(
        slowest_bpm=66,
        fastest_bpm=76,
        modes=("major", "major", "lydian", "minor"),
        tonics=(0, 2, 3, 5, 7, 9, 10),
        sevenths=False,
        swing=0.5,
        ring_seconds=(4.0, 8.5),
        slowed_beats=8,
        slowing=0.22,
        melody_range=(67, 86),
        voice_range=(53, 72),
        cells=_CALM_CELLS,
        gain=1.2,
        sends={"near": 0.05, "middle": 0.26, "far": 0.40},
        room_seconds=2.6,
        tracks={
            "melody": Track("felt", 0.56, 0.10),
            "left": Track("felt", 0.34, -0.15),
            "pad": Track("pad", 0.17, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("softbass", 0.34, 0.0, "near"),
            "brush": Track("brush", 0.10, 0.25),
            "bell": Track("glock", 0.05, 0.4, "far"),
        },
    ),
    "bright": Style(
        slowest_bpm=100,
        fastest_bpm=112,
        modes=("major", "major", "major", "mixolydian"),
        tonics=(0, 2, 4, 5, 7, 9),
        sevenths=False,
        swing=0.5,
        ring_seconds=(2.6, 5.2),
        slowed_beats=4,
        slowing=0.06,
        melody_range=(69, 88),
        voice_range=(58, 76),
        cells=_BRIGHT_CELLS,
        gain=1.55,
        sends={"near": 0.05, "middle": 0.18, "far": 0.34},
        room_seconds=1.5,
        tracks={
            "melody": Track("kalimba", 0.48, 0.08),
            "bell": Track("glock", 0.09, -0.25, "far"),
            "arpeggio": Track("marimba", 0.26, -0.35),
            "strum": Track("ukulele", 0.15, 0.40),
            "pad": Track("pad", 0.10, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("pluckbass", 0.34, 0.0, "near"),
            "kick": Track("kick", 0.36, 0.0, "near", hurry_seconds=0.001),
            "clap": Track("clap", 0.16, 0.1, "middle", hurry_seconds=0.003),
            "shaker": Track("shaker", 0.06, 0.45, "near"),
        },
    ),
    "warm": Style(
        slowest_bpm=84,
        fastest_bpm=92,
        modes=("major", "dorian", "major", "minor"),
        tonics=(0, 2, 3, 5, 7, 8, 10),
        sevenths=True,
        swing=0.56,
        ring_seconds=(3.2, 6.4),
        slowed_beats=6,
        slowing=0.14,
        melody_range=(64, 83),
        voice_range=(54, 73),
        cells=_WARM_CELLS,
        gain=1.95,
        sends={"near": 0.04, "middle": 0.20, "far": 0.36},
        room_seconds=1.8,
        tracks={
            "melody": Track("guitar", 0.42, 0.15),
            "keys": Track("epiano", 0.20, -0.2),
            "pluck": Track("guitar", 0.17, 0.4),
            "pad": Track("pad", 0.08, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("pluckbass", 0.38, 0.0, "near"),
            "kick": Track("kick", 0.30, 0.0, "near", hurry_seconds=0.002),
            "snare": Track("brushsnare", 0.12, 0.05),
            "brush": Track("brush", 0.10, -0.3, "near"),
        },
    ),
    "pulse": Style(
        slowest_bpm=118,
        fastest_bpm=124,
        modes=("minor", "minor", "dorian", "major"),
        tonics=(0, 2, 4, 5, 7, 9, 11),
        sevenths=False,
        swing=0.5,
        ring_seconds=(3.0, 6.0),
        slowed_beats=4,
        slowing=0.0,
        melody_range=(67, 86),
        voice_range=(55, 74),
        cells=_PULSE_CELLS,
        gain=1.75,
        sends={"near": 0.03, "middle": 0.22, "far": 0.36},
        room_seconds=2.0,
        tracks={
            "melody": Track("lead", 0.26, 0.0, "far"),
            "arpeggio": Track("synth", 0.17, -0.3, "middle", ducked=True, hurry_seconds=0.002),
            "echo": Track("synth", 0.10, 0.5, "far", ducked=True, hurry_seconds=0.002),
            "pad": Track("pad", 0.22, 0.0, "far", ducked=True, hurry_seconds=0.01),
            "bass": Track("synthbass", 0.30, 0.0, "near", ducked=True, hurry_seconds=0.002),
            "kick": Track("kick", 0.55, 0.0, "near", hurry_seconds=0.0),
            "clap": Track("clap", 0.13, 0.0, "middle", hurry_seconds=0.002),
            "hat": Track("hat", 0.05, 0.3, "near", hurry_seconds=0.002),
            "riser": Track("riser", 0.10, 0.0, "far", hurry_seconds=0.0),
        },
    ),
}
