"""Music, clips and the film's length in, one finished AAC track out, checked as a player would decode it."""

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from slideshow.events import Noticed, Report, ignore
from slideshow.model.coding import MUSIC_KILOBITS
from slideshow.model.measures import clock
from slideshow.model.soundtrack import ClipSound, Passage, Voice
from slideshow.sound.film_sound import USUAL_FADES, Fades, FilmSound, film_sound
from slideshow.sound.limiter import Levels, gains
from slideshow.sound.loudness import SAMPLE_RATE, decibels, integrated_lufs, measure
from slideshow.sound.mix import clip_parts, mix_film_sound
from slideshow.sound.music_file import RAW, decode_all, true_peaks
from slideshow.sound.voice import voice_parts
from slideshow.system import ffmpeg
from slideshow.system.working_folder import folder_inside

TARGET_LUFS = -14.0
MOST_DBTP = -1.0
_TOLERANCE_LU = 0.3  # of the ±0.5 promised
_PRECISION_DB = 0.1  # of what ffmpeg prints
_SILENCE_LUFS = -60.0
# The encoder's noise lifts peaks by some tenths.
_FIRST_CEILING_DBTP = -1.6
_ROUNDS = 6
# Clips alone are lifted no further than this, beside what each was lifted by: silence and wind stay quiet.
_MOST_LIFT_OF_CLIPS_LU = 12.0

# Above 64 kbit/s the fast coder is the better one too, says ffmpeg's manual; it costs half.
_AAC = ("-c:a", "aac", "-aac_coder", "fast")
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
    clips: Sequence[ClipSound] = (),
    only: bool = False,
    levelled: bool = True,
    voices: Sequence[Voice] = (),
) -> Path:
    """`out`: an MP4 with one track of AAC-LC, 48 kHz, stereo, as long as the film to the sample.

    Music, one file after the other, is played by its passages, or cut or repeated to the film's length; it
    fades in and out, and goes down under the sound of the clips, if it is not left out (`only` the clips),
    and under what is said by `voices`.
    The whole is brought to -14 LUFS ± 0.5 with peaks of at most -1 dBTP, and coded at `kilobits` a second;
    clips without music may stay quieter. Where there is nothing to hear, the track is silent. Working files
    are kept beside `out`: 8 bytes a sample of music, as much again with clips. Raises InputError for music
    that cannot be used; clips that cannot be heard are reported. Without `levelled` it is encoded once, near
    that level, and not listened to.
    """
    sample_count = round(duration_seconds * SAMPLE_RATE)
    with folder_inside(out.parent) as work:
        track = work / "track.mp4"
        parts = clip_parts(clips, sample_count, work, report)
        parts = (*parts, *voice_parts(voices, sample_count, work, report))
        sound, target = None, TARGET_LUFS
        if music and not only:
            otherwise = "only the clips are heard" if parts else "the film has a silent track"
            sound = _heard(music, sample_count, work / "music.f32", passages, fades, otherwise, report)
        if parts:
            is_alone = sound is None
            sound = mix_film_sound(sound, parts, sample_count, work / "mixed.f32")
            if is_alone:
                target = _within_reach(sound, report)
        if sound is None:
            _encode_silence(sample_count, track)
        else:
            _encode_levelled(sound, track, kilobits, target, report, 0 if not levelled else _ROUNDS)
        track.replace(out)
    return out


def _heard(
    music: Sequence[Path],
    sample_count: int,
    raw: Path,
    passages: Sequence[Passage],
    fades: Fades,
    otherwise: str,
    report: Report,
) -> FilmSound | None:
    """The music's sound in the film, None when there is nothing to hear in it, which is reported."""
    needed = max((round(one.stop * SAMPLE_RATE) for one in passages), default=sample_count)
    decoded = decode_all(music, needed, raw, report)
    sound = film_sound(decoded, sample_count, passages, fades)
    if integrated_lufs(sound.powers()) < _SILENCE_LUFS:
        report(Noticed(f"{decoded.name} is silent; {otherwise}."))
        return None
    if len(sound.plays) > 1 and not passages:
        lengths = f"{clock(decoded.duration_seconds)}, the film {clock(sample_count / SAMPLE_RATE)}"
        times = "twice" if len(sound.plays) == 2 else f"{len(sound.plays)} times"
        report(Noticed(f"{decoded.name} is {lengths}: it plays {times}."))
    return sound


def _within_reach(sound: FilmSound, report: Report) -> float:
    """The loudness for clips alone."""
    most = integrated_lufs(sound.powers()) + _MOST_LIFT_OF_CLIPS_LU
    if most < TARGET_LUFS - _TOLERANCE_LU:
        levels = f"{most:.0f} LUFS instead of {TARGET_LUFS:.0f}"
        report(Noticed(f"{sound.music.name} is too quiet to be made as loud as usual ({levels})."))
    return min(TARGET_LUFS, most)


def _encode_levelled(
    sound: FilmSound, track: Path, kilobits: int, wanted_lufs: float, report: Report, rounds: int
) -> None:
    """Encodes, listens to the result, and corrects until loudness and peak are right, so many times at most;
    with none it is encoded once."""
    powers = sound.powers()
    peaks = _peaks(sound, wanted_lufs - integrated_lufs(powers))
    target, ceiling = wanted_lufs, _FIRST_CEILING_DBTP
    error = 0.0
    if not rounds:
        _encode(sound, gains(peaks, powers, target, ceiling)[0], track, kilobits)
    for _ in range(rounds):
        borders, reached = gains(peaks, powers, target, ceiling)
        _encode(sound, borders, track, kilobits)
        found = measure(track)
        # Sound too short for one block of the measurement has no loudness to correct.
        error = wanted_lufs - found.integrated_lufs if math.isfinite(found.integrated_lufs) else 0.0
        excess = found.true_peak_dbtp + _PRECISION_DB - MOST_DBTP
        if excess <= 0 and (abs(error) <= _TOLERANCE_LU or not reached):
            break
        target += error
        ceiling -= max(0.0, excess + 0.2)
    if abs(error) > _TOLERANCE_LU:
        loudness = f"{found.integrated_lufs:.0f} LUFS instead of {wanted_lufs:.0f}"
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
