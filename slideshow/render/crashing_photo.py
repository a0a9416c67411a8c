"""Photos of parts whose filming ended a process, twice -> the one whose decoder does, tried in others."""

from collections.abc import Callable, Iterable

from slideshow.errors import PhotoError
from slideshow.media.decode_limits import limits
from slideshow.media.photo_files import EXPORT_AGAIN
from slideshow.media.pictures import decode
from slideshow.model.album import Photo
from slideshow.system.sandbox import Sandbox, WorkerLost


def decoded(photo: Photo) -> None:
    """Nothing, when the photo could be decoded in full. Raises PhotoError."""
    decode(photo)


def culprit(photos: Iterable[Photo], work: Callable[[Photo], object] = decoded) -> PhotoError | None:
    """Why one of the photos cannot be in a film; None when that is not what happened."""
    with Sandbox(work, limits) as tried:
        for photo in dict.fromkeys(photos):
            try:
                tried(photo)
            except PhotoError as error:
                return error
            except WorkerLost as error:
                return PhotoError(photo.path, error.why, EXPORT_AGAIN)
            # The machine's, not the photo's.
            except MemoryError:
                continue
    return None
