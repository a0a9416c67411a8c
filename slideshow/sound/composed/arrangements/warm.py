"""Warm: a guitar that sings, an electric piano under it, plucked strings, a brushed kit that swings."""

from random import Random

from slideshow.sound.composed.arrangements.patterns import bass_notes, held, ladder, struck, strum
from slideshow.sound.composed.score import Bar, Note

_COMPING = (
    ((0.0, 1.5), (2.5, 1.0)),
    ((0.0, 0.75), (1.5, 2.0)),
    ((0.0, 2.0), (2.0, 0.5), (3.5, 0.5)),
)
_PICKED = (0, 2, 3, 1, 2, 3, 1, 2)


def play(bar: Bar, dice: Random) -> list[Note]:
    energy = bar.energy + 0.2 * bar.build
    kind = bar.phrase.kind
    notes = [
        Note("melody", note.start_beat, note.beats, note.pitch, note.velocity * (0.85 + 0.2 * energy))
        for note in bar.melody
    ]
    if kind in ("intro", "rest"):
        for voicing in bar.voicings:
            chord = voicing.chord
            notes += strum(voicing, "keys", chord.start_beat, chord.beats, 0.72, 0.02)
        return notes + _picked(bar, 0.6)
    notes += _comped(bar, 0.48 + 0.2 * energy)
    if energy > 0.5:
        notes += _picked(bar, 0.4 + 0.2 * energy)
    walk = ((0.0, 1.5), (1.5, 0.5), (2.0, 1.5), (3.5, 0.5)) if energy > 0.6 else ((0.0, 2.0), (2.0, 2.0))
    notes += bass_notes(bar, "bass", walk, 0.66)
    notes += struck(
        bar, "brush", (0.0, 1.0, 2.0, 3.0) if energy < 0.7 else (0.0, 0.5, 1.0, 2.0, 2.5, 3.0), 0.45
    )
    if energy > 0.48:
        notes += struck(bar, "kick", (0.0, 2.0) if bar.index % 2 == 0 else (0.0, 1.5, 2.0), 0.55)
        notes += struck(bar, "snare", (1.0, 3.0), 0.45 + 0.2 * energy)
    if energy > 0.6 and bar.is_last:
        notes += struck(bar, "snare", (2.5, 3.5), 0.35)
    if bar.build:
        notes += struck(bar, "snare", (0.5, 1.5, 2.5, 3.5), 0.2 + 0.3 * bar.build)
    if energy > 0.7:
        notes += held(bar, "pad", 0.5)
    return notes


def close(bar: Bar, dice: Random) -> list[Note]:
    voicing = bar.voicings[0]
    start, beats = bar.start_beat, float(bar.beats)
    notes = list(strum(voicing, "keys", start, beats, 0.62, 0.03))
    notes += [
        Note("pluck", start + 0.5 * number, beats, pitch, 0.55 - 0.03 * number)
        for number, pitch in enumerate(ladder(voicing, 52, 80)[:6])
    ]
    notes += held(bar, "pad", 0.5)
    notes += [Note("bass", start, beats, voicing.bass, 0.7), Note("kick", start, 0.5, 0, 0.5)]
    return [*notes, *struck(bar, "brush", (0.0,), 0.5), *bar.melody]


def _comped(bar: Bar, velocity: float) -> list[Note]:
    rhythm = _COMPING[(bar.phrase.turn + bar.index) % 2 if not bar.is_last else 2]
    notes: list[Note] = []
    starts = {voicing.chord.start_beat - bar.start_beat for voicing in bar.voicings}
    places = {**dict.fromkeys(starts, 1.0), **dict(rhythm)}
    for beat, beats in sorted(places.items()):
        if beat < bar.beats:
            at = bar.start_beat + beat
            weight = velocity if beat == 0 else velocity * 0.85
            notes += strum(bar.voicing_at(beat), "keys", at, min(beats, bar.beats - beat), weight, 0.008)
    return notes


def _picked(bar: Bar, velocity: float) -> list[Note]:
    notes = []
    for step in range(bar.beats * 2):
        rungs = ladder(bar.voicing_at(step / 2), 52, 76)
        weight = velocity * (1.0 if step % 4 == 0 else 0.78)
        notes.append(Note("pluck", bar.start_beat + step / 2, 1.0, rungs[_PICKED[step % 8]], weight))
    return notes
