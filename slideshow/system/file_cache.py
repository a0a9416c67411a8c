"""Files kept in the user's cache: bounded, shared by runs, never needed. What goes wrong costs only time."""

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from slideshow.system.atomic_write import replacing
from slideshow.system.user_folders import make_private
from slideshow.system.working_folder import LEFT_SECONDS


class FileCache:
    """A folder of files by name, in subfolders by their first two letters; what was used last goes last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str) -> Path:
        """Where a file of that name lies, or would."""
        return self.folder / name[:2] / name

    def files_named(self, start: str) -> list[Path]:
        """The files whose names begin so, with two letters at least."""
        with contextlib.suppress(OSError):
            return sorted((self.folder / start[:2]).glob(f"{start}*"))
        return []

    def touch(self, file: Path) -> None:
        """Marks a file as used now."""
        with contextlib.suppress(OSError):
            os.utime(file)

    def drop(self, file: Path) -> None:
        """Throws out one file."""
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)

    def write(self, name: str, *content: bytes) -> None:
        """Keeps the content, one piece after the other, where the folder can be written."""

        def fill(part: Path) -> None:
            with part.open("wb") as file:
                file.writelines(content)

        self._place(name, fill)

    def take_in(self, name: str, finished: Path) -> None:
        """Keeps a file that will not be changed any more, where the folder can be written."""
        self._place(name, lambda part: link_or_copy(finished, part))

    def _place(self, name: str, fill: Callable[[Path], object]) -> None:
        """Has a file filled beside its place and renames it then: nobody sees half of it."""
        file = self.file(name)
        with contextlib.suppress(OSError), replacing(file) as part:
            try:
                fill(part)
            except FileNotFoundError:
                make_private(self.folder)
                make_private(file.parent)
                fill(part)

    def files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Every file that is there."""
        with contextlib.suppress(OSError):
            for path in self.folder.glob("??/*"):
                with contextlib.suppress(OSError):
                    yield path, path.stat()

    def sweep(self, most_bytes: int, every_seconds: float = 0.0) -> None:
        """Throws out what was not used for longest, where there is more than `most_bytes`.

        With `every_seconds`, not when that was done so recently.
        """
        stamp = self.folder / "swept"
        with contextlib.suppress(OSError):
            now = time.time()
            # A stamp of tomorrow is from before the clock was set back.
            if every_seconds and stamp.exists() and 0 <= now - stamp.stat().st_mtime < every_seconds:
                return
            files = [(status.st_mtime, status.st_size, path) for path, status in self.files()]
            total = sum(size for _, size, _ in files)
            for used, size, path in sorted(files):
                left = path.suffix == ".part" and abs(now - used) > LEFT_SECONDS
                if total > most_bytes or left:
                    self.drop(path)
                    total -= size
            if every_seconds:
                stamp.touch()

    def clear(self) -> None:
        """Throws out everything."""
        for path, _ in list(self.files()):
            self.drop(path)


def link_or_copy(source: Path, to: Path) -> None:
    """The same file at `to`, without a copy of its bytes where the file system can."""
    try:
        os.link(source, to)
    except OSError:
        shutil.copyfile(source, to)
