"""How many photos, how long -> when each one stands."""

import math
from fractions import Fraction

from slideshow.errors import PlanError
from slideshow.model.brief import Brief
from slideshow.model.span import FrameSpan, frame_at
from slideshow.model.template import Pace

# A photo seen for less than this is not seen.
LEAST_SECONDS = Fraction(4, 5)
# Each photo stands alone for at least a third of its time: it joins its neighbours over the rest.
MOST_JOINED = Fraction(1, 3)


def pace(count: int, template: Pace, brief: Brief) -> tuple[FrameSpan, ...]:
    """A span for each of `count` photos, every one as long as the others, overlapping by the joins.

    Raises PlanError when `length_seconds` is too short for them.
    """
    seconds, join = _seconds(count, template, brief)
    step = seconds - join
    # Round boundaries, not durations: rounding each slide would drift.
    # [0.0, 2.5, 5.0] s at 30 fps -> spans 0-90, 75-165, 150-240
    spans = tuple(
        FrameSpan(frame_at(index * step, brief.fps), frame_at(index * step + seconds, brief.fps))
        for index in range(count)
    )
    if any(len(span) < 2 for span in spans):
        raise PlanError(
            f"{float(brief.fps):g} frames a second are too few for photos of {float(seconds):g} s."
        )
    return spans


def _seconds(count: int, template: Pace, brief: Brief) -> tuple[Fraction, Fraction]:
    """Seconds a photo stands, and of these the seconds it shares with the next."""
    join = _exact(template.join_seconds)
    if brief.length_seconds is None:
        seconds = _exact(brief.seconds_per_photo or template.seconds_per_photo)
        return seconds, min(join, seconds * MOST_JOINED)
    length = _exact(brief.length_seconds)
    seconds = (length + (count - 1) * join) / count
    if join > seconds * MOST_JOINED:
        seconds = length / _photos_end_to_end(count)
        join = seconds * MOST_JOINED
    if (seconds < LEAST_SECONDS and count > 1) or seconds <= 0:
        shortest = math.ceil(LEAST_SECONDS * _photos_end_to_end(count))
        raise PlanError(
            f"--length {brief.length_seconds:g}: too short for {count} photos.",
            f"They need at least {shortest} s ({float(LEAST_SECONDS):g} s each): "
            f"use --length {shortest} or more, or take photos out of the folder.",
        )
    return seconds, join if count > 1 else Fraction(0)


def _photos_end_to_end(count: int) -> Fraction:
    """The film's length in photos, when neighbours overlap by as much as they may."""
    return count - (count - 1) * MOST_JOINED


def _exact(seconds: float) -> Fraction:
    # 2.1 means 21/10, not the binary number next to it.
    return Fraction(str(seconds))
