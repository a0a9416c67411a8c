"""A music file in, its sound out: decoded once into a raw working file, as much of it as the film needs."""

import math
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from slideshow.errors import FfmpegError, InputError, printable
from slideshow.events import Noticed, Report
from slideshow.model.measures import clock
from slideshow.sound.channel_layouts import before_mixing
from slideshow.sound.limiter import Levels
from slideshow.sound.loudness import FRAME_SAMPLES, K_WEIGHTING, SAMPLE_RATE
from slideshow.sound.unusable_music import why_no_music
from slideshow.system import ffmpeg
from slideshow.system.disk_full import is_disk_full

Samples = Levels  # (count, 2), full scale is ±1

# What every raw stream between ffmpeg and us looks like: 8 bytes a sample.
RAW = ("-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "2")
SAMPLE_BYTES = 8
_SHORTEST_SAMPLES = SAMPLE_RATE // 10
_OVERSAMPLING = 4
# Sound before a damaged place is worth repeating from this length on; below it, what comes after counts too.
_ENOUGH_SECONDS = 5
# Failures of ffmpeg that say nothing about the file it reads.
_NOT_THE_MUSIC = ("ended by signal", f"ffmpeg {ffmpeg.HANGS}")


@dataclass(frozen=True, slots=True)
class Music:
    """Decoded music: raw samples in `path`; per frame of 5 ms its K-weighted power and its peak."""

    name: str
    path: Path
    sample_count: int
    powers: Levels
    peaks: Levels

    @property
    def duration_seconds(self) -> float:
        return self.sample_count / SAMPLE_RATE


def check_music(music: Path) -> None:
    """Raises InputError when the file cannot be used as music. Decodes a tenth of a second."""
    formats = "Use an mp3, m4a, wav, ogg or flac file."
    if music.is_dir():
        raise InputError(f"{printable(music)}: is a folder, not a music file.", f"Name one file. {formats}")
    if not music.exists():
        raise InputError(f"{printable(music)}: there is no such music file.", "Check its name and folder.")
    if not music.is_file():
        raise InputError(f"{printable(music)}: is not a file.", formats)
    try:
        with music.open("rb"):
            pass
    except OSError as error:
        raise InputError(
            f"{printable(music)}: cannot be read ({error.strerror}).", "Check the file's permissions."
        ) from error

    # First, as ffmpeg makes noise of what it cannot unlock.
    if why := why_no_music(music):
        raise InputError(f"{printable(music)}: {why[0]}", why[1])
    arguments = [*_input(music), "-map", "0:a:0", "-af", _stereo(music, _SHORTEST_SAMPLES), *RAW, "pipe:1"]
    no_sound = InputError(f"{printable(music)}: ffmpeg finds no sound in it.", formats)
    try:
        sound, _ = ffmpeg.run(["-loglevel", "error", *arguments])
    except FfmpegError as error:
        raise no_sound from error
    if not sound:
        raise no_sound
    if len(sound) < _SHORTEST_SAMPLES * SAMPLE_BYTES:
        raise InputError(
            f"{printable(music)}: holds less than a tenth of a second of sound.", "Use a longer one."
        )


def decode_all(paths: Sequence[Path], most_samples: int, raw: Path, report: Report) -> Music:
    """The first `most_samples` of some files, one after the other, in the new file `raw`."""
    first, *rest = paths
    check_music(first)
    music = decode(first, most_samples, raw, report)
    for path in rest:
        # Whole frames, so that those of the next file begin where these end.
        whole = music.sample_count // FRAME_SAMPLES
        if whole * FRAME_SAMPLES >= most_samples:
            break
        check_music(path)
        part = raw.with_name(f"{raw.name}.next")
        after = decode(path, most_samples - whole * FRAME_SAMPLES, part, report)
        with raw.open("r+b") as joined, part.open("rb") as added:
            joined.truncate(whole * FRAME_SAMPLES * SAMPLE_BYTES)
            joined.seek(0, 2)
            shutil.copyfileobj(added, joined, 1 << 20)
        part.unlink()
        music = Music(
            printable(music.name),
            raw,
            whole * FRAME_SAMPLES + after.sample_count,
            np.concatenate([music.powers[:whole], after.powers]),
            np.concatenate([music.peaks[:whole], after.peaks]),
        )
    return music


def decode(music: Path, most_samples: int, raw: Path, report: Report) -> Music:
    """The first `most_samples` of the music, or all of it when it is shorter, in the new file `raw`.

    Damaged music ends where the damage begins, which is reported. Nothing after `most_samples` is read.
    """
    weighted, whole = pour(_input(music), _stereo(music, most_samples), raw, ("-xerror",))
    sample_count = raw.stat().st_size // SAMPLE_BYTES
    if not whole and sample_count / SAMPLE_RATE < stated_seconds(music) - 0.5:
        if sample_count < _ENOUGH_SECONDS * SAMPLE_RATE:
            weighted, _ = pour(_input(music), _stereo(music, most_samples), raw, ())
            sample_count = raw.stat().st_size // SAMPLE_BYTES
            report(Noticed(f"{printable(music.name)} is damaged; what ffmpeg could save of it is used."))
        else:
            until = clock(sample_count / SAMPLE_RATE)
            report(Noticed(f"{printable(music.name)} is damaged after {until}; what comes before is used."))
    if sample_count < min(_SHORTEST_SAMPLES, most_samples):
        raise InputError(
            f"{printable(music)}: the file is damaged, no sound could be read.", "Export it again."
        )
    if not np.isfinite(weighted).all():
        raise InputError(f"{printable(music)}: some of its samples are not numbers.", "Export it again.")
    return Music(printable(music.name), raw, sample_count, weighted, peaks(raw))


def peaks(raw: Path) -> Levels:
    """The peak of each frame of a raw file."""
    with raw.open("rb") as samples:
        found = [peaks_of(block) for block in frames(samples, FRAME_SAMPLES)]
    return np.concatenate([np.zeros(0, dtype=np.float32), *found])


def powers(raw: Path) -> Levels:
    """The K-weighted power of each frame of a raw file."""
    arguments = [*RAW, "-i", f"file:{raw}", "-af", K_WEIGHTING, *RAW, "pipe:1"]
    with ffmpeg.reading(arguments) as pipe:
        found = [_powers(block) for block in frames(pipe, FRAME_SAMPLES)]
    return np.concatenate([np.zeros(0, dtype=np.float32), *found])


def true_peaks(music: Music) -> Levels:
    """The true peak of each frame: that of the sound between the samples too, by fourfold oversampling."""
    rate = SAMPLE_RATE * _OVERSAMPLING
    arguments = [*RAW, "-i", f"file:{music.path}", "-af", f"aresample={rate}", "-f", "f32le", "pipe:1"]
    with ffmpeg.reading(arguments) as pipe:
        oversampled = [peaks_of(block) for block in frames(pipe, FRAME_SAMPLES * _OVERSAMPLING)]
    between = np.zeros_like(music.peaks)
    found = np.concatenate(oversampled)[: len(between)]
    between[: len(found)] = found
    return np.maximum(between, music.peaks)


def frames(stream: IO[bytes], samples_each: int) -> Iterator[Samples]:
    """Blocks of stereo sound, each frame after frame: (frames, samples_each × 2). Zeros fill the last."""
    frame_bytes = samples_each * SAMPLE_BYTES
    held = b""
    while chunk := stream.read(1 << 20):
        held += chunk
        whole = len(held) // frame_bytes * frame_bytes
        if whole:
            yield np.frombuffer(held[:whole], dtype="<f4").reshape(-1, samples_each * 2)
            held = held[whole:]
    if held:
        yield np.frombuffer(held.ljust(frame_bytes, b"\0"), dtype="<f4").reshape(1, -1)


def pour(
    source: Sequence[str], shape: str, raw: Path, strictness: tuple[str, ...] = ()
) -> tuple[Levels, bool]:
    """Writes `raw`. The K-weighted power per frame, and whether the decoder met no damage.

    `source` are ffmpeg's arguments for an input, `shape` the filters that make stereo sound at 48 kHz of it.
    """
    graph = f"[0:a:0]{shape},asplit[sound][copy];[copy]{K_WEIGHTING}[weighted]"
    into_raw = ["-map", "[sound]", *RAW, f"file:{raw}"]
    into_pipe = ["-map", "[weighted]", *RAW, "pipe:1"]
    arguments = [
        "-y",
        *strictness,
        "-filter_complex_threads",
        "1",
        *source,
        "-filter_complex",
        graph,
        *into_raw,
        *into_pipe,
    ]
    weighted = [np.zeros(0, dtype=np.float32)]
    whole = True
    raw.write_bytes(b"")  # ffmpeg makes no file when the first packet is damaged already
    try:
        with ffmpeg.reading(["-loglevel", "error", *arguments]) as pipe:
            weighted.extend(_powers(block) for block in frames(pipe, FRAME_SAMPLES))
    except FfmpegError as error:
        if is_disk_full(error) or any(words in error.problem for words in _NOT_THE_MUSIC):
            raise
        whole = False
    # After damage the two outputs may end some samples apart.
    frame_count = math.ceil(raw.stat().st_size / (FRAME_SAMPLES * SAMPLE_BYTES))
    together = np.zeros(frame_count, dtype=np.float32)
    joined = np.concatenate(weighted)[:frame_count]
    together[: len(joined)] = joined
    return together, whole


def stated_seconds(music: Path) -> float:
    """The length the file claims to have, infinite where it does not say."""
    _, log = ffmpeg.run(["-loglevel", "info", *_input(music), "-map", "0:a:0", "-t", "0", "-f", "null", "-"])
    stated = re.search(r"Duration: (\d+):(\d+):([\d.]+)", log)
    if stated is None:
        return math.inf
    return int(stated[1]) * 3600 + int(stated[2]) * 60 + float(stated[3])


def _input(music: Path) -> list[str]:
    # One thread: more of them cost more than they bring here, and the pictures need the processor too.
    return ["-threads", "1", *ffmpeg.given(music)]


def _stereo(music: Path, most_samples: int) -> str:
    mixed = f"aresample={SAMPLE_RATE},aformat=sample_fmts=flt:channel_layouts=stereo"
    return f"{before_mixing(_input(music))}{mixed},atrim=end_sample={most_samples}"


def peaks_of(block: Samples) -> Levels:
    """The peak of each frame of a block as `frames` brings it."""
    return np.asarray(np.maximum(block.max(axis=1), -block.min(axis=1)), dtype=np.float32)


def _powers(block: Samples) -> Levels:
    return np.asarray(np.einsum("fs,fs->f", block, block) / FRAME_SAMPLES, dtype=np.float32)
