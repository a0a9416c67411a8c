"""How well beats are found in made music of every kind, in given files, and how long it takes.

    python -m tests.bench.beats [MUSIC ...] [--seeds 1] [--pattern NAME]

Each pattern is made steady at 12 tempi from 60 to 180 BPM, drifting by 15 %, stepping, and with a quiet
intro; printed are F-measure (± 50 ms), mean offset, octave errors, downbeat and section F, and confidence.
For files, the beats are held against a second way that shares no code with the first: `second_opinion`.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import numpy as np

from slideshow.sound.beats import hear_rhythm, rhythm
from slideshow.system import ffmpeg
from tests.sound.instruments import RATE, Samples
from tests.sound.tracks import PATTERNS, UNSTEADY, made, matched, unsteady

STEADY = (60, 70, 78, 90, 100, 112, 120, 132, 144, 156, 168, 180)
MOVING = (66, 80, 95, 110, 125, 145)
FIRST_SEED = 5_000


@dataclass(frozen=True, slots=True)
class Score:
    """What one track got; `octaves` is how far its tempo is from the true one."""

    kind: str
    pattern: str
    bpm: float
    beats: float
    offset_ms: float
    octaves: float
    downbeats: float
    sections: float
    confidence: float


def judged(job: tuple[str, str, float, int]) -> Score:
    kind, pattern, bpm, seed = job
    quiet = kind == "quiet intro"
    track = made(pattern, bpm, seed, tempo="steady" if quiet else kind, quiet_intro=quiet)
    found = hear_rhythm(track.samples.astype(np.float32), RATE)
    beats, offsets = matched(found.beats, track.beats)
    downbeats, _ = matched(found.downbeats, track.downbeats)
    sections, _ = matched(found.sections, track.sections[1:], 0.2)
    octaves = float(np.log2(found.bpm / track.bpm)) if found.bpm else 9.0
    return Score(
        kind,
        pattern,
        track.bpm,
        beats,
        1e3 * fmean(offsets) if offsets else 0.0,
        octaves,
        downbeats,
        sections,
        found.confidence,
    )


def doubt(job: tuple[str, int]) -> tuple[str, float]:
    kind, seed = job
    return kind, hear_rhythm(unsteady(kind, seed).astype(np.float32), RATE).confidence


def line(name: str, scores: Sequence[Score]) -> str:
    wrong = sum(abs(score.octaves) > 0.3 for score in scores)
    wrong_within = sum(abs(score.octaves) > 0.3 for score in scores if 70 <= score.bpm <= 175)
    return (
        f"{name:20s} {len(scores):4d}  F {fmean(score.beats for score in scores):.3f} "
        f"(below 0.95: {sum(score.beats < 0.95 for score in scores):2d})  "
        f"offset {fmean(score.offset_ms for score in scores):+5.1f} ms "
        f"(worst {max((score.offset_ms for score in scores), key=abs):+5.1f})  "
        f"octave errors {wrong:2d} ({wrong_within} from 70 to 175)  "
        f"downbeats {fmean(score.downbeats for score in scores):.3f} "
        f"(below 0.8: {sum(score.downbeats < 0.8 for score in scores):2d})  "
        f"sections {fmean(score.sections for score in scores):.2f}  "
        f"confidence from {min(score.confidence for score in scores):.2f}"
    )


def second_opinion(path: Path, low_hertz: float, high_hertz: float, bpm: float) -> Samples:
    """Beats from a comb laid over the energy of one band, without spectra, tempogram or dynamic programming.

    ffmpeg filters the band; its rectified, smoothed level is differentiated; for each stretch of 8 s the comb
    of tempo within 4 % of `bpm` and of the phase that gathers most of it is kept. Good for steady music only.
    """
    band = f"highpass=f={low_hertz},lowpass=f={high_hertz},aresample=8000,aformat=channel_layouts=mono"
    raw, _ = ffmpeg.run(["-i", str(path), "-map", "0:a:0", "-af", band, "-f", "f32le", "pipe:1"])
    level = np.abs(np.frombuffer(raw, dtype="<f4").astype(np.float64))
    level = level[: len(level) // 16 * 16].reshape(-1, 16).mean(axis=1)  # 2 ms
    rise = np.maximum(0, np.diff(np.log(np.convolve(level, np.ones(6) / 6, "same") + 0.02 * level.max())))
    rise = np.convolve(rise, np.hanning(15), "same")
    beats: list[float] = []
    stretch = 8.0
    for start in np.arange(0, len(rise) * 0.002 - stretch / 2, stretch / 2):
        best, comb = -1.0, np.zeros(0)
        for gap in 60 / bpm * np.linspace(0.96, 1.04, 33):
            for phase in np.arange(0, gap, 0.006):
                times = np.arange(start + phase, min(start + stretch, len(rise) * 0.002), gap)
                worth = float(rise[np.minimum((times / 0.002).astype(int), len(rise) - 1)].mean())
                if worth > best:
                    best, comb = worth, times
        beats += [time for time in comb if start + stretch / 4 <= time < start + stretch * 3 / 4]
    return np.array(beats)


def measure_time() -> None:
    song = np.tile(made("backbeat", 118, 7).samples.astype(np.float32), 4)
    took = []
    for _ in range(5):
        started, cpu = time.perf_counter(), time.process_time()
        hear_rhythm(song, RATE)
        took.append((time.perf_counter() - started, time.process_time() - cpu))
    peak = "unknown"
    if sys.platform != "win32":
        import resource

        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        peak = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit:.0f} MB"
    walls = sorted(wall for wall, _ in took)
    print(  # noqa: T201
        f"4 minutes: {median(walls):.2f} s ({walls[0]:.2f} to {walls[-1]:.2f}), "
        f"CPU {median(cpu for _, cpu in took):.2f} s, peak of the whole process {peak}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("music", nargs="*", type=Path)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--pattern", choices=PATTERNS)
    options = parser.parse_args()
    measure_time()
    for path in options.music:
        found = rhythm(path)
        print(f"{path.name}: {found.bpm:.1f} BPM, confidence {found.confidence:.2f}")  # noqa: T201
        for low, high in ((30, 150), (150, 2_000), (4_000, 9_000)):
            opinion = second_opinion(path, low, high, found.bpm)
            share, offsets = matched(found.beats, opinion)
            offset = 1e3 * fmean(offsets) if offsets else 0.0
            print(f"  against a comb over {low} to {high} Hz: F {share:.3f}, offset {offset:+.1f} ms")  # noqa: T201

    patterns = (options.pattern,) if options.pattern else PATTERNS
    seeds = range(FIRST_SEED, FIRST_SEED + options.seeds)
    tempi = {"steady": STEADY, "drifting": MOVING, "stepping": MOVING, "quiet intro": MOVING}
    jobs = [
        (kind, pattern, float(bpm), seed)
        for kind in tempi
        for pattern in patterns
        for bpm in tempi[kind]
        for seed in seeds
    ]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        scores = list(pool.map(judged, jobs, chunksize=4))
        doubts = list(pool.map(doubt, [(kind, seed) for kind in UNSTEADY for seed in range(8)]))
    groups = defaultdict(list)
    for score in scores:
        groups[score.pattern].append(score)
        groups[score.kind].append(score)
        groups["all"].append(score)
    for name, group in groups.items():
        print(line(name, group))  # noqa: T201
    for score in scores:
        if score.beats < 0.95:
            print(  # noqa: T201
                f"  {score.pattern}, {score.kind}, {score.bpm:.0f} BPM: F {score.beats:.2f}, "
                f"{score.octaves:+.2f} octaves"
            )
    for kind in UNSTEADY:
        worst = max(confidence for name, confidence in doubts if name == kind)
        print(f"{kind:20s} confidence up to {worst:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
