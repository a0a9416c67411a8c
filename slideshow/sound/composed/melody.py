"""Phrases and chords in, a tune out: a motif that comes back, bent to the chords it meets.

Each tune has a motif: the rhythm of two bars and a contour. The notes themselves are the cheapest path
through the scale (dynamic programming) that follows the contour, stands on chord tones where the beat is
strong, and leaves other tones by step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from slideshow.sound.composed.score import Chord, Note, Phrase
from slideshow.sound.composed.styles import Cell, Style

_NEVER = 1e6
_OCTAVE = 12
_FIFTH = 7
_HEAD_BARS = 2
_CONTOURS = (
    (0, 1, 2, 3, 2, 1),
    (0, 2, 1, 3, 2, 4),
    (3, 2, 1, 0, 1, 2),
    (0, 0, 1, 2, 4, 3),
    (4, 3, 2, 4, 3, 1),
    (0, 3, 2, 1, 2, 0),
    (2, 4, 3, 1, 0, 1),
)


@dataclass(frozen=True, slots=True)
class _Motif:
    """Two bars of rhythm and a contour in steps of the scale; `lift` moves the second half of the phrase."""

    cells: tuple[Cell, Cell]
    contours: tuple[tuple[int, ...], tuple[int, ...]]
    lift: int


@dataclass(frozen=True, slots=True)
class _Slot:
    """A note to be: its place, and the step of the contour that it would like to stand on."""

    start_beat: float
    beats: float
    wanted: float


def sing(
    phrases: Sequence[Phrase], chords: Sequence[Chord], style: Style, beats_per_bar: int, dice: Random
) -> list[Note]:
    """The melody of the whole piece, its last note on the last chord. Phrases without a tune are silent."""
    motifs: dict[tuple[int, str], _Motif] = {}
    # How each tune began when it was first sung.
    heads: dict[tuple[int, str], list[int]] = {}
    notes: list[Note] = []
    for phrase in phrases:
        if not phrase.theme:
            continue
        tune = (phrase.movement, phrase.theme)
        motif = motifs.get(tune) or motifs.setdefault(tune, _motif(style, dice))
        slots = _slots(phrase, motif, beats_per_bar)
        head = heads.get(tune, []) if phrase.kind != "build" else []
        before = notes[-1].pitch if notes else None
        sung = _lead(slots, chords, style, before, phrase.cadence == "closed", head)
        if tune not in heads and phrase.kind != "intro":
            half = (phrase.start_bar + _HEAD_BARS) * beats_per_bar
            heads[tune] = [note.pitch for note in sung if note.start_beat < half]
        if phrase.turn % 2 and phrase.kind != "build":
            sung = _ornamented(sung, chords, dice)
        notes += sung
    last = chords[-1]
    before = notes[-1].pitch if notes else sum(style.melody_range) // 2
    final = [_Slot(last.start_beat, last.beats, 0.0)]
    return notes + _lead(final, chords, style, before, closing=True)


def is_strong(beat: float) -> bool:
    """Whether a place in the bar carries weight: the first and the third beat."""
    return beat % 2 == 0


def chord_at(chords: Sequence[Chord], beat: float) -> Chord:
    """The chord that sounds at a beat."""
    low, high = 0, len(chords)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if chords[middle].start_beat <= beat else (low, middle)
    return chords[low]


def _motif(style: Style, dice: Random) -> _Motif:
    first, second = dice.sample(style.cells, 2)
    rising, falling = dice.sample(_CONTOURS, 2)
    return _Motif((first, second), (rising, falling), dice.choice((-1, 1, 2)))


def _slots(phrase: Phrase, motif: _Motif, beats_per_bar: int) -> list[_Slot]:
    slots: list[_Slot] = []
    for bar in range(phrase.bar_count):
        half = bar % 2
        start = float((phrase.start_bar + bar) * beats_per_bar)
        cell, contour = motif.cells[half], motif.contours[half]
        lift = motif.lift if bar >= 2 else 0
        if phrase.kind == "build":  # a sequence: the first bar again and again, a step higher each time
            cell, contour, lift = motif.cells[0], motif.contours[0], bar
        elif bar == phrase.bar_count - 1 and phrase.bar_count > 1:
            # The phrase comes to rest and leaves time to breathe.
            slots.append(_Slot(start, min(2.5, beats_per_bar - 0.5), float(contour[0])))
            continue
        # A build-up holds its breath before what it leads to.
        most = beats_per_bar - (1.0 if phrase.kind == "build" and bar == phrase.bar_count - 1 else 0.0)
        for number, (onset, beats) in enumerate(cell):
            if onset < most:
                wanted = contour[number % len(contour)] + lift
                slots.append(_Slot(start + onset, min(beats, most - onset), float(wanted)))
    return slots


def _lead(
    slots: Sequence[_Slot],
    chords: Sequence[Chord],
    style: Style,
    before: int | None,
    closing: bool,
    head: Sequence[int] = (),
) -> list[Note]:
    """The cheapest path of pitches through the slots, along `head` where the chords allow it."""
    low, high = style.melody_range
    middle = (low + high) / 2
    places = [_pitches(slot, chords, low, high) for slot in slots]
    for number, pitch in enumerate(head[: len(places)]):
        if pitch in places[number]:
            places[number] = {pitch: places[number][pitch]}
    # costs[n][p] = (the cheapest way to stand on p at slot n, the pitch before it on that way)
    costs: list[dict[int, tuple[float, int]]] = []
    for number, (slot, pitches) in enumerate(zip(slots, places, strict=True)):
        layer: dict[int, tuple[float, int]] = {}
        chord = chord_at(chords, slot.start_beat)
        ends = number == len(slots) - 1
        for pitch, is_tone in pitches.items():
            own = 0.06 * abs(pitch - middle) + (0.0 if is_tone else 0.5)
            if ends and closing:
                own += (0.0, 1.0, 2.5, 6.0)[chord.tones.index(pitch % 12)]
            if number == 0:
                leap = 0 if before is None else abs(pitch - before)
                own += 0.25 * max(0, leap - 4) + (8.0 if leap > _OCTAVE else 0.0)
                own += 0.0 if is_tone else 4.0
                layer[pitch] = (own, pitch)
                continue
            wanted = slot.wanted - slots[number - 1].wanted
            layer[pitch] = min(
                (cost + own + _step_cost(last, pitch, wanted, places[number - 1][last], is_tone), last)
                for last, (cost, _) in costs[-1].items()
            )
        costs.append(layer)
    pitch = min(costs[-1], key=lambda pitch: costs[-1][pitch])
    path = [pitch]
    for layer in reversed(costs[1:]):
        pitch = layer[pitch][1]
        path.append(pitch)
    path.reverse()
    return [
        Note("melody", slot.start_beat, slot.beats, pitch, 0.72 if is_strong(slot.start_beat) else 0.6)
        for slot, pitch in zip(slots, path, strict=True)
    ]


def _pitches(slot: _Slot, chords: Sequence[Chord], low: int, high: int) -> dict[int, bool]:
    """What may stand in a slot, and whether it belongs to the chord.

    A note on a strong beat, or held over one, belongs to every chord it meets there; so does a long one.
    """
    stop = slot.start_beat + slot.beats
    strong = [beat for beat in range(int(slot.start_beat), int(stop) + 1) if is_strong(beat)]
    met = [chord_at(chords, beat) for beat in strong if slot.start_beat <= beat < stop]
    chord = chord_at(chords, slot.start_beat)
    if slot.beats >= 1.5 and chord not in met:
        met.append(chord)
    free = {pitch: pitch % 12 in chord.tones for pitch in range(low, high + 1) if pitch % 12 in chord.scale}
    bound = {pitch: True for pitch in free if all(pitch % 12 in one.tones for one in met)} if met else free
    return bound or {pitch: True for pitch, is_tone in free.items() if is_tone}


def _step_cost(last: int, pitch: int, wanted: float, last_is_tone: bool, is_tone: bool) -> float:
    leap = abs(pitch - last)
    if leap > _OCTAVE:
        return _NEVER
    # Two scale steps are about 3.5 semitones.
    cost = 0.5 * abs((pitch - last) / 1.75 - wanted)
    cost += 0.5 * max(0, leap - _FIFTH) + (3.0 if leap in (6, 11, 10) else 0.0)
    cost += 0.9 if leap == 0 and wanted else 0.0
    if leap > 2 or leap == 0:
        cost += (0.0 if last_is_tone else 8.0) + (0.0 if is_tone else 5.0)
    return cost


def _ornamented(notes: Sequence[Note], chords: Sequence[Chord], dice: Random) -> list[Note]:
    """The notes with some thirds filled by the tone between them, in the second half of the longer note."""
    filled: list[Note] = []
    for note, after in zip(notes, [*notes[1:], None], strict=True):
        middle = note.start_beat + note.beats / 2
        between = (
            [
                pitch
                for pitch in range(min(note.pitch, after.pitch) + 1, max(note.pitch, after.pitch))
                if pitch % 12 in chord_at(chords, middle).scale
            ]
            if after and abs(after.pitch - note.pitch) in (3, 4)
            else []
        )
        if between and 1 <= note.beats <= 2 and not is_strong(middle) and dice.random() < 0.6:
            half = note.beats / 2
            filled.append(Note("melody", note.start_beat, half, note.pitch, note.velocity))
            filled.append(Note("melody", middle, half, between[0], note.velocity - 0.12))
        else:
            filled.append(note)
    return filled
