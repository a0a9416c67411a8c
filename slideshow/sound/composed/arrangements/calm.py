"""Calm: a felt piano that sings over its own broken chords, a pad and a soft bass; brushes at the fullest."""

from random import Random

from slideshow.sound.composed.arrangements.patterns import bass_notes, held, ladder, struck
from slideshow.sound.composed.score import Bar, Note

# Steps on the ladder of chord tones, by eighths: a wave, and a quieter one.
_WAVE = (0, 1, 2, 3, 4, 3, 2, 1)
_SPARSE = (0, 2, 3, 2)


def play(bar: Bar, dice: Random) -> list[Note]:
    energy = bar.energy + 0.15 * bar.build
    notes = list(_left_hand(bar, energy, dice))
    notes += _sung(bar, energy)
    if energy > 0.25 or bar.index > 0:
        notes += held(bar, "pad", 0.45 + 0.25 * energy)
    if bar.phrase.kind not in ("intro", "rest"):
        notes += bass_notes(bar, "bass", ((0.0, 3.0), (3.0, 1.0)) if energy > 0.6 else ((0.0, 4.0),), 0.62)
    if energy > 0.8:
        notes += struck(bar, "brush", (1.0, 3.0), 0.5)
    if energy > 0.9 and bar.index % 2 == 1 and not bar.is_last:
        top = bar.voicings[-1].voices[-1] + 24
        notes.append(Note("bell", bar.start_beat + 3.0, 1.0, top, 0.5))
    return notes


def close(bar: Bar, dice: Random) -> list[Note]:
    voicing = bar.voicings[0]
    start, beats = bar.start_beat, float(bar.beats)
    pitches = [voicing.bass, voicing.bass + 12, *voicing.voices]
    notes = [
        Note("left", start, beats, pitch, 0.6 - 0.03 * number, 0.045 * number)
        for number, pitch in enumerate(pitches)
    ]
    notes += held(bar, "pad", 0.5)
    notes.append(Note("bass", start, beats, voicing.bass, 0.6))
    high = max(note.pitch for note in bar.melody) + 12
    notes.append(Note("melody", start + 1.0, beats, high, 0.35))
    return [*notes, *bar.melody]


def _left_hand(bar: Bar, energy: float, dice: Random) -> list[Note]:
    notes = []
    sparse = bar.phrase.kind in ("intro", "rest") or energy < 0.4
    steps, length = (_SPARSE, 1.0) if sparse else (_WAVE, 0.5)
    for number in range(int(bar.beats / length)):
        beat = number * length
        voicing = bar.voicing_at(beat)
        base = voicing.bass + 12
        rungs = [voicing.bass if sparse else base, *ladder(voicing, base + 5, base + 28)]
        since = round((bar.start_beat + beat - voicing.chord.start_beat) / length)
        pitch = rungs[steps[since % len(steps)]]
        velocity = (0.55 if beat == 0 else 0.42 if beat % 2 == 0 else 0.36) + 0.14 * max(
            energy, 0.8 if bar.phrase.kind == "intro" else 0.0
        )
        # The pedal holds what is struck until the chord changes.
        sounding = voicing.chord.stop_beat - bar.start_beat - beat
        notes.append(Note("left", bar.start_beat + beat, max(length, sounding), pitch, velocity))
    return notes


def _sung(bar: Bar, energy: float) -> list[Note]:
    notes = []
    for note in bar.melody:
        velocity = note.velocity * (0.82 + 0.25 * energy)
        notes.append(Note("melody", note.start_beat, note.beats * 1.1, note.pitch, velocity))
        if energy > 0.9 and note.beats >= 1.0:
            notes.append(Note("melody", note.start_beat, note.beats, note.pitch - 12, velocity * 0.7))
    return notes
