"""Calm: a felt piano by itself, a harp with a music box, a nylon guitar with a flute, and a lullaby."""

from slideshow.sound.composed.arrangements import endings
from slideshow.sound.composed.arrangements.arrangement import Arrangement
from slideshow.sound.composed.arrangements.kits import Groove, kit
from slideshow.sound.composed.arrangements.parts import (
    bass,
    chords,
    doubled,
    figure,
    left_hand,
    pad,
    pickup,
    second_voice,
    tune,
)
from slideshow.sound.composed.styles import Track

_WAVES = (
    (0, 1, 2, 3, 4, 3, 2, 1),
    (0, 2, 3, 4, 5, 4, 3, 2),
    (0, 2, 1, 3, 2, 4, 3, 1),
    (0, 1, 3, 2, 4, 2, 3, 1),
)
_SPARSE = ((0, None, 2, 3, 4, None, 3, 2), (0, 2, 3, None, 4, 3, 2, None), (0, 1, 2, 4, None, 3, 2, 1))
_RIPPLES = ((0, 1, 2, 3, 4, 5, 4, 3), (0, 2, 4, 5, 6, 5, 4, 2), (1, 3, 2, 4, 3, 5, 4, 2))
_BASSES = (
    ((0.0, 4.0, "1"),),
    ((0.0, 3.0, "1"), (3.0, 1.0, "5")),
    ((0.0, 2.0, "1"), (2.0, 2.0, "5")),
)
_WALTZING = (((0.0, 2.0), (2.0, 2.0)), ((0.0, 3.0), (3.0, 1.0)), ((0.0, 1.5), (1.5, 2.5)))
_BRUSHES = Groove(
    light={"brush": "....o.......o..."},
    full={"brush": "....x.......x..."},
    fullest={"brush": "....x..o....x..o", "shaker": "o...o.o.o...o.o."},
    rest={},
)
_HEART = Groove(
    light={"thump": "x.........o....."},
    full={"thump": "x.........x.....", "shaker": "..o...o...o...o."},
    fullest={"thump": "x.....o...x.....", "shaker": "o.x.o.x.o.x.o.x."},
    rest={},
)
_SWEEPS = ({"brush": "        o.o.x.x."}, {"brush": "            o.x."}, {"brush": "          o.o.o."})

ARRANGEMENTS = (
    Arrangement(
        "felt piano",
        tracks={
            "melody": Track("felt", 0.56, 0.10),
            "left": Track("felt", 0.38, -0.15),
            "pad": Track("strings", 0.10, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("softbass", 0.32, 0.0, "near"),
            "brush": Track("brush", 0.09, 0.25),
            "shaker": Track("shaker", 0.045, -0.3, "near"),
            "bell": Track("glock", 0.12, 0.4, "far"),
        },
        parts=(
            tune(),
            left_hand("left", _WAVES, level=0.55),
            doubled("melody", -12, above=0.95, least_beats=1.0, level=0.45),
            pad(level=0.6, above=0.6),
            bass(_BASSES, walks=False, bare=True),
            doubled("bell", 12, above=0.9, least_beats=2.0, level=0.45),
            kit((_BRUSHES,), _SWEEPS, level=0.6, above=0.75),
        ),
        ending=(
            endings.rolled("left", spread=0.045, bass=True, level=0.6),
            endings.sustained(level=0.5),
            endings.low(),
            endings.high("melody", late=0.5, level=0.4),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "harp and music box",
        tracks={
            "melody": Track("musicbox", 0.44, 0.06),
            "harp": Track("harp", 0.29, -0.14),
            "keys": Track("felt", 0.22, 0.3),
            "pad": Track("strings", 0.11, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("softbass", 0.32, 0.0, "near"),
            "low": Track("felt", 0.30, 0.0),
        },
        parts=(
            tune(),
            figure("harp", _RIPPLES, low=50, high=79, level=0.62, rings=True),
            chords("keys", _WALTZING, level=0.5, above=0.7, bare=False),
            doubled("low", -12, above=0.85, least_beats=1.0, level=0.5),
            pad(level=0.6),
            bass(_BASSES, walks=False),
            pickup("harp", low=62, high=91, level=0.5),
        ),
        ending=(
            endings.cascade("harp", low=48, high=86, count=8, step=0.125, level=0.6),
            endings.rolled("keys", level=0.5),
            endings.sustained(),
            endings.low(),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "guitar and flute",
        tracks={
            "melody": Track("flute", 0.36, 0.0),
            "pluck": Track("guitar", 0.32, 0.06),
            "keys": Track("felt", 0.18, 0.35),
            "pad": Track("pad", 0.12, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("doublebass", 0.30, 0.0, "near"),
            "second": Track("vibes", 0.13, 0.35, "far"),
            "thump": Track("thump", 0.24, 0.0, "near"),
            "shaker": Track("shaker", 0.045, 0.4, "near"),
        },
        parts=(
            tune(level=0.95),
            figure("pluck", _SPARSE, low=50, high=74, level=0.62, rings=True),
            chords("keys", _WALTZING, level=0.5, above=0.65),
            second_voice("second", above=0.7),
            pad(level=0.55, above=0.7),
            bass(_BASSES, above=0.0),
            kit((_HEART,), ({"shaker": "        x.o.xoxo"}, {"thump": "            x.x."}), level=0.6),
        ),
        ending=(
            endings.rolled("pluck", spread=0.05, level=0.65, bass=True),
            endings.rolled("keys", level=0.45),
            endings.sustained(),
            endings.low(),
            endings.last_note(),
        ),
    ),
    Arrangement(
        "lullaby",
        tracks={
            "melody": Track("vibes", 0.42, -0.05),
            "arpeggio": Track("kalimba", 0.22, 0.30),
            "left": Track("felt", 0.36, -0.08),
            "pad": Track("pad", 0.15, 0.0, "far", hurry_seconds=0.01),
            "bass": Track("softbass", 0.32, 0.0, "near"),
            "bell": Track("musicbox", 0.09, 0.45, "far"),
        },
        parts=(
            tune(),
            left_hand("left", _WAVES[:2], step=1.0, level=0.6),
            figure("arpeggio", _SPARSE, low=62, high=86, level=0.5, bare=False),
            doubled("bell", 12, above=0.8, least_beats=1.0, level=0.5),
            pad(level=0.6),
            bass(_BASSES, walks=False),
            pickup("arpeggio", level=0.45),
        ),
        ending=(
            endings.rolled("left", spread=0.05, bass=True, level=0.6),
            endings.cascade("arpeggio", low=60, high=84, count=5, step=0.25, level=0.45),
            endings.sustained(),
            endings.low(),
            endings.last_note(),
        ),
    ),
)
