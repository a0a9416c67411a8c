"""Album + facts + template + brief -> Storyboard -> Timeline. Pure: no pixels, no files, always the same."""

from slideshow.plan.beats import nearest_beat
from slideshow.plan.complete import complete
from slideshow.plan.direct import Scene, direct
from slideshow.plan.order import in_order
from slideshow.plan.timeline import closing_seconds, has_end_card, timeline_of
from slideshow.plan.timing import film_seconds, soundtrack_of

__all__ = [
    "Scene",
    "closing_seconds",
    "complete",
    "direct",
    "film_seconds",
    "has_end_card",
    "in_order",
    "nearest_beat",
    "soundtrack_of",
    "timeline_of",
]
