"""Shots, their weights, how long in all -> how long each one stands. Whole milliseconds, exactly."""

import math
from collections.abc import Sequence
from fractions import Fraction

from slideshow.errors import PlanError
from slideshow.model.brief import Brief
from slideshow.model.template import Pace

# A photo seen for less than this is not seen.
LEAST_SECONDS = Fraction(4, 5)
# Each shot stands alone for at least a third of its time: it joins its neighbours over the rest.
MOST_JOINED = Fraction(1, 3)
_MILLISECONDS = 1000


def set_pace(weights: Sequence[float], template: Pace, brief: Brief) -> tuple[list[Fraction], list[Fraction]]:
    """Seconds of each shot, joins at both ends included, and of the join before each (0 for the first).

    The film is as long as asked for, or as the template's pace makes it, but no longer than
    `brief.most_seconds` while the template's least pace allows. Raises PlanError when `length_seconds` is too
    short for the shots.
    """
    exact = [_exact(weight) for weight in weights]
    seconds, join = _seconds(exact, template, brief)
    return _whole_milliseconds([seconds * weight for weight in exact], join)


def fastest_length(weights: Sequence[float], template: Pace, brief: Brief) -> Fraction:
    """Seconds of the film when every shot stands as briefly as the template and the brief allow."""
    exact = [_exact(weight) for weight in weights]
    least = _exact(brief.seconds_per_photo or template.least_seconds)
    return _length(exact, least, _join(exact, least, template))


def _seconds(weights: Sequence[Fraction], template: Pace, brief: Brief) -> tuple[Fraction, Fraction]:
    """Seconds of a shot of weight 1, and of the joins."""
    usual = _exact(brief.seconds_per_photo or template.seconds_per_photo)
    if brief.length_seconds is None:
        join = _join(weights, usual, template)
        if brief.seconds_per_photo or brief.keep_all:
            return usual, join
        if _length(weights, usual, join) <= _exact(brief.photo_seconds):
            return usual, join
    seconds, join = _fitted(weights, _exact(brief.photo_seconds), template)
    shortest = seconds * min(weights)
    if brief.length_seconds is not None and (seconds <= 0 or (shortest < LEAST_SECONDS and len(weights) > 1)):
        alone = LEAST_SECONDS * (sum(weights) / min(weights) - (len(weights) - 1) * MOST_JOINED)
        least = math.ceil(alone + _exact(brief.closing_seconds))
        raise PlanError(
            f"--length {brief.length_seconds:g}: too short for {len(weights)} slides.",
            f"They need at least {least} s ({float(LEAST_SECONDS):g} s each): use --length {least} or more, "
            "or fewer photos.",
        )
    return seconds, join


def _fitted(weights: Sequence[Fraction], length: Fraction, template: Pace) -> tuple[Fraction, Fraction]:
    """Seconds of a shot of weight 1, and of the joins, in a film of exactly this length."""
    join, count = _exact(template.join_seconds), len(weights)
    if count == 1:
        return length / weights[0], Fraction(0)
    seconds = (length + (count - 1) * join) / sum(weights)
    if join > seconds * min(weights) * MOST_JOINED:
        share = min(weights) * MOST_JOINED
        seconds = length / (sum(weights) - (count - 1) * share)
        join = seconds * share
    return seconds, join


def _join(weights: Sequence[Fraction], seconds: Fraction, template: Pace) -> Fraction:
    if len(weights) < 2:
        return Fraction(0)
    return min(_exact(template.join_seconds), seconds * min(weights) * MOST_JOINED)


def _length(weights: Sequence[Fraction], seconds: Fraction, join: Fraction) -> Fraction:
    return sum(weights) * seconds - (len(weights) - 1) * join


def _whole_milliseconds(shots: Sequence[Fraction], join: Fraction) -> tuple[list[Fraction], list[Fraction]]:
    """The same film with every beginning and end on a millisecond: the film's own end does not drift."""
    seconds, joins = [], []
    start = Fraction(0)
    last_stop = Fraction(0)
    for index, length in enumerate(shots):
        begin, stop = _rounded(start), _rounded(start + length)
        seconds.append(stop - begin)
        joins.append(last_stop - begin if index else Fraction(0))
        last_stop = stop
        start += length - join
    return seconds, joins


def _rounded(seconds: Fraction) -> Fraction:
    return Fraction(round(seconds * _MILLISECONDS), _MILLISECONDS)


def _exact(seconds: float) -> Fraction:
    # 2.1 means 21/10, not the binary number next to it.
    return Fraction(str(seconds))
