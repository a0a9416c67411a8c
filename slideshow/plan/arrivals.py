"""Slides of several photos -> when each of these comes: one after the other, on the beats of the music."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from slideshow.model.music import Rhythm
from slideshow.model.timeline import Slide, Timeline

# All are there after so much of the time that a slide stands alone.
_LATEST = 0.5
# From one to the next without a beat, and at least.
_STEP_SECONDS, _LEAST_SECONDS = 0.3, 0.12
# What lies over another photo, or on a strip of paper, comes with it.
_APART = ("stack", "row", "grid", "mosaic", "strip")


def build_up(timeline: Timeline, rhythm: Rhythm | None) -> tuple[Slide, ...]:
    """The slides with the frames in which their photos come. The first, the cover, is whole."""
    found, slides = [], timeline.slides
    for number, slide in enumerate(slides):
        if number == 0 or slide.layout.name not in _APART or slide.has_clips:
            found.append(slide)
            continue
        begin = slides[number - 1].span.stop
        stop = slides[number + 1].span.start if number + 1 < len(slides) else slide.span.stop
        frames = _arrivals(len(slide.photos), begin, stop, timeline.fps, rhythm)
        found.append(replace(slide, arrivals=tuple(max(0, one - slide.span.start) for one in frames)))
    return tuple(found)


def _arrivals(count: int, begin: int, stop: int, fps: Fraction, rhythm: Rhythm | None) -> Sequence[int]:
    """Frames of the film: the first photo is there from the start, the others within half of the time."""
    last = begin + int(_LATEST * max(0, stop - begin))
    beats = [round(beat * float(fps)) for beat in (rhythm.beats if rhythm else ())]
    least = max(1, round(_LEAST_SECONDS * fps))
    near = [beat for beat in beats if begin + least <= beat <= last]
    if len(near) >= count - 1:
        return (0, *near[: count - 1])
    step = min(_STEP_SECONDS * float(fps), (last - begin) / max(1, count - 1))
    return (0, *(begin + round(step * number) for number in range(1, count)))
