"""How long a frame of each transition takes at 1080 x 1920, on one core.

python -m tests.bench.transitions
"""

import statistics
import time

import cv2
import numpy as np

from slideshow.effects.transitions import FAMILIES
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size

CANVAS = Size(1080, 1920)
STEPS = [step / 12 for step in range(1, 12)]


def main() -> None:
    cv2.setNumThreads(1)
    before, after, out = Frame(CANVAS), Frame(CANVAS), Frame(CANVAS)
    for seed, frame in enumerate((before, after)):
        rough = np.random.default_rng(seed).integers(16, 236, (60, 34), np.uint8)
        for plane in frame.planes:
            plane[:] = cv2.resize(rough, (plane.shape[1], plane.shape[0]), interpolation=cv2.INTER_CUBIC)
    medians = {}
    for family, table in FAMILIES.items():
        for name, transition in table.items():
            transition(before, after, 0.5, out=out)
            times = []
            for progress in STEPS:
                started = time.perf_counter()
                transition(before, after, progress, out=out)
                times.append((time.perf_counter() - started) * 1e3)
            medians[name] = statistics.median(times)
            print(f"{family:10s} {name:18s} {medians[name]:6.2f} ms   ({min(times):.2f} to {max(times):.2f})")  # noqa: T201
    quick = sum(value <= 8.0 for value in medians.values())
    print(f"{quick} of {len(medians)} at 8 ms or less, the slowest {max(medians.values()):.1f} ms")  # noqa: T201


if __name__ == "__main__":
    main()
