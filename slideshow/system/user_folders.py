"""Where the user's cache and settings lie."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path, user_config_path


def cache_folder() -> Path:
    """Where all of it lies, or would."""
    return _own(user_cache_path)


def config_folder() -> Path:
    """Where the person's own templates and targets lie, or would."""
    return _own(user_config_path)


def _own(folder_of: Callable[[str], Path]) -> Path:
    with contextlib.suppress(RuntimeError):
        folder = folder_of("slideshow")
        # Without a home it may be "~/.cache", a folder of that name wherever we are.
        if folder.is_absolute():
            return folder
    # In a device nothing can be kept, and that costs only time.
    return Path(os.devnull).absolute() / "slideshow"
