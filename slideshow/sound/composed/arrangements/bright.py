"""Bright: kalimba and ukulele, hands and steel strings, a piano that skips, bells over marimbas."""

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
    strums,
    tune,
)
from slideshow.sound.composed.styles import Track

_RUNS = (
    (0, 2, 1, 3, 2, 4, 3, 2),
    (0, 1, 2, 4, 3, 2, 1, 2),
    (4, 2, 3, 1, 2, 0, 1, 2),
    (0, 3, 2, 3, 1, 3, 2, 4),
)
_SKIPS = (
    (0, None, 2, 3, None, 2, 4, None),
    (2, 3, None, 4, 3, None, 2, 1),
    (0, None, 3, None, 2, 4, None, 3),
)
# Down, down-up, up-down-up, and others like it.
_STRUMS = (
    ((0.0, 1, 1.0), (1.0, 1, 0.8), (1.5, -1, 0.6), (2.5, -1, 0.75), (3.0, 1, 0.85), (3.5, -1, 0.6)),
    (
        (0.0, 1, 1.0),
        (0.5, -1, 0.5),
        (1.0, 1, 0.9),
        (1.5, -1, 0.6),
        (2.0, 1, 0.8),
        (3.0, 1, 0.9),
        (3.5, -1, 0.6),
    ),
    ((0.0, 1, 0.95), (1.0, 1, 0.9), (1.75, -1, 0.6), (2.25, -1, 0.6), (3.0, 1, 0.95), (3.5, -1, 0.6)),
)
_CHOPS = (
    ((0.5, 0.3), (1.5, 0.3), (2.5, 0.3), (3.5, 0.3)),
    ((0.0, 0.7), (1.5, 0.4), (2.5, 0.7), (3.5, 0.3)),
    ((0.0, 0.4), (0.75, 0.4), (1.5, 0.5), (2.5, 0.4), (3.0, 0.5)),
)
_BASSES = (
    ((0.0, 1.4, "1"), (1.5, 0.5, "1"), (2.0, 1.4, "5"), (3.5, 0.5, "1")),
    ((0.0, 0.9, "1"), (1.0, 0.9, "5"), (2.0, 0.9, "1"), (3.0, 0.9, "5")),
    ((0.0, 0.7, "1"), (0.75, 0.7, "1"), (1.5, 0.5, "8"), (2.0, 1.0, "1"), (3.0, 0.5, "5")),
)
_CLAPPING = Groove(
    light={"kick": "X.......x.......", "shaker": "x.o.x.o.x.o.x.o.", "clap": "....o.......o..."},
    full={"kick": "X.......x.x.....", "shaker": "xoxoxoxoxoxoxoxo", "clap": "....X.......X..."},
    fullest={
        "kick": "X.....x.x.......",
        "shaker": "XoxoXoxoXoxoXoxo",
        "clap": "....X.......X.o.",
        "tambourine": "..x...x...x...x.",
    },
    rest={"shaker": "....x.......x..."},
)
_STOMPING = Groove(
    light={"kick": "X...x...x...x...", "tambourine": "....x.......x...", "shaker": "..x...x...x...x."},
    full={"kick": "X...x...X...x...", "clap": "....X.......X...", "tambourine": "..x...x...x...x."},
    fullest={
        "kick": "X...x...X...x.x.",
        "clap": "....X.......X...",
        "tambourine": "x.xox.xox.xox.xo",
        "shaker": "xoxoxoxoxoxoxoxo",
    },
    rest={"tambourine": "....o.......o..."},
)
_SKIPPING = Groove(
    light={"kick": "X.....x...x.....", "snap": "....x.......x...", "shaker": "x.oox.oox.oox.oo"},
    full={"kick": "X.....x...x.....", "snap": "....X.......X...", "shaker": "XooxXooxXooxXoox"},
    fullest={
        "kick": "X.....x.x.x.....",
        "snap": "....X.......X...",
        "clap": "....x.......x...",
        "shaker": "XooxXooxXooxXoox",
        "tambourine": "....x.......x.x.",
    },
    rest={"snap": "....x.......x..."},
)
_FILLS = (
    {"clap": "        x.x.xxX."},
    {"clap": "            xxxx", "kick": "        x...x..."},
    {"hightom": "        x.xx....", "lowtom": "            x.xx"},
    {"kick": "        ........", "clap": "        x..x..X."},
    {"hightom": "            xx..", "lowtom": "              xX"},
)
_DRUMS = {
    "kick": Track("kick", 0.34, 0.0, "near", hurry_seconds=0.002),
    "clap": Track("clap", 0.17, 0.1, "middle", hurry_seconds=0.004, late_seconds=0.003),
    "shaker": Track("shaker", 0.085, 0.45, "near", hurry_seconds=0.004),
    "tambourine": Track("tambourine", 0.085, -0.4, hurry_seconds=0.004),
    "hightom": Track("hightom", 0.26, -0.3, hurry_seconds=0.003),
    "lowtom": Track("lowtom", 0.30, 0.3, hurry_seconds=0.003),
    "crash": Track("crash", 0.06, 0.3, "far", hurry_seconds=0.002),
}

