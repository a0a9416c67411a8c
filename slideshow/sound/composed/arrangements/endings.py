"""Parts of the last chord: it is struck once and rings out."""

from collections.abc import Iterator

from slideshow.sound.composed.arrangements.arrangement import Choice, Part
from slideshow.sound.composed.arrangements.patterns import ladder, strum
from slideshow.sound.composed.score import Bar, Note


def last_note(track: str = "melody") -> Part:
    """The melody's last note."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        for note in bar.melody:
            yield Note(track, note.start_beat, note.beats, note.pitch, note.velocity)

    return play


def rolled(track: str, *, spread: float = 0.03, level: float = 0.65, bass: bool = False) -> Part:
    """The chord from low to high, its bass below where it has no other."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        voicing = bar.voicings[0]
        beats = float(bar.beats)
        if bass:
            yield Note(track, bar.start_beat, beats, voicing.bass + 12, level)
        yield from strum(voicing, track, bar.start_beat, beats, level, spread)

    return play


def cascade(
    track: str, *, low: int = 57, high: int = 84, count: int = 5, step: float = 0.25, level: float = 0.5
) -> Part:
    """Tones of the chord upwards, each softer than the one before."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        for number, pitch in enumerate(ladder(bar.voicings[0], low, high)[:count]):
            at = bar.start_beat + step * number
            yield Note(track, at, float(bar.beats), pitch, level * 0.93**number)

    return play


def sustained(track: str = "pad", *, level: float = 0.5) -> Part:
    """The chord, held."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        for pitch in bar.voicings[0].voices:
            yield Note(track, bar.start_beat, float(bar.beats), pitch, level)

    return play


def low(track: str = "bass", *, level: float = 0.68) -> Part:
    """The bass."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        yield Note(track, bar.start_beat, float(bar.beats), bar.voicings[0].bass, level)

    return play


def high(track: str, *, octaves: int = 1, level: float = 0.5, late: float = 0.0) -> Part:
    """The melody's last note again, above."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        pitch = max(note.pitch for note in bar.melody) + 12 * octaves
        yield Note(track, bar.start_beat + late, float(bar.beats), pitch, level)

    return play


def struck_once(*tracks: str, level: float = 0.6) -> Part:
    """Drums together on the chord."""

    def play(bar: Bar, choice: Choice) -> Iterator[Note]:
        for track in tracks:
            yield Note(track, bar.start_beat, 0.5, 0, level)

    return play
