"""Acoustic: steel strings picked and strummed with hands on a box, a porch with a mandolin, an open road."""

from slideshow.sound.composed.arrangements import endings
from slideshow.sound.composed.arrangements.arrangement import Arrangement
from slideshow.sound.composed.arrangements.kits import Groove, kit
from slideshow.sound.composed.arrangements.parts import (
    bass,
    doubled,
    figure,
    pad,
    pickup,
    second_voice,
    strums,
    tune,
)
from slideshow.sound.composed.styles import Track

# The thumb on the beat, the fingers between.
_PICKED = (
    (0, 3, 2, 4, 1, 3, 2, 4),
    (0, 2, 4, 3, 1, 2, 4, 3),
    (0, 4, 3, 2, 1, 4, 3, 2),
    (0, None, 3, 4, 1, 3, None, 4),
)
_LICKS = (
    (None, 2, 3, None, 4, None, 3, 2),
    (4, None, 3, 2, None, 3, None, 4),
    (None, None, 3, 4, 5, None, 4, 3),
)
_STRUMS = (
    ((0.0, 1, 1.0), (1.0, 1, 0.85), (1.5, -1, 0.55), (2.5, -1, 0.6), (3.0, 1, 0.9), (3.5, -1, 0.55)),
    (
        (0.0, 1, 1.0),
        (0.5, 1, 0.5),
        (1.0, 1, 0.85),
        (1.5, -1, 0.6),
        (2.0, 1, 0.7),
        (2.5, -1, 0.6),
        (3.0, 1, 0.9),
    ),
    ((0.0, 1, 1.0), (0.75, -1, 0.5), (1.5, -1, 0.7), (2.0, 1, 0.8), (3.0, 1, 0.85), (3.75, -1, 0.5)),
)
_BASSES = (
    ((0.0, 1.8, "1"), (2.0, 1.8, "5")),
    ((0.0, 1.4, "1"), (1.5, 0.5, "1"), (2.0, 1.8, "5")),
    ((0.0, 0.9, "1"), (1.0, 0.9, "8"), (2.0, 0.9, "5"), (3.0, 0.9, "1")),
)
_BOX = Groove(
    light={"kick": "X.......x.......", "slap": "....x.......x...", "shaker": "x.o.x.o.x.o.x.o."},
    full={"kick": "X.....o.x.......", "slap": "....X..o....X..o", "shaker": "xoxoxoxoxoxoxoxo"},
    fullest={
        "kick": "X.....x.x..x....",
        "slap": "....X..o....X.oo",
        "shaker": "XoxoXoxoXoxoXoxo",
        "tambourine": "....x.......x...",
    },
    rest={"shaker": "....o.......o..."},
)
_PORCH = Groove(
    light={"kick": "X...x...X...x...", "tambourine": "....x.......x...", "shaker": "..x...x...x...x."},
    full={"kick": "X...x...X...x...", "clap": "....x.......x...", "tambourine": "..x...x...x...x."},
    fullest={"kick": "X...x...X...x...", "clap": "....X.......X...", "tambourine": "xoxoXoxoxoxoXoxo"},
    rest={"tambourine": "....o.......o..."},
)
_ROAD = Groove(
    light={"kick": "X.....x.x.......", "slap": "....x.......x...", "shaker": "xoxoxoxoxoxoxoxo"},
    full={"kick": "X.....x.x.....x.", "slap": "....X.......X...", "shaker": "XoxoXoxoXoxoXoxo"},
    fullest={
        "kick": "X.....x.x.....x.",
        "slap": "....X..o....X..o",
        "shaker": "XoxoXoxoXoxoXoxo",
        "tambourine": "..x...x...x...x.",
    },
    rest={"slap": "....o.......o..."},
)
_FILLS = (
    {"slap": "        x.xxx.xX"},
    {"kick": "        x..x..x.", "slap": "          x..x.x"},
    {"slap": "            xxxX"},
    {"kick": "            ....", "tambourine": "        x.x.xxxx"},
)
_HANDS = {
    "kick": Track("cajon", 0.32, 0.0, "near", hurry_seconds=0.004),
    "slap": Track("slap", 0.15, 0.08, hurry_seconds=0.005, late_seconds=0.004),
    "shaker": Track("shaker", 0.075, 0.45, "near", hurry_seconds=0.005),
    "tambourine": Track("tambourine", 0.09, -0.4, hurry_seconds=0.005),
    "crash": Track("tambourine", 0.12, 0.3, "far", hurry_seconds=0.003),
}

