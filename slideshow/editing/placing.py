"""Slides and the frames they are to have -> the slides with times that give them just these.

Edits count in frames: a slide that is pushed along by whole frames is drawn as before, so its segment is
found in the cache. Its seconds stay as they were as long as they come to the same frames.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import floor

from slideshow.model.span import FrameSpan, frame_at
from slideshow.model.storyboard import Shot
from slideshow.plan import spans_of

# A cut this near to a beat, in frames, is on it.
_ON_BEAT_FRAMES = 1.5
_MOST_MOVED_SECONDS = 0.8
# Two slides overlap for at most this share of the shorter one, as the timeline has it.
_MOST_OVERLAP = Fraction(9, 20)
# What a slide lasts at least, in seconds.
LEAST_SECONDS = Fraction(4, 5)


def place_shots(
    shots: Sequence[Shot], spans: Sequence[FrameSpan], fps: Fraction, stood: Sequence[Shot] = ()
) -> tuple[Shot, ...]:
    """The shots with these spans, in whole milliseconds; what already fits is left as it is.

    `stood` are the shots as they stood before: where one ends with the frame that one of these ended with, it
    ends with the same millisecond, so that nothing behind it is moved, and the music neither.
    """
    ends = dict(zip((span.stop for span in spans_of(stood, fps)), _ends(stood), strict=True))
    done: list[Shot] = []
    stop = Fraction(0)
    for index, (shot, span) in enumerate(zip(shots, spans, strict=True)):
        join = Fraction(0)
        if index:
            join = shot.join_seconds or Fraction(0)
            # Whole frames more or less: what lies between frames stays.
            for one in (join, join + milliseconds(frame_at(stop - join, fps) - span.start, fps)):
                if frame_at(stop - one, fps) == span.start and one >= 0:
                    join = one
                    break
            else:
                join = stop - milliseconds(span.start, fps)
        start = stop - join
        seconds = shot.seconds or Fraction(0)
        near = seconds + milliseconds(span.stop - frame_at(start + seconds, fps), fps)
        exact = ends.get(span.stop, Fraction(0)) - start
        for one in (seconds, exact, near):
            if one > 0 and frame_at(start + one, fps) == span.stop:
                seconds = one
                break
        else:
            seconds = milliseconds(span.stop, fps) - start
        done.append(replace(shot, seconds=seconds, join_seconds=join))
        stop = start + seconds
    return tuple(done)


def _ends(shots: Sequence[Shot]) -> list[Fraction]:
    """The second that each shot ends with."""
    ends: list[Fraction] = []
    for shot in shots:
        start = ends[-1] - (shot.join_seconds or Fraction(0)) if ends else Fraction(0)
        ends.append(start + (shot.seconds or Fraction(0)))
    return ends


def in_line(shots: Sequence[Shot], fps: Fraction, of: Sequence[Shot] | None = None) -> list[FrameSpan]:
    """The frames of shots in a new order, each as long as it was: `of` are the shots as they stood before."""
    before = dict(zip(map(id, of or shots), spans_of(of or shots, fps), strict=True))
    joins = _overlaps(of or shots, fps)
    spans: list[FrameSpan] = []
    for shot in shots:
        length = len(before[id(shot)])
        start = 0
        if spans:
            start = spans[-1].stop - fitting(joins[id(shot)], len(spans[-1]), length)
        spans.append(FrameSpan(start, start + length))
    return spans


def fitting(overlap: int, length: int, other: int) -> int:
    """An overlap as long as two slides of these lengths allow, in frames."""
    return max(0, min(overlap, floor(_MOST_OVERLAP * min(length, other))))


def _overlaps(shots: Sequence[Shot], fps: Fraction) -> dict[int, int]:
    """The frames that each shot shares with the one before; for the first, as many as the second does."""
    spans = spans_of(shots, fps)
    found = [0] + [before.stop - span.start for before, span in pairwise(spans)]
    if len(found) > 1:
        found[0] = found[1]
    return dict(zip(map(id, shots), found, strict=True))


def cut_of(before: FrameSpan, after: FrameSpan) -> float:
    """Where one slide gives way to the next: the middle of their overlap, in frames."""
    return (before.stop + after.start) / 2


def nearest(frame: float, beats: Sequence[float], fps: Fraction) -> float | None:
    """The beat nearest to a frame, in frames; None without beats."""
    if not beats:
        return None
    at = bisect_left(beats, frame / float(fps))
    near = beats[max(0, at - 1) : at + 1]
    return min((beat * float(fps) for beat in near), key=lambda beat: abs(beat - frame))


def settle_on_beats(shots: Sequence[Shot], beats: Sequence[float], fps: Fraction) -> tuple[Shot, ...]:
    """The shots with their cuts on the beats of music that has changed, moved as little as that takes."""
    spans = spans_of(shots, fps)
    moved = on_beats(spans, beats, fps, [shot.pinned for shot in shots])
    return tuple(shots) if moved == spans else place_shots(shots, moved, fps, shots)


def on_beats(
    spans: Sequence[FrameSpan], beats: Sequence[float], fps: Fraction, pinned: Sequence[bool]
) -> list[FrameSpan]:
    """The spans with cuts that are off the beat moved onto the nearest one, where that leaves both slides
    enough time and neither is pinned."""
    found = list(spans)
    least = LEAST_SECONDS * fps
    for index in range(1, len(found)):
        before, after = found[index - 1], found[index]
        beat = nearest(cut_of(before, after), beats, fps)
        if beat is None or pinned[index - 1] or pinned[index]:
            continue
        by = round(beat - cut_of(before, after))
        # Where the last chord rings out there are no beats any more.
        if abs(by) <= _ON_BEAT_FRAMES or abs(by) > _MOST_MOVED_SECONDS * fps:
            continue
        longer, shorter = len(before) + by, len(after) - by
        overlap = before.stop - after.start
        if min(longer, shorter) < least or overlap != fitting(overlap, longer, shorter):
            continue
        found[index - 1] = FrameSpan(before.start, before.stop + by)
        found[index] = FrameSpan(after.start + by, after.stop)
    return found


def milliseconds(frame: int, fps: Fraction) -> Fraction:
    """So many frames in seconds, in whole milliseconds."""
    return Fraction(round(frame / fps * 1000), 1000)
