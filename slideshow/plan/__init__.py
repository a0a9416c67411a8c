"""Album + facts + template + brief -> Storyboard -> Timeline. Pure: no pixels, no files, always the same."""

from slideshow.plan.complete import complete
from slideshow.plan.direct import Scene, direct
from slideshow.plan.order import in_order
from slideshow.plan.timeline import closing_seconds, timeline_of

__all__ = ["Scene", "closing_seconds", "complete", "direct", "in_order", "timeline_of"]
