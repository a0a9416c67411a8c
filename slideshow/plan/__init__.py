"""Album + template + brief -> Timeline. Pure: no pixels, no files, the same answer every time."""

from slideshow.plan.timeline import plan

__all__ = ["plan"]
