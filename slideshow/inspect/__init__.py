"""Album -> facts about every photo, from one small decode each; kept by content in the user's cache."""

from slideshow.inspect.album import inspect, thumbnail

__all__ = ["inspect", "thumbnail"]
