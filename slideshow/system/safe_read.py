"""A name that may come from anybody -> what its file begins with. A pipe or a device is never waited for."""

import errno
import os
import stat
from pathlib import Path


def read_start(path: Path, most_bytes: int) -> bytes:
    """Up to so many bytes of a file. Raises OSError, also where there is no file but something else."""
    # Asked once it is open: before, it might become another. Without blocking, as nobody may write to a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    opened = os.open(path, flags)
    try:
        mode = os.fstat(opened).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "It is not a file", str(path))
        with os.fdopen(opened, "rb", closefd=False) as file:
            return file.read(most_bytes)
    finally:
        os.close(opened)
