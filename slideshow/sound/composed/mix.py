"""Notes in, stereo samples out, block by block: tones from a bounded store, buses, a room, a soft ceiling."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

import numpy as np

from slideshow.sound.composed.arrangements.arrangement import Arrangement
from slideshow.sound.composed.drums import DRUMS, TAKES
from slideshow.sound.composed.form import Form
from slideshow.sound.composed.instruments import INSTRUMENTS
from slideshow.sound.composed.levels import faders
from slideshow.sound.composed.modal_synthesis import Mono, rise
from slideshow.sound.composed.reverb import Planes, Room
from slideshow.sound.composed.score import Note
from slideshow.sound.composed.soundfont import sample_tone
from slideshow.sound.composed.styles import Style, Track
from slideshow.sound.loudness import SAMPLE_RATE
from slideshow.sound.music_file import Samples

# With the room's response, a little less than 1 << 18.
BLOCK_SAMPLES = 150_000
_LONGEST_TONE_SAMPLES = 8 * SAMPLE_RATE
_MOST_STORED_SAMPLES = 8_000_000  # 32 MB
_TOUCHES = 6
_CEILING = np.float32(0.84)
_MOST_HURRY = 2.0  # of its spread
# A hand that was late is still a little late on its next note, and its strength drifts with it.
_DRIFT = 0.7
# How far parts give way to the kick, and how soon they are back.
_DUCK_DEPTH = 0.55
_DUCK_SECONDS = 0.32
_DUCK_FALL_SECONDS = 0.04
# The last chord fades over this share of its ring, though its tones die by themselves.
_FADED_RING = 0.6
_LAST_SILENCE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A note as the mixer hears it: in samples, with its gain; of a drum, which take."""

    start: int
    count: int
    note: Note
    gain: float
    take: int


# Instrument, pitch or take, touch and side: what a tone is made from.
_Recipe = tuple[str, int, int, int]


class _Store:
    """Tones, each made when it is struck and kept for the next time.

    Where there are too many, the one leaves that is not struck again for longest: with the strokes known, a
    third of the room does with little more work.
    """

    def __init__(
        self, strokes: Sequence[_Stroke], tracks: Mapping[str, Track], soundfont: Path | None
    ) -> None:
        self._soundfont = soundfont
        self._tones: dict[_Recipe, Mono] = {}
        self._count = 0
        # When each is struck, the next time first.
        self._turns: defaultdict[_Recipe, deque[int]] = defaultdict(deque)
        for turn, stroke in enumerate(strokes):
            for recipe in dict.fromkeys(_recipes(stroke, tracks[stroke.note.track])):
                self._turns[recipe].append(turn)

    def struck(self, recipes: Sequence[_Recipe]) -> list[Mono]:
        """The next stroke's tones."""
        tones = [self._tone(recipe) for recipe in recipes]
        for recipe in dict.fromkeys(recipes):
            self._turns[recipe].popleft()
            if not self._turns[recipe]:
                self._drop(recipe)
        while self._count > _MOST_STORED_SAMPLES:
            self._drop(max(self._tones, key=lambda recipe: self._turns[recipe][0]))
        return tones

    def _tone(self, recipe: _Recipe) -> Mono:
        if recipe not in self._tones:
            instrument, pitch, touch, side = recipe
            self._tones[recipe] = _made(self._soundfont, instrument, pitch, touch / (_TOUCHES - 1), side)
            self._count += len(self._tones[recipe])
        return self._tones[recipe]

    def _drop(self, recipe: _Recipe) -> None:
        self._count -= len(self._tones.pop(recipe))


