"""A stand-in for what copies a photo: what goes wrong goes by the photo's name."""

import errno
import os

from slideshow.share.upload.originals import Wanted, copy_photo


def misled(wanted: Wanted) -> tuple[int, bool]:
    """As `copied`, but for some names."""
    if wanted.photo.path.stem == "crashes":
        os.abort()
    done = copy_photo(wanted)
    if wanted.photo.path.stem == "fills":
        raise OSError(errno.ENOSPC, "No space left on device")
    return done
