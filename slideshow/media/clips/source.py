"""Clip → ffmpeg's arguments to open it. Only its own file is ever opened, whatever that file asks for."""

import os
from pathlib import Path

from slideshow.errors import PhotoError
from slideshow.model.clip import Clip
from slideshow.system import ffmpeg

# Containers that hold clips. A playlist or a list of files in disguise would have ffmpeg open others.
_FORMATS = "mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,gif,apng,avif,webp_anim,webp"
# One thread: a second one costs hardly more work, but some 12 MB of pictures for 1080p, and the other cores
# have their own parts of the film to make.
_THREADS = 1


def source(clip: Clip) -> list[str]:
    """The input arguments for the clip, "-i" and its name last; `-ss` and others go in front of them.

    The stream to be used is `0:V:0`, which is never a cover picture. The decoder turns nothing.
    """
    return open_unknown(clip.path, clip.offset, clip.length)


def open_unknown(path: Path, offset: int = 0, length: int | None = None) -> list[str]:
    """As `source`, for a file that nothing is known of yet. Raises PhotoError when it is not there."""
    return [
        *("-threads", str(_THREADS), "-noautorotate", "-sn", "-dn", *ffmpeg.SIZED),
        *("-protocol_whitelist", "file,subfile", "-format_whitelist", _FORMATS),
        *("-i", _address(path, offset, length)),
    ]


def _address(path: Path, offset: int, length: int | None) -> str:
    if not offset and length is None:
        return f"file:{path}"
    try:
        end = path.stat().st_size if length is None else offset + length
    except OSError as error:
        raise PhotoError(
            path, "there is nothing at its place", "Copy it here again to include it."
        ) from error
    return f"subfile,,start,{offset},end,{end},,:file:{os.fspath(path)}"
