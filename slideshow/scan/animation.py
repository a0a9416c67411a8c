"""Photo of a format that knows animations → the clip in it, where it is one."""

from fractions import Fraction

from slideshow.media.clips.delays import delays_of
from slideshow.model.album import Photo
from slideshow.model.clip import Clip


def animation_in(photo: Photo) -> Clip | None:
    """The animation that a photo's file holds, all of it; None for a single picture."""
    delays = delays_of(photo.path, photo.format)
    seconds = sum(delays, Fraction(0))
    if len(delays) < 2:
        return None
    return Clip(photo.path, seconds, len(delays) / seconds, photo.size, photo.size, loops=True)
