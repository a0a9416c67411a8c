"""Music of our own, measured: spectrum, dynamics, hits, repetition, endings, speed; a line for each style.

    python -m tests.bench.composed [--seeds 20] [--seconds 30] [--styles calm pulse] [--tracks 3]

Each figure is the median over the seeds, with the least and the most in brackets.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from slideshow.sound.composed import Piece, StyleName, compose
from slideshow.sound.loudness import SAMPLE_RATE, lufs_of, measure
from slideshow.sound.song import write_piece
from slideshow.sound.track import make_track

Values = NDArray[np.floating[Any]]

_STEP = 480  # a hundredth of a second
_FIRST_SECONDS = 4.0
_HIGH_HERTZ = 5000.0
_BANDS = 24
_PLACES = 16  # of a bar

FIGURES = {
    "high_db": "power above 5 kHz, of the whole",
    "hiss_db": "how far the part above 5 kHz falls between the hits: its tenth percentile below its mean",
    "start_lu": "the first 4 s, beside the rest up to the last chord",
    "range_lu": "from the 10th to the 95th percentile of 3 s, up to the last chord",
    "hits": "hits a second, heard",
    "again": "likeness of each bar to the earlier bar that it resembles most, on average",
    "alike": "likeness of the seeds' bars to one another: 1 is one arrangement for all",
    "ring_s": "from the last chord to the end",
    "x_real": "seconds of music made in a second of processor time, of 30 s",
}


def measured(piece: Piece, samples: Values) -> tuple[dict[str, float], Values]:
    """The figures of one piece, and the average of its bars: (bands, places)."""
    mono = samples.mean(axis=1)
    last = round(piece.beats[-1] * SAMPLE_RATE)
    first = round(_FIRST_SECONDS * SAMPLE_RATE)
    spectrum = _spectrogram(mono)
    hertz = np.fft.rfftfreq(1024, 1 / SAMPLE_RATE)
    whole = np.square(np.abs(np.fft.rfft(mono)))
    high = whole[np.fft.rfftfreq(len(mono), 1 / SAMPLE_RATE) >= _HIGH_HERTZ].sum() / whole.sum()
    body = spectrum[: last // _STEP]
    above = np.square(body[:, hertz >= _HIGH_HERTZ]).sum(axis=1) + 1e-12
    levels = np.array(
        [
            lufs_of(samples[at : at + 3 * SAMPLE_RATE])
            for at in range(0, max(1, last - 3 * SAMPLE_RATE), SAMPLE_RATE)
        ]
    )
    bars = _bars(piece, body, hertz)
    likeness = _likeness(bars)
    np.fill_diagonal(likeness, 0)
    figures = {
        "high_db": 10 * np.log10(high),
        "hiss_db": 10 * np.log10(np.percentile(above, 10) / above.mean()),
        "start_lu": lufs_of(samples[:first]) - lufs_of(samples[first:last]),
        "range_lu": float(np.percentile(levels, 95) - np.percentile(levels, 10)),
        "hits": _hits(body, hertz) / (last / SAMPLE_RATE),
        "again": float(np.mean([likeness[bar, :bar].max() for bar in range(1, len(bars))])),
        "ring_s": piece.sample_count / SAMPLE_RATE - piece.beats[-1],
    }
    return figures, bars.mean(axis=0)


def _spectrogram(mono: Values) -> Values:
    """(steps, 513) amplitudes of a hundredth of a second each."""
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(mono, (512, 512)), 1024)[::_STEP]
    return np.asarray(np.abs(np.fft.rfft(frames * np.hanning(1024).astype(np.float32), axis=1)))


def _bands(hertz: Values) -> Iterator[NDArray[np.bool_]]:
    edges = np.geomspace(60, 14_000, _BANDS + 1)
    for low, high in pairwise(edges):
        band = (hertz >= low) & (hertz < high)
        if not band.any():
            band[np.abs(hertz - (low + high) / 2).argmin()] = True
        yield band


def _rises(body: Values, hertz: Values) -> Values:
    """(steps, bands): how much louder, in decibels, each band is than two hundredths before."""
    levels = np.stack([np.square(body[:, band]).sum(axis=1) for band in _bands(hertz)], axis=1)
    decibels = 10 * np.log10(levels + levels.mean(axis=0) * 1e-3 + 1e-9)
    rises: Values = np.zeros_like(decibels)
    rises[2:] = np.maximum(0, decibels[2:] - decibels[:-2])
    return rises


def _hits(body: Values, hertz: Values) -> int:
    """Peaks of what rises in all bands together, no two nearer than 5 hundredths."""
    rise = _rises(body, hertz).mean(axis=1)
    count, before = 0, -5
    for step in range(1, len(rise) - 1):
        if rise[step] >= max(1.0, *rise[max(0, step - 4) : step + 5]) and step - before >= 5:
            count, before = count + 1, step
    return count


def _bars(piece: Piece, body: Values, hertz: Values) -> Values:
    """(bars, bands, places) of each bar: what rises where."""
    rises = _rises(body, hertz)
    bars = []
    for start, stop in zip(piece.downbeats[:-1], piece.downbeats[1:], strict=True):
        # A little early, as hands are.
        edges = np.linspace(start - 0.02, stop - 0.02, _PLACES + 1) * SAMPLE_RATE / _STEP
        places = [
            rises[max(0, round(low)) : max(1, round(high))].max(axis=0) for low, high in pairwise(edges)
        ]
        bars.append(np.array(places).T)
    return np.array(bars)


def _likeness(bars: Values) -> Values:
    """The cosine of every bar with every other."""
    flat = bars.reshape(len(bars), -1)
    flat = flat / (np.linalg.norm(flat, axis=1, keepdims=True) + 1e-9)
    return np.asarray(flat @ flat.T)


def _speed(style: StyleName, seeds: int) -> list[float]:
    speeds = []
    for seed in range(1, seeds + 1):
        start = time.process_time()
        for _ in compose(style, 30.0, seed).blocks():
            pass
        speeds.append(30.0 / (time.process_time() - start))
    return speeds


def _finished_lufs(style: StyleName, seconds: float, seeds: int) -> list[str]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, seeds + 1):
            sound = write_piece(compose(style, seconds, seed), Path(folder) / "piece.wav")
            track = make_track((sound,), Fraction(round(seconds * 30), 30), Path(folder) / "track.m4a")
            loudness = measure(track)
            found.append(f"{loudness.integrated_lufs:.1f} LUFS, {loudness.true_peak_dbtp:.1f} dBTP")
    return found


def _shown(values: Sequence[float], digits: int = 1) -> str:
    return f"{np.median(values):.{digits}f} ({min(values):.{digits}f}…{max(values):.{digits}f})"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--styles", nargs="+", default=get_args(StyleName))
    parser.add_argument("--tracks", type=int, default=1, help="finished tracks whose loudness is measured")
    given = parser.parse_args()
    for name, meaning in FIGURES.items():
        print(f"  {name:9} {meaning}")  # noqa: T201
    for style in given.styles:
        rows: list[dict[str, float]] = []
        means, forms, counts, arrangements = [], set(), set(), set()
        for seed in range(1, given.seeds + 1):
            piece = compose(style, given.seconds, seed)
            figures, mean = measured(piece, piece.samples())
            rows.append(figures)
            means.append(mean)
            forms.add(tuple((one.kind, one.theme, one.bar_count) for one in piece.score.form.phrases))
            counts.add(len(piece.score.notes))
            arrangements.add(getattr(piece, "arrangement", ""))
        likeness = _likeness(np.array(means))
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        columns["alike"] = [float(likeness[pair]) for pair in combinations(range(len(means)), 2)]
        columns["x_real"] = _speed(style, min(5, given.seeds))
        print(f"{style}: {len(arrangements)} arrangements, {len(forms)} forms, {len(counts)} counts of notes")  # noqa: T201
        for name in FIGURES:
            print(f"  {name:9} {_shown(columns[name], 2 if name in ('again', 'alike', 'ring_s') else 1)}")  # noqa: T201
        for told in _finished_lufs(style, given.seconds, given.tracks):
            print(f"  finished  {told}")  # noqa: T201
        sys.stdout.flush()


if __name__ == "__main__":
    main()
