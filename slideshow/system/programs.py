"""The name of a program of the person's → where it is; never in the folder that they happen to be in.

A folder of photos may come from anybody, and a program may lie in it. Windows, and shutil.which there, look
into the current folder first; elsewhere a search path may have it by "." or by an empty part.
"""

import os
import shutil
from pathlib import Path


def program(name: str) -> str | None:
    """The full path of `name`, a program in one of the search path's folders that are named in full."""
    for part in os.environ.get("PATH", os.defpath).split(os.pathsep):
        folder = part.strip('"')
        if not Path(folder).is_absolute():
            continue
        for ending in _ENDINGS:
            # With a folder in its name it is looked for there and nowhere else.
            if found := shutil.which(str(Path(folder) / f"{name}{ending}")):
                return found
    return None


# A batch file would have its arguments read once more, by a shell.
_ENDINGS = (".exe",) if os.name == "nt" else ("",)