ARRANGEMENTS = (
    Arrangement(
        "picked and strummed",
        tracks={
            "melody": Track("steel", 0.46, 0.10),
            "pluck": Track("steel", 0.19, -0.45),
            "strum": Track("steel", 0.17, 0.45),
            "second": Track("guitar", 0.22, -0.2),
            "pad": Track("strings", 0.07, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("doublebass", 0.34, 0.0, "near"),
            **_HANDS,
        },
        parts=(
            tune(),
            figure("pluck", _PICKED, low=52, high=79, level=0.6, rings=True),
            strums("strum", _STRUMS, level=0.7, above=0.65),
            second_voice("second", above=0.8),
            pad(level=0.55, above=0.85, bare=False),
            bass(_BASSES),
            pickup("pluck", low=60, high=84, level=0.55, step=0.5),
            kit((_BOX, _ROAD), _FILLS, roll="slap", crash="crash"),
        ),
        ending=(
            endings.rolled("pluck", level=0.7, spread=0.04, bass=True),
            endings.rolled("strum", level=0.6, spread=0.02),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick", "crash"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "porch",
        tracks={
            "melody": Track("mandolin", 0.48, 0.12),
            "strum": Track("steel", 0.17, -0.40),
            "answer": Track("steel", 0.24, 0.40),
            "low": Track("guitar", 0.24, -0.1),
            "pad": Track("strings", 0.07, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("doublebass", 0.36, 0.0, "near"),
            "clap": Track("clap", 0.15, 0.1, hurry_seconds=0.005, late_seconds=0.004),
            **_HANDS,
        },
        parts=(
            tune(),
            strums("strum", _STRUMS, level=0.74, bare=True),
            figure("answer", _LICKS, low=60, high=84, level=0.6, bare=False),
            doubled("low", -12, above=0.8, least_beats=0.5, level=0.6),
            pad(level=0.55, above=0.85, bare=False),
            bass(_BASSES),
            kit((_PORCH,), _FILLS, roll="tambourine", crash="crash"),
        ),
        ending=(
            endings.rolled("strum", level=0.78, spread=0.03),
            endings.cascade("answer", low=60, count=5, level=0.5),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick", "crash", "clap"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "open road",
        tracks={
            "melody": Track("piano", 0.38, 0.05),
            "strum": Track("steel", 0.20, 0.45),
            "pluck": Track("steel", 0.22, -0.45),
            "second": Track("flute", 0.10, 0.2, "far"),
            "pad": Track("strings", 0.09, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("pluckbass", 0.36, 0.0, "near"),
            **_HANDS,
        },
        parts=(
            tune(),
            strums("strum", _STRUMS, level=0.7),
            figure("pluck", _PICKED, low=55, high=81, level=0.6, rings=True),
            second_voice("second", above=0.75),
            pad(level=0.6, above=0.75),
            bass(_BASSES),
            pickup("pluck", low=60, high=86, level=0.55),
            kit((_ROAD, _BOX), _FILLS, roll="slap", crash="crash"),
        ),
        ending=(
            endings.rolled("strum", level=0.72, spread=0.03),
            endings.cascade("pluck", low=55, count=6, level=0.55),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick", "crash"),
            endings.last_note(),
        ),
    ),
)
