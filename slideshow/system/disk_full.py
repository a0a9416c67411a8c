"""An error -> whether a disk is full."""

import errno

from slideshow.errors import FfmpegError

# What Windows and Unix say, and quotas.
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
_DISK_FULL_WORDS = ("no space left", "quota exceeded", "not enough space")


def is_disk_full(error: BaseException) -> bool:
    """Whether what we or ffmpeg could not do is that a disk is full."""
    if isinstance(error, OSError):
        return error.errno in _DISK_FULL
    return isinstance(error, FfmpegError) and any(
        words in error.problem.lower() for words in _DISK_FULL_WORDS
    )
