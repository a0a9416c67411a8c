"""What all bands share: held chords, strums, patterns of drums."""

from collections.abc import Iterator, Sequence

from slideshow.sound.composed.score import Bar, Note, Voicing


def held(bar: Bar, track: str, velocity: float) -> Iterator[Note]:
    """Each chord of the bar, held as long as it lasts."""
    for voicing in bar.voicings:
        chord = voicing.chord
        for pitch in voicing.voices:
            yield Note(track, chord.start_beat, chord.beats, pitch, velocity)


def strum(
    voicing: Voicing, track: str, start: float, beats: float, velocity: float, spread_seconds: float
) -> Iterator[Note]:
    """The chord from low to high, or from high to low for a negative spread."""
    pitches = voicing.voices if spread_seconds >= 0 else voicing.voices[::-1]
    for number, pitch in enumerate(pitches):
        late = number * abs(spread_seconds)
        yield Note(track, start, beats, pitch, velocity * (1 - 0.06 * number), late)


def struck(bar: Bar, track: str, beats: Sequence[float], velocity: float) -> Iterator[Note]:
    """One drum on some beats of the bar."""
    for beat in beats:
        if beat < bar.beats:
            yield Note(track, bar.start_beat + beat, 0.5, 0, velocity)


def ladder(voicing: Voicing, low: int, high: int) -> list[int]:
    """The tones of a chord in every octave from `low` to `high`."""
    return [pitch for pitch in range(low, high + 1) if pitch % 12 in voicing.chord.tones]
