"""Storyboard -> the same as several films, none longer than a limit, parted at chapters or slides."""

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from slideshow.errors import PlanError
from slideshow.model.brief import Brief
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.model.template import Template
from slideshow.plan.timeline import timeline_of

# How much a part may differ from the others' length so that it begins with a chapter, as a share of that.
_FOR_A_CHAPTER = 0.35


def in_parts(
    storyboard: Storyboard, template: Template, brief: Brief, most_seconds: float
) -> tuple[Storyboard, ...]:
    """As few films as keep the limit, as equal as chapters allow, each with its number in the title.

    `storyboard` has everything decided. The end card is the last one's. Raises PlanError when one slide is
    longer than the limit.
    """
    shots = storyboard.shots
    whole = float(timeline_of(storyboard, template, brief).duration_seconds)
    if whole <= most_seconds:
        return (storyboard,)
    if len(shots) < 2:
        raise PlanError(f"One slide alone is longer than {most_seconds:g} seconds.", "Give it less time.")
    end = whole - float(timeline_of(replace(storyboard, closing=""), template, brief).duration_seconds)
    # Boundaries are rounded to frames: half a frame at both ends.
    room = Fraction(str(most_seconds)) - 1 / brief.fps
    for count in range(max(2, math.ceil(whole / most_seconds)), len(shots) + 1):
        bounds = _bounds(shots, count, room, Fraction(end).limit_denominator(1000))
        if bounds is not None:
            runs = [
                shots[start:stop] for start, stop in zip((0, *bounds), (*bounds, len(shots)), strict=True)
            ]
            return tuple(_part(storyboard, run, index, count) for index, run in enumerate(runs))
    raise PlanError(
        f"A slide alone is longer than {most_seconds:g} seconds.", "Give it less time, or the end card."
    )


def _bounds(shots: Sequence[Shot], count: int, room: Fraction, end: Fraction) -> tuple[int, ...] | None:
    """Where `count` parts of at most `room` seconds begin, but for the first; None when they cannot."""
    ends: list[Fraction] = [Fraction(0)]
    for shot in shots:
        ends.append(ends[-1] + (shot.seconds or Fraction(0)) - (shot.join_seconds or Fraction(0)))
    even = float((ends[-1] + end) / count)
    last = len(shots)

    def price(start: int, stop: int) -> float:
        # A part's first slide has no join before it.
        length = ends[stop] - ends[start] + (shots[start].join_seconds or Fraction(0) if start else 0)
        length += end if stop == last else 0
        if length > room:
            return math.inf
        off = float(length) / even - 1.0
        return off * off + (0.0 if start == 0 or shots[start].chapter else _FOR_A_CHAPTER**2)

    # best[k][stop]: the price of k parts up to `stop`, and where the last of them begins.
    best: list[list[tuple[float, int]]] = [
        [(0.0, 0) if stop == 0 else (math.inf, 0) for stop in range(last + 1)]
    ]
    for _ in range(count):
        before = best[-1]
        best.append(
            [
                min(
                    ((before[start][0] + price(start, stop), start) for start in range(stop)),
                    default=(math.inf, 0),
                )
                for stop in range(last + 1)
            ]
        )
    if math.isinf(best[count][last][0]):
        return None
    bounds: list[int] = []
    stop = last
    for parts in range(count, 1, -1):
        stop = best[parts][stop][1]
        bounds.insert(0, stop)
    return tuple(bounds)


def _part(storyboard: Storyboard, shots: tuple[Shot, ...], index: int, count: int) -> Storyboard:
    first = replace(shots[0], join_seconds=Fraction(0))
    number = f"{index + 1}/{count}"
    # The title takes the place of the chapter's text, so that it is told there.
    detail = (first.chapter if index else "") or storyboard.detail
    return replace(
        storyboard,
        shots=(first, *shots[1:]),
        left_out=storyboard.left_out if index == 0 else (),
        heading=f"{storyboard.heading} {number}" if storyboard.heading else number,
        detail=detail,
        closing=storyboard.closing if index == count - 1 else "",
    )
