"""What is asked of photos that are sent as photos."""

from dataclasses import dataclass, field

from slideshow.documents.photo_place_files import photo_place
from slideshow.model.brief import Brief
from slideshow.model.photo_place import PhotoPlace


@dataclass(frozen=True, slots=True)
class PhotosAsked:
    """`brief` has the place's canvas, and a title where one is to stand over the cover."""

    brief: Brief
    place: PhotoPlace = field(default_factory=photo_place)
    shown_as: str = "whole"
    """What is seen of each photo: "whole", "fill" or "card"."""
    keep_time: bool = False
    """When each photo was taken stays in it."""
    recursive: bool = False
    fresh: bool = False
    """Choose anew, whatever the folder's slideshow.toml says."""
    kit: bool = False
    """A message beside the folder."""
    overwrite: bool = False
