"""Parts with a pitch: each factory makes one out of a track's name and its patterns.

A part plays where the energy of a phrase reaches its `above`; most are silent in rests and breaks, unless
they are `bare`, which means that they carry those alone.
"""

from collections.abc import Iterator, Sequence

from slideshow.sound.composed.arrangements.arrangement import Choice, Part
from slideshow.sound.composed.arrangements.patterns import held, ladder, strum
from slideshow.sound.composed.score import Bar, Note, Voicing

# Steps on the ladder of chord tones; None is a rest.
Figure = tuple[int | None, ...]
# (beat, 1 for downwards or -1 for upwards, strength)
Strokes = tuple[tuple[float, int, float], ...]
# (beat, beats, tone of the chord): "1" its bass, "5" its fifth, "8" the octave.
BassLine = tuple[tuple[float, float, str], ...]


def energy_of(bar: Bar) -> float:
    """The phrase's energy, rising a little through a build-up."""
    return bar.energy + 0.15 * bar.build


def _plays(bar: Bar, above: float, bare: bool) -> bool:
    return bare if bar.is_thin else energy_of(bar) >= above


def tune(track: str = "melody", *, octaves: int = 0, level: float = 1.0) -> Part:
    """The melody."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        for note in bar.melody:
            velocity = level * note.velocity * (0.85 + 0.18 * energy_of(bar))
            yield Note(track, note.start_beat, note.beats, note.pitch + 12 * octaves, velocity)

    return play


def doubled(
    track: str, interval: int = 12, *, above: float = 0.75, least_beats: float = 0.75, level: float = 0.6
) -> Part:
    """The longer notes of the melody once more, an interval away."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if _plays(bar, above, False):
            for note in bar.melody:
                if note.beats >= least_beats:
                    yield Note(track, note.start_beat, note.beats, note.pitch + interval, level)

    return play


def second_voice(track: str, *, above: float = 0.8, level: float = 0.55) -> Part:
    """A voice below the melody: the next tone of the chord, a third or more away."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if _plays(bar, above, False):
            for note in bar.melody:
                chord = bar.voicing_at(note.start_beat - bar.start_beat).chord
                below = [
                    note.pitch - step for step in range(3, 13) if (note.pitch - step) % 12 in chord.tones
                ]
                if below and note.beats >= 0.5:
                    yield Note(track, note.start_beat, note.beats, below[0], level)

    return play


def figure(
    track: str,
    figures: Sequence[Figure],
    *,
    step: float = 0.5,
    low: int = 57,
    high: int = 84,
    level: float = 0.6,
    above: float = 0.0,
    bare: bool = True,
    rings: bool = False,
    front: float = 0.12,
) -> Part:
    """Broken chords, in steps of so many beats. `rings` holds each tone until the chord changes.

    An intro that has no tune gives it more weight by `front`.
    """

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if not _plays(bar, above, bare):
            return
        steps = choice(f"{track} {bar.phrase.theme}", figures)
        weight = level * (0.85 + 0.25 * energy_of(bar))
        weight += front if bar.phrase.kind == "intro" and not bar.melody else 0.0
        per_beat = round(1 / step)
        for number in range(round(bar.beats / step)):
            rung = steps[number % len(steps)]
            if rung is None:
                continue
            beat = number * step
            voicing = bar.voicing_at(beat)
            rungs = ladder(voicing, low, high)
            accent = 1.12 if beat == 0 else 1.0 if number % per_beat == 0 else 0.74 if number % 2 else 0.84
            left = voicing.chord.stop_beat - bar.start_beat - beat if rings else step
            pitch = rungs[min(rung, len(rungs) - 1)]
            yield Note(track, bar.start_beat + beat, max(step, left), pitch, weight * accent)

    return play


def left_hand(
    track: str, figures: Sequence[Figure], *, step: float = 0.5, level: float = 0.5, bare: bool = True
) -> Part:
    """Broken chords from the bass upwards, under a pedal."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if not _plays(bar, 0.0, bare):
            return
        steps = choice(f"{track} {bar.phrase.theme}", figures)
        length = 1.0 if bar.is_thin else step
        for number in range(round(bar.beats / length)):
            beat = number * length
            voicing = bar.voicing_at(beat)
            base = voicing.bass + 12
            rungs = [base, *ladder(voicing, base + 5, base + 28)]
            since = round((bar.start_beat + beat - voicing.chord.start_beat) / length)
            rung = steps[since % len(steps)]
            if rung is None:
                continue
            weight = level * (1.15 if beat == 0 else 0.92 if beat % 2 == 0 else 0.78)
            velocity = weight * (0.8 + 0.3 * energy_of(bar))
            sounding = voicing.chord.stop_beat - bar.start_beat - beat
            pitch = rungs[min(rung, len(rungs) - 1)]
            yield Note(track, bar.start_beat + beat, max(length, sounding), pitch, velocity)

    return play


