"""Pulse: a soft kick on every beat, a pad that breathes with it, plucked sixteenths and their echo."""

from random import Random

from slideshow.sound.composed.arrangements.patterns import bass_notes, held, ladder, struck
from slideshow.sound.composed.score import Bar, Note

_FIGURES = (
    (0, 2, 4, 1, 3, 2, 4, 3),
    (0, 3, 2, 4, 0, 3, 2, 5),
    (4, 3, 2, 0, 3, 2, 1, 2),
)
_ECHO_BEATS = 0.75


def play(bar: Bar, dice: Random) -> list[Note]:
    energy = bar.energy + 0.15 * bar.build
    kind = bar.phrase.kind
    notes = [
        Note("melody", note.start_beat, note.beats, note.pitch, note.velocity * (0.8 + 0.2 * energy))
        for note in bar.melody
    ]
    notes += _arpeggio(bar, 0.65 if kind == "intro" else 0.42 + 0.25 * energy + 0.2 * bar.build)
    if kind != "intro" or bar.index > 0:
        notes += held(bar, "pad", 0.5 + 0.2 * energy)
    if kind in ("intro", "rest"):
        return notes + list(struck(bar, "kick", (0.0, 2.0), 0.45))
    on = (0.0, 1.0, 2.0, 3.0)
    if not (bar.build and bar.is_last):
        notes += struck(bar, "kick", on, 0.72)
    else:  # a breath before the full entry
        notes += struck(bar, "kick", (0.0, 1.0), 0.72)
    if bar.build > 0.5:  # what was taken away is felt when it comes back
        notes += struck(bar, "hat", [beat + 0.5 for beat in range(4)], 0.5)
    elif energy > 0.5:
        notes += bass_notes(bar, "bass", [(0.0, 0.45), *((beat + 0.5, 0.45) for beat in range(4))], 0.66)
        notes += struck(bar, "hat", [beat + 0.5 for beat in range(4)], 0.55)
    else:
        notes += bass_notes(bar, "bass", ((0.0, 1.8), (2.0, 1.8)), 0.6)
    if energy > 0.58 and not bar.build:
        notes += struck(bar, "clap", (1.0, 3.0), 0.55)
    if energy > 0.9:
        notes += struck(bar, "hat", [beat + step for beat in range(4) for step in (0.25, 0.75)], 0.35)
    if bar.build:
        dense = 0.5 if bar.index < 2 else 0.25
        count = int(bar.beats / dense)
        notes += struck(bar, "clap", [step * dense for step in range(count)], 0.16 + 0.22 * bar.build)
        if bar.index == bar.phrase.bar_count - 2:
            notes.append(Note("riser", bar.start_beat, 8.0, 0, 0.6))
    return notes


def close(bar: Bar, dice: Random) -> list[Note]:
    voicing = bar.voicings[0]
    start, beats = bar.start_beat, float(bar.beats)
    notes = [Note("kick", start, 0.5, 0, 0.72), Note("clap", start, 0.5, 0, 0.4)]
    notes += held(bar, "pad", 0.65)
    notes.append(Note("bass", start, beats, voicing.bass, 0.7))
    rungs = ladder(voicing, 60, 86)
    for step in range(12):
        pitch = rungs[_FIGURES[0][step % 8] % len(rungs)]
        notes.append(Note("arpeggio", start + step / 4, 1.0, pitch, 0.55 * 0.86**step))
    return [*notes, *bar.melody]


def _arpeggio(bar: Bar, velocity: float) -> list[Note]:
    figure = _FIGURES[len(bar.phrase.theme) and "ABC".index(bar.phrase.theme)]
    notes = []
    for step in range(bar.beats * 4):
        beat = step / 4
        rungs = ladder(bar.voicing_at(beat), 60, 86)
        weight = velocity * (1.2 if step == 0 else 1.0 if step % 4 == 0 else 0.68 if step % 2 else 0.8)
        pitch = rungs[figure[step % 8]]
        notes.append(Note("arpeggio", bar.start_beat + beat, 0.25, pitch, weight))
        if step % 2 == 0:
            notes.append(Note("echo", bar.start_beat + beat + _ECHO_BEATS, 0.25, pitch, weight * 0.8))
    return notes
