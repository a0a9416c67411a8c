"""What is installed, here and on a cluster's workers -> what they do not have in common, in words."""

import platform
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from slideshow.errors import SlideshowError
from slideshow.system import ffmpeg
from slideshow.version import __version__, source_digest

_LIBRARIES = ("pillow", "pillow-heif", "numpy", "opencv-python-headless", "distributed", "fsspec", "s3fs")

Versions = Mapping[str, str]


@cache
def versions_here() -> Versions:
    """The versions of all that decides what a film looks like, and whether workers understand each other."""
    found = {"slideshow": f"{__version__} ({source_digest()[:8]})", "Python": platform.python_version()}
    try:
        # "ffmpeg version 8.0 Copyright ..."
        found["ffmpeg"] = ffmpeg.run(["-version"])[0].decode("utf-8", "replace").split()[2]
    except (SlideshowError, IndexError):
        found["ffmpeg"] = "none"
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def differences(here: Versions, there: Mapping[str, Versions]) -> list[str]:
    """A line for each thing that is not the same everywhere; who has what."""
    lines = []
    for name, ours in here.items():
        by_version: dict[str, list[str]] = {ours: ["this computer"]}
        for worker, versions in there.items():
            by_version.setdefault(versions.get(name, "none"), []).append(worker)
        if len(by_version) > 1:
            shown = "; ".join(f"{one} on {_few(workers)}" for one, workers in by_version.items())
            lines.append(f"{name} differs: {shown}. Films may, too: install the same everywhere.")
    return lines


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
