"""An error, or a folder -> whether a disk is full."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from slideshow.errors import FfmpegError

# What Windows and Unix say, and quotas.
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
_DISK_FULL_WORDS = ("no space left", "quota exceeded", "not enough space")
_LEAST_BYTES = 1 << 20


def is_disk_full(error: BaseException) -> bool:
    """Whether what we or ffmpeg could not do is that a disk is full."""
    if isinstance(error, OSError):
        return error.errno in _DISK_FULL
    return isinstance(error, FfmpegError) and any(
        words in error.problem.lower() for words in _DISK_FULL_WORDS
    )


def is_full(folder: Path) -> bool:
    """Whether there is no room left, now: ffmpeg has nowhere to write its last words then."""
    with suppress(OSError):
        return shutil.disk_usage(folder).free < _LEAST_BYTES
    return False


@contextmanager
def needing_room(folder: Path) -> Iterator[None]:
    """Where ffmpeg fails in the block and the disk of `folder` is full, that is raised, as an OSError."""
    try:
        yield
    except FfmpegError as error:
        if is_full(folder):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder)) from error
        raise
