"""The music's sound and the clips' in, one sound for the film out: the music goes down under each clip.

All of it in samples at 48 kHz, block by block, through raw files beside each other.
"""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from slideshow.events import Report
from slideshow.model.soundtrack import ClipSound
from slideshow.sound.clip_audio import decode_part
from slideshow.sound.ducking import Duck, duck_gains
from slideshow.sound.film_sound import Fades, FilmSound, Play
from slideshow.sound.limiter import Levels
from slideshow.sound.loudness import FRAME_SAMPLES, SAMPLE_RATE, Floats, amplitude, integrated_lufs
from slideshow.sound.music_file import SAMPLE_BYTES, Music, Samples, peaks_of, powers

# Music is at this level before it goes down, clips beside it: 10 dB above music that is down by 12 dB, which
# is what speech needs to be understood without effort.
MUSIC_LUFS = -14.0
CLIP_LUFS = -16.0
_MOST_LIFT_DECIBELS = 12.0
_MOST_CUT_DECIBELS = 20.0
# Speech that is still too quiet when lifted gets its 10 dB from music that goes down further.
_ABOVE_MUSIC_LU = 10.0
_DUCK_DECIBELS = 12.0
_MOST_DUCK_DECIBELS = 18.0
_SILENCE_LUFS = -60.0

_RAMP_SAMPLES = round(0.040 * SAMPLE_RATE)
# Sound that sets in late must not click, and its first stroke must not be lost.
_LATE_RAMP_SAMPLES = round(0.005 * SAMPLE_RATE)
_BLOCK_FRAMES = 200
_NAME = "The sound of the clips"


@dataclass(frozen=True, slots=True)
class Part:
    """A clip's sound in the film, heard from the film's sample `start` to `stop`.

    Sample `at` of the film is the first one of `sound`. `rise` and `fall` are the lengths of its ramps;
    those shared with a neighbour (`rises_over`, `falls_over`) are crossfades of equal power. A person wants
    it louder by `more_decibels`.
    """

    sound: Music
    at: int
    start: int
    stop: int
    lufs: float
    more_decibels: float = 0.0
    rise: int = _RAMP_SAMPLES
    fall: int = _RAMP_SAMPLES
    rises_over: bool = False
    falls_over: bool = False

    @property
    def gain_decibels(self) -> float:
        """What brings it to -16 LUFS, but never more than 12 dB up: wind and hiss stay what they are."""
        return self._usual_decibels + self.more_decibels

    @property
    def _usual_decibels(self) -> float:
        return min(_MOST_LIFT_DECIBELS, max(-_MOST_CUT_DECIBELS, CLIP_LUFS - self.lufs))

    @property
    def duck(self) -> Duck:
        """How far the music goes down under it."""
        needed = MUSIC_LUFS - (self.lufs + self._usual_decibels - _ABOVE_MUSIC_LU)
        decibels = min(_MOST_DUCK_DECIBELS, max(_DUCK_DECIBELS, needed))
        return Duck(self.start / SAMPLE_RATE, self.stop / SAMPLE_RATE, decibels)


def clip_parts(
    clips: Sequence[ClipSound], sample_count: int, folder: Path, report: Report
) -> tuple[Part, ...]:
    """What is heard of the clips in a film, in its order. Those without sound are reported and left out.

    Raw files are written into `folder`.
    """
    parts = []
    for number, one in enumerate(sorted(clips, key=lambda clip: clip.at)):
        at = round(one.at * SAMPLE_RATE)
        start = one.start - min(0.0, one.at)
        stop = min(one.stop, one.start + sample_count / SAMPLE_RATE - one.at)
        if stop <= start:
            continue
        sound = decode_part(one.clip, start, stop, folder / f"clip-{number}.f32", report)
        if sound is not None and (part := _part(sound, max(0, at), sample_count)) is not None:
            parts.append(dataclasses.replace(part, more_decibels=one.decibels))
    return _crossfaded(parts)


