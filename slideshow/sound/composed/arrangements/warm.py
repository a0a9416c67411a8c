"""Warm: guitar over an electric piano, a piano trio, vibes at night, a steel guitar by the fire."""

from slideshow.sound.composed.arrangements import endings
from slideshow.sound.composed.arrangements.arrangement import Arrangement
from slideshow.sound.composed.arrangements.kits import Groove, kit
from slideshow.sound.composed.arrangements.parts import (
    bass,
    chords,
    doubled,
    figure,
    pad,
    pickup,
    second_voice,
    tune,
)
from slideshow.sound.composed.styles import Track

_COMPING = (
    ((0.0, 1.5), (2.5, 1.0)),
    ((0.0, 0.75), (1.5, 2.0)),
    ((0.0, 2.0), (2.0, 0.5), (3.5, 0.5)),
    ((0.5, 1.0), (2.0, 1.5)),
)
_PICKED = (
    (0, 2, 3, 1, 2, 3, 1, 2),
    (0, 3, 2, 4, 1, 3, 2, 3),
    (0, None, 2, 3, None, 1, 2, 3),
    (0, 2, 4, None, 3, 2, None, 1),
)
_BASSES = (
    ((0.0, 1.5, "1"), (1.5, 0.5, "1"), (2.0, 1.5, "5"), (3.5, 0.5, "1")),
    ((0.0, 1.0, "1"), (1.0, 1.0, "5"), (2.0, 1.0, "8"), (3.0, 1.0, "5")),
    ((0.0, 2.4, "1"), (2.5, 1.0, "5")),
)
_BRUSHED = Groove(
    light={"kick": "x.......o.......", "snare": "....o.......o...", "brush": "x...x...x...x..."},
    full={"kick": "x.......x.......", "snare": "....x.......x..o", "brush": "x.x.x...x.x.x..."},
    fullest={
        "kick": "X.....x.x.......",
        "snare": "....X..o....X..o",
        "brush": "x.x.x.x.x.x.x.x.",
        "ride": "x...x.x.x...x.x.",
    },
    rest={"brush": "x.......x......."},
)
_POCKET = Groove(
    light={"kick": "X.....o...x.....", "snare": "....x.......x...", "hat": "x.o.x.o.x.o.x.o."},
    full={"kick": "X.....x...x.....", "snare": "....X..o....X...", "hat": "x.o.x.o.x.o.x.o."},
    fullest={
        "kick": "X.....x...x..x..",
        "snare": "....X..o.o..X..o",
        "hat": "xoxoxoxoxoxoxoxo",
        "shaker": "..x...x...x...x.",
    },
    rest={"hat": "....o.......o..."},
)
_RIDING = Groove(
    light={"kick": "x.........o.....", "rim": "....x.......x...", "ride": "x...x.o.x...x.o."},
    full={"kick": "x.........x.....", "rim": "....x.......x...", "ride": "x...x.x.x...x.x."},
    fullest={"kick": "X.....x...x.....", "rim": "....X.......X.o.", "ride": "X...x.x.x...x.xo"},
    rest={"ride": "x.......x......."},
)
_FILLS = (
    {"snare": "        o.o.x.xx"},
    {"snare": "            oxxX"},
    {"hightom": "        x.x.....", "lowtom": "            x.xo"},
    {"snare": "          x.ooX."},
)
_DRUMS = {
    "kick": Track("kick", 0.28, 0.0, "near", hurry_seconds=0.004),
    "hightom": Track("hightom", 0.22, -0.25, hurry_seconds=0.005),
    "lowtom": Track("lowtom", 0.26, 0.25, hurry_seconds=0.005),
    "crash": Track("crash", 0.045, 0.3, "far", hurry_seconds=0.003),
}
_LEAN = 0.006  # the snare is a little late, which makes a groove easy

