"""Music and the film's length in, the film's sound out: looped, levelled and faded, block by block."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slideshow.model.soundtrack import Passage
from slideshow.sound.limiter import Levels
from slideshow.sound.loudness import FRAME_SAMPLES, SAMPLE_RATE
from slideshow.sound.music_file import Music, Samples

_FRAMES_PER_SECOND = SAMPLE_RATE / FRAME_SAMPLES
# The end of one play and the start of the next sound together for 40 ms: no click, and no beat is lost.
SEAM_FRAMES = 8
# What is 46 dB below the music's peak, at its ends, is silence, an echo of the encoder or the last of a fade.
_FAINT = 0.005
_BLOCK_FRAMES = 200


@dataclass(frozen=True, slots=True)
class Fades:
    """How long the sound takes to come and to go; at most a tenth and two fifths of the film."""

    in_seconds: float = 0.5
    out_seconds: float = 2.0


USUAL_FADES = Fades()


@dataclass(frozen=True, slots=True)
class Play:
    """Frames `start` to `stop` of the music, heard from frame `at` of the film on."""

    at: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class FilmSound:
    """The music as the film hears it, before any gain. Counted in frames of 5 ms, the last one cut short."""

    music: Music
    sample_count: int
    plays: tuple[Play, ...]
    fades: Fades = USUAL_FADES

    @property
    def frame_count(self) -> int:
        return math.ceil(self.sample_count / FRAME_SAMPLES)

    def powers(self) -> Levels:
        """The K-weighted power per frame, fades included."""
        powers = self._joined(self.music.powers, exponent=2)
        for start in range(0, self.frame_count, _BLOCK_FRAMES):
            block = powers[start : start + _BLOCK_FRAMES]
            middles = np.arange(start + 0.5, start + len(block)) * FRAME_SAMPLES
            block *= self._faded(middles) ** 2
        return powers

    def peaks(self, music_peaks: Levels) -> Levels:
        """A bound of the peak in each frame, without fades."""
        return self._joined(music_peaks, exponent=1)

    def blocks(self, gains: Levels) -> Iterator[Samples]:
        """The samples, `gains` running straight from border to border of the frames, then the fades."""
        ramp = np.arange(FRAME_SAMPLES, dtype=np.float32) / FRAME_SAMPLES
        loud_from = self._fade_in
        loud_to = self.sample_count - self._fade_out
        start = 0
        for sound in self._sound():
            frame_count = len(sound) // FRAME_SAMPLES
            borders = gains[start // FRAME_SAMPLES :][: frame_count + 1, None]
            sound *= (borders[:-1] + np.diff(borders, axis=0) * ramp).reshape(-1, 1)
            block = sound[: self.sample_count - start]
            stop = start + len(block)
            if start < loud_from or stop > loud_to:
                block *= self._faded(np.arange(float(start), stop))[:, None]
            yield block
            start = stop

    def _faded(self, samples: NDArray[np.float64]) -> Levels:
        """The gain of both fades at some samples of the film: 0 at its first and last one, soft there."""
        last = self.sample_count - 1
        into: NDArray[np.float64] = np.clip(samples / max(1, self._fade_in), 0, 1)
        out: NDArray[np.float64] = np.clip((last - samples) / max(1, self._fade_out), 0, 1)
        shape: NDArray[np.float64] = (1 - np.cos(np.pi * into)) * (1 - np.cos(np.pi * out)) / 4
        return shape.astype(np.float32)

    @property
    def _fade_in(self) -> int:
        return min(round(self.fades.in_seconds * SAMPLE_RATE), self.sample_count // 10)

    @property
    def _fade_out(self) -> int:
        return min(round(self.fades.out_seconds * SAMPLE_RATE), self.sample_count * 2 // 5)

    def _joined(self, levels: Levels, exponent: int) -> Levels:
        joined = np.zeros(self.frame_count, dtype=np.float32)
        rise = _rise(SEAM_FRAMES) ** exponent
        for number, play in enumerate(self.plays):
            part = levels[play.start : play.stop].copy()
            if number > 0:
                part[:SEAM_FRAMES] *= rise
            if number < len(self.plays) - 1:
                part[-SEAM_FRAMES:] *= rise[::-1]
            joined[play.at : play.at + len(part)] += part[: self.frame_count - play.at]
        return joined

    def _sound(self) -> Iterator[Samples]:
        """Blocks of whole frames, the plays joined by crossfades of equal power."""
        rise = _rise(SEAM_FRAMES * FRAME_SAMPLES)[:, None]
        ending: Samples | None = None
        for number, play in enumerate(self.plays):
            start, stop = play.start, play.stop
            if ending is not None:
                yield ending * rise[::-1] + self._read(start, start + SEAM_FRAMES) * rise
                start += SEAM_FRAMES
            if number < len(self.plays) - 1:
                stop -= SEAM_FRAMES
                ending = self._read(stop, play.stop)
            for block in range(start, stop, _BLOCK_FRAMES):
                yield self._read(block, min(block + _BLOCK_FRAMES, stop))

    def _read(self, start: int, stop: int) -> Samples:
        samples = np.zeros(((stop - start) * FRAME_SAMPLES, 2), dtype=np.float32)
        frame_bytes = FRAME_SAMPLES * samples.strides[0]
        with self.music.path.open("rb") as raw:
            raw.seek(start * frame_bytes)
            read = np.frombuffer(raw.read((stop - start) * frame_bytes), dtype="<f4").reshape(-1, 2)
        samples[: len(read)] = read
        return samples


def film_sound(
    music: Music, sample_count: int, passages: Sequence[Passage] = (), fades: Fades = USUAL_FADES
) -> FilmSound:
    """The music for a film: its passages; without these as it is, or repeated as often as the film needs.

    Every passage starts at its very sample, so that beats found in the music hold in the film.
    """
    needed = math.ceil(sample_count / FRAME_SAMPLES)
    if passages:
        return FilmSound(music, sample_count, _plays(passages, needed), fades)
    if music.sample_count >= sample_count:
        return FilmSound(music, sample_count, (Play(0, 0, needed),), fades)

    first, last = _heard(music)

    plays = [Play(0, 0, min(last, needed))]
    while (ended := plays[-1].at + plays[-1].stop - plays[-1].start) < needed:
        at = ended - SEAM_FRAMES
        plays.append(Play(at, first, min(last, first + needed - at)))
    return FilmSound(music, sample_count, tuple(plays), fades)


def _plays(passages: Sequence[Passage], needed: int) -> tuple[Play, ...]:
    """The passages in frames. What comes next sets in a seam early, under the end of what was before."""
    plays: list[Play] = []
    for one in passages:
        at, start = round(one.at * _FRAMES_PER_SECOND), round(one.start * _FRAMES_PER_SECOND)
        stop = start + round((one.at + one.stop - one.start) * _FRAMES_PER_SECOND) - at
        if plays:
            early = min(SEAM_FRAMES, start)
            at, start = plays[-1].at + plays[-1].stop - plays[-1].start - SEAM_FRAMES, start - early
        if at >= needed - SEAM_FRAMES:
            break
        plays.append(Play(at, start, stop))
    last = plays[-1]
    plays[-1] = Play(last.at, last.start, last.start + needed - last.at)
    return tuple(plays)


def _heard(music: Music) -> tuple[int, int]:
    """The whole frames between the silence at both ends: encoders add some, many songs have more."""
    whole = music.sample_count // FRAME_SAMPLES
    heard = np.flatnonzero(music.peaks[:whole] > _FAINT * music.peaks.max())
    if not heard.size:
        return 0, whole
    first, last = int(heard[0]), int(heard[-1]) + 1
    # Where silence was left out, the music may begin or break off within the frame: a click.
    first, last = (first + 1 if first > 0 else 0), (last - 1 if last < whole else whole)
    return (first, last) if last - first > 2 * SEAM_FRAMES else (0, whole)


def _rise(count: int) -> Levels:
    """The rising half of a crossfade of equal power, at the middle of each of its steps."""
    angles = np.arange(0.5, count) * (np.pi / 2 / count)
    return np.asarray(np.sin(angles), dtype=np.float32)
