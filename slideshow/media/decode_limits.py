"""Photo → what decoding it may take, in a process that may die of it, and whose fault it is then."""

from collections.abc import Iterator
from contextlib import contextmanager

from slideshow.errors import PhotoError
from slideshow.media.photo_files import EXPORT_AGAIN, why_unreadable
from slideshow.model.album import VIDEO, Photo
from slideshow.system.sandbox import Limits, WorkerLost

# The slowest we met, 12-megapixel HEICs, take 0.8 s each on a small machine, and 120 MB. A progressive JPEG
# of 400 megapixels takes 6 bytes a pixel for its coefficients alone; libraries set room aside for threads.
_SECONDS, _SECONDS_A_MEGAPIXEL = 20.0, 0.25
# Some twelve seconds of a clip are decoded, and its key pictures here and there.
_CLIP_SECONDS = 180.0
_BYTES, _BYTES_A_PIXEL = 2_000_000_000, 24


def limits(photo: Photo) -> Limits:
    """What its decoder may take, whether all of it is wanted or a small copy."""
    pixels = photo.whole_size.width * photo.whole_size.height
    seconds = _CLIP_SECONDS if photo.format == VIDEO else _SECONDS + _SECONDS_A_MEGAPIXEL * pixels / 1e6
    return Limits(seconds, _BYTES + _BYTES_A_PIXEL * pixels)


@contextmanager
def blaming(photo: Photo) -> Iterator[None]:
    """Raises PhotoError where the process that decodes the photo was lost, or had no memory for it."""
    try:
        yield
    except WorkerLost as error:
        raise PhotoError(photo.path, error.why, EXPORT_AGAIN) from None
    except MemoryError as error:
        raise PhotoError(photo.path, *why_unreadable(error)) from error
