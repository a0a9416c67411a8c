"""Lo-fi: an electric piano from a worn tape and a lazy kit; a late guitar; a felt piano in the rain."""

from slideshow.sound.composed.arrangements import endings
from slideshow.sound.composed.arrangements.arrangement import Arrangement
from slideshow.sound.composed.arrangements.kits import Groove, kit
from slideshow.sound.composed.arrangements.parts import bass, chords, doubled, figure, pad, pickup, tune
from slideshow.sound.composed.styles import Track

_COMPING = (
    ((0.0, 1.4), (1.5, 0.4), (2.5, 1.4)),
    ((0.0, 2.4), (2.5, 1.4)),
    ((0.0, 0.9), (1.5, 2.0)),
    ((0.5, 1.4), (2.0, 0.4), (2.5, 1.4)),
)
_LOOPS = (
    (0, None, 3, None, 2, 4, None, 3),
    (4, 3, None, 2, None, 3, 1, None),
    (None, 2, 3, None, 4, None, 2, 3),
    (0, 2, None, 4, 3, None, 2, None),
)
_BASSES = (
    ((0.0, 1.4, "1"), (2.5, 1.0, "5")),
    ((0.0, 0.9, "1"), (1.5, 0.4, "1"), (2.5, 1.0, "8")),
    ((0.0, 2.0, "1"), (2.0, 0.9, "5"), (3.5, 0.5, "1")),
)
_LAZY = Groove(
    light={"kick": "X.....o...x.....", "snare": "....x.......x...", "hat": "x.o.x.o.x.o.x.o."},
    full={"kick": "X.....x..ox.....", "snare": "....X.......X...", "hat": "x.o.x.ooX.o.x.o."},
    fullest={
        "kick": "X.....x..ox..o..",
        "snare": "....X..o....X..o",
        "hat": "x.oox.oox.oox.oo",
        "shaker": "..x...x...x...x.",
    },
    rest={"hat": "x...o...x...o..."},
)
_DRAGGING = Groove(
    light={"kick": "X..x......x.....", "snare": "....x.......x...", "hat": "x.x.x.x.x.x.x.x."},
    full={"kick": "X..x....o.x.....", "snare": "....X.......X..o", "hat": "x.xox.x.x.xox.x."},
    fullest={"kick": "X..x....o.x..x..", "snare": "....X..o.o..X..o", "hat": "xoxox.xoxoxox.xo"},
    rest={"kick": "x.........o....."},
)
_KNOCKING = Groove(
    light={"kick": "X.........x.....", "rim": "....x.......x...", "shaker": "x.o.x.o.x.o.x.o."},
    full={"kick": "X.....x...x.....", "rim": "....x..o....x...", "hat": "x.o.x.o.x.o.x.o."},
    fullest={"kick": "X.....x..ox.....", "snare": "....X.......X...", "hat": "x.oox.o.x.oox.o."},
    rest={"rim": "....o.......o..."},
)
_FILLS = (
    {"snare": "            o.xx"},
    {"kick": "        ........", "hat": "        ........", "snare": "            x..o"},
    {"snare": "          o..x.x"},
    {"rim": "        x..x..x."},
)
_KIT = {
    "kick": Track("thump", 0.42, 0.0, "near", hurry_seconds=0.004),
    "snare": Track("dustysnare", 0.20, 0.05, hurry_seconds=0.006, late_seconds=0.014),
    "rim": Track("rim", 0.10, 0.1, hurry_seconds=0.006, late_seconds=0.012),
    "hat": Track("dustyhat", 0.08, 0.3, "near", hurry_seconds=0.006),
    "shaker": Track("shaker", 0.05, -0.35, "near", hurry_seconds=0.006),
}

ARRANGEMENTS = (
    Arrangement(
        "worn electric piano",
        tracks={
            "melody": Track("wornguitar", 0.46, 0.12),
            "keys": Track("wornepiano", 0.22, -0.12, ducked=True, hurry_seconds=0.006),
            "bell": Track("vibes", 0.10, 0.4, "far"),
            "pad": Track("pad", 0.08, 0.0, "far", ducked=True, hurry_seconds=0.01),
            "bass": Track("softbass", 0.38, 0.0, "near"),
            **_KIT,
        },
        parts=(
            tune(),
            chords("keys", _COMPING, level=0.66, spread=0.012),
            doubled("bell", above=0.75, level=0.55),
            pad(level=0.5, above=0.75, bare=False),
            bass(_BASSES),
            kit((_LAZY, _DRAGGING), _FILLS, roll="snare"),
        ),
        ending=(
            endings.rolled("keys", level=0.66, spread=0.03),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "late guitar",
        tracks={
            "melody": Track("vibes", 0.36, 0.0),
            "pluck": Track("wornguitar", 0.32, -0.35, ducked=True, hurry_seconds=0.006),
            "keys": Track("wornepiano", 0.20, 0.3, ducked=True, hurry_seconds=0.006),
            "low": Track("wornguitar", 0.22, 0.15),
            "bass": Track("doublebass", 0.38, 0.0, "near"),
            **_KIT,
        },
        parts=(
            tune(),
            figure("pluck", _LOOPS, low=52, high=76, level=0.62),
            chords("keys", _COMPING[1:3], level=0.6, bare=True),
            doubled("low", -12, above=0.75, level=0.6),
            bass(_BASSES),
            pickup("pluck", low=57, high=81, level=0.5, step=0.5),
            kit((_DRAGGING, _KNOCKING), _FILLS, roll="snare"),
        ),
        ending=(
            endings.rolled("keys", level=0.62, spread=0.03),
            endings.cascade("pluck", low=52, high=78, count=5, step=0.5, level=0.5),
            endings.low(),
            endings.struck_once("kick"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "felt piano in the rain",
        tracks={
            "melody": Track("wornpiano", 0.44, 0.08),
            "keys": Track("wornpiano", 0.24, -0.2, ducked=True, hurry_seconds=0.006),
            "arpeggio": Track("kalimba", 0.17, 0.4),
            "pad": Track("pad", 0.09, 0.0, "far", ducked=True, hurry_seconds=0.01),
            "bass": Track("softbass", 0.38, 0.0, "near"),
            **_KIT,
        },
        parts=(
            tune(),
            chords("keys", _COMPING, level=0.66, spread=0.014),
            figure("arpeggio", _LOOPS, low=64, high=88, level=0.5, above=0.6),
            pad(level=0.5, above=0.75, bare=False),
            bass(_BASSES),
            kit((_KNOCKING, _LAZY), _FILLS, roll="rim"),
        ),
        ending=(
            endings.rolled("keys", level=0.66, spread=0.04, bass=True),
            endings.cascade("arpeggio", low=64, high=88, count=5, step=0.5, level=0.45),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick"),
            endings.last_note(),
        ),
    ),
)
