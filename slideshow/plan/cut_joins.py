"""A storyboard and its timeline -> the transitions that came out shorter than they were to be, in words."""

from collections.abc import Iterator

from slideshow.model.storyboard import Storyboard
from slideshow.model.timeline import Timeline

# Times are rounded to whole frames.
_ROUNDED_FRAMES = 2


def cut_joins(storyboard: Storyboard, timeline: Timeline) -> Iterator[str]:
    """A line for each transition that is cut: it may take less than half of the shorter slide."""
    for number, (shot, join) in enumerate(zip(storyboard.shots[1:], timeline.joins, strict=False), start=2):
        wanted = shot.join_seconds
        if wanted is not None and wanted * timeline.fps - len(join.span) > _ROUNDED_FRAMES:
            seconds = f"{float(len(join.span) / timeline.fps):.1f}"
            yield (
                f"slide {number}, transition_seconds: {float(wanted):g} is cut to {seconds}, "
                "as its slides are too short for more."
            )
