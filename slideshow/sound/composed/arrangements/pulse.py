"""Pulse: plucked sixteenths and their echo, glass over a beat, chords that stab, a slow wave."""

from slideshow.sound.composed.arrangements import endings
from slideshow.sound.composed.arrangements.arrangement import Arrangement
from slideshow.sound.composed.arrangements.kits import Groove, kit
from slideshow.sound.composed.arrangements.parts import (
    bass,
    chords,
    doubled,
    echoed,
    figure,
    pad,
    pickup,
    tune,
)
from slideshow.sound.composed.styles import Track

_FIGURES = (
    (0, 2, 4, 1, 3, 2, 4, 3),
    (0, 3, 2, 4, 0, 3, 2, 5),
    (4, 3, 2, 0, 3, 2, 1, 2),
    (0, 0, 3, 0, 2, 0, 4, 3),
)
_GAPS = (
    (0, None, 3, None, None, 2, 4, None, 0, None, 3, None, 5, None, 4, 2),
    (4, None, None, 3, None, None, 2, None, 4, None, None, 3, None, 5, None, 2),
    (0, None, 2, 4, None, 3, None, 2, None, 4, None, 3, 5, None, 2, None),
)
_STABS = (
    ((0.0, 0.4), (0.75, 0.4), (1.5, 0.4), (2.5, 0.4), (3.25, 0.4)),
    ((0.5, 0.4), (1.5, 0.4), (2.5, 0.4), (3.5, 0.4)),
    ((0.0, 0.6), (1.5, 0.6), (2.75, 0.5)),
)
_BASSES = (
    tuple((beat / 2, 0.45, "1") for beat in (0, 1, 3, 5, 7)),
    tuple((beat / 2, 0.45, tone) for beat, tone in enumerate("18181815")),
    (
        (0.0, 0.7, "1"),
        (0.75, 0.7, "1"),
        (1.5, 0.45, "8"),
        (2.0, 0.7, "1"),
        (2.75, 0.7, "5"),
        (3.5, 0.45, "8"),
    ),
)
_LONG_BASSES = (((0.0, 1.8, "1"), (2.0, 1.8, "1")), ((0.0, 2.4, "1"), (2.5, 1.4, "5")))
_FLOOR = Groove(
    light={"kick": "X...X...X...X...", "hat": "..x...x...x...x.", "clap": "....o.......o..."},
    full={"kick": "X...X...X...X...", "hat": "..X.o.X...X.o.X.", "clap": "....X.......X..."},
    fullest={
        "kick": "X...X...X...X...",
        "hat": "xoXoxoXoxoXoxoXo",
        "openhat": "..x...x...x...x.",
        "clap": "....X.......X..o",
        "tambourine": "....x.......x...",
    },
    rest={"kick": "x.......x......."},
)
_BROKEN = Groove(
    light={"kick": "X.....x...X.....", "clap": "....x.......x...", "hat": "x.x.x.x.x.x.x.x."},
    full={"kick": "X.....x...X..x..", "clap": "....X.......X...", "hat": "xoxoxoxoxoxoxoxo"},
    fullest={
        "kick": "X.....x...X..x..",
        "clap": "....X.......X..o",
        "hat": "XoxoXoxoXoxoXoxo",
        "openhat": "......x.......x.",
        "tambourine": "....x.......x...",
    },
    rest={"hat": "..o...o...o...o."},
)
_HALF = Groove(
    light={"kick": "X.........x.....", "clap": "........x.......", "hat": "x.x.x.x.x.x.x.x."},
    full={"kick": "X.....x...x.....", "clap": "........X.......", "hat": "xoxoxoxoxoxoxoxo"},
    fullest={
        "kick": "X...X...X...X...",
        "clap": "....x...X...x...",
        "hat": "xoXoxoXoxoXoxoXo",
        "openhat": "..x...x...x...x.",
    },
    rest={"kick": "x..............."},
)
_FILLS = (
    {"clap": "        x..x..xx"},
    {"kick": "            ....", "clap": "            xxxx"},
    {"hightom": "        x.x.....", "lowtom": "            x.xx", "kick": "        ........"},
    {"openhat": "            x.x.", "clap": "          x.x.X."},
)
_BUILD = {
    "crash": Track("crash", 0.06, 0.25, "far", hurry_seconds=0.001),
    "riser": Track("riser", 0.10, 0.0, "far", hurry_seconds=0.001),
    "hightom": Track("hightom", 0.24, -0.3, hurry_seconds=0.001),
    "lowtom": Track("lowtom", 0.28, 0.3, hurry_seconds=0.001),
    "tambourine": Track("tambourine", 0.09, -0.35, hurry_seconds=0.002),
}
_DRUMS = {
    "kick": Track("kick", 0.50, 0.0, "near", hurry_seconds=0.0005),
    "clap": Track("clap", 0.15, 0.0, "middle", hurry_seconds=0.002),
    "hat": Track("hat", 0.085, 0.3, "near", hurry_seconds=0.002),
    "openhat": Track("openhat", 0.07, -0.25, "near", hurry_seconds=0.002),
    **_BUILD,
}
_SIXTEENTHS = figure("arpeggio", _FIGURES, step=0.25, low=60, high=86, level=0.6)
_SPACED = figure("arpeggio", _GAPS, step=0.25, low=60, high=88, level=0.62)
_ENDING = (
    endings.sustained(level=0.65),
    endings.low(),
    endings.struck_once("kick", "crash", level=0.7),
    endings.last_note(),
)