def mix_film_sound(music: FilmSound | None, parts: Sequence[Part], sample_count: int, raw: Path) -> FilmSound:
    """The film's sound, music under the clips, in the new file `raw`; it has no fades but those within."""
    found = []
    with raw.open("wb") as out:
        for block in _blocks(music, parts, sample_count):
            out.write(block.tobytes())
            whole = np.zeros((-(-len(block) // FRAME_SAMPLES) * FRAME_SAMPLES, 2), dtype=np.float32)
            whole[: len(block)] = block
            found.append(peaks_of(whole.reshape(-1, FRAME_SAMPLES * 2)))
    sound = Music(music.music.name if music else _NAME, raw, sample_count, powers(raw), np.concatenate(found))
    frame_count = math.ceil(sample_count / FRAME_SAMPLES)
    return FilmSound(sound, sample_count, (Play(0, 0, frame_count),), Fades(0.0, 0.0))


def _part(sound: Music, at: int, sample_count: int) -> Part | None:
    """Where a clip's sound is heard: without the silence before sound that sets in late."""
    lufs = integrated_lufs(sound.powers)
    if lufs < _SILENCE_LUFS:
        return None
    late = int(np.argmax(sound.peaks > 0)) * FRAME_SAMPLES
    stop = min(at + sound.sample_count, sample_count)
    rise = _LATE_RAMP_SAMPLES if late else _RAMP_SAMPLES
    return Part(sound, at, at + late, stop, lufs, rise=rise) if at + late < stop else None


def _crossfaded(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, each fading into the next where both sound; ramps that meet within a part share it."""
    faded = list(parts)
    for number in range(len(faded) - 1):
        before, after = faded[number], faded[number + 1]
        both = before.stop - after.start
        # One within another is heard beside it.
        if both > 0 and before.start < after.start and before.stop < after.stop:
            faded[number] = dataclasses.replace(before, fall=both, falls_over=True)
            faded[number + 1] = dataclasses.replace(after, rise=both, rises_over=True)
    return tuple(_fitting(part) for part in faded)


def _fitting(part: Part) -> Part:
    room = part.stop - part.start
    if part.rise + part.fall <= room:
        return part
    rise = room * part.rise // (part.rise + part.fall)
    return dataclasses.replace(part, rise=rise, fall=room - rise)


def _blocks(music: FilmSound | None, parts: Sequence[Part], sample_count: int) -> Iterator[Samples]:
    start = 0
    for block in _music_blocks(music, parts, sample_count):
        stop = start + len(block)
        for part in parts:
            if part.start < stop and part.stop > start:
                _add(block, start, part)
        yield block
        start = stop


def _music_blocks(music: FilmSound | None, parts: Sequence[Part], sample_count: int) -> Iterator[Samples]:
    if music is not None:
        borders = duck_gains([part.duck for part in parts], music.frame_count)
        borders *= np.float32(amplitude(MUSIC_LUFS - integrated_lufs(music.powers())))
        yield from music.blocks(borders)
        return
    most = _BLOCK_FRAMES * FRAME_SAMPLES
    for start in range(0, sample_count, most):
        yield np.zeros((min(most, sample_count - start), 2), dtype=np.float32)


def _add(block: Samples, start: int, part: Part) -> None:
    """Adds what is heard of the part in a block that begins with the film's sample `start`."""
    first, last = max(start, part.start), min(start + len(block), part.stop)
    with part.sound.path.open("rb") as raw:
        raw.seek((first - part.at) * SAMPLE_BYTES)
        read = np.frombuffer(raw.read((last - first) * SAMPLE_BYTES), dtype="<f4").reshape(-1, 2)
    gains = np.full(last - first, amplitude(part.gain_decibels), dtype=np.float32)
    middles = np.arange(first + 0.5, last)
    if first < part.start + part.rise:
        gains *= _ramp((middles - part.start) / part.rise, part.rises_over)
    if last > part.stop - part.fall:
        gains *= _ramp((part.stop - middles) / part.fall, part.falls_over)
    block[first - start :][: len(read)] += read * gains[: len(read), None]


def _ramp(progress: Floats, equal_power: bool) -> Levels:
    """A raised cosine from 0 to 1; or its root, which keeps the power of two that cross."""
    rising = np.sin(np.clip(progress, 0, 1) * (np.pi / 2))
    return np.asarray(rising if equal_power else rising**2, dtype=np.float32)