def mix(
    notes: Sequence[Note],
    form: Form,
    style: Style,
    arrangement: Arrangement,
    dice: Random,
    soundfont: Path | None = None,
) -> Iterator[Samples]:
    """The piece in blocks of (count, 2), as long as the form to the sample, its last sample silent.

    With a `soundfont` its instruments play; where it has none like ours, ours do.
    """
    total = round(form.seconds * SAMPLE_RATE)
    tracks = arrangement.tracks
    strokes = _strokes(notes, form, arrangement.swing or style.swing, tracks, dice)
    ducks = [stroke.start for stroke in strokes if stroke.note.track == "kick"] if _ducks(tracks) else []
    store, room = _Store(strokes, tracks, soundfont), Room(style.room_seconds, BLOCK_SAMPLES)
    tone_of = partial(_made, soundfont, touch=0.6, side=0)
    faded = faders(notes, form, tracks, style.sends, tone_of)
    # Dry parts, those that give way to the kick, and what goes into the room of each.
    buses = np.zeros((4, 2, BLOCK_SAMPLES + _LONGEST_TONE_SAMPLES), dtype=np.float32)
    place = 0
    for start in range(0, total, BLOCK_SAMPLES):
        while place < len(strokes) and strokes[place].start < start + BLOCK_SAMPLES:
            stroke = strokes[place]
            track = tracks[stroke.note.track]
            dry = buses[2 if track.ducked else 0]
            _strike(stroke, stroke.start - start, track, store, dry, buses[3 if track.ducked else 1], style)
            place += 1
        heard = buses[:, :, :BLOCK_SAMPLES]
        if ducks:
            heard[2:] *= _ducked(ducks, start)
        dry, sent = heard[0] + heard[2], heard[1] + heard[3]
        dry += room.answer(sent)
        dry *= faded.during(start, BLOCK_SAMPLES)
        _limit(dry)
        _end(dry, start, total, form.beat_seconds[-1])
        yield np.ascontiguousarray(dry[:, : total - start].T)
        buses[:, :, :_LONGEST_TONE_SAMPLES] = buses[:, :, BLOCK_SAMPLES:]
        buses[:, :, _LONGEST_TONE_SAMPLES:] = 0


@dataclass(slots=True)
class _Hand:
    """The one who plays a track: how late and how strong just now, and which take was the last."""

    late: float = 0.0
    strong: float = 0.0
    take: int = 0


def _strokes(
    notes: Sequence[Note], form: Form, swing: float, tracks: Mapping[str, Track], dice: Random
) -> list[_Stroke]:
    hands: defaultdict[str, _Hand] = defaultdict(_Hand)
    ordered = sorted(notes, key=lambda note: (note.start_beat, note.track, note.pitch))
    strokes = [_stroke(note, form, swing, tracks[note.track], hands[note.track], dice) for note in ordered]
    return sorted(strokes, key=lambda stroke: stroke.start)


def _stroke(note: Note, form: Form, swing: float, track: Track, hand: _Hand, dice: Random) -> _Stroke:
    start = form.time(_swung(note.start_beat, swing))
    stop = form.time(_swung(note.start_beat + note.beats, swing))
    hand.late = _DRIFT * hand.late + (1 - _DRIFT) * dice.gauss(0, 1.6)
    hand.strong = _DRIFT * hand.strong + (1 - _DRIFT) * dice.gauss(0, 1.6)
    hand.take = (hand.take + dice.randrange(1, TAKES)) % TAKES
    hurry = max(-_MOST_HURRY, min(_MOST_HURRY, hand.late + dice.gauss(0, 0.7))) * track.hurry_seconds
    late = max(0.0, start + note.late_seconds + track.late_seconds + hurry)
    velocity = max(0.05, min(1.0, note.velocity * (1 + 0.05 * hand.strong + 0.05 * dice.gauss(0, 1))))
    played = replace(note, velocity=velocity)
    count = round((stop - start) * SAMPLE_RATE)
    return _Stroke(round(late * SAMPLE_RATE), count, played, track.gain * velocity**1.4, hand.take)


def _swung(beat: float, swing: float) -> float:
    """A place in the beat, its middle moved to `swing`."""
    whole, part = divmod(beat, 1.0)
    return whole + (part * 2 * swing if part <= 0.5 else swing + (part - 0.5) * 2 * (1 - swing))


