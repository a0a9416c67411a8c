"""Music and the film's length in, one finished AAC track out, checked as a player would decode it."""

import math
import tempfile
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from slideshow import ffmpeg
from slideshow.events import Noticed, Report, ignore
from slideshow.model.soundtrack import Passage
from slideshow.sound.film import USUAL_FADES, Fades, FilmSound, film_sound
from slideshow.sound.limiter import Levels, gains
from slideshow.sound.loudness import SAMPLE_RATE, decibels, integrated_lufs, measure
from slideshow.sound.music import RAW, clock, decode_all, true_peaks

TARGET_LUFS = -14.0
MOST_DBTP = -1.0
_TOLERANCE_LU = 0.3  # of the ±0.5 promised
_PRECISION_DB = 0.1  # of what ffmpeg prints
_SILENCE_LUFS = -60.0
# The encoder's noise lifts peaks by some tenths.
_FIRST_CEILING_DBTP = -1.6
_ROUNDS = 6

# Above 64 kbit/s the fast coder is the better one too, says ffmpeg's manual; it costs half.
_AAC = ("-c:a", "aac", "-aac_coder", "fast")
MUSIC_KILOBITS = 192
_SILENCE_BITRATE = "32k"
_ANONYMOUS = ("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")


def make_track(
    music: Sequence[Path],
    duration_seconds: Fraction,
    out: Path,
    report: Report = ignore,
    *,
    passages: Sequence[Passage] = (),
    fades: Fades = USUAL_FADES,
    kilobits: int = MUSIC_KILOBITS,
) -> Path:
    """`out`: an MP4 with one track of AAC-LC, 48 kHz, stereo, as long as the film to the sample.

    Music, one file after the other, is played by its passages, or cut or repeated to the film's length; it
    fades in and out, is brought to -14 LUFS ± 0.5 with peaks of at most -1 dBTP, and coded at `kilobits` a
    second. Without music, or when it is silent, the track is silent. Working files are kept beside `out`: 8
    bytes a sample of music. Raises InputError for music that cannot be used.
    """
    sample_count = round(duration_seconds * SAMPLE_RATE)
    with tempfile.TemporaryDirectory(prefix=".sound-", dir=out.parent) as folder:
        track = Path(folder) / "track.mp4"
        raw = Path(folder) / "music.f32"
        sound = _heard(music, sample_count, raw, passages, fades, report) if music else None
        if sound is None:
            _encode_silence(sample_count, track)
        else:
            _encode_levelled(sound, track, kilobits, report)
        track.replace(out)
    return out


def _heard(
    music: Sequence[Path],
    sample_count: int,
    raw: Path,
    passages: Sequence[Passage],
    fades: Fades,
    report: Report,
) -> FilmSound | None:
    """The film's sound, None when there is nothing to hear in it."""
    needed = max((round(one.stop * SAMPLE_RATE) for one in passages), default=sample_count)
    decoded = decode_all(music, needed, raw, report)
    sound = film_sound(decoded, sample_count, passages, fades)
    if integrated_lufs(sound.powers()) < _SILENCE_LUFS:
        report(Noticed(f"{decoded.name} is silent; the film has a silent track."))
        return None
    if len(sound.plays) > 1 and not passages:
        lengths = f"{clock(decoded.duration_seconds)}, the film {clock(sample_count / SAMPLE_RATE)}"
        times = "twice" if len(sound.plays) == 2 else f"{len(sound.plays)} times"
        report(Noticed(f"{decoded.name} is {lengths}: it plays {times}."))
    return sound


def _encode_levelled(sound: FilmSound, track: Path, kilobits: int, report: Report) -> None:
    """Encodes, listens to the result, and corrects until loudness and peak are right."""
    powers = sound.powers()
    peaks = _peaks(sound, TARGET_LUFS - integrated_lufs(powers))
    target, ceiling = TARGET_LUFS, _FIRST_CEILING_DBTP
    for _ in range(_ROUNDS):
        borders, reached = gains(peaks, powers, target, ceiling)
        _encode(sound, borders, track, kilobits)
        found = measure(track)
        # Sound too short for one block of the measurement has no loudness to correct.
        error = TARGET_LUFS - found.integrated_lufs if math.isfinite(found.integrated_lufs) else 0.0
        excess = found.true_peak_dbtp + _PRECISION_DB - MOST_DBTP
        if excess <= 0 and (abs(error) <= _TOLERANCE_LU or not reached):
            break
        target += error
        ceiling -= max(0.0, excess + 0.2)
    if abs(error) > _TOLERANCE_LU:
        loudness = f"{found.integrated_lufs:.0f} LUFS instead of {TARGET_LUFS:.0f}"
        report(Noticed(f"{sound.music.name} has too sharp peaks to be as loud as usual ({loudness})."))


def _peaks(sound: FilmSound, gain_decibels: float) -> Levels:
    """The peaks per frame, those between the samples too when some may come near the ceiling."""
    peaks = sound.peaks(sound.music.peaks)
    # Music between its samples rises by 3 dB at most, bar contrived signals; listening finds those.
    if decibels(float(peaks.max())) + gain_decibels < _FIRST_CEILING_DBTP - 3.0:
        return peaks
    return sound.peaks(true_peaks(sound.music))


def _encode(sound: FilmSound, borders: Levels, track: Path, kilobits: int) -> None:
    output = [*_AAC, "-b:a", f"{kilobits}k", *_ANONYMOUS, "-f", "mp4", f"file:{track}"]
    with ffmpeg.feeding(["-y", *RAW, "-i", "pipe:0", *output]) as pipe:
        for block in sound.blocks(borders):
            ffmpeg.write(pipe, memoryview(block.tobytes()))


def _encode_silence(sample_count: int, track: Path) -> None:
    silence = f"anullsrc=r={SAMPLE_RATE}:cl=stereo,atrim=end_sample={sample_count}"
    output = [*_AAC, "-b:a", _SILENCE_BITRATE, *_ANONYMOUS, "-f", "mp4", f"file:{track}"]
    ffmpeg.run(["-y", "-f", "lavfi", "-i", silence, *output])