def strums(
    track: str,
    rhythms: Sequence[Strokes],
    *,
    beats: float = 0.5,
    spread: float = 0.011,
    level: float = 0.7,
    above: float = 0.0,
    bare: bool = False,
    octaves: int = 0,
) -> Part:
    """Chords struck across the strings; a rest or a break gets one, slowly."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if bar.is_thin:
            if bare:
                for voicing in bar.voicings:
                    chord = voicing.chord
                    yield from strum(voicing, track, chord.start_beat, chord.beats, level, 3 * spread)
            return
        if energy_of(bar) < above:
            return
        rhythm = choice(f"{track} {bar.phrase.theme}", rhythms)
        weight = level * (0.82 + 0.22 * energy_of(bar))
        for beat, way, strength in rhythm:
            if beat < bar.beats:
                played = bar.voicing_at(beat)
                raised = Voicing(
                    played.chord, played.bass, tuple(one + 12 * octaves for one in played.voices)
                )
                at = bar.start_beat + beat
                yield from strum(raised, track, at, beats, weight * strength, spread * way)

    return play


def chords(
    track: str,
    rhythms: Sequence[tuple[tuple[float, float], ...]],
    *,
    level: float = 0.6,
    above: float = 0.0,
    bare: bool = True,
    spread: float = 0.006,
) -> Part:
    """Chords in a rhythm of (beat, beats); each new chord is struck whatever the rhythm."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if not _plays(bar, above, bare):
            return
        rhythm = choice(f"{track} {bar.phrase.theme} {bar.index % 2}", rhythms)
        starts = {voicing.chord.start_beat - bar.start_beat for voicing in bar.voicings}
        long = {voicing.chord.start_beat - bar.start_beat: voicing.chord.beats for voicing in bar.voicings}
        places = long if bar.is_thin else {**dict.fromkeys(starts, 1.0), **dict(rhythm)}
        for beat, beats in sorted(places.items()):
            if beat < bar.beats:
                weight = level * (0.82 + 0.22 * energy_of(bar)) * (1.0 if beat == 0 else 0.86)
                at = bar.start_beat + beat
                yield from strum(
                    bar.voicing_at(beat), track, at, min(beats, bar.beats - beat), weight, spread
                )

    return play


def pad(track: str = "pad", *, level: float = 0.6, above: float = 0.0, bare: bool = True) -> Part:
    """Each chord, held."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if _plays(bar, above, bare):
            yield from held(bar, track, level * (0.85 + 0.2 * energy_of(bar)))

    return play


def bass(
    lines: Sequence[BassLine],
    track: str = "bass",
    *,
    level: float = 0.66,
    above: float = 0.0,
    bare: bool = False,
    walks: bool = True,
) -> Part:
    """The bass in a rhythm; at the end of a phrase it walks to the next one by a step."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if bar.is_thin:
            if bare:
                for voicing in bar.voicings:
                    yield Note(
                        track, voicing.chord.start_beat, voicing.chord.beats, voicing.bass, level * 0.9
                    )
            return
        if energy_of(bar) < above:
            return
        line = choice(f"{track} {bar.phrase.theme}", lines)
        places = {beat: (beats, tone) for beat, beats, tone in line if beat < bar.beats}
        for voicing in bar.voicings:
            places.setdefault(voicing.chord.start_beat - bar.start_beat, (1.0, "1"))
        for beat, (beats, tone) in sorted(places.items()):
            voicing = bar.voicing_at(beat)
            pitch = voicing.bass + {"1": 0, "5": 7, "8": 12}[tone]
            if pitch % 12 not in voicing.chord.tones:
                pitch = voicing.bass
            weight = level if beat % 2 == 0 else level * 0.86
            yield Note(track, bar.start_beat + beat, min(beats, bar.beats - beat), pitch, weight)
        if walks and bar.is_last and bar.next_bass is not None and bar.beats - 0.5 not in places:
            yield Note(track, bar.start_beat + bar.beats - 0.5, 0.5, _approach(bar), level * 0.8)

    return play


def _approach(bar: Bar) -> int:
    """A tone of the scale next to where the bass will go, on the side from which it comes."""
    assert bar.next_bass is not None
    voicing = bar.voicings[-1]
    side = 1 if voicing.bass >= bar.next_bass else -1
    near = (bar.next_bass + side * step for step in (2, 1, 3))
    return next((pitch for pitch in near if pitch % 12 in voicing.chord.scale), voicing.bass)


def pickup(track: str, *, low: int = 60, high: int = 88, level: float = 0.5, step: float = 0.25) -> Part:
    """A run up the chord in the last beat of a phrase, into the next one."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        if not bar.is_last or bar.following is None or bar.is_thin or bar.beats < 4:
            return
        beats = choice(f"{track} {bar.start_beat}", (0.0, 1.0, 1.0, 2.0))
        rungs = ladder(bar.voicings[-1], low, high)
        count = round(beats / step)
        for number, pitch in enumerate(rungs[-count:] if count else []):
            at = bar.start_beat + bar.beats - (count - number) * step
            yield Note(track, at, 2 * step, pitch, level * (0.75 + 0.35 * number / max(1, count)))

    return play


def echoed(source: Part, track: str, late_beats: float = 0.75, level: float = 0.75) -> Part:
    """Every second tone of another part, later and farther away."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        for number, note in enumerate(source(bar, choice)):
            if number % 2 == 0:
                yield Note(track, note.start_beat + late_beats, note.beats, note.pitch, note.velocity * level)

    return play
