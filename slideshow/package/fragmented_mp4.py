"""A finished film → the same as a fragmented MP4, written to a pipe: nothing is coded again."""

import errno
from pathlib import Path
from typing import BinaryIO

from slideshow.errors import RenderError
from slideshow.system import ffmpeg

_BLOCK_BYTES = 1 << 18
# How Unix and Windows say that nobody reads any more.
_READER_GONE = (errno.EPIPE, errno.ESHUTDOWN, errno.EINVAL)


def stream(film: Path, pipe: BinaryIO) -> int:
    """How many bytes went into `pipe`. It can be played, or passed on, before the end has come.

    Raises BrokenPipeError when nobody reads any more, RenderError when it cannot be written otherwise.
    """
    # "delay_moov" writes the head once the first packets are known: without, the edit lists that keep picture
    # and sound together would be missing.
    flags = "+frag_keyframe+delay_moov+default_base_moof"
    copy = ["-map", "0", "-c", "copy", "-map_metadata", "-1", "-fflags", "+bitexact", "-tag:v", "avc1"]
    sent = 0
    with ffmpeg.reading(
        ["-i", f"file:{film}", *copy, "-movflags", flags, "-f", "mp4", "pipe:1"]
    ) as fragments:
        while block := fragments.read(_BLOCK_BYTES):
            try:
                pipe.write(block)
            except OSError as error:
                raise _failure(error) from error
            sent += len(block)
    try:
        pipe.flush()
    except OSError as error:
        raise _failure(error) from error
    return sent


def _failure(error: OSError) -> Exception:
    if error.errno in _READER_GONE:
        return BrokenPipeError(errno.EPIPE, "nobody reads the film any more")
    return RenderError(f"Standard output cannot be written ({error.strerror or error}).")
