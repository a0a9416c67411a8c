"""K-weighted power per frame in, how loud each half second is against the whole out."""

import numpy as np

from slideshow.sound.beats.spectrum import Floats

STEP_SECONDS = 0.5
_LEAST_LU = -60.0


def loudness(powers: Floats, frame_seconds: float) -> tuple[float, ...]:
    """LU for every half second, against the mean of all that is not 10 LU below it (as BS.1770 gates)."""
    count = int(np.ceil(round(len(powers) * frame_seconds, 3) / STEP_SECONDS))
    borders = np.round(np.arange(count) * STEP_SECONDS / frame_seconds).astype(int)
    if not count or not powers.any():
        return (_LEAST_LU,) * count
    steps = np.add.reduceat(powers, borders) / np.diff(np.append(borders, len(powers)))
    whole = steps[steps > steps.mean() / 10].mean()
    levels = 10 * np.log10(np.maximum(steps / whole, 1e-9))
    return tuple(round(float(level), 1) for level in np.maximum(levels, _LEAST_LU))
