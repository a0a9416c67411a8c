"""An encoded film and the frames it was made of -> how much of them it kept (VMAF)."""

import json
import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from slideshow.model.span import FrameSpan
from slideshow.system import ffmpeg

# By number, not by time: containers tell times that differ by less than a frame, and libvmaf then pairs
# each frame with its neighbour.
_PAIRED = "settb=1/30,setpts=N,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
_MODEL, _NEG = "version=vmaf_v0.6.1\\:name=vmaf", "version=vmaf_v0.6.1neg\\:name=neg"


@dataclass(frozen=True, slots=True)
class Score:
    """VMAF's mean, its fifth percentile and its lowest, of the frames looked at.

    `neg` is the mean of VMAF NEG, which gives nothing for sharpening, where it was asked for: it takes
    as long again. `frames` is VMAF by number.
    """

    mean: float
    low: float
    lowest: float
    neg: float
    frames: Mapping[int, float]


def score(film: Sequence[str], exact: Sequence[str], *, every: int = 5, with_neg: bool = False) -> Score:
    """Of every fifth frame, or as few as said; both are ffmpeg's arguments for an input."""
    with tempfile.TemporaryDirectory() as folder:
        models = f"{_MODEL}|{_NEG}" if with_neg else _MODEL
        log = Path(folder) / "vmaf.json"
        graph = (
            f"[0:v]{_PAIRED}[film];[1:v]{_PAIRED}[exact];[film][exact]"
            f"libvmaf=model='{models}':log_fmt=json:log_path={log}:n_subsample={every}:n_threads=2"
        )
        ffmpeg.run([*film, *exact, "-lavfi", graph, "-f", "null", "-"])
        looked_at = json.loads(log.read_text())["frames"]
    frames = {one["frameNum"]: one["metrics"]["vmaf"] for one in looked_at}
    neg = sum(one["metrics"].get("neg", math.nan) for one in looked_at) / len(looked_at)
    return _summed(frames, neg)


def without(score: Score, span: FrameSpan) -> Score:
    """The score of the frames outside a span, but for its NEG, which is not known."""
    return _summed({number: one for number, one in score.frames.items() if number not in span}, math.nan)


def _summed(frames: Mapping[int, float], neg: float) -> Score:
    scores = sorted(frames.values())
    return Score(sum(scores) / len(scores), scores[len(scores) // 20], scores[0], neg, frames)
