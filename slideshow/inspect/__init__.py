"""Album -> facts about every photo, from one small decode each; kept by content in the user's cache."""

from slideshow.inspect.album import inspect, thumbnail
from slideshow.inspect.first_looks import FirstLooks

__all__ = ["FirstLooks", "inspect", "thumbnail"]