ARRANGEMENTS = (
    Arrangement(
        "plucks and their echo",
        tracks={
            "melody": Track("lead", 0.34, 0.0, "far"),
            "arpeggio": Track("synth", 0.17, -0.3, ducked=True, hurry_seconds=0.002),
            "echo": Track("synth", 0.12, 0.5, "far", ducked=True, hurry_seconds=0.002),
            "pad": Track("pad", 0.20, 0.0, "far", ducked=True, hurry_seconds=0.01),
            "bass": Track("synthbass", 0.28, 0.0, "near", ducked=True, hurry_seconds=0.002),
            **_DRUMS,
        },
        parts=(
            tune(),
            _SIXTEENTHS,
            echoed(_SIXTEENTHS, "echo"),
            pad(level=0.6),
            bass(_BASSES),
            kit((_FLOOR, _BROKEN), _FILLS, roll="clap", crash="crash", riser="riser"),
        ),
        ending=(endings.cascade("arpeggio", low=60, high=90, count=8, level=0.6), *_ENDING),
    ),
    Arrangement(
        "glass",
        tracks={
            "melody": Track("glass", 0.28, 0.05),
            "bell": Track("musicbox", 0.10, -0.3, "far"),
            "arpeggio": Track("glass", 0.17, 0.35, ducked=True, hurry_seconds=0.002),
            "echo": Track("glass", 0.10, -0.5, "far", ducked=True, hurry_seconds=0.002),
            "pad": Track("strings", 0.14, 0.0, "far", ducked=True, hurry_seconds=0.01),
            "bass": Track("synthbass", 0.28, 0.0, "near", ducked=True, hurry_seconds=0.002),
            **_DRUMS,
        },
        parts=(
            tune(),
            doubled("bell", above=0.8, level=0.6),
            _SPACED,
            echoed(_SPACED, "echo"),
            pad(level=0.6),
            bass((*_BASSES, *_LONG_BASSES)),
            kit((_HALF, _BROKEN), _FILLS, roll="clap", crash="crash", riser="riser"),
        ),
        ending=(endings.cascade("arpeggio", low=62, high=92, count=7, step=0.375, level=0.6), *_ENDING),
    ),
    Arrangement(
        "chords that stab",
        tracks={
            "melody": Track("kalimba", 0.36, 0.08),
            "keys": Track("piano", 0.15, -0.15, ducked=True, hurry_seconds=0.003),
            "arpeggio": Track("synth", 0.16, 0.40, ducked=True, hurry_seconds=0.002),
            "pad": Track("pad", 0.16, 0.0, "far", ducked=True, hurry_seconds=0.01),
            "bass": Track("synthbass", 0.30, 0.0, "near", ducked=True, hurry_seconds=0.002),
            **_DRUMS,
        },
        parts=(
            tune(),
            chords("keys", _STABS, level=0.72, spread=0.0),
            figure("arpeggio", _GAPS, step=0.25, low=60, high=88, level=0.55, above=0.7, bare=False),
            pad(level=0.55, above=0.75),
            bass(_BASSES),
            pickup("arpeggio", low=64, high=90, level=0.6),
            kit((_FLOOR,), _FILLS, roll="clap", crash="crash", riser="riser"),
        ),
        ending=(endings.rolled("keys", level=0.75, spread=0.0), *_ENDING),
    ),
    Arrangement(
        "slow wave",
        tracks={
            "melody": Track("piano", 0.34, 0.0),
            "high": Track("lead", 0.12, 0.2, "far"),
            "arpeggio": Track("synth", 0.17, -0.35, ducked=True, hurry_seconds=0.002),
            "pluck": Track("steel", 0.15, 0.45, ducked=True, hurry_seconds=0.003),
            "pad": Track("strings", 0.15, 0.0, "far", ducked=True, hurry_seconds=0.01),
            "bass": Track("synthbass", 0.28, 0.0, "near", ducked=True, hurry_seconds=0.002),
            **_DRUMS,
        },
        parts=(
            tune(),
            doubled("high", 12, above=0.75, level=0.6),
            figure("arpeggio", _FIGURES, step=0.5, low=55, high=82, level=0.6),
            figure("pluck", _GAPS, step=0.25, low=60, high=84, level=0.55, above=0.65, bare=False),
            pad(level=0.6),
            bass((*_LONG_BASSES, _BASSES[0])),
            kit((_BROKEN, _HALF), _FILLS, roll="clap", crash="crash", riser="riser"),
        ),
        ending=(endings.cascade("pluck", low=60, high=88, count=7, level=0.6), *_ENDING),
    ),
)
