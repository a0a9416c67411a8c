"""A folder for what is not finished: in the user's cache, or among temporary files with more room.

The only place that makes such folders (tests/test_architecture.py): whoever works in one holds it, as the
next run throws out what nobody holds.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from slideshow.errors import FfmpegError, RenderError, printable
from slideshow.system.disk_full import is_disk_full
from slideshow.system.user_folders import cache_folder, make_private

# What the work for a long film may take. With as much free, the cache is the place: it may be cleared.
_ROOM_BYTES = 2_000_000_000
_PREFIX = "make-"
# Among temporary files there are others' as well.
TEMPORARY_PREFIX = "slideshow-"


# What is younger may not be held yet by the one who just made it.
_MADE_SECONDS = 10
# What a run that was killed has left half written is as old as this.
LEFT_SECONDS = 24 * 3600


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder that is gone when it is left. Raises RenderError where none can be, or its disk is full."""
    drop_left_work()
    parent, prefix = _place()
    try:
        folder = tempfile.TemporaryDirectory(prefix=prefix, dir=parent, ignore_cleanup_errors=True)
    except OSError as error:
        raise RenderError(
            f"{parent}: cannot be written ({error.strerror}).",
            "Make room, or set TMPDIR to another.",
        ) from error
    with folder as path, held(Path(path)):
        try:
            yield Path(path)
        except (OSError, FfmpegError) as error:
            if is_disk_full(error):
                raise _full(Path(path), error) from error
            raise


def drop_left_work() -> None:
    """Throws out working folders that runs left which were killed."""
    left = list(_inside(_work(), _PREFIX))
    with suppress(OSError):
        left += _inside(Path(tempfile.gettempdir()), TEMPORARY_PREFIX)
    for folder in left:
        with suppress(OSError):
            if is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _full(folder: Path, error: OSError | FfmpegError) -> RenderError:
    """The disk of a working folder is full, or that of another file when the error names one."""
    parent = folder.parent
    if isinstance(error, OSError) and isinstance(error.filename, str | bytes):
        name = Path(os.fsdecode(error.filename))
        parent = parent if name.is_relative_to(folder) else name.parent
    clear = " `slideshow cache clear` may do." if parent == _work() else ""
    return RenderError(
        f"{printable(parent)}: the disk is full, with what is not finished of the film.",
        f"Make room there and start again.{clear}",
    )


def _place() -> tuple[Path, str]:
    """Where there is most room, the cache before others, and how a folder's name begins there."""
    work, temporary = _work(), None
    with suppress(OSError):
        temporary = Path(tempfile.gettempdir())
    with suppress(OSError):
        make_private(work)
        free = shutil.disk_usage(work).free
        if os.access(work, os.W_OK) and (
            temporary is None or free >= min(_ROOM_BYTES, shutil.disk_usage(temporary).free)
        ):
            return work, _PREFIX
    return temporary or work, TEMPORARY_PREFIX


def _work() -> Path:
    return cache_folder() / "work"


def _inside(parent: Path, prefix: str) -> list[Path]:
    """Our own folders there whose names begin so; no links, which may lead anywhere."""
    found = []
    with suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if entry.name.startswith(prefix) and entry.is_dir(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                if os.name != "posix" or status.st_uid == os.getuid():
                    found.append(Path(entry.path))
    return found


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Marks a file or folder as in use, until this process leaves it or ends in whatever way."""
    opened = None
    with suppress(OSError, ImportError):
        import fcntl

        opened = os.open(path, os.O_RDONLY)
        fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    try:
        yield
    finally:
        if opened is not None:
            os.close(opened)


def is_left(path: Path) -> bool:
    """Whether a run that was killed has left it: nobody holds it, or, where nobody can tell, it is a day old.

    Raises OSError when it is gone.
    """
    age = time.time() - path.stat().st_mtime
    # Less than nothing where the clock was set back.
    if 0 <= age < _MADE_SECONDS:
        return False
    try:
        import fcntl

        opened = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(opened)
    except BlockingIOError:
        return False
    # Windows, and network folders that know no locks.
    except (OSError, ImportError):
        return abs(age) > LEFT_SECONDS
    return True


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder among temporary files, gone when it is left; what a killed run left, the next throws out."""
    with (
        tempfile.TemporaryDirectory(prefix=TEMPORARY_PREFIX, ignore_cleanup_errors=True) as folder,
        held(Path(folder)),
    ):
        yield Path(folder)


@contextmanager
def folder_inside(parent: Path) -> Iterator[Path]:
    """A folder in another, which is held itself or is a person's; gone when it is left."""
    with (
        tempfile.TemporaryDirectory(prefix=".work-", dir=parent, ignore_cleanup_errors=True) as folder,
        held(Path(folder)),
    ):
        yield Path(folder)
