"""Bright: kalimba and glockenspiel over a marimba's runs, a ukulele's strums, claps."""

from random import Random

from slideshow.sound.composed.arrangements.patterns import bass_notes, held, ladder, struck, strum
from slideshow.sound.composed.score import Bar, Note

_RUNS = ((0, 2, 1, 3, 2, 4, 3, 2), (0, 1, 2, 4, 3, 2, 1, 2), (4, 2, 3, 1, 2, 0, 1, 2))
# Down, down-up, up-down-up: beat, upwards, strength.
_STRUMS = ((0.0, 1, 1.0), (1.0, 1, 0.8), (1.5, -1, 0.6), (2.5, -1, 0.75), (3.0, 1, 0.85), (3.5, -1, 0.6))


def play(bar: Bar, dice: Random) -> list[Note]:
    energy = bar.energy + 0.2 * bar.build
    kind = bar.phrase.kind
    notes = [
        Note("melody", note.start_beat, note.beats, note.pitch, note.velocity * (0.85 + 0.2 * energy))
        for note in bar.melody
    ]
    notes += _arpeggio(bar, 0.68 if kind == "intro" else 0.45 + 0.2 * energy)
    if kind in ("intro", "rest"):
        notes += strum(bar.voicings[0], "strum", bar.start_beat, 2.0, 0.75, 0.022)
        return notes + ([] if kind == "intro" else list(struck(bar, "shaker", (1.0, 3.0), 0.5)))
    notes += _strums(bar, 0.5 + 0.3 * energy)
    notes += bass_notes(bar, "bass", ((0.0, 1.4), (1.5, 0.5), (2.0, 1.4), (3.5, 0.5)), 0.66)
    if energy > 0.5:
        notes += struck(bar, "shaker", [step / 2 for step in range(8)], 0.4 + 0.25 * energy)
        notes += struck(bar, "kick", (0.0, 2.0) if energy < 0.9 else (0.0, 1.5, 2.0), 0.62)
    if energy > 0.58 and not bar.build:
        notes += struck(bar, "clap", (1.0, 3.0), 0.45 + 0.25 * energy)
    if bar.build:
        notes += _rolled_claps(bar)
    if energy > 0.7:
        notes += held(bar, "pad", 0.5)
        notes += [
            Note("bell", note.start_beat, note.beats, note.pitch + 12, 0.55)
            for note in bar.melody
            if note.beats >= 0.75
        ]
    return notes


def close(bar: Bar, dice: Random) -> list[Note]:
    voicing = bar.voicings[0]
    start, beats = bar.start_beat, float(bar.beats)
    notes = list(strum(voicing, "strum", start, beats, 0.8, 0.03))
    notes += [
        Note("arpeggio", start + 0.25 * number, 2.0, pitch, 0.55 - 0.03 * number)
        for number, pitch in enumerate(ladder(voicing, 60, 84)[:6])
    ]
    notes += held(bar, "pad", 0.5)
    notes += [Note("bass", start, beats, voicing.bass, 0.7), Note("kick", start, 0.5, 0, 0.6)]
    high = max(note.pitch for note in bar.melody) + 12
    return [*notes, Note("bell", start, beats, high, 0.6), *bar.melody]


def _arpeggio(bar: Bar, velocity: float) -> list[Note]:
    run = _RUNS[len(bar.phrase.theme) and "ABC".index(bar.phrase.theme)]
    notes = []
    for step in range(bar.beats * 2):
        rungs = ladder(bar.voicing_at(step / 2), 57, 84)
        weight = velocity * (1.0 if step % 4 == 0 else 0.8)
        notes.append(Note("arpeggio", bar.start_beat + step / 2, 0.5, rungs[run[step % 8]], weight))
    return notes


def _strums(bar: Bar, velocity: float) -> list[Note]:
    notes: list[Note] = []
    for beat, way, strength in _STRUMS:
        if beat < bar.beats:
            spread = 0.011 * way
            at = bar.start_beat + beat
            notes += strum(bar.voicing_at(beat), "strum", at, 0.45, velocity * strength, spread)
    return notes


def _rolled_claps(bar: Bar) -> list[Note]:
    """Claps that grow denser towards the end of the build-up."""
    beats = (1.0, 3.0) if bar.index < 2 else (0.0, 1.0, 2.0, 3.0)
    if bar.is_last:
        return list(struck(bar, "clap", (0.0, 1.0, 2.0, 2.5, 3.0, 3.25, 3.5), 0.65))
    return list(struck(bar, "clap", beats, 0.4 + 0.25 * bar.build))
