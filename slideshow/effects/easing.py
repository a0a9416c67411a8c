"""How progress runs: functions of 0..1 that begin at 0, end at 1 and never turn back."""

import math

RAMP = 0.25
# The steepest slope of `glide`, so that planning can keep a motion under a speed.
PEAK_SLOPE = 1.0 / (1.0 - RAMP)


def glide(progress: float) -> float:
    """Progress that sets off gently, travels evenly and comes to rest gently.

    The speed rises over the first quarter as half a cosine wave, stays level, and falls likewise over
    the last: no jolt where the motion starts, and no creeping through the middle as a smoothstep has.
    """
    if progress > 0.5:
        return 1.0 - glide(1.0 - progress)
    if progress >= RAMP:
        return (progress - RAMP / 2) * PEAK_SLOPE
    return (progress - RAMP / math.pi * math.sin(math.pi * progress / RAMP)) / 2 * PEAK_SLOPE


def settle(progress: float) -> float:
    """Progress that starts at once and comes to rest gently."""
    rest = 1.0 - progress
    return 1.0 - rest * rest * rest
