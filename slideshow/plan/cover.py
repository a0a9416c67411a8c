"""Timeline + facts -> the frame that stands for the film."""

from collections.abc import Callable

from slideshow.model.album import Photo
from slideshow.model.facts import Facts
from slideshow.model.timeline import Timeline
from slideshow.plan.photo_quality import flaw, quality

_FLAWED = 0.5
# Several photos in a frame are too small for a cover.
_TOGETHER = 0.8


def cover_frame(timeline: Timeline, facts_of: Callable[[Photo], Facts]) -> int:
    """The middle of the best slide, while no other is seen; frame 0 where there are only joins."""
    best, worth = 0, -1.0
    for index, slide in enumerate(timeline.slides):
        if slide.layout.name == "ground":  # the end card
            continue
        start = timeline.joins[index - 1].span.stop if index else slide.span.start
        stop = timeline.joins[index].span.start if index < len(timeline.joins) else slide.span.stop
        if stop <= start:
            continue
        facts = [facts_of(photo) for photo in slide.photos]
        value = sum(quality(one) * (_FLAWED if flaw(one) else 1.0) for one in facts) / len(facts)
        value *= _TOGETHER if len(facts) > 1 else 1.0
        if value > worth:
            best, worth = (start + stop) // 2, value
    return best