ARRANGEMENTS = (
    Arrangement(
        "guitar and electric piano",
        tracks={
            "melody": Track("guitar", 0.44, 0.15),
            "keys": Track("epiano", 0.20, -0.2),
            "pluck": Track("guitar", 0.18, 0.4),
            "pad": Track("strings", 0.06, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("pluckbass", 0.36, 0.0, "near"),
            "snare": Track("brushsnare", 0.15, 0.05, hurry_seconds=0.005, late_seconds=_LEAN),
            "brush": Track("brush", 0.10, -0.3, "near"),
            "ride": Track("ride", 0.06, 0.35),
            **_DRUMS,
        },
        parts=(
            tune(),
            chords("keys", _COMPING, level=0.62),
            figure("pluck", _PICKED, low=52, high=76, level=0.55, above=0.6, rings=False),
            pad(level=0.5, above=0.85, bare=False),
            bass(_BASSES),
            kit((_BRUSHED,), _FILLS, roll="snare", crash="crash"),
        ),
        ending=(
            endings.rolled("keys", level=0.62),
            endings.cascade("pluck", low=52, high=80, count=6, step=0.5, level=0.5),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick", "brush"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "piano trio",
        tracks={
            "melody": Track("piano", 0.46, 0.08),
            "keys": Track("piano", 0.18, -0.15),
            "second": Track("guitar", 0.20, 0.4),
            "pad": Track("strings", 0.08, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("doublebass", 0.40, 0.0, "near"),
            "rim": Track("rim", 0.10, 0.1, hurry_seconds=0.005, late_seconds=_LEAN),
            "snare": Track("brushsnare", 0.14, 0.05, hurry_seconds=0.005, late_seconds=_LEAN),
            "brush": Track("brush", 0.09, -0.3, "near"),
            "ride": Track("ride", 0.09, 0.35),
            **_DRUMS,
        },
        parts=(
            tune(),
            chords("keys", _COMPING, level=0.62),
            second_voice("second", above=0.8),
            pad(level=0.55, above=0.85, bare=False),
            bass((_BASSES[1], _BASSES[0]), bare=True),
            kit((_RIDING, _BRUSHED), _FILLS, roll="snare", crash="crash"),
        ),
        ending=(
            endings.rolled("keys", level=0.66, spread=0.035),
            endings.sustained(),
            endings.low(),
            endings.high("melody", late=0.5, level=0.45),
            endings.struck_once("kick", "ride"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "vibes at night",
        tracks={
            "melody": Track("vibes", 0.44, -0.05),
            "keys": Track("epiano", 0.22, 0.2),
            "pluck": Track("guitar", 0.22, -0.4),
            "low": Track("guitar", 0.22, 0.3),
            "pad": Track("pad", 0.08, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("doublebass", 0.38, 0.0, "near"),
            "snare": Track("snare", 0.13, 0.05, hurry_seconds=0.005, late_seconds=_LEAN),
            "hat": Track("hat", 0.08, 0.3, "near", hurry_seconds=0.004),
            "shaker": Track("shaker", 0.06, -0.4, "near"),
            **_DRUMS,
        },
        parts=(
            tune(),
            chords("keys", _COMPING, level=0.62),
            figure("pluck", _PICKED[2:], low=55, high=77, level=0.55, bare=False),
            doubled("low", -12, above=0.85, level=0.55),
            pad(level=0.5, above=0.7),
            bass(_BASSES),
            kit((_POCKET,), _FILLS, roll="snare", crash="crash", level=0.66),
        ),
        ending=(
            endings.rolled("keys", level=0.62),
            endings.cascade("pluck", low=55, high=80, count=5, step=0.5, level=0.5),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "steel guitar by the fire",
        tracks={
            "melody": Track("steel", 0.44, 0.12),
            "pluck": Track("guitar", 0.23, -0.35),
            "keys": Track("epiano", 0.14, 0.35),
            "second": Track("flute", 0.11, -0.1, "far"),
            "pad": Track("strings", 0.08, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("pluckbass", 0.36, 0.0, "near"),
            "snare": Track("slap", 0.13, 0.05, hurry_seconds=0.005, late_seconds=_LEAN),
            "hat": Track("hat", 0.07, 0.3, "near", hurry_seconds=0.004),
            "shaker": Track("shaker", 0.07, -0.4, "near"),
            **_DRUMS | {"kick": Track("cajon", 0.32, 0.0, "near", hurry_seconds=0.004)},
        },
        parts=(
            tune(),
            figure("pluck", _PICKED, low=50, high=74, level=0.6, rings=True),
            chords("keys", _COMPING, level=0.55, above=0.7, bare=False),
            second_voice("second", above=0.85),
            pad(level=0.5, above=0.8, bare=False),
            bass(_BASSES),
            pickup("pluck", low=55, high=79, level=0.55, step=0.5),
            kit((_POCKET,), _FILLS, roll="snare", crash="crash", level=0.66),
        ),
        ending=(
            endings.rolled("pluck", level=0.66, spread=0.04, bass=True),
            endings.rolled("keys", level=0.5),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick"),
            endings.last_note(),
        ),
    ),
)
