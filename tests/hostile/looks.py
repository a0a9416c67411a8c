"""A photo → what is known of it, faces aside."""

from unittest import mock

from slideshow.inspect import photo_facts
from slideshow.inspect.photo_facts import PhotoFacts, look_at
from slideshow.model.album import Photo


def faceless(photo: Photo) -> PhotoFacts:
    """What there is to know of a photo, as if nobody were in it: looking for them takes most of the time, and
    what is looked at are pixels like any others."""
    with mock.patch.object(photo_facts, "faces_in", lambda pixels: ()):
        return look_at(photo)
