"""Phrases and a key in, chords out: a grammar of functions, rewritten to degrees of the mode.

The functions and their order (tonic, away from it, preparation, dominant) are those of Riemann's theory of
harmony; a phrase ends openly on the dominant or closes on the tonic.
"""

from collections.abc import Mapping, Sequence
from random import Random

from slideshow.sound.composed.score import Cadence, Chord, Key, Phrase, PhraseKind

SCALES: Mapping[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
}
# Degrees count from 0. One that stands twice is taken twice as often; diminished triads are left out.
_FUNCTIONS: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "major": {"tonic": (0,), "away": (5, 5, 2), "pre": (3, 3, 1), "dominant": (4,)},
    "lydian": {"tonic": (0,), "away": (5, 2), "pre": (1, 1, 5), "dominant": (4,)},
    "mixolydian": {"tonic": (0,), "away": (5, 3), "pre": (3, 1), "dominant": (6, 4)},
    "dorian": {"tonic": (0,), "away": (2, 6), "pre": (3,), "dominant": (4, 6)},
    "minor": {"tonic": (0,), "away": (5, 2), "pre": (3, 5), "dominant": (6, 6, 4)},
}
# One entry a bar; "pre dominant" shares a bar.
_THEMES = (
    ("tonic", "away", "pre", "dominant"),
    ("tonic", "dominant", "away", "pre"),
    ("tonic", "pre", "away", "dominant"),
    ("tonic", "away", "pre", "pre dominant"),
    ("tonic", "pre", "tonic", "dominant"),
)
_CONTRASTS = (
    ("away", "pre", "tonic", "dominant"),
    ("pre", "tonic", "pre", "dominant"),
    ("pre", "dominant", "away", "dominant"),
    ("away", "dominant", "pre", "dominant"),
)
_BUILDS = (("away", "pre", "dominant", "dominant"), ("pre", "away", "pre", "dominant"))
_RULES: Mapping[PhraseKind, Sequence[tuple[str, ...]]] = {
    "theme": _THEMES,
    "answer": _THEMES,
    "contrast": _CONTRASTS,
    "build": _BUILDS,
    "rest": (("tonic", "away", "pre", "dominant"),),
}
_CADENCES: Mapping[Cadence, tuple[str, ...]] = {
    "half": (),
    "closed": ("pre dominant", "tonic"),
    "deceptive": ("pre dominant", "away"),
    "last": ("pre", "dominant"),
}
_ENDINGS = {1: ("pre dominant",), 2: ("pre", "dominant"), 3: ("tonic", "pre", "dominant")}
_FUNCTIONS_OF_LAST = {
    "mixolydian": {"dominant": (4,)},
    "dorian": {"dominant": (4,)},
    "minor": {"dominant": (4,)},
}


# What is played to the chords of its tune; an intro without one has chords of its own.
_SUNG: tuple[PhraseKind, ...] = ("intro", "theme", "answer", "contrast", "break")


def harmonise(
    phrases: Sequence[Phrase], keys: Sequence[Key], beats_per_bar: int, sevenths: bool, dice: Random
) -> list[Chord]:
    """The chords of all phrases without a gap, and behind them the last tonic.

    `keys` holds one key for each movement. A tune keeps its chords whenever it comes back; only its
    cadence changes.
    """
    tunes: dict[tuple[int, str], list[list[int]]] = {}
    chords: list[Chord] = []
    for phrase in phrases:
        key = keys[phrase.movement]
        name = (phrase.theme or phrase.kind) if phrase.kind in _SUNG else phrase.kind
        bars = tunes.get((phrase.movement, name))
        if bars is None:
            strong = phrase.kind == "ending"
            bars = tunes[phrase.movement, name] = _degrees(_plain(phrase, dice), key.mode, dice, strong)
        if phrase.kind == "intro":
            bars = bars[: phrase.bar_count]
        if phrase.kind != "ending" and phrase.cadence != "half":
            ending = _degrees(_CADENCES[phrase.cadence], key.mode, dice, strong=True)
            bars = bars[: phrase.bar_count - len(ending)] + ending
        next_key = keys[phrase.movement + 1] if phrase.kind == "rest" else None
        if next_key:
            bars = [*bars[:-1], [4]]  # the dominant of the key to come
        for number, degrees in enumerate(bars):
            beats = beats_per_bar / len(degrees)
            start = (phrase.start_bar + number) * beats_per_bar
            strong = phrase.cadence != "half" and number >= phrase.bar_count - 2
            for place, degree in enumerate(degrees):
                sung = next_key if next_key and number == phrase.bar_count - 1 else key
                raised = strong or sung is next_key
                chords.append(_chord(sung, degree, start + place * beats, beats, sevenths, raised))
    end = chords[-1].stop_beat
    chords.append(_chord(keys[-1], 0, end, float(2 * beats_per_bar), False, False))
    return _with_basses(chords)


def _plain(phrase: Phrase, dice: Random) -> tuple[str, ...]:
    """The functions of a phrase, bar by bar, before its cadence."""
    if phrase.kind == "intro":  # the first bars of the tune to come
        return dice.choice(_THEMES)
    if phrase.kind == "ending":
        if phrase.bar_count > 3:
            return ("tonic", "away", "pre", "dominant")
        return _ENDINGS[phrase.bar_count]
    return dice.choice(_RULES[phrase.kind])


def _degrees(functions: Sequence[str], mode: str, dice: Random, strong: bool = False) -> list[list[int]]:
    """Degrees for functions, bar by bar, no two alike next to each other where that can be."""
    table = {**_FUNCTIONS[mode], **(_FUNCTIONS_OF_LAST.get(mode, {}) if strong else {})}
    bars: list[list[int]] = []
    before = -1
    for names in functions:
        bar = []
        for name in names.split():
            choices = [degree for degree in table[name] if degree != before] or list(table[name])
            before = dice.choice(choices)
            bar.append(before)
        bars.append(bar)
    return bars


def _chord(key: Key, degree: int, start: float, beats: float, sevenths: bool, strong: bool) -> Chord:
    steps = list(SCALES[key.mode])
    if strong and degree == 4:
        steps[6] = 11  # the leading note makes a real dominant of the fifth degree in every mode
    thirds = 4 if sevenths or (strong and degree == 4) else 3
    tones = tuple((key.tonic + steps[(degree + 2 * third) % 7]) % 12 for third in range(thirds))
    scale = tuple(sorted((key.tonic + step) % 12 for step in steps))
    return Chord(start, beats, degree, tones, scale, tones[0])


def _with_basses(chords: list[Chord]) -> list[Chord]:
    """The chords with their third in the bass where that lets it walk by steps."""
    walked = list(chords)
    for number in range(1, len(chords) - 2):
        before, chord, after = walked[number - 1], chords[number], chords[number + 1]
        third = chord.tones[1]
        by_steps = all(0 < _distance(third, other.bass) <= 2 for other in (before, after))
        if by_steps and chord.degree != after.degree:
            walked[number] = Chord(
                chord.start_beat, chord.beats, chord.degree, chord.tones, chord.scale, third
            )
    return walked


def _distance(low: int, high: int) -> int:
    return min((low - high) % 12, (high - low) % 12)