ARRANGEMENTS = (
    Arrangement(
        "kalimba and ukulele",
        tracks={
            "melody": Track("kalimba", 0.46, 0.08),
            "bell": Track("glock", 0.14, -0.25, "far"),
            "arpeggio": Track("marimba", 0.26, -0.35),
            "strum": Track("ukulele", 0.17, 0.40),
            "pad": Track("strings", 0.07, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("pluckbass", 0.34, 0.0, "near"),
            **_DRUMS,
        },
        parts=(
            tune(),
            doubled("bell", level=0.6, above=0.65),
            figure("arpeggio", _RUNS, level=0.55, above=0.0),
            strums("strum", _STRUMS, level=0.75, bare=True),
            bass(_BASSES),
            pad(level=0.55, above=0.85, bare=False),
            pickup("bell", low=72, high=96, level=0.55),
            kit((_CLAPPING, _STOMPING), _FILLS, roll="clap", crash="crash"),
        ),
        ending=(
            endings.rolled("strum", level=0.8),
            endings.cascade("arpeggio", low=60, count=6, level=0.55),
            endings.sustained(),
            endings.low(),
            endings.high("bell", level=0.6),
            endings.struck_once("kick", "tambourine"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "hands and steel strings",
        tracks={
            "melody": Track("mandolin", 0.46, 0.12),
            "second": Track("steel", 0.20, -0.25),
            "strum": Track("steel", 0.16, -0.45),
            "pluck": Track("steel", 0.20, 0.45),
            "pad": Track("strings", 0.07, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("pluckbass", 0.36, 0.0, "near"),
            "snap": Track("snap", 0.12, 0.2),
            **_DRUMS,
        },
        parts=(
            tune(),
            second_voice("second", above=0.8),
            strums("strum", _STRUMS, level=0.75, bare=True),
            figure("pluck", _SKIPS, low=60, high=81, level=0.6),
            bass(_BASSES),
            pad(level=0.55, above=0.85, bare=False),
            kit((_STOMPING, _SKIPPING), _FILLS, roll="clap", crash="crash"),
        ),
        ending=(
            endings.rolled("strum", level=0.8, spread=0.025),
            endings.cascade("pluck", low=60, count=5, level=0.5),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick", "clap", "tambourine"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "skipping piano",
        tracks={
            "melody": Track("piano", 0.44, 0.06),
            "bell": Track("glock", 0.12, 0.35, "far"),
            "keys": Track("piano", 0.20, -0.25),
            "arpeggio": Track("ukulele", 0.22, 0.40),
            "pad": Track("strings", 0.09, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("doublebass", 0.34, 0.0, "near"),
            "snap": Track("snap", 0.15, 0.15),
            **_DRUMS,
        },
        parts=(
            tune(),
            doubled("bell", level=0.55, above=0.75),
            chords("keys", _CHOPS, level=0.6),
            figure("arpeggio", _SKIPS, low=60, high=84, level=0.6, bare=False),
            bass(_BASSES, bare=True),
            pad(level=0.6, above=0.8, bare=False),
            pickup("bell", low=72, high=96, level=0.5),
            kit((_SKIPPING, _CLAPPING), _FILLS, roll="clap", crash="crash"),
        ),
        ending=(
            endings.rolled("keys", level=0.7, spread=0.02),
            endings.cascade("arpeggio", low=64, count=5, level=0.5),
            endings.sustained(),
            endings.low(),
            endings.high("bell", level=0.55, late=0.5),
            endings.struck_once("kick", "snap"),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "bells and marimbas",
        tracks={
            "melody": Track("musicbox", 0.42, -0.05),
            "low": Track("marimba", 0.34, 0.1),
            "arpeggio": Track("marimba", 0.28, -0.40),
            "answer": Track("kalimba", 0.20, 0.45),
            "strum": Track("mandolin", 0.13, 0.30),
            "pad": Track("strings", 0.08, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("pluckbass", 0.36, 0.0, "near"),
            "snap": Track("snap", 0.13, 0.2),
            **_DRUMS,
        },
        parts=(
            tune(),
            doubled("low", -12, above=0.6, least_beats=0.5, level=0.62),
            figure("arpeggio", _RUNS, low=53, high=79, level=0.58),
            figure("answer", _SKIPS, low=67, high=91, level=0.5, above=0.7, bare=False),
            strums("strum", _STRUMS, level=0.7, above=0.75, octaves=0),
            bass(_BASSES),
            pad(level=0.55, above=0.85, bare=False),
            pickup("answer", level=0.55),
            kit((_SKIPPING, _STOMPING), _FILLS, roll="clap", crash="crash"),
        ),
        ending=(
            endings.cascade("arpeggio", low=55, count=7, step=0.25, level=0.6),
            endings.rolled("strum", level=0.7),
            endings.sustained(),
            endings.low(),
            endings.struck_once("kick", "tambourine"),
            endings.last_note(),
        ),
    ),
)