def _strike(
    stroke: _Stroke, at: int, track: Track, store: _Store, dry: Planes, sent: Planes, style: Style
) -> None:
    """Adds a note's tone to its buses, `at` samples into them."""
    note = stroke.note
    instrument = INSTRUMENTS.get(track.instrument)
    release = round((instrument.release_seconds if instrument else 0.0) * SAMPLE_RATE)
    send = np.float32(style.sends[track.bus])
    # High tones to the right, as at a keyboard; the bass stays where it is.
    aside = 0.008 * (note.pitch - 64) if instrument and track.bus != "near" else 0.0
    pan = max(-1.0, min(1.0, track.pan + aside))
    for side, tone in enumerate(store.struck(_recipes(stroke, track))):
        if instrument is not None:
            tone = _stopped(tone, stroke.count, release)
        angle = (pan if side else -pan) * np.pi / 4 + np.pi / 4
        gain = stroke.gain * 1.414 * float(np.sin(angle))
        played = tone * np.float32(gain)
        dry[side, at : at + len(played)] += played
        played *= send
        sent[side, at : at + len(played)] += played


def _recipes(stroke: _Stroke, track: Track) -> list[_Recipe]:
    """Those of a note's tones: left, right."""
    touch = round(stroke.note.velocity * (_TOUCHES - 1))
    instrument = INSTRUMENTS.get(track.instrument)
    if instrument is None:
        return [(track.instrument, stroke.take, touch, 0)] * 2
    return [(track.instrument, stroke.note.pitch, touch, side if instrument.wide else 0) for side in (0, 1)]


def _stopped(tone: Mono, count: int, release: int) -> Mono:
    if count + release >= len(tone):
        return tone
    stopped = tone[: count + release].copy()
    stopped[count:] *= rise(release)[::-1]
    return stopped


def _made(soundfont: Path | None, instrument: str, pitch: int, touch: float, side: int) -> Mono:
    """A tone at the level of all others: the loudest tenth of a second has a root mean square of 0.25."""
    ours = INSTRUMENTS.get(instrument)
    ear = side if ours and ours.wide else None
    tone = sample_tone(soundfont, instrument, pitch, touch, ear) if soundfont else None
    if tone is not None:
        pass
    elif instrument in DRUMS:
        tone = DRUMS[instrument](touch, pitch % TAKES)
    else:
        tone = INSTRUMENTS[instrument].tone(440 * 2 ** ((pitch - 69) / 12), touch, side)
    window = SAMPLE_RATE // 10
    energies = np.add.reduceat(np.square(tone), np.arange(0, len(tone), window))
    counts = np.diff([*range(0, len(tone), window), len(tone)])
    tone *= np.float32(0.25 / float((energies / counts).max()) ** 0.5)
    return tone


def _ducks(tracks: Mapping[str, Track]) -> bool:
    return any(track.ducked for track in tracks.values())


def _ducked(kicks: Sequence[int], start: int) -> Mono:
    """The gain under the kicks that touch a block: down and back along a cosine.

    It goes down slowly enough to let the start of a note through that is played with the kick.
    """
    gain = np.ones(BLOCK_SAMPLES, dtype=np.float32)
    length, fall = round(_DUCK_SECONDS * SAMPLE_RATE), round(_DUCK_FALL_SECONDS * SAMPLE_RATE)
    down = rise(fall)
    back = rise(length - fall)[::-1]
    dip = (1 - _DUCK_DEPTH * np.concatenate([down, back])).astype(np.float32)
    for kick in kicks[bisect_left(kicks, start - length) : bisect_left(kicks, start + BLOCK_SAMPLES)]:
        at = kick - start
        low, high = max(0, at), min(BLOCK_SAMPLES, at + length)
        np.minimum(gain[low:high], dip[low - at : high - at], out=gain[low:high])
    return gain


def _limit(planes: Planes) -> None:
    """Rounds off what is loud, as tape does: nearly straight below half of the ceiling, never above it."""
    planes /= _CEILING
    np.tanh(planes, out=planes)
    planes *= _CEILING


def _end(planes: Planes, start: int, total: int, last_chord_seconds: float) -> None:
    """Lets the last chord fade to nothing at the last sample; in place."""
    silence = round(_LAST_SILENCE_SECONDS * SAMPLE_RATE)
    last = total - silence
    fade = max(1, round((last - last_chord_seconds * SAMPLE_RATE) * _FADED_RING))
    if start + planes.shape[1] <= last - fade:
        return
    progress = np.clip((np.arange(start, start + planes.shape[1]) - (last - fade)) / fade, 0, 1)
    planes *= (0.5 + 0.5 * np.cos(np.pi * progress)).astype(np.float32)
