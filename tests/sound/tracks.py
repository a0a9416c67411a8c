"""Made music whose beats are known: a tempo, a pattern and a seed in, samples and the truth out.

Drums, bass, chords and a melody are played from a score of beats, each hit a little off and never twice the
same. `unsteady` makes what has no beat to find: speech, noise, drones, playing without a pulse.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tests.sound.instruments import KIT, RATE, Random, Samples, add, bass, hat, pad, piano, snare, speak

TEMPI = ("steady", "drifting", "stepping")
# Patterns in four, by name; "waltz" and "piano waltz" are in three.
PATTERNS = (
    "backbeat",
    "busy backbeat",
    "four on the floor",
    "half time",
    "snare only",
    "syncopated",
    "swung",
    "piano",
    "waltz",
    "piano waltz",
    "clave",
    "clicks",
)
UNSTEADY = ("silence", "noise", "hum", "drone", "speech", "rubato", "rain")

# Semitones of the chords above the key's note, of progressions that go round.
_PROGRESSIONS = (
    ((0, 4, 7), (7, 11, 14), (9, 12, 16), (5, 9, 12)),
    ((9, 12, 16), (5, 9, 12), (0, 4, 7), (7, 11, 14)),
    ((0, 4, 7), (9, 12, 16), (2, 5, 9), (7, 11, 14)),
    ((0, 3, 7), (8, 12, 15), (3, 7, 10), (10, 14, 17)),
)


@dataclass(frozen=True, slots=True)
class Track:
    """Samples at `RATE`; `beats`, `downbeats` and `sections` in seconds."""

    name: str
    samples: Samples
    beats: Samples
    downbeats: Samples
    sections: Samples
    bpm: float


def made(
    pattern: str,
    bpm: float,
    seed: int = 0,
    *,
    tempo: str = "steady",
    seconds: float = 60.0,
    quiet_intro: bool = False,
) -> Track:
    """A piece of music that starts at `bpm`; drifting ends 15 % away, stepping changes the tempo twice."""
    random = np.random.default_rng([seed, round(bpm), PATTERNS.index(pattern)])
    in_bar = 3 if "waltz" in pattern else 4
    first = random.uniform(0.1, 1.5)
    beats = first + _beat_times(bpm, tempo, seconds - first - 0.5, random)
    bar_count = (len(beats) - 1) // in_bar
    beats = beats[: bar_count * in_bar + 1]
    sections = list(range(0, bar_count, 8))
    sound = np.zeros(round(seconds * RATE) + 5 * RATE)
    _play(sound, pattern, beats, in_bar, sections, random)
    if quiet_intro:
        loud_from = beats[min(4 * in_bar * 2, len(beats) - 1)]
        sound[: round(loud_from * RATE)] *= 0.04
    sound = sound[: round(seconds * RATE)]
    sound += 1e-4 * random.standard_normal(len(sound))
    sound *= 0.7 / np.abs(sound).max()
    name = f"{pattern}, {tempo}, {bpm:.0f}, {seed}"
    starts = beats[[bar * in_bar for bar in sections]]
    return Track(name, sound, beats, beats[::in_bar], starts, 60 / float(np.median(np.diff(beats))))


def unsteady(kind: str, seed: int = 0, seconds: float = 60.0) -> Samples:
    """Sound without a beat."""
    random = np.random.default_rng([seed, UNSTEADY.index(kind)])
    count = round(seconds * RATE)
    time = np.arange(count) / RATE
    if kind == "silence":
        return np.zeros(count)
    if kind == "noise":
        return 0.1 * random.standard_normal(count)
    if kind == "hum":
        return sum((0.1 / k * np.sin(2 * np.pi * 50 * k * time) for k in (1, 2, 3)), np.zeros(count))
    sound = np.zeros(count + 5 * RATE)
    if kind == "drone":
        for _ in range(6):
            bends = 3 * random.standard_normal(int(seconds / 3.7) + 2)
            wobble = np.cumsum(np.interp(time, 3.7 * np.arange(len(bends)), bends))
            swell = 1 + 0.5 * np.sin(2 * np.pi * random.uniform(0.02, 0.09) * time + random.uniform(0, 6))
            sound[:count] += swell * np.sin(2 * np.pi * random.uniform(60, 500) * time + wobble / RATE)
    elif kind == "speech":
        speak(sound, seconds, random)
    elif kind == "rain":
        for start in random.uniform(0, seconds, round(seconds * 12)):
            add(sound, start, random.lognormal(0, 0.8) * hat(random, 0.02))
    else:
        start, gap = 0.3, 0.6
        while start < seconds - 3:
            for semitone in random.choice([0, 2, 4, 5, 7, 9, 11, 12], random.integers(1, 4), replace=False):
                add(sound, start, random.uniform(0.4, 1) * piano(48 + 12 + int(semitone), 2.0, random))
            gap = float(np.clip(gap * random.lognormal(0, 0.45), 0.18, 1.9))
            start += gap
    return np.asarray(0.5 * sound[:count] / np.abs(sound).max())


def _beat_times(bpm: float, tempo: str, seconds: float, random: Random) -> Samples:
    gap = 60 / bpm
    way = random.choice([-1, 1])
    steps = [1.0, 1.0 + way * random.uniform(0.08, 0.2), 1.0 - way * random.uniform(0.05, 0.15)]
    times = [0.0]
    while times[-1] < seconds:
        part = times[-1] / seconds
        factor = 1.0
        if tempo == "drifting":
            factor = 1 + way * 0.15 * part
        elif tempo == "stepping":
            factor = steps[min(2, (len(times) - 1) // 4 * 4 * 3 // max(1, round(seconds / gap)))]
        times.append(times[-1] + gap / factor)
    return np.array(times[:-1])


def _play(
    sound: Samples, pattern: str, beats: Samples, in_bar: int, sections: list[int], random: Random
) -> None:
    """The whole band. Every second section is fuller; a bar before a new one may hold a fill."""
    key = int(random.integers(40, 52))
    progression = _PROGRESSIONS[random.integers(len(_PROGRESSIONS))]
    bars_each = int(random.choice([1, 1, 1, 2]))
    late = random.uniform(0.001, 0.005)
    melody = random.uniform(0.15, 0.5)
    level = {part: random.uniform(0.7, 1.3) for part in ("drums", "bass", "chords")}
    swing = random.uniform(0.62, 0.68) if pattern == "swung" else 0.5
    grid = _grid(beats, in_bar, swing, late, random)

    for bar in range((len(beats) - 1) // in_bar):
        full = (bar // 8) % 2 == 1
        chord = progression[(bar // bars_each) % len(progression)]
        length = beats[(bar + 1) * in_bar] - beats[bar * in_bar]

        def at(place: float, bar: int = bar) -> float:
            return grid(bar * in_bar + place)

        drums = _DRUMS.get(pattern)
        if drums is not None:
            fill = bar + 1 in sections and in_bar == 4 and random.random() < 0.7
            for instrument, place, loud in drums(in_bar, full, random):
                if not (fill and place >= in_bar - 1):
                    hit = KIT[instrument](random)
                    add(sound, at(place), level["drums"] * loud * random.uniform(0.85, 1.1) * hit)
            for step in range(4 if fill else 0):
                add(sound, at(in_bar - 1 + step / 4), level["drums"] * (0.5 + 0.1 * step) * snare(random))
        if pattern == "clicks":
            continue
        _harmony(sound, pattern, at, in_bar, key, chord, length, full, level, random)
        for place in np.arange(0, in_bar, 0.5):
            if random.random() < melody * (1.0 if place % 1 == 0 else 0.6):
                tone = 24 + key + int(random.choice(chord))
                add(sound, at(float(place)), 0.35 * piano(tone, 0.6, random))
    # The song ends on a chord.
    for semitone in progression[0]:
        add(sound, float(beats[-1]), 0.8 * level["chords"] * piano(key + 12 + semitone, 3.0, random))


def _grid(beats: Samples, in_bar: int, swing: float, late: float, random: Random) -> Callable[[float], float]:
    """When a place, counted in beats, is played: swung, and by a person."""

    def when(place: float) -> float:
        whole, rest = int(place), place - int(place)
        bent = rest / 0.5 * swing if rest <= 0.5 else swing + (rest - 0.5) / 0.5 * (1 - swing)
        gap = beats[min(whole + 1, len(beats) - 1)] - beats[min(whole, len(beats) - 2)]
        return float(beats[whole] + bent * gap + random.normal(0, late))

    return when


Hits = list[tuple[str, float, float]]


def _backbeat(in_bar: int, full: bool, random: Random) -> Hits:
    hats = [("hat", place / 2, 0.7 if place % 2 == 0 else 0.5) for place in range(8)]
    extra = [("kick", 2.5, 0.8)] if full or random.random() < 0.2 else []
    return [("kick", 0, 1.0), ("kick", 2, 0.9), ("snare", 1, 0.9), ("snare", 3, 0.9), *extra, *hats]


def _busy(in_bar: int, full: bool, random: Random) -> Hits:
    ghosts = [("snare", place / 4, 0.15) for place in (5, 7, 9, 15) if random.random() < 0.4]
    hats = [("hat", place / 4, 0.6 if place % 4 == 0 else 0.3) for place in range(16)]
    return [*[hit for hit in _backbeat(in_bar, full, random) if hit[0] != "hat"], *ghosts, *hats]


def _floor(in_bar: int, full: bool, random: Random) -> Hits:
    hats = [("open hat", place + 0.5, 0.6) for place in range(4)]
    claps = [("snare", 1.0, 0.6), ("snare", 3.0, 0.6)] if full else []
    return [*[("kick", float(place), 1.0) for place in range(4)], *claps, *hats]


def _half_time(in_bar: int, full: bool, random: Random) -> Hits:
    hats = [("hat", float(place), 0.7) for place in range(4)]
    between = [("hat", place + 0.5, 0.35) for place in range(4)] if full else []
    return [("kick", 0, 1.0), ("snare", 2, 1.0), *([("kick", 1.5, 0.7)] if full else []), *hats, *between]


def _snare_only(in_bar: int, full: bool, random: Random) -> Hits:
    return [("snare", 1, 0.8), ("snare", 3, 0.8)]


def _syncopated(in_bar: int, full: bool, random: Random) -> Hits:
    hats = [("hat", place / 2, 0.6) for place in range(8)]
    kicks = [("kick", 0, 1.0), ("kick", 1.5, 0.8), ("kick", 2.5, 0.8)]
    return [*kicks, ("snare", 1, 0.9), ("snare", 3, 0.9), *hats]


def _swung(in_bar: int, full: bool, random: Random) -> Hits:
    ride = [("hat", place, 0.6) for place in (0, 1, 1.5, 2, 3, 3.5)]
    if full:
        return [("kick", 0, 0.8), ("kick", 2, 0.7), ("snare", 1, 0.7), ("snare", 3, 0.7), *ride]
    return [("kick", 0, 0.8), ("kick", 2, 0.6), ("snare", 1, 0.4), ("snare", 3, 0.4), *ride]


def _clave(in_bar: int, full: bool, random: Random) -> Hits:
    shaker = [("hat", place / 4, 0.5 if place % 4 == 0 else 0.35) for place in range(16)]
    kicks = [("kick", 0, 0.9), ("kick", 2, 0.9), ("kick", 1.5, 0.6), ("kick", 3.5, 0.6)]
    return [
        *[("click", place, 0.7) for place in (0, 0.75, 1.5, 2.5, 3)],
        *(kicks if full else kicks[:2]),
        *shaker,
    ]


def _clicks(in_bar: int, full: bool, random: Random) -> Hits:
    return [("click", float(place), 1.0 if place == 0 else 0.5) for place in range(4)]


def _waltz(in_bar: int, full: bool, random: Random) -> Hits:
    hats = [("hat", place / 2, 0.4) for place in range(6)] if full else []
    return [("kick", 0, 1.0), ("snare", 1, 0.4), ("snare", 2, 0.4), *hats]


_DRUMS: dict[str, Callable[[int, bool, Random], Hits]] = {
    "backbeat": _backbeat,
    "busy backbeat": _busy,
    "four on the floor": _floor,
    "half time": _half_time,
    "snare only": _snare_only,
    "syncopated": _syncopated,
    "swung": _swung,
    "waltz": _waltz,
    "clave": _clave,
    "clicks": _clicks,
}


def _harmony(
    sound: Samples,
    pattern: str,
    at: Callable[[float], float],
    in_bar: int,
    key: int,
    chord: tuple[int, ...],
    length: float,
    full: bool,
    level: dict[str, float],
    random: Random,
) -> None:
    """Bass and chords of one bar; the piano accompanies alone where there are no drums."""
    beat = length / in_bar
    if pattern == "piano":
        add(sound, at(0), level["bass"] * piano(key - 12 + chord[0], 2 * beat, random))
        if full:
            add(sound, at(2), 0.7 * level["bass"] * piano(key - 12 + chord[0], 2 * beat, random))
        for place in range(4):
            for semitone in chord:
                loud = (0.5 if place == 0 else 0.35) * level["chords"]
                add(sound, at(place), loud * piano(key + 12 + semitone, beat, random))
        return
    if in_bar == 3:
        add(sound, at(0), level["bass"] * piano(key - 12 + chord[0], 3 * beat, random))
        for place in (1, 2):
            for semitone in chord:
                add(sound, at(place), 0.35 * level["chords"] * piano(key + 12 + semitone, beat, random))
        return
    places = np.arange(0, 4, 0.5 if full else 1.0)
    for when in places:
        add(sound, at(float(when)), 0.5 * level["bass"] * bass(key - 12 + chord[0], beat * 0.9))
    for semitone in chord:
        add(sound, at(0), 0.12 * level["chords"] * pad(key + 12 + semitone, length, random))


def matched(
    found: Sequence[float] | Samples, true: Sequence[float] | Samples, tolerance_seconds: float = 0.05
) -> tuple[float, list[float]]:
    """The F-measure of times against true ones, each taken once, and how late the right ones are."""
    offsets: list[float] = []
    here = there = 0
    while here < len(found) and there < len(true):
        late = float(found[here] - true[there])
        if abs(late) <= tolerance_seconds:
            offsets.append(late)
        here += late <= tolerance_seconds
        there += late >= -tolerance_seconds
    return 2 * len(offsets) / max(1, len(found) + len(true)), offsets
