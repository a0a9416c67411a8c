"""Where the user's cache and settings lie."""

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_state_path

_NAME = "slideshow"


def cache_folder() -> Path:
    """Where all of it lies, or would."""
    return _own(user_cache_path)


def config_folder() -> Path:
    """Where the person's own templates and targets lie, or would."""
    return _own(user_config_path)


def state_folder() -> Path:
    """Where it is written down what was made here, or would be."""
    return _own(user_state_path)


def make_private(folder: Path) -> None:
    """Has a folder of ours be there, for its owner alone, with those above it that are ours. Raises OSError.

    What is kept tells what somebody's photos show, and where they were taken.
    """
    for one in (*reversed(folder.parents), folder):
        if one.name and not one.is_dir():
            one.mkdir(mode=0o700, exist_ok=True)
    if os.name == "posix":
        top = next((one for one in (folder, *folder.parents) if one.name == _NAME), folder)
        for one in (folder, top):
            if stat.S_IMODE(one.stat().st_mode) & 0o077 and one.stat().st_uid == os.getuid():
                one.chmod(0o700)


def _own(folder_of: Callable[[str], Path]) -> Path:
    with contextlib.suppress(RuntimeError):
        folder = folder_of(_NAME)
        # Without a home it may be "~/.cache", a folder of that name wherever we are.
        if folder.is_absolute():
            return folder
    # In a device nothing can be kept, and that costs only time.
    return Path(os.devnull).absolute() / "slideshow"
